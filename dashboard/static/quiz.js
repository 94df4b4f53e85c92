// The quiz: an answer is judged on the page itself; what a reader has answered is kept for as long as the page is open, and goes nowhere.
if (!window.techHubsQuiz) {
  window.techHubsQuiz = true;

  const given = new Map();
  const quiz = () => document.querySelector(".th-quiz[data-seed]");
  const key = () => quiz().dataset.seed;
  const answers = () => given.get(key()) ?? given.set(key(), new Map()).get(key());
  const forms = () => [...quiz().querySelectorAll(".th-question")];

  const show = (form, choice, heard) => {
    const right = form.dataset.right;
    const verdict = choice === right ? "Right." : "Not right. It is:";
    form.classList.add("th-answered");
    for (const box of form.elements) {
      if (box.type !== "radio") continue;
      box.checked = box.value === choice;
      box.disabled = true;
      box.parentElement.classList.toggle("th-is-right", box.value === right);
      box.parentElement.classList.toggle("th-is-wrong", box.value === choice && choice !== right);
    }
    form.querySelector(".th-tools").hidden = true;
    const why = form.querySelector(".th-why-right");
    why.hidden = false;
    why.querySelector("[data-verdict]").textContent = verdict;
    if (heard) form.querySelector(".th-judged").textContent = `${verdict} ${why.querySelectorAll("strong")[1].textContent}`;
  };
  const count = () => {
    const result = quiz().querySelector(".th-result");
    const [heading, told] = result.children;
    const found = answers();
    const of = Number(result.dataset.of);
    const right = forms().filter((form) => found.get(form.dataset.number) === form.dataset.right).length;
    const words = `${found.size} of ${of} answered`;
    if (told.textContent !== words) told.textContent = words;
    heading.hidden = found.size < of;
    if (found.size >= of) {
      const last = `Your result: ${right} of ${of} right`;
      if (heading.textContent !== last) heading.textContent = last;
      told.textContent = "Shown to you alone; it is neither stored nor sent.";
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.(".th-question");
    if (!form) return;
    event.preventDefault();
    const choice = new FormData(form).get(`answer-${form.dataset.number}`);
    form.querySelector("[data-ask]").hidden = choice !== null;
    if (choice === null) return form.querySelector("input").focus();
    answers().set(form.dataset.number, choice);
    show(form, choice, true);
    count();
    const done = answers().size >= forms().length;
    const there = done ? document.getElementById("result") : form.querySelector(".th-why-right a");
    there.focus({ preventScroll: !done });
    if (done) there.scrollIntoView({ block: "center" });
  });

  const adopt = () => {
    const found = quiz();
    if (!found || found.adopted) return;
    found.adopted = true;
    // The seed comes into the address as no step of its own, so that Back leads to where the reader came from.
    const parameters = new URLSearchParams(location.search);
    if (!parameters.get("seed") && location.pathname.endsWith("/quiz")) {
      parameters.set("seed", found.dataset.seed);
      history.replaceState(history.state, "", `${location.pathname}?${parameters}${location.hash}`);
    }
    for (const form of forms()) if (answers().has(form.dataset.number)) show(form, answers().get(form.dataset.number), false);
    if (answers().size) count();
  };
  new MutationObserver(adopt).observe(document.body, { childList: true, subtree: true });
  adopt();
}

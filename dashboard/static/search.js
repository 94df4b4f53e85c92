// The search box: what is typed is asked of this app's own server, and what it finds stands in a list below the box.
if (!window.techHubsSearch) {
  window.techHubsSearch = true;

  const WAIT = 120;
  const PATIENCE = 500;
  let input, form, list, told;
  let typed = "";
  let given = "";
  let writing = false;
  let caret;
  let asking;
  let timer;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const active = () => list.querySelector("[aria-selected=true]");
  const say = (words) => {
    if (told.textContent !== words) told.textContent = words;
  };

  const opened = () => {
    const found = options().length > 0;
    input.setAttribute("aria-expanded", String(found));
    found ? input.setAttribute("aria-controls", "th-found") : input.removeAttribute("aria-controls");
    input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    list.replaceChildren();
    say("");
    opened();
  };
  const show = (words) => {
    list.innerHTML = words;
    list.hidden = !words;
    opened();
    const many = options().length;
    say(many ? `${many} ${many === 1 ? "entry" : "entries"} below. ${[...list.querySelectorAll(".th-told")].map((line) => line.textContent).join(" ")}` : list.textContent);
  };
  const asked = () => {
    const query = new URLSearchParams(new FormData(form));
    query.set("q", typed.trim());
    return query;
  };
  const ask = async () => {
    clearTimeout(timer);
    asking?.abort();
    if (!typed.trim()) return close();
    const mine = (asking = new AbortController());
    const slow = setTimeout(() => mine === asking && list.hidden && show('<p class="th-told">Searching …</p>'), PATIENCE);
    try {
      const answer = await fetch(`search.html?${asked()}`, { signal: mine.signal });
      const words = await answer.text();
      if (!answer.ok) throw words;
      if (mine === asking && !mine.signal.aborted) show(words);
    } catch (problem) {
      if (mine.signal.aborted) return;
      show('<p class="th-told"></p>');
      list.firstChild.textContent = typeof problem === "string" ? problem : "The search could not be asked. Type once more.";
      say(list.textContent);
    } finally {
      clearTimeout(slow);
    }
  };
  const choose = (option) => {
    active()?.setAttribute("aria-selected", "false");
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  // A link of the page, so that it is followed as every other one.
  const go = (query) => {
    const link = Object.assign(document.createElement("a"), { href: `evidence?${query}`, hidden: true });
    link.dataset.page = "";
    form.append(link);
    link.click();
    link.remove();
  };

  const key = (event) => {
    const all = options();
    const at = all.indexOf(active());
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (list.hidden) return ask();
      // Above the first and below the last one is the box itself.
      const next = (at + 1 + step + all.length + 1) % (all.length + 1);
      return choose(all[next - 1]);
    }
    if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      all[at].click();
    }
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (!list.hidden) return close();
    typed = input.value = "";
  };

  // The page is drawn anew with every change: the words, the place in them, the focus and the list stay.
  const adopt = () => {
    const found = document.querySelector(".th-search input[name=q]");
    if (!found || found === input) return;
    const first = !input;
    const kept = writing && !first;
    [input, form] = [found, found.form];
    if (!kept && found.defaultValue !== given) typed = found.defaultValue;
    given = found.defaultValue;
    found.value = typed;
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-haspopup", "listbox"]]) found.setAttribute(name, value);
    form.append(list, told);
    opened();
    if (kept && document.activeElement !== found) {
      found.focus({ preventScroll: true });
      if (caret) found.setSelectionRange(...caret);
    }
    found.addEventListener("input", () => {
      typed = found.value;
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    found.addEventListener("keydown", key);
    found.addEventListener("click", () => typed.trim() && list.hidden && ask());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const query = asked();
      if (!query.get("q")) {
        if (found.dataset.elsewhere !== undefined) return;
        query.delete("q");
      }
      writing = false;
      close();
      go(query);
    });
  };

  list = Object.assign(document.createElement("div"), { className: "th-finder", id: "th-finder", hidden: true });
  told = Object.assign(document.createElement("span"), { className: "th-unseen" });
  told.setAttribute("role", "status");
  // Who clicks into the list goes on writing in the box.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const plain = !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!event.target.closest("a") || !plain) return;
    writing = false;
    setTimeout(close);
  });

  document.addEventListener("focusin", ({ target }) => {
    if (target === input) writing = true;
    else if (input && !form.contains(target)) {
      writing = false;
      if (!list.hidden) close();
    }
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!input || form.contains(target)) return;
    writing = false;
    if (!list.hidden) close();
  });
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === input) caret = [input.selectionStart, input.selectionEnd];
  });
  new MutationObserver(adopt).observe(document.body, { childList: true, subtree: true });
  adopt();
}

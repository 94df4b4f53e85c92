// The notebook: claims that are kept live in the address, and go along with every link of the app. The server works out the next address and keeps nothing.
if (!window.techHubsKeep && new URLSearchParams(location.search).get("embed") !== "true") {
  window.techHubsKeep = true;
  document.documentElement.classList.add("th-keeping");

  const KEEP = "keep", SAID = 6000;
  const LEFT = /(^|[?&])keep=[^&#]*/;
  const kept = () => new URLSearchParams(location.search).getAll(KEEP).at(-1) ?? "";
  const with_keep = (address, value) => {
    const [, before, query, hash] = address.match(/^([^?#]*)(\?[^#]*)?(#.*)?$/);
    const rest = (query ?? "").slice(1).split("&").filter((pair) => pair && !pair.startsWith(`${KEEP}=`));
    if (value) rest.push(`${KEEP}=${encodeURIComponent(value)}`);
    return `${before}${rest.length ? "?" : ""}${rest.join("&")}${hash ?? ""}`;
  };

  // Every link to a screen, and every file of the notebook, has the notebook of the moment in it before it is followed.
  const SCREEN = /^(?:\.\/|[a-z-]+|notebook\/[a-z.]+|)$/;
  const carry = (link) => {
    const svg = link.href?.baseVal !== undefined;
    const written = link.getAttribute("href") ?? link.getAttribute("xlink:href") ?? "";
    const path = written.split(/[?#]/)[0];
    if (written.startsWith("#") || !SCREEN.test(path) || (!kept() && !LEFT.test(written))) return;
    const next = with_keep(written, kept());
    if (next !== written) svg ? (link.href.baseVal = next) : link.setAttribute("href", next);
  };
  window.techHubsCarry = carry;
  for (const kind of ["pointerdown", "focusin", "contextmenu", "click", "auxclick"])
    addEventListener(kind, ({ target }) => {
      const link = target.closest?.(".stHtml a[href], .stHtml a");
      if (link && !link.dataset.picture) carry(link);
    }, true);

  // What is said of a step, for the eye and the ear.
  const toast = Object.assign(document.createElement("aside"), { className: "stHtml th-toast", hidden: true });
  toast.setAttribute("aria-label", "What was kept");
  toast.innerHTML = '<p role="status"></p><a href="notebook">Notebook</a>';
  document.body.append(toast);
  let silence;
  const say = (words) => {
    const app = techHubsStreamlit.app();
    if (app) Object.assign(toast.style, { fontFamily: getComputedStyle(app).fontFamily, colorScheme: getComputedStyle(app).colorScheme });
    // It stands above the bar of a selection: that one offers what is done next.
    const bar = document.querySelector(".th-some .th-gather"), covered = bar ? innerHeight - bar.getBoundingClientRect().top : 0;
    toast.style.bottom = covered > 0 && covered < innerHeight / 2 ? `${covered + 10}px` : "";
    toast.hidden = !words;
    toast.querySelector("a").hidden = !!document.querySelector("[data-notebook-screen]");
    toast.querySelector("p").textContent = words;
    clearTimeout(silence);
    silence = setTimeout(() => (toast.hidden = true), SAID);
  };

  // What the notebook of an address holds is asked once.
  const known = new Map([["", { claims: [], notes: {} }]]);
  let shown;
  const asked = async (given) => {
    const answer = await fetch("notebook.json", { method: "POST", body: new URLSearchParams({ [KEEP]: kept(), ...given }) });
    const words = await answer.text();
    if (!answer.ok) throw words;
    const found = JSON.parse(words);
    known.set(found.keep, found);
    return found;
  };
  const paint = () => {
    const { claims, notes } = known.get(kept()) ?? {};
    if (!claims) return;
    const held = new Set(claims);
    for (const button of document.querySelectorAll("button[data-keep]")) {
      const keys = button.dataset.keep.split(" ");
      const all = keys[0] !== "" && keys.every((key) => held.has(key));
      if (button.getAttribute("aria-pressed") !== String(all)) button.setAttribute("aria-pressed", String(all));
    }
    for (const link of document.querySelectorAll(".th-nav a[href^=notebook]")) {
      const words = claims.length ? `Notebook (${claims.length})` : "Notebook";
      if (link.textContent !== words) link.textContent = words;
    }
    if (shown === kept()) return;
    shown = kept();
    for (const box of document.querySelectorAll("textarea[data-note]"))
      if (box !== document.activeElement) box.value = box.dataset.was = notes[box.dataset.note] ?? "";
    for (const code of document.querySelectorAll(".th-away .th-copied code")) code.textContent = with_keep(code.textContent, shown);
  };
  let asking;
  const look = async () => {
    const now = kept();
    if (known.has(now)) return paint();
    if (asking === now) return;
    asking = now;
    try {
      const found = await asked({ do: "read" });
      // What cannot be read holds nothing, and stays in the address as it is.
      known.set(now, found);
    } catch {
      known.set(now, { claims: [], notes: {} });
    }
    asking = undefined;
    paint();
  };

  // One step after the other, each from the notebook the one before has left.
  let steps = Promise.resolve();
  let returning;
  const step = (given, drawn) =>
    (steps = steps.then(async () => {
      try {
        const found = await asked(given);
        if (found.keep !== kept()) {
          // A panel that is open when something is kept is closed in place: its own step back would take the claim out again.
          history.pushState({ ...history.state, panel: NaN }, "", with_keep(location.pathname + location.search + location.hash, found.keep));
          if (drawn && document.querySelector("[data-notebook-screen]")) window.dispatchEvent(new PopStateEvent("popstate"));
        }
        say(found.told);
      } catch (problem) {
        say(typeof problem === "string" && problem ? problem : "The notebook could not be changed. Try once more.");
      }
      paint();
    }));

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-keep], button[data-query], button[data-do]");
    if (!button) return;
    const { keep, query, do: what, claim } = button.dataset;
    if (keep) return step(button.getAttribute("aria-pressed") === "true" ? { do: "remove", claims: keep } : { do: "add", claims: keep }, true);
    if (query !== undefined) return step({ do: "add", query }, true);
    returning = { what: what === "up" || what === "down" ? what : "", claim, screen: document.querySelector("[data-notebook-screen]") };
    step({ do: what, claims: claim ?? "" }, true);
  });
  addEventListener("change", ({ target }) => {
    const claim = target.dataset?.note;
    if (claim && target.value !== target.dataset.was) {
      target.dataset.was = target.value;
      step({ do: "note", claims: claim, note: target.value }, false);
    }
  }, true);
  // After a claim has moved the focus is on the same button of it; after one is gone, on the heading.
  const give_back = () => {
    const now = document.querySelector("[data-notebook-screen]");
    if (!returning || !now || now === returning.screen) return;
    const { what, claim } = returning;
    returning = undefined;
    const same = what ? document.querySelector(`button[data-do=${what}][data-claim="${CSS.escape(claim)}"]`) : null;
    const there = same && !same.disabled ? same : (same?.parentElement.querySelector("button:not(:disabled)") ?? document.getElementById("notebook"));
    there?.focus({ preventScroll: !same });
  };
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => (returning = undefined), true);

  addEventListener("popstate", async (event) => {
    if (!event.isTrusted || shown === undefined || shown === kept()) return;
    await look();
    const many = known.get(kept())?.claims.length ?? 0;
    say(many ? `Back in the history: the notebook has ${many} ${many === 1 ? "claim" : "claims"}.` : "Back in the history: the notebook is empty.");
  });
  let due;
  new MutationObserver(() => {
    due ??= requestAnimationFrame(() => {
      due = undefined;
      look();
      give_back();
    });
  }).observe(document.body, { childList: true, subtree: true });
  look();
}

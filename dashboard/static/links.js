// A link inside the app is followed without loading the page anew.
if (!window.techHubsLinks) {
  window.techHubsLinks = true;
  const streamlit = techHubsStreamlit;

  let followed = false;
  const follow = (link) => {
    window.techHubsCarry?.(link);
    const there = new URL(link.href.baseVal ?? link.href, document.baseURI);
    if (there.origin !== location.origin) return false;
    followed = true;
    keep_line();
    history.pushState({}, "", there.pathname + there.search + there.hash);
    streamlit.again();
    main()?.scrollTo(0, 0);
    part = there.hash.slice(1);
    to_part();
    return true;
  };

  // A part of a screen is found when it is there, and again while what stands above it is still being drawn.
  let part = location.hash.slice(1);
  const to_part = () => {
    const there = part && document.getElementById(part);
    if (!there) return;
    if (there.matches("details")) there.open = true;
    there.scrollIntoView({ block: "start" });
  };

  // Back leads to the line one left, with what was open there open again.
  const { main } = streamlit;
  const unfolded = () => [...document.querySelectorAll(".stHtml details:not([id])")].map((box) => box.open);
  let line;
  const keep_line = () => history.replaceState({ ...history.state, line: main()?.scrollTop ?? 0, unfolded: unfolded() }, "");
  const to_line = () => {
    if (!line) return;
    const boxes = [...document.querySelectorAll(".stHtml details:not([id])")];
    if (boxes.length === line.unfolded.length) boxes.forEach((box, place) => line.unfolded[place] && (box.open = true));
    if (main() && main().scrollHeight - main().clientHeight >= line.line) main().scrollTop = line.line;
  };
  addEventListener("popstate", (event) => {
    line = event.isTrusted && history.state?.unfolded ? history.state : undefined;
  });
  // Whoever moves on is led no further.
  const led = () => {
    part = "";
    line = undefined;
  };
  for (const kind of ["wheel", "keydown", "pointerdown", "touchmove"]) addEventListener(kind, led, { capture: true, passive: true });

  // From a picture to its twin, the table below it.
  const unfold = (name) => {
    const summary = document.querySelector(`#${CSS.escape(name)} > summary`);
    if (!summary) return;
    if (!summary.parentElement.open) summary.click();
    summary.focus();
    summary.scrollIntoView({ block: "start" });
  };

  // Tables and menus come when they are opened; a table stays open when a filter draws it anew.
  const opened = new Set();
  const reopen = () => {
    for (const name of opened) {
      const table = document.getElementById(name);
      if (!table) continue;
      table.open = true;
      fill(table.querySelector("[data-from]:empty"));
    }
  };
  const fill = async (place) => {
    if (!place) return;
    place.textContent = "Reading …";
    try {
      const answer = await fetch(place.dataset.from);
      if (!answer.ok) throw await answer.text();
      place.innerHTML = await answer.text();
    } catch (problem) {
      place.textContent = typeof problem === "string" ? problem : "This could not be fetched. Open it once more.";
      place.parentElement.addEventListener("toggle", () => place.replaceChildren(), { once: true });
    }
  };

  document.addEventListener("click", (event) => {
    const box = event.target.closest("details > summary")?.parentElement;
    if (box?.id) opened[box.open ? "delete" : "add"](box.id);
    if (box && !box.open) fill(box.querySelector("[data-from]:empty"));
    const inside = event.target.closest('.stHtml a[href^="#"]');
    if (inside) {
      event.preventDefault();
      if (inside.closest(".th-lead")) return unfold(inside.hash.slice(1));
      part = inside.hash.slice(1);
      const there = document.getElementById(part);
      there?.setAttribute("tabindex", "-1");
      there?.focus({ preventScroll: true });
      return to_part();
    }
    const link = event.target.closest(".stHtml a[href]:not([download], [data-picture])");
    const plain = !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (link && plain && !event.defaultPrevented && ["", "_self"].includes(link.target.baseVal ?? link.target) && follow(link)) event.preventDefault();
  });

  // On somebody else's page a link opens a page of its own: the frame keeps the picture.
  if (new URLSearchParams(location.search).get("embed") === "true")
    document.addEventListener("click", (event) => {
      const link = event.target.closest(".stHtml a[href]");
      if (!link) return;
      const there = new URL(link.href.baseVal ?? link.href, document.baseURI);
      there.searchParams.delete("embed");
      window.open(there, "_blank", "noopener");
      event.preventDefault();
      event.stopPropagation();
    }, true);

  // The server draws a picture as wide as its place is; until it comes, the one before stays.
  const STEP = 20;
  const before = new Map();
  const drawn = async (place) => {
    const { drawn: source, pictureOf: name, fixed } = place.dataset;
    const width = Math.floor(place.clientWidth / STEP) * STEP;
    if (!width) return;
    const address = fixed === undefined ? `${source}${source.includes("?") ? "&" : "?"}width=${width}` : source;
    if (place.asked === address) return;
    place.asked = address;
    if (!place.firstChild && fixed === undefined && before.has(name)) place.innerHTML = before.get(name);
    place.classList.add("th-coming");
    let words;
    try {
      const answer = await fetch(address);
      words = await answer.text();
      if (!answer.ok) throw words;
      if (place.asked !== address) return;
      place.dispatchEvent(new CustomEvent("th-drawing", { bubbles: true }));
      place.innerHTML = words;
      place.dispatchEvent(new CustomEvent("th-drawn", { bubbles: true }));
      if (name) before.set(name, words);
      to_part();
      to_line();
    } catch (problem) {
      if (place.asked !== address) return;
      place.textContent = typeof problem === "string" ? problem : "The picture could not be fetched. Reload the page.";
      place.asked = undefined;
    }
    place.classList.remove("th-coming");
  };
  const wide = new ResizeObserver((places) => {
    for (const { target } of places) if (target.isConnected) drawn(target);
  });
  const near = new IntersectionObserver(
    (places) => {
      for (const { isIntersecting, target } of places) if (isIntersecting && target.isConnected) drawn(target);
    },
    { rootMargin: "300px" }
  );
  const pictures = () => {
    for (const place of document.querySelectorAll("[data-drawn]")) {
      if (place.drawnFrom === place.dataset.drawn) continue;
      place.drawnFrom = place.dataset.drawn;
      if (place.closest(".th-gallery")) {
        near.observe(place);
        continue;
      }
      wide.observe(place);
      drawn(place);
    }
  };

  const changed = () => {
    fit();
    pictures();
    reopen();
    to_part();
    to_line();
    hear();
    if (placed && document.activeElement === document.body) place();
  };
  streamlit.watch(changed, () => arrived());

  // Whoever points sees where a click has led; only who goes by keys is shown the heading that has the focus.
  addEventListener("pointerdown", () => document.documentElement.classList.add("th-pointer"), true);
  addEventListener("keydown", () => document.documentElement.classList.remove("th-pointer"), true);

  // Who reads by ear hears what a change has left, and where a link has led: Streamlit says neither, and loses the focus.
  const status = Object.assign(document.createElement("div"), { className: "th-unseen", role: "status" });
  document.body.append(status);
  const hear = () => {
    const told = document.querySelector(".th-heard")?.textContent ?? status.textContent;
    if (status.textContent !== told) status.textContent = told;
  };
  const arrived = () => {
    if (followed) place();
    followed = false;
  };
  // After a link, and after Back where the focus was on what is gone, it is on the heading until the reader moves on, however often that is drawn anew.
  let placed = false;
  const place = () => {
    placed = true;
    (document.querySelector(".th-claim h2") ?? document.querySelector(".stHtml h1"))?.focus({ preventScroll: true });
  };
  addEventListener("popstate", () => (placed = true));
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => (placed = false), true);

  // Whoever answers after a break, the same process or another, knows of this page only what the address says: it runs it again.
  streamlit.watchConnection(streamlit.again);

  // The stage of a presentation is as large as the window allows.
  const fit = () => {
    const stage = document.querySelector(".th-stage");
    if (!stage) return;
    const { width, height } = stage.dataset;
    document.documentElement.style.setProperty("--stage-scale", Math.min(document.documentElement.clientWidth / width, innerHeight / height));
    // The keys belong to the screens again when a choice below them has been made.
    if (stage.fitted !== stage.innerHTML.length && streamlit.inChoice(document.activeElement)) document.activeElement.blur();
    stage.fitted = stage.innerHTML.length;
  };
  addEventListener("resize", fit);

  addEventListener("keydown", (event) => {
    if (event.target.closest?.("input, textarea, select, [role=combobox], [role=listbox]") || event.metaKey || event.ctrlKey || event.altKey) return;
    const key = { PageDown: "ArrowRight", PageUp: "ArrowLeft" }[event.key] ?? event.key;
    const link = document.querySelector(`a[data-key="${CSS.escape(key)}"]`);
    if (link && follow(link)) event.preventDefault();
  });

  // On paper nothing can be opened, so everything is.
  addEventListener("beforeprint", () => {
    for (const closed of document.querySelectorAll(".stHtml details:not([open])")) {
      closed.open = true;
      addEventListener("afterprint", () => (closed.open = false), { once: true });
    }
  });

  // What is taken away: the server gives a picture as SVG, and the reader's browser makes a PNG of it.
  const need = (source) =>
    document.querySelector(`script[src="${source}"]`)?.ready ??
    new Promise((done, fail) => {
      const script = Object.assign(document.createElement("script"), { src: source, onload: done, onerror: fail });
      script.ready = new Promise((ready) => script.addEventListener("load", ready));
      document.head.append(script);
    });

  const draw = async (address, size, times, format) => {
    const [svg] = await Promise.all([
      fetch(address).then((answer) => answer.text().then((words) => (answer.ok ? words : Promise.reject(words)))),
      need("app/static/pictures.js"),
    ]);
    if (format === "svg") return new Blob([svg], { type: "image/svg+xml" });
    return techHubsPictures.png(svg, ...size.split("x").map(Number), times);
  };

  const said = (button, words) => {
    const before = button.dataset.words ?? button.textContent;
    button.dataset.words = before;
    button.textContent = words;
    // What was said last stays, however long what was said before took.
    clearTimeout(button.silence);
    button.silence = setTimeout(() => (button.textContent = before), 2500);
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-picture], [data-copy]");
    if (!button) return;
    event.preventDefault();
    try {
      if (button.dataset.copy) {
        await navigator.clipboard.writeText(button.closest(".th-copied").querySelector("code").textContent);
        return said(button, "Copied");
      }
      const { picture, size, times, name } = button.dataset;
      const made = draw(button.dataset.href ?? button.href, size, Number(times), picture);
      said(button, "Drawing …");
      if (picture === "copy") {
        await navigator.clipboard.write([new ClipboardItem({ "image/png": made })]);
        return said(button, "Copied");
      }
      const address = URL.createObjectURL(await made);
      Object.assign(document.createElement("a"), { href: address, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60000);
      said(button, "Saved");
    } catch (problem) {
      said(button, typeof problem === "string" ? problem : "This browser did not allow it");
    }
  });

  // An edit of the table reaches a page that is open: it is asked for again, where it stands, and says so itself.
  const EVERY = 20_000;
  let shown;
  const notice = async () => {
    if (document.hidden) return;
    const { table } = await fetch("health").then((answer) => answer.json()).catch(() => ({}));
    if (table && shown && table !== shown) streamlit.again();
    shown = table ?? shown;
  };
  setInterval(notice, EVERY * (0.9 + Math.random() / 5));
  addEventListener("focus", notice);
  notice();

  // What stood there before this script came.
  fit();
}

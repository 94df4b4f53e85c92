// A link inside the app is followed without loading the page anew: Streamlit listens to the browser's history.
if (!window.techHubsLinks) {
  window.techHubsLinks = true;

  // Plotly draws a picture once more when its type comes late, and a style that is put into the head takes the type away again.
  const type = () => {
    for (const face of document.fonts)
      if (face.status === "unloaded" && face.style === "normal" && /Source Sans|Noto Sans SC|Material Symbols/.test(face.family)) face.load();
  };
  new MutationObserver(type).observe(document.head, { childList: true });
  type();

  let followed = false;
  const follow = (link) => {
    const there = new URL(link.href.baseVal ?? link.href, document.baseURI);
    if (there.origin !== location.origin) return false;
    followed = true;
    history.pushState({}, "", there.pathname + there.search);
    window.dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
    return true;
  };

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
    const twin = event.target.closest('.th-lead a[href^="#"]');
    if (twin) {
      event.preventDefault();
      return unfold(twin.hash.slice(1));
    }
    const link = event.target.closest(".stHtml a[href]:not([download], [data-picture]), .js-plotly-plot a");
    const plain = !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (link && plain && !event.defaultPrevented && ["", "_self"].includes(link.target.baseVal ?? link.target) && follow(link)) event.preventDefault();
  });

  // On somebody else's page a link opens a page of its own: the frame keeps the picture.
  if (new URLSearchParams(location.search).get("embed") === "true")
    document.addEventListener("click", (event) => {
      const link = event.target.closest(".stHtml a[href], .js-plotly-plot a");
      if (!link) return;
      const there = new URL(link.href.baseVal ?? link.href, document.baseURI);
      there.searchParams.delete("embed");
      window.open(there, "_blank", "noopener");
      event.preventDefault();
      event.stopPropagation();
    }, true);

  // A click on a mark leads to its claims: it names them, and the picture says how to get there.
  const answers = (plot, { way, fades }) =>
    plot.on("plotly_click", ({ points: [mark] }) => {
      const pairs = mark.customdata ?? [];
      if (!pairs.length) return;
      const there = new URL(way, document.baseURI);
      const query = new URLSearchParams(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
      // What a lens hides is shown without it.
      if (JSON.parse(fades).includes(pairs.join("&"))) there.searchParams.delete("without");
      for (const [name, value] of there.searchParams) query.append(name, value);
      there.search = query;
      follow({ href: there.href });
    });
  const answering = () => {
    for (const { dataset } of document.querySelectorAll(".th-way")) {
      const plot = document.querySelector(`.st-key-${CSS.escape(dataset.of)} .js-plotly-plot`);
      if (!plot?.on || plot.answers === dataset.way) continue;
      plot.removeAllListeners("plotly_click");
      answers(plot, dataset);
      plot.answers = dataset.way;
    }
  };

  // What the server has found for a search is followed at once.
  new MutationObserver((changes) => {
    if (changes.some(({ attributeName, oldValue, target }) => attributeName && oldValue !== "notRunning" && target.dataset.testScriptState === "notRunning"))
      requestAnimationFrame(arrived);
    const link = document.querySelector("a.th-go:not([data-followed])");
    if (link) {
      link.dataset.followed = "";
      follow(link);
    }
    fit();
    answering();
    reopen();
    reachable();
    hear();
    if (placed && document.activeElement === document.body) place();
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-test-script-state"], attributeOldValue: true });

  // Who reads by ear hears what a change has left, and where a link has led: Streamlit says neither, and loses the focus.
  const status = Object.assign(document.createElement("div"), { className: "th-unseen", role: "status" });
  document.body.append(status);
  // A run may be over before its state is ever seen to change, so every change of the page is listened to.
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

  // A picture that is wider than the window is scrolled by its keys, so it takes the focus.
  const reachable = () => {
    for (const picture of document.querySelectorAll("[class*=st-key-picture-]")) {
      const wide = picture.scrollWidth > picture.clientWidth;
      if (wide === (picture.tabIndex === 0)) continue;
      for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", "Picture, scrolls sideways"]])
        wide ? picture.setAttribute(name, value) : picture.removeAttribute(name);
    }
  };
  addEventListener("resize", reachable);

  // Whoever answers after a break, the same process or another, knows of this page only what the address says: it runs it again.
  let connected;
  new MutationObserver(() => {
    const now = document.querySelector("[data-testid=stApp]")?.dataset.testConnectionState === "CONNECTED";
    if (!now && connected === undefined) return;
    // What draws the charts is read while the server answers for the first time.
    if (now && connected === undefined) for (const { href } of document.querySelectorAll("link.th-early")) import(href);
    if (now && connected === false) window.dispatchEvent(new PopStateEvent("popstate"));
    connected = now;
  }).observe(document.body, { subtree: true, attributeFilter: ["data-test-connection-state"] });

  // The stage of a presentation is as large as the window allows, and holds the very figure that is exported.
  const fit = () => {
    const stage = document.querySelector(".th-stage");
    if (!stage) return;
    const { width, height, figure } = stage.dataset;
    const scale = Math.min(document.documentElement.clientWidth / width, innerHeight / height);
    document.documentElement.style.setProperty("--stage-scale", scale);
    if (stage.drawn !== figure) perform(stage, figure);
  };
  addEventListener("resize", fit);

  const perform = async (stage, address) => {
    stage.drawn = address;
    // The keys belong to the screens again when a choice below them has been made.
    if (document.activeElement?.closest(".stButtonGroup")) document.activeElement.blur();
    let figure;
    try {
      [figure] = await Promise.all([read(address), need("plotly.js"), document.fonts.ready]);
    } catch (problem) {
      stage.textContent = typeof problem === "string" ? problem : "The picture could not be fetched. Reload the page.";
      return;
    }
    if (stage.drawn !== address) return;
    const place = Object.assign(document.createElement("div"), { className: "th-drawn" });
    stage.replaceChildren(place);
    await Plotly.newPlot(place, figure.data, figure.layout, { displayModeBar: false });
    answers(place, stage.dataset);
  };

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

  // What is taken away: a picture is drawn here, in the reader's browser, from the figure the server gives.
  const need = (source) =>
    document.querySelector(`script[src="${source}"]`)?.ready ??
    new Promise((done, fail) => {
      const script = Object.assign(document.createElement("script"), { src: source, onload: done, onerror: fail });
      script.ready = new Promise((ready) => script.addEventListener("load", ready));
      document.head.append(script);
    });

  const read = (address) =>
    fetch(address).then((answer) => (answer.ok ? answer.json() : answer.text().then((words) => Promise.reject(words))));

  const draw = async (address, times, format) => {
    const [figure, type] = await Promise.all([
      read(address),
      fetch("fonts.css").then((answer) => answer.text()),
      need("plotly.js"),
      need("app/static/pictures.js"),
    ]);
    const svg = await techHubsPictures.svg(figure, type);
    if (format === "svg") return new Blob([svg], { type: "image/svg+xml" });
    return techHubsPictures.png(svg, figure.layout.width, figure.layout.height, times);
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
      const { picture, times, name } = button.dataset;
      const drawn = draw(button.dataset.href ?? button.href, Number(times), picture);
      said(button, "Drawing …");
      if (picture === "copy") {
        await navigator.clipboard.write([new ClipboardItem({ "image/png": drawn })]);
        return said(button, "Copied");
      }
      const address = URL.createObjectURL(await drawn);
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
    const { table } = await read("health").catch(() => ({}));
    if (table && shown && table !== shown) window.dispatchEvent(new PopStateEvent("popstate"));
    shown = table ?? shown;
  };
  setInterval(notice, EVERY * (0.9 + Math.random() / 5));
  addEventListener("focus", notice);
  notice();

  // What stood there before this script came.
  fit();
}

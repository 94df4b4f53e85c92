// The evidence panel: what stands behind a mark, a name or a count, beside the picture. The address holds it; the script of the page does not run again.
if (!window.techHubsPanel) {
  window.techHubsPanel = true;
  const streamlit = techHubsStreamlit;

  const FILTERS = [...techHubsAddress.filters(), "q", "show", "data", "step", "keep", "embed", "embed_options"];
  const OPEN = "open";
  const panel = Object.assign(document.createElement("aside"), { className: "stHtml th-panel", hidden: true });
  panel.setAttribute("aria-label", "Evidence");
  document.body.append(panel);
  let shown = "";
  let opener;
  let searched = false;

  const asked = () => new URLSearchParams(location.search).get(OPEN) ?? "";
  const address = (query) => {
    const parameters = new URLSearchParams(location.search);
    query ? parameters.set(OPEN, query) : parameters.delete(OPEN);
    return `${location.pathname}${parameters.size ? "?" : ""}${parameters}`;
  };
  const queryOf = (link) => {
    const there = new URL(link.href.baseVal ?? link.href, document.baseURI);
    const narrowed = [...there.searchParams.keys()].some((name) => !FILTERS.includes(name));
    const inside = there.origin === location.origin && there.pathname.endsWith("/evidence") && !there.searchParams.has("show");
    return inside && narrowed ? there.search.slice(1).replace(/(^|&)keep=[^&]*/, "") : "";
  };
  const links = () => [...document.querySelectorAll('.stHtml a[href*="evidence?"]')].filter((link) => !panel.contains(link));
  const light = () => {
    if (!shown || (opener?.isConnected && opener.classList.contains("th-lit"))) return;
    if (!opener?.isConnected) opener = links().find((link) => queryOf(link) === shown);
    opener?.classList.add("th-lit");
  };
  const unlight = () => document.querySelectorAll(".th-lit").forEach((link) => link.classList.remove("th-lit"));

  // The panel stands where the filters stand, so that the picture stays as it was; without room there, the page makes some.
  const make_room = () => {
    const app = streamlit.app();
    panel.style.fontFamily = app ? getComputedStyle(app).fontFamily : "";
    panel.style.colorScheme = app ? getComputedStyle(app).colorScheme : "";
    const sidebar = streamlit.sidebar()?.getBoundingClientRect().right ?? 0;
    const wide = sidebar >= 240 ? sidebar : Math.min(340, innerWidth);
    document.documentElement.style.setProperty("--panel-width", `${wide}px`);
    document.documentElement.style.setProperty("--panel-room", `${wide - sidebar}px`);
  };
  const in_view = () => {
    if (!opener || innerWidth > 800) return;
    const above = opener.getBoundingClientRect().bottom - 0.3 * innerHeight;
    if (above > 0) streamlit.main()?.scrollBy(0, above);
  };

  const show = async (query) => {
    shown = query;
    unlight();
    light();
    make_room();
    panel.hidden = false;
    document.documentElement.classList.add("th-paneled");
    in_view();
    let words;
    try {
      const answer = await fetch(`panel.html?${query}`);
      words = await answer.text();
      if (!answer.ok) throw words;
    } catch (problem) {
      words = `<header class="th-panel-head"><h2 tabindex="-1">Evidence</h2><button type="button" class="th-panel-close" aria-label="Close the evidence panel">×</button></header><p></p>`;
      if (shown === query) {
        panel.innerHTML = words;
        panel.querySelector("p").textContent = typeof problem === "string" ? problem : "The claims could not be fetched. Open them once more.";
        panel.querySelector("h2").focus();
      }
      return;
    }
    if (shown !== query) return;
    panel.innerHTML = words;
    panel.scrollTop = 0;
    panel.querySelector("h2").focus();
  };
  const hide = () => {
    returning = shown;
    shown = "";
    opener = undefined;
    panel.hidden = true;
    panel.replaceChildren();
    document.documentElement.classList.remove("th-paneled");
    unlight();
    give_back();
  };
  // The focus goes back to where it came from, also where the picture is drawn anew because there is room again.
  let returning = "";
  const give_back = () => {
    if (!returning || (document.activeElement && document.activeElement !== document.body)) return;
    (searched ? document.querySelector(".th-search [name=q]") : links().find((link) => queryOf(link) === returning))?.focus({ preventScroll: true });
  };
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => (returning = ""), true);
  const sync = () => {
    const query = asked();
    if (query === shown) return;
    query ? show(query) : hide();
  };
  const close = () => {
    const depth = history.state?.panel;
    depth ? history.go(-depth) : history.replaceState(history.state, "", address(""));
  };

  // What Streamlit need not know: a step of the history that opens or closes the panel and changes nothing else.
  let last = address("");
  for (const name of ["pushState", "replaceState"]) {
    const before = history[name].bind(history);
    history[name] = (...given) => {
      before(...given);
      last = address("");
      sync();
    };
  }
  addEventListener(
    "popstate",
    (event) => {
      if (event.isTrusted && address("") === last) event.stopImmediatePropagation();
      last = address("");
      sync();
    },
    true
  );

  document.addEventListener("click", (event) => {
    if (event.target.closest(".th-panel-close")) return close();
    const link = event.target.closest(".stHtml a[href]:not([download], [data-page], [data-picture])");
    const plain = !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.target?.baseVal === "_blank" || link.target === "_blank") return;
    const query = queryOf(link);
    if (!query) return;
    event.preventDefault();
    if (query === shown) return panel.querySelector("h2")?.focus();
    if (!panel.contains(link)) [opener, searched] = [link, !!link.closest(".th-search")];
    history.pushState({ panel: (history.state?.panel ?? 0) + 1 }, "", address(query));
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown || event.defaultPrevented || event.target.closest?.("[role=combobox], [role=listbox], [role=dialog]")) return;
    close();
    event.preventDefault();
  });
  // A picture that is drawn anew has its mark lit again; the filters may come after a panel that the address opens.
  const changed = () => {
    if (!shown) return give_back();
    make_room();
    light();
  };
  new MutationObserver(changed).observe(document.body, { childList: true, subtree: true });
  addEventListener("resize", () => shown && make_room());
  sync();
}

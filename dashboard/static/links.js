// A link inside the app is followed without loading the page anew: Streamlit listens to the browser's history.
if (!window.techHubsLinks) {
  window.techHubsLinks = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".stHtml a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.target && link.target !== "_self") return;
    const there = new URL(link.href, document.baseURI);
    if (there.origin !== location.origin) return;
    event.preventDefault();
    history.pushState({}, "", there.pathname + there.search);
    window.dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  });
}

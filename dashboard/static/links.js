// A link inside the app is followed without loading the page anew: Streamlit listens to the browser's history.
if (!window.techHubsLinks) {
  window.techHubsLinks = true;

  const follow = (link) => {
    const there = new URL(link.href.baseVal ?? link.href, document.baseURI);
    if (there.origin !== location.origin) return false;
    history.pushState({}, "", there.pathname + there.search);
    window.dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
    return true;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".stHtml a[href], .js-plotly-plot a");
    const plain = !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (link && plain && !event.defaultPrevented && ["", "_self"].includes(link.target.baseVal ?? link.target) && follow(link)) event.preventDefault();
  });

  // A click on a mark is answered by the server with a link to its claims, which is followed at once.
  new MutationObserver(() => {
    const link = document.querySelector("a.th-go:not([data-followed])");
    if (link) {
      link.dataset.followed = "";
      follow(link);
    }
  }).observe(document.body, { childList: true, subtree: true });
}

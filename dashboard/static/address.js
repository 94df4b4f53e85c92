// What the app's addresses hold: the parameters of the filters and lenses, as the page's head names them.
window.techHubsAddress ??= {
  filters: () => document.querySelector("meta[name=tech-hubs-filters]")?.content.split(" ") ?? [],
};

// The exported page: draws its pictures, and lets a mark or a name narrow the claims below to those behind it.
const facts = JSON.parse(document.getElementById("facts").textContent);
const names = JSON.parse(document.getElementById("names").textContent);
const told = document.getElementById("narrowed");
const everything = told.textContent;

const narrow = () => {
  const [place, query] = location.hash.slice(1).split("?");
  const asked = [...new URLSearchParams(place === "evidence" ? query : "")];
  const claim = asked.find(([name]) => name === "claim")?.[1];
  const facets = claim ? [] : asked.filter(([name]) => name in (Object.values(facts)[0] ?? {}));
  let shown = 0;
  for (const [id, found] of Object.entries(facts)) {
    const kept = claim ? id === claim : facets.every(([name, value]) => found[name] === value);
    document.getElementById(id).hidden = !kept;
    shown += kept;
  }
  told.textContent = "";
  if (!facets.length && !claim) told.append(everything);
  else {
    const back = Object.assign(document.createElement("a"), { href: "#evidence", textContent: "Show all" });
    told.append(`${shown} ${shown === 1 ? "claim" : "claims"} behind it. `, back);
  }
  if (place === "evidence") document.getElementById("evidence").scrollIntoView();
};

addEventListener("hashchange", narrow);
document.fonts.ready.then(async () => {
  await Promise.all([...document.fonts].map((face) => face.load().catch(() => {})));
  for (const source of document.querySelectorAll("script[data-for]")) {
    const { data, layout, config } = JSON.parse(source.textContent);
    const plot = document.getElementById(source.dataset.for);
    await Plotly.newPlot(plot, data, layout, config);
    // Plotly takes the address of a link that is opened from disk.
    for (const link of plot.querySelectorAll("a")) {
      const city = names[link.textContent];
      if (city) link.setAttribute("href", `#evidence?city=${city}`);
    }
    plot.on("plotly_click", ({ points }) => {
      const pairs = points[0].customdata;
      if (pairs?.length) location.hash = `evidence?${new URLSearchParams(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]))}`;
    });
  }
  document.body.dataset.drawn = "";
});
narrow();

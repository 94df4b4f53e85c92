// The exported page: a mark or a name narrows the claims below to those behind it.
const facts = JSON.parse(document.getElementById("facts").textContent);
const told = document.getElementById("narrowed");
const everything = told.textContent;

const narrow = () => {
  const [place, query] = location.hash.slice(1).split("?");
  const asked = new URLSearchParams(place === "evidence" ? query : "");
  const wanted = (asked.get("claims") ?? asked.get("claim"))?.split(" ");
  const facets = [...asked].filter(([name]) => name in (Object.values(facts)[0] ?? {}));
  let shown = 0;
  for (const [id, found] of Object.entries(facts)) {
    const kept = wanted ? wanted.includes(id) : facets.every(([name, value]) => found[name] === value);
    document.getElementById(id).hidden = !kept;
    shown += kept;
  }
  told.textContent = "";
  if (!facets.length && !wanted) told.append(everything);
  else {
    const back = Object.assign(document.createElement("a"), { href: "#evidence", textContent: "Show all" });
    told.append(`${shown} ${shown === 1 ? "claim" : "claims"} behind it. `, back);
  }
  if (place === "evidence") document.getElementById("evidence").scrollIntoView();
};

addEventListener("hashchange", narrow);
narrow();

// The picture in which each claim is a square: squares move to their new place, and some of them are gathered to be read and taken away.
if (!window.techHubsExplore) {
  window.techHubsExplore = true;

  const MOVED = 600, LISTED = 400, JOINED = 100, LASTS = 400, DRAG = 6;
  const FILTERS = techHubsAddress.filters();
  const figure = () => document.getElementById("picture-explore");
  const squares = () => [...(figure()?.querySelectorAll(".th-place a.mark") ?? [])].filter((mark) => mark.querySelector(":scope > rect"));
  const hrefOf = (mark) => mark.getAttribute("href");
  // What a square stands for: the key of its claim, or, where it stands for several, the group and which of them in order.
  const claimsOf = (mark) => {
    const query = new URLSearchParams(hrefOf(mark).split("?")[1]);
    return query.get("claims")?.split(" ") ?? query.getAll("cells");
  };
  const RUN = / (\d+)-(\d+)$/;
  const numberOf = (part) => {
    const run = part.match(RUN);
    return run ? run[2] - run[1] + 1 : 1;
  };
  // Runs that follow each other are one, so that whole groups of a large table find room in an address.
  const joined = (parts) => {
    const runs = new Map();
    for (const part of parts) {
      const [, first, last] = part.match(RUN);
      const of = part.replace(RUN, "");
      runs.set(of, [...(runs.get(of) ?? []), [+first, +last]]);
    }
    const found = [];
    for (const [of, ends] of runs) {
      ends.sort(([one], [other]) => one - other);
      for (const [place, end] of ends.entries()) if (place && end[0] === ends[place - 1][1] + 1) end[0] = ends[place - 1][0];
      for (const [place, [first, last]] of ends.entries()) if (ends[place + 1]?.[0] !== first) found.push(`${of} ${first}-${last}`);
    }
    return found;
  };

  // Squares move rather than jump.
  let before = new Map();
  const key = (mark) => claimsOf(mark).join(" ");
  const where = (mark, place) => {
    const box = mark.querySelector("rect").getBoundingClientRect();
    return { x: box.x - place.x, y: box.y - place.y, side: box.width };
  };
  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const stood = () => {
    const found = squares();
    const place = figure().querySelector(".th-place").getBoundingClientRect();
    return found.length > MOVED ? new Map() : new Map(found.map((mark) => [key(mark), where(mark, place)]));
  };
  const move = () => {
    const now = stood();
    if (!still() && before.size && now.size)
      for (const mark of squares()) {
        const [from, to] = [before.get(key(mark)), now.get(key(mark))];
        if (!from) {
          mark.animate([{ opacity: 0 }, { opacity: 1 }], LASTS);
          continue;
        }
        if (Math.hypot(from.x - to.x, from.y - to.y) < 1 && from.side === to.side) continue;
        const size = to.side ? from.side / to.side : 1;
        mark.animate([{ transform: `translate(${from.x - to.x}px, ${from.y - to.y}px) scale(${size})` }, { transform: "none" }], { duration: LASTS, easing: "ease-in-out" });
      }
    before = now;
  };

  // What is gathered: claims by their keys, or runs of them, so that it stays when the squares are arranged anew.
  const gathered = new Set();
  const bar = document.createElement("div");
  bar.className = "th-gather";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Selected claims");
  bar.innerHTML =
    '<p role="status"></p><button type="button" class="th-pick" aria-pressed="false">Select squares</button><a class="th-go-list">List</a><a class="th-go-csv" download="tech-hubs_selected.csv">CSV</a><button type="button" class="th-keep" aria-pressed="false">Keep</button><button type="button" class="th-clear-some">Clear</button>';
  const [told, pick, list, csv, keep, clear] = bar.children;
  const picked = (mark) => claimsOf(mark).every((claim) => gathered.has(claim));
  const filters = () => [...new URLSearchParams(location.search)].filter(([name]) => FILTERS.includes(name));
  const paint = () => {
    for (const mark of squares()) {
      const lit = gathered.size > 0 && picked(mark);
      mark.classList.toggle("th-picked", lit);
      lit ? mark.setAttribute("aria-description", "selected") : mark.removeAttribute("aria-description");
    }
    const some = gathered.size > 0;
    document.documentElement.classList.toggle("th-some", some);
    const several = some && RUN.test(gathered.values().next().value);
    const asked = several ? joined(gathered) : [...gathered];
    const number = [...gathered].reduce((sum, part) => sum + numberOf(part), 0);
    const many = asked.length > (several ? JOINED : LISTED);
    const claims = number === 1 ? "1 claim" : `${number.toLocaleString("en")} claims`;
    const how = matchMedia("(pointer: coarse)").matches ? "Press Select squares, then touch them or draw a box around them." : "Draw a box around squares to select them, or hold Shift and press the arrow keys.";
    const fewer = several ? "in too many places to be listed at once. Select fewer, or whole rows." : `selected; up to ${LISTED} can be listed at once. Select fewer, or filter.`;
    told.textContent = !some ? how : many ? `${claims} ${fewer}` : `${claims} selected`;
    for (const link of [list, csv, keep]) link.hidden = !some || many;
    const query = new URLSearchParams([several ? ["cells", asked.join(" or ")] : ["claims", asked.join(" ")], ...filters()]);
    keep.dataset.keep = many || several ? "" : asked.join(" ");
    several ? (keep.dataset.query = query) : delete keep.dataset.query;
    clear.hidden = !some;
    list.href = `evidence?${query}`;
    csv.href = `export/claims.csv?${query}`;
  };
  const gather = (marks, keep = true) => {
    if (!keep) gathered.clear();
    for (const mark of marks) for (const claim of claimsOf(mark)) gathered.add(claim);
    paint();
  };
  const toggle = (mark) => {
    const out = picked(mark);
    for (const claim of claimsOf(mark)) out ? gathered.delete(claim) : gathered.add(claim);
    paint();
  };
  const empty = () => {
    gathered.clear();
    paint();
  };
  const picking = () => document.documentElement.classList.contains("th-picking");
  const set_picking = (on) => {
    document.documentElement.classList.toggle("th-picking", on);
    pick.setAttribute("aria-pressed", on);
  };
  bar.addEventListener("click", (event) => {
    if (event.target === clear) {
      empty();
      pick.focus();
    }
    if (event.target === pick) set_picking(!picking());
  });

  document.addEventListener("th-drawing", (event) => {
    if (!figure()?.contains(event.target) || !squares().length) return;
    before = stood();
  });
  document.addEventListener("th-drawn", (event) => {
    if (!figure()?.contains(event.target)) return;
    if (new URLSearchParams(location.search).get("embed") !== "true") event.target.after(bar);
    paint();
    move();
  });
  // What was gathered belongs to this picture.
  new MutationObserver(() => {
    if (figure() || !(gathered.size || picking())) return;
    before = new Map();
    empty();
    set_picking(false);
  }).observe(document.body, { childList: true, subtree: true });

  // A box drawn around squares gathers them.
  let start, box, drew;
  const svg_of = (event) => event.target.closest?.("#picture-explore .th-place svg");
  const area = (event) => ({ left: Math.min(start.x, event.clientX), top: Math.min(start.y, event.clientY), right: Math.max(start.x, event.clientX), bottom: Math.max(start.y, event.clientY) });
  addEventListener("pointerdown", (event) => {
    drew = false;
    if (event.button || !svg_of(event) || (event.pointerType === "touch" && !picking())) return;
    start = { x: event.clientX, y: event.clientY, keep: event.shiftKey || event.ctrlKey || event.metaKey || picking() };
  });
  addEventListener("pointermove", (event) => {
    if (!start || (!box && Math.hypot(event.clientX - start.x, event.clientY - start.y) < DRAG)) return;
    const place = figure()?.querySelector(".th-place");
    if (!place) return;
    if (!box) {
      box = Object.assign(document.createElement("div"), { className: "th-box" });
      place.append(box);
    }
    const [around, from] = [area(event), place.getBoundingClientRect()];
    Object.assign(box.style, { left: `${around.left - from.left}px`, top: `${around.top - from.top}px`, width: `${around.right - around.left}px`, height: `${around.bottom - around.top}px` });
  });
  addEventListener("pointerup", (event) => {
    if (box) {
      const around = area(event);
      const inside = squares().filter((mark) => {
        const { left, right, top, bottom } = mark.querySelector("rect").getBoundingClientRect();
        const [x, y] = [(left + right) / 2, (top + bottom) / 2];
        return around.left <= x && x <= around.right && around.top <= y && y <= around.bottom;
      });
      gather(inside, start.keep);
      drew = true;
      box.remove();
    }
    start = box = undefined;
  });
  addEventListener("pointercancel", () => {
    box?.remove();
    start = box = undefined;
  });
  addEventListener("dragstart", (event) => svg_of(event) && event.preventDefault());
  // A click on a square opens its claim, but not at the end of a box, nor while squares are being gathered one by one.
  addEventListener(
    "click",
    (event) => {
      if (!svg_of(event)) return;
      const mark = event.target.closest("a.mark");
      const one_by_one = mark && squares().includes(mark) && (picking() || event.shiftKey) && event.detail > 0;
      if (!drew && !one_by_one) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!drew) toggle(mark);
      drew = false;
    },
    true
  );

  // The same by keys: the arrow keys walk from mark to mark, and with Shift they gather on their way; the blank takes one in or out.
  addEventListener(
    "keydown",
    (event) => {
      const mark = event.target.closest?.("#picture-explore .th-place a.mark");
      if (event.key === "Escape" && gathered.size && !document.documentElement.classList.contains("th-paneled") && figure()) {
        empty();
        return event.preventDefault();
      }
      if (!mark) return;
      const square = squares().includes(mark);
      if (event.key === " " && square) {
        toggle(mark);
        event.preventDefault();
      }
      if (!event.shiftKey || !event.key.startsWith("Arrow")) return;
      if (square) gather([mark]);
      setTimeout(() => squares().includes(document.activeElement) && gather([document.activeElement]));
    },
    true
  );
}

// The article as cards: words are selected with the mouse, a finger or Shift and the arrow keys, and made a claim with Enter.
const MOST = 8;

const element = (name, made, words) => {
  const found = document.createElement(name);
  found.className = made;
  if (words !== undefined) found.textContent = words;
  return found;
};

// Where a selection begins and ends in the text of a paragraph.
const span = (text) => {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return undefined;
  const range = chosen.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return undefined;
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return [start, start + range.toString().length];
};

// Whole words, without the blanks and the stops around them.
const words = (whole, [start, end]) => {
  const part = (letter) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
  while (start < end && /[\s,.;:!?“”"()[\]]/.test(whole[start])) start += 1;
  while (end > start && /[\s,.;:!?“”"()[\]]/.test(whole[end - 1])) end -= 1;
  while (start > 0 && part(whole[start - 1]) && part(whole[start])) start -= 1;
  while (end < whole.length && part(whole[end]) && part(whole[end - 1])) end += 1;
  if (/[$¥€]/.test(whole[start - 1] ?? "")) start -= 1;
  if (whole[end] === "%") end += 1;
  return whole.slice(start, end);
};

const marked = (text, paragraph) => {
  const cuts = [...new Set([0, paragraph.text.length, ...paragraph.marks.flatMap((mark) => [mark.start, mark.end])])].sort((a, b) => a - b);
  cuts.slice(0, -1).forEach((start, place) => {
    const end = cuts[place + 1];
    const over = paragraph.marks.filter((mark) => mark.start <= start && mark.end >= end);
    const words = paragraph.text.slice(start, end);
    if (!over.length) text.append(words);
    else {
      const mark = element("mark", over.map((each) => `thc-${each.kind}`).join(" "), words);
      mark.title = over.map((each) => each.title).join("\n");
      mark.dataset.key = over[0].key;
      mark.dataset.kind = over[0].kind;
      text.append(mark);
    }
  });
};

const card = (paragraph, tell) => {
  const found = element("section", "thc-card");
  found.dataset.number = paragraph.number;
  const head = element("button", "thc-head");
  head.type = "button";
  head.append(element("span", "thc-number", String(paragraph.number)), element("span", `thc-state thc-is-${paragraph.state}`, paragraph.label));
  head.onclick = () => tell({ what: "choose", paragraph: paragraph.number });
  const text = element("div", "thc-text");
  Object.entries({ contenteditable: "true", role: "textbox", "aria-readonly": "true", "aria-multiline": "true", inputmode: "none", spellcheck: "false",
    dir: "auto", "aria-label": `Paragraph ${paragraph.number}. Select words and press Enter to make a claim of them.` })
    .forEach(([name, value]) => text.setAttribute(name, value));
  marked(text, paragraph);
  const bar = element("div", "thc-bar");
  bar.hidden = true;
  const make = element("button", "thc-make");
  make.type = "button";
  const leave = element("button", "thc-leave", "Leave out");
  leave.type = "button";
  bar.append(make, leave);

  let picked = "";
  const look = () => {
    const there = span(text);
    picked = there ? words(paragraph.text, there) : "";
    const count = picked.split(/\s+/).filter(Boolean).length;
    bar.hidden = !picked;
    make.disabled = leave.disabled = count > MOST;
    make.textContent = count > MOST ? `${count} words: a claim quotes ${MOST} at most` : `Claim “${picked}”`;
    leave.hidden = count > MOST;
  };
  const act = (what) => {
    if (picked && !make.disabled) tell({ what, paragraph: paragraph.number, words: picked });
    getSelection().removeAllRanges();
    bar.hidden = true;
  };
  make.onmousedown = leave.onmousedown = (event) => event.preventDefault();
  make.onclick = () => act("claim");
  leave.onclick = () => act("leave");
  text.addEventListener("beforeinput", (event) => event.preventDefault());
  text.addEventListener("drop", (event) => event.preventDefault());
  text.addEventListener("compositionend", () => { text.replaceChildren(); marked(text, paragraph); });
  text.addEventListener("mouseup", () => setTimeout(look));
  text.addEventListener("touchend", () => setTimeout(look, 300));
  text.addEventListener("keyup", look);
  text.addEventListener("click", (event) => {
    if (span(text)) return;
    const mark = event.target.closest("mark");
    tell({ what: "choose", paragraph: paragraph.number, ...(mark ? { kind: mark.dataset.kind, key: mark.dataset.key } : {}) });
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    look();
    if (picked) act("claim");
    else tell({ what: "choose", paragraph: paragraph.number });
  });
  found.append(head, text, bar);
  return found;
};

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  let list = parentElement.querySelector(".thc-list");
  if (!list) {
    list = element("div", "thc-list");
    parentElement.append(list);
  }
  const tell = (told) => {
    setTriggerValue("did", told);
    // On a narrow screen the form stands below the article.
    if (innerWidth < 700) setTimeout(() => document.querySelector("[class*=st-key-panel-]")?.scrollIntoView({ block: "start" }), 600);
  };
  data.paragraphs.forEach((paragraph, place) => {
    const written = JSON.stringify(paragraph);
    const there = list.children[place];
    if (there?.dataset.written === written) return;
    const made = card(paragraph, tell);
    made.dataset.written = written;
    if (there) there.replaceWith(made);
    else list.append(made);
  });
  while (list.children.length > data.paragraphs.length) list.lastElementChild.remove();
  [...list.children].forEach((each) => {
    const here = Number(each.dataset.number) === data.chosen;
    each.classList.toggle("thc-chosen", here);
    each.querySelector(".thc-head").setAttribute("aria-current", here ? "true" : "false");
  });
  if (list.dataset.chosen !== String(data.chosen)) {
    list.dataset.chosen = String(data.chosen);
    list.querySelector(".thc-chosen")?.scrollIntoView({ block: "nearest" });
  }
}

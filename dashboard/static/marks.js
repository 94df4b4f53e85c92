// One tab stop a picture: the arrow keys go from mark to mark, in the app and on the exported page.
addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const mark = event.target.closest?.("a.mark");
  if (!mark || !step) return;
  const marks = [...mark.closest("svg").querySelectorAll("a.mark[aria-label]")];
  marks[marks.indexOf(mark) + step]?.focus();
  event.preventDefault();
  event.stopImmediatePropagation();
});

// Buttons that put a mark around the words selected in a text. Without script, marks are typed.

for (const group of document.querySelectorAll("[data-marks]")) {
  const text = document.getElementById(group.dataset.marks);
  for (const button of group.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      const { selectionStart: start, selectionEnd: end } = text;
      const { before, after } = button.dataset;
      text.setRangeText(before + text.value.slice(start, end) + after, start, end, "end");
      // With nothing selected, what is typed next stands in the mark.
      if (start === end) text.setSelectionRange(start + before.length, start + before.length);
      text.focus();
      text.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  group.hidden = false;
}

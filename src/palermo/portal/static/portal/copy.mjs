// Beside every symbol that is not a link, a button that copies it. Without script, one click selects the whole symbol.

const { copy, copied } = document.body.dataset;

for (const symbol of document.querySelectorAll(".symbol")) {
  if (symbol.closest("a, summary, label") || !navigator.clipboard) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = copy;
  button.setAttribute("aria-label", `${copy} ${symbol.textContent}`);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(symbol.textContent);
    button.textContent = copied;
  });
  symbol.after(button);
}

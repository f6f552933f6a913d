// Beside every symbol that is not a link, a button that copies it. Without script, one click selects the whole symbol.
// Under every text that is to be sent on, one that copies the text.

const { copy, copied } = document.body.dataset;

function addButton(source, name) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = copy;
  button.setAttribute("aria-label", `${copy} ${name}`);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.innerText);
    button.textContent = copied;
  });
  source.after(button);
}

if (navigator.clipboard) {
  for (const symbol of document.querySelectorAll(".symbol")) {
    if (!symbol.closest("a, summary, label")) addButton(symbol, symbol.textContent);
  }
  for (const text of document.querySelectorAll(".copyable")) {
    addButton(text, text.closest("section")?.querySelector("h2")?.textContent ?? "");
  }
}

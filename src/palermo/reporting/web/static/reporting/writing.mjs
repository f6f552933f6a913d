// Saves what is typed while a paragraph is open, and says who else has it open. Without script, the button saves.

const PAUSE = 2500;
const STILL_HERE = 20000;
const form = document.querySelector("form[data-write]");
const text = form?.elements.namedItem("text");
const status = form?.querySelector("[data-write-status]");
let saved = text?.value;
let waiting = 0;

async function send(withText) {
  const fields = new FormData(form);
  fields.set("act", "autosave");
  if (!withText) fields.delete("text");
  const typed = text.value;
  const answer = await fetch(form.action, { method: "POST", body: fields, credentials: "same-origin" });
  const found = await answer.json();
  const others = found.others ? `${form.dataset.othersWords ?? ""} ${found.others}`.trim() : "";
  if (withText && answer.ok && !found.refusal) {
    form.elements.namedItem("base").value = found.base;
    // A colleague's edit came in: shown only where nothing was typed meanwhile, else the next save combines again.
    if (found.text !== typed && text.value === typed) text.value = found.text;
    saved = typed;
  }
  status.textContent = [found.refusal ?? found.saved, others].filter(Boolean).join(" · ");
}

if (text && status) {
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => text.value !== saved && send(true).catch(() => {}), PAUSE);
  });
  setInterval(() => send(false).catch(() => {}), STILL_HERE);
}

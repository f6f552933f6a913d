// Filling in a table of figures by keyboard: arrow keys and Enter move between cells, totals run along, and what cannot
// be read is shown at once. Without this module the form works as it is; the server checks everything again.

const form = document.querySelector("form.filling");
const table = form?.querySelector("table.figures");

const KINDS = new Set(["n", "н", "x", "х", "w"]);
const NUMBER = String.raw`\d{1,3}(?:[,'’٬\u00a0\u2009\u202f ]\d{3})+|\d+`;
const LIMITS = new RegExp(`^(?:(?:<=|>=|[<>≤≥])\\s*(?:${NUMBER})|(?:${NUMBER})\\s*[-–—]\\s*(?:${NUMBER}))$`, "u");
const WHOLE = new RegExp(`^(?:${NUMBER})$`, "u");

/** Digits of Arabic and full-width digits as European ones. */
function plain(text) {
  return text
    .replace(/[٠-٩]/gu, (digit) => String(digit.codePointAt(0) - 0x660))
    .replace(/[０-９]/gu, (digit) => String(digit.codePointAt(0) - 0xff10))
    .trim();
}

/** The number in a cell: null where there is none. */
function numberIn(field) {
  const text = plain(field.value);
  return WHOLE.test(text) ? Number(text.replace(/\D/gu, "")) : null;
}

function isReadable(field) {
  const text = plain(field.value);
  // A name of a kind, in any language, is read by the server.
  return !text || WHOLE.test(text) || KINDS.has(text.toLowerCase()) || LIMITS.test(text) || /^\p{L}{3,}/u.test(text);
}

/** The line under a cell, made when it is first needed. */
function lineOf(field) {
  let line = field.parentElement.querySelector("output");
  if (!line) {
    line = document.createElement("output");
    line.id = `${field.id}-line`;
    field.after(line);
    field.setAttribute("aria-describedby", `${line.id} ${field.getAttribute("aria-describedby") ?? ""}`.trim());
  }
  return line;
}

function check(field) {
  const cell = field.closest("td");
  const readable = isReadable(field);
  const parts = (field.dataset.sum ?? "").split(" ").filter(Boolean);
  let words = readable ? "" : form.dataset.unreadable;
  let differs = false;
  if (readable && parts.length > 0) {
    const values = parts.map((id) => document.getElementById(id)).map((part) => (part ? numberIn(part) : null));
    const known = values.filter((value) => value !== null);
    const total = known.reduce((sum, value) => sum + value, 0);
    if (known.length > 0) words = `${form.dataset.total} ${total.toLocaleString(document.documentElement.lang)}`;
    const own = numberIn(field);
    differs = own !== null && known.length === values.length && own !== total;
    if (differs) words += `. ${form.dataset.differs}`;
  }
  if (words || cell.querySelector("output")) lineOf(field).textContent = words;
  if (field.value !== field.defaultValue || !readable || differs) {
    cell.classList.toggle("wrong", !readable || differs);
    if (readable && !differs) field.removeAttribute("aria-invalid");
    else field.setAttribute("aria-invalid", "true");
  }
}

/** Every field by row and column of the table. */
function gridOf() {
  return [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("input")]);
}

function move(field, down, across) {
  const grid = gridOf();
  const row = grid.findIndex((each) => each.includes(field));
  const target = grid[row + down]?.[grid[row].indexOf(field) + across];
  if (!target) return false;
  target.focus();
  target.select();
  return true;
}

function onKey(event) {
  const field = event.target;
  if (!(field instanceof HTMLInputElement) || event.altKey || event.ctrlKey || event.metaKey) return;
  const forward = getComputedStyle(table).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const backward = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
  const isWhole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
  let moved = false;
  if (event.key === "ArrowDown" || (event.key === "Enter" && !event.shiftKey)) moved = move(field, 1, 0);
  else if (event.key === "ArrowUp" || (event.key === "Enter" && event.shiftKey)) moved = move(field, -1, 0);
  else if (event.key === forward && (isWhole || field.selectionStart === field.value.length)) moved = move(field, 0, 1);
  else if (event.key === backward && (isWhole || field.selectionEnd === 0)) moved = move(field, 0, -1);
  // Enter in a cell moves on and never sends the form by accident; the last row has the button after it.
  if (moved || event.key === "Enter") event.preventDefault();
}

if (table) {
  const fields = [...table.querySelectorAll("input")];
  // The list of kinds would take the arrow keys; the letters are typed.
  for (const field of fields) field.removeAttribute("list");
  const totals = fields.filter((field) => field.dataset.sum);
  table.addEventListener("keydown", onKey);
  table.addEventListener("input", (event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    check(event.target);
    for (const total of totals) if (total !== event.target) check(total);
  });
  for (const total of totals) check(total);
  let isSent = false;
  form.addEventListener("submit", () => {
    isSent = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && fields.some((field) => field.value !== field.defaultValue)) event.preventDefault();
  });
}

// The data explorer: a changed choice brings other figures without a new page, tables are sorted, lines are hidden.
// Without this module, the form leads to the page of the choice, and every form is a link.

const status = document.getElementById("explorer-status");
const place = document.getElementById("explorer");
const WAIT = 250;
let asking;
let waiting;

/** Where the focus is, so that it is found again in other content. */
function focusOf() {
  const here = document.activeElement;
  return place.contains(here) ? here.id || here.closest("details[id]")?.id : "";
}

function openDetails() {
  return [...place.querySelectorAll("details[id][open]")].map((each) => each.id);
}

/** Put the focus back; where what had it is gone, to the title of the figures. */
function restore(focus, opened, wasInside) {
  for (const id of opened) {
    const details = document.getElementById(id);
    if (details) details.open = true;
  }
  const target = focus ? document.getElementById(focus) : null;
  if (target)
    (target.localName === "details" ? target.querySelector("summary") : target).focus({ preventScroll: true });
  else if (wasInside) document.getElementById("result-title")?.focus({ preventScroll: true });
}

function show(page) {
  const focus = focusOf();
  const wasInside = place.contains(document.activeElement);
  const opened = openDetails();
  place.replaceChildren(...document.adoptNode(page.getElementById("explorer")).childNodes);
  document.title = page.title;
  restore(focus, opened, wasInside);
  prepare();
  const title = document.getElementById("explorer-result")?.dataset.title ?? "";
  status.textContent = `${status.dataset.changed} ${title}`;
}

/** Read another choice; what was asked before is no longer waited for. */
async function go(address, { isNew }) {
  asking?.abort();
  asking = new AbortController();
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: asking.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || !page.getElementById("explorer")) throw new Error(String(answer.status));
    show(page);
    // Where something of the choice was left out, the address has the rest.
    const shown = document.getElementById("explorer-result")?.dataset.address ?? "";
    if (isNew) history.pushState({}, "", shown ? `${location.pathname}?${shown}` : answer.url);
  } catch (error) {
    if (error.name === "AbortError") return;
    status.textContent = status.dataset.failed;
  }
  place.removeAttribute("aria-busy");
}

/** The address of the form, without what is left empty. */
function addressOf(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, value);
  return `${form.action}?${query}`;
}

function sortTable(button) {
  const head = button.closest("th");
  const table = head.closest("table");
  const at = [...head.parentElement.children].indexOf(head);
  const isDescending = head.getAttribute("aria-sort") === "ascending";
  for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => [row, keyOf(row.cells[at], at)]);
  // Sums stay at the top; what is no number comes last in both directions.
  rows.sort(([one, first], [two, second]) => {
    const sums = Number(two.classList.contains("sum")) - Number(one.classList.contains("sum"));
    if (sums !== 0) return sums;
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    const order = at === 0 ? first.localeCompare(second, document.documentElement.lang) : first - second;
    return isDescending ? -order : order;
  });
  body.append(...rows.map(([row]) => row));
}

/** What a cell is sorted by: its name, or its number, of limits the lower one; null where there is none. */
function keyOf(cell, at) {
  if (at === 0) return cell.textContent.trim();
  const written = (cell.querySelector("a") ?? cell).textContent;
  const plain = written.replace(/[٠-٩]/gu, (digit) => String(digit.codePointAt(0) - 0x660));
  const found = /\d(?:[\d\s.,'’٬]*\d)?/u.exec(plain);
  return found ? Number(found[0].replace(/\D/gu, "")) : null;
}

function offerSorting() {
  for (const head of place.querySelectorAll("table.released thead th")) {
    const button = document.createElement("button");
    button.type = "button";
    button.title = status.dataset.sort;
    button.append(...head.childNodes);
    button.addEventListener("click", () => sortTable(button));
    head.append(button);
  }
}

/** Boxes with which single lines are hidden: their marks name the series. */
function offerSeries() {
  const names = new Set();
  for (const mark of place.querySelectorAll(".chart-drawing [data-series]")) names.add(mark.dataset.series);
  if (names.size < 2) return;
  const group = document.createElement("fieldset");
  group.className = "explorer-series";
  const legend = document.createElement("legend");
  legend.textContent = status.dataset.series;
  group.append(legend);
  for (const [at, name] of [...names].entries()) group.append(seriesBox(name, at));
  place.querySelector(".chart-picture").before(group);
}

function seriesBox(name, at) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = true;
  box.id = `series-${at}`;
  box.addEventListener("change", () => {
    for (const mark of place.querySelectorAll(`.chart-drawing [data-series="${CSS.escape(name)}"]`))
      (mark.closest("a") ?? mark).style.display = box.checked ? "" : "none";
  });
  label.append(box, ` ${name}`);
  return label;
}

function prepare() {
  offerSorting();
  offerSeries();
  document.dispatchEvent(new Event("charts-changed"));
}

if (place && status) {
  place.addEventListener("submit", (event) => {
    event.preventDefault();
    go(addressOf(event.target), { isNew: true });
  });
  // A choice is followed at once; of several boxes, after the last one.
  place.addEventListener("change", (event) => {
    const form = event.target.closest(".explorer-form");
    if (!form) return;
    clearTimeout(waiting);
    waiting = setTimeout(
      () => go(addressOf(form), { isNew: true }),
      event.target.type === "checkbox" ? 3 * WAIT : WAIT,
    );
  });
  place.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!link || !isPlain || link.origin !== location.origin || link.pathname !== location.pathname) return;
    if (new URLSearchParams(link.search).has("chart")) return;
    event.preventDefault();
    go(link.href, { isNew: true });
  });
  window.addEventListener("popstate", () => go(location.href, { isNew: false }));
  prepare();
}

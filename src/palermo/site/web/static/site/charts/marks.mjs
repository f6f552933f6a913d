// Marks of charts that lead somewhere: Tab reaches one of them, the arrow keys move to the nearest in their direction,
// Home and End to the first and the last. Without script, the table of the chart has the same links.

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The marks that are shown. */
function linksOf(drawing) {
  return [...drawing.querySelectorAll("a[href]")].filter((link) => link.style.display !== "none");
}

/** Let Tab reach one mark of each drawing: the first, or the one that was reached last. */
function begin() {
  for (const drawing of document.querySelectorAll(".chart-drawing")) {
    const links = linksOf(drawing);
    if (links.length > 0 && !links.some((link) => link.getAttribute("tabindex") === "0"))
      links[0].setAttribute("tabindex", "0");
  }
}

function middleOf(link) {
  const box = link.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}

/** The nearest mark in a direction: what lies aside counts twice. */
function nearest(links, here, [right, down]) {
  const [x, y] = middleOf(here);
  let found;
  let least = Number.POSITIVE_INFINITY;
  for (const link of links) {
    const [otherX, otherY] = middleOf(link);
    const along = (otherX - x) * right + (otherY - y) * down;
    const aside = Math.abs((otherX - x) * down) + Math.abs((otherY - y) * right);
    if (link !== here && along > 1 && along + 2 * aside < least) {
      found = link;
      least = along + 2 * aside;
    }
  }
  return found;
}

function targetOf(event, links, here) {
  if (event.key === "Home") return links[0];
  if (event.key === "End") return links.at(-1);
  return event.key in DIRECTIONS ? nearest(links, here, DIRECTIONS[event.key]) : undefined;
}

document.addEventListener("keydown", (event) => {
  const here = event.target instanceof Element ? event.target.closest(".chart-drawing a[href]") : null;
  if (!here || event.altKey || event.ctrlKey || event.metaKey) return;
  const target = targetOf(event, linksOf(here.closest(".chart-drawing")), here);
  // The page does not move while a reader goes from mark to mark.
  if (target || event.key in DIRECTIONS) event.preventDefault();
  if (!target) return;
  here.setAttribute("tabindex", "-1");
  target.setAttribute("tabindex", "0");
  target.focus();
});

/** A frame around the mark that has the focus, drawn last: its neighbours would cover an outline. */
function frame(link) {
  const drawing = link.closest("svg");
  const box = link.getBBox();
  const ring = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const room = 4;
  ring.setAttribute("class", "focus-frame");
  ring.setAttribute("x", box.x - room);
  ring.setAttribute("y", box.y - room);
  ring.setAttribute("width", box.width + 2 * room);
  ring.setAttribute("height", box.height + 2 * room);
  drawing.append(ring);
}

function unframe() {
  for (const ring of document.querySelectorAll(".focus-frame")) ring.remove();
}

document.addEventListener("focusin", (event) => {
  unframe();
  const link = event.target instanceof Element ? event.target.closest(".chart-drawing a[href]") : null;
  if (!link?.matches(":focus-visible")) return;
  frame(link);
  // A browser brings a field or a link of text into view, but not always a mark.
  link.scrollIntoView({ block: "nearest", behavior: "instant" });
});
document.addEventListener("focusout", unframe);

// Who puts other charts into the page says so.
document.addEventListener("charts-changed", begin);
begin();

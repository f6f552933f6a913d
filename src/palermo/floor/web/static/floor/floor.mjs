// The countdown of whoever speaks, and whether the list has changed. Without script the pages ask for themselves.

import { countdown } from "../programme/screen-moment.mjs";

const EVERY = 3000;
const place = document.querySelector(".floor-now");
const left = document.getElementById("floor-left");
const said = document.getElementById("floor-said");
const { live, over, reload } = place.dataset;
let ahead = null;
let tag = null;

const now = () => Date.now() + (ahead ?? 0);

function draw() {
  if (!left || ahead === null) return;
  const spoken = now() - Number(left.dataset.began);
  if (!left.dataset.allowed) {
    left.textContent = countdown(Math.max(0, spoken));
    return;
  }
  const rest = Number(left.dataset.allowed) * 1000 - spoken;
  // Told by words and shape too, not by colour alone.
  place.dataset.time = rest < 0 ? "over" : rest < 30_000 ? "short" : "enough";
  left.textContent = rest < 0 ? over.replace("{time}", countdown(-rest)) : countdown(rest);
}

async function ask() {
  try {
    const headers = tag ? { "If-None-Match": tag } : {};
    const answer = await fetch(live, { headers, cache: "no-store" });
    if (answer.ok || answer.status === 304) {
      ahead = Number(answer.headers.get("Palermo-Now")) - Date.now();
      const fresh = answer.headers.get("ETag");
      if (tag && fresh !== tag) changed();
      tag = fresh;
    }
  } catch {
    // Asked again in a moment.
  }
  draw();
}

// A page that is only looked at shows the list anew by itself; one with forms says that it has changed.
function changed() {
  if (reload) location.reload();
  else if (said) said.hidden = false;
}

ask();
setInterval(ask, EVERY);
setInterval(draw, 250);

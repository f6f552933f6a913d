// A screen: asks the server now and then, shows its last answer, changes by time and by language. Without network
// it goes on with what it loaded last, and says since when. Without script, the page asks for itself each minute.

import { countdown, turnOf } from "./screen-moment.mjs";
import { View, filled, make } from "./screen-view.mjs";

const { data: source, worker } = document.body.dataset;
const place = document.getElementById("screen");
const status = document.getElementById("screen-status");
const clock = document.getElementById("screen-clock");
const pause = document.getElementById("screen-pause");
const SHELF = `palermo ${source}`;

// What was loaded last, with its digest, when the server was reached last, and how far its clock is from ours.
let kept = fromShelf();
let isOffline = false;
let stays = null;
let drawn = "";
let isGone = false;

const now = () => Date.now() + (kept?.ahead ?? 0);

function fromShelf() {
  try {
    return JSON.parse(localStorage.getItem(SHELF));
  } catch {
    return null;
  }
}

function toShelf() {
  try {
    localStorage.setItem(SHELF, JSON.stringify(kept));
  } catch {
    // No room, or not allowed: the screen goes on until it is switched off.
  }
}

async function ask() {
  if (isGone) return;
  try {
    const headers = kept ? { "If-None-Match": kept.tag } : {};
    const answer = await fetch(source, { headers, cache: "no-store", signal: AbortSignal.timeout(10_000) });
    // Of two requests on their way, the first answer may have taken the screen down.
    if (isGone) return;
    if (answer.status === 410) return takeDown();
    if (!answer.ok && answer.status !== 304) throw new Error(`status ${answer.status}`);
    const given = answer.status === 304 ? kept.data : await answer.json();
    const ahead = Number(answer.headers.get("Palermo-Now")) - Date.now();
    kept = { data: given, tag: answer.headers.get("ETag"), at: Date.now() + ahead, ahead };
    isOffline = false;
    toShelf();
    if (given.script !== document.body.dataset.script) location.reload();
  } catch {
    isOffline = true;
  }
  draw();
}

// Nothing of it is shown any more, also when the network is gone again.
function takeDown() {
  isGone = true;
  const words = kept?.data.words;
  localStorage.removeItem(SHELF);
  kept = null;
  const first = words ? Object.values(words)[0].gone : "";
  place.replaceChildren(make("p", "screen-still", first));
  status.textContent = clock.textContent = "";
  pause.hidden = true;
}

function draw() {
  if (!kept) return;
  const { data } = kept;
  const at = now();
  const language = data.languages[stays ?? turnOf(data, at)];
  const view = new View(data, language, at);
  const fresh = document.createElement("main");
  fresh.append(...view.screen().filter(Boolean));
  const marks = `${language.code}${fresh.innerHTML.replace(/(class="screen-countdown"[^>]*>)[^<]*/g, "$1")}`;
  if (marks !== drawn) {
    drawn = marks;
    document.documentElement.lang = language.tag;
    document.documentElement.dir = language.dir;
    place.replaceChildren(...fresh.childNodes);
    fit();
  }
  for (const left of place.querySelectorAll(".screen-countdown")) {
    left.textContent = countdown(Number(left.dataset.until) - at);
  }
  showClock(view, language, at);
}

// Smaller letters where all does not find room, down to half; held upright, as a telephone is, it is scrolled.
function fit() {
  const root = document.documentElement;
  for (let scale = 1; scale >= 0.5; scale -= 0.05) {
    root.style.setProperty("--fit", scale.toFixed(2));
    if (root.scrollHeight <= innerHeight || innerWidth < innerHeight) return;
  }
}

function showClock(view, language, at) {
  // The day before the month, as the rest of the site has it.
  const tag = `${language.code === "en" ? "en-GB" : language.tag}-u-nu-latn`;
  const zone = { timeZone: view.data.zone, hourCycle: "h23" };
  clock.textContent = new Intl.DateTimeFormat(tag, { ...zone, hour: "2-digit", minute: "2-digit" }).format(at);
  const since = new Intl.DateTimeFormat(tag, { ...zone, dateStyle: "medium", timeStyle: "short" }).format(kept.at);
  const words = isOffline ? filled(view.words.offline, { time: since }) : "";
  if (status.textContent !== words) status.textContent = words;
  pause.textContent = stays === null ? view.words.stop : view.words.go_on;
  pause.hidden = view.data.languages.length < 2;
}

pause.addEventListener("click", () => {
  stays = stays === null && kept ? turnOf(kept.data, now()) : null;
  draw();
});

// By HTTPS, or on the same machine: elsewhere browsers keep no pages, and the screen only goes on while it is on.
async function keepPage() {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register(worker);
  const { active } = await navigator.serviceWorker.ready;
  const made = performance.getEntriesByType("resource").map((entry) => entry.name);
  const ours = made.filter((address) => address.startsWith(location.origin) && address.includes("/static/"));
  navigator.serviceWorker.addEventListener("message", () => {
    document.documentElement.dataset.kept = "true";
  });
  active.postMessage({ keep: [location.href, ...ours] });
}

async function goOn() {
  await ask();
  if (!isGone) setTimeout(goOn, (kept?.data.poll ?? 30) * 1000);
}

draw();
setInterval(draw, 1000);
addEventListener("resize", fit);
addEventListener("online", ask);
addEventListener("offline", ask);
goOn();
keepPage().catch(() => {});

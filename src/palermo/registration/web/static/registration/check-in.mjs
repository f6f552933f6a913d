// The check-in page on a phone: with or without a network each person is checked in at once, and sent to the server when
// it can be reached. Without script, the page's form does the same, with a network.

const KEPT = "check-in";
const DOMAIN = new TextEncoder().encode("palermo badge\0");
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const LETTERS = 132;
const FORM = 18;
// How often waiting check-ins are sent, in milliseconds, and after how many rounds the list is loaded again.
const EVERY = 15000;
const ASKED_EVERY = 4;
const AT_ONCE = 200;
const SHOWN = 8;
// The server names as many in `last`.
const LAST = 10;

const desk = document.getElementById("desk");
const words = desk.dataset;
const by = (id) => document.getElementById(id);
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
const here = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
// Times are those of the place of the event, whatever the device is set to.
const zone = { timeZone: words.zone };
const clock = (instant) => {
  const time = new Intl.DateTimeFormat(here, { ...zone, dateStyle: "short", timeStyle: "short" }).format(instant);
  return `${time} (${words.zoneName})`;
};
const grouped = (number) => new Intl.NumberFormat(here).format(number);

// The device's own store: the list, what waits to be sent, and what the desk is called. One for each event.
const opened = new Promise((resolve, reject) => {
  const request = indexedDB.open(`${KEPT}-${words.event}`, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("facts");
    request.result.createObjectStore("queue", { keyPath: "key" });
  };
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function stored(name, mode, act) {
  const database = await opened;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, mode);
    const request = act(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

const fact = (name) => stored("facts", "readonly", (store) => store.get(name));
const keepFact = (name, value) => stored("facts", "readwrite", (store) => store.put(value, name));
const waiting = () => stored("queue", "readonly", (store) => store.getAll());

let list = null;
let token = desk.querySelector("[name=csrfmiddlewaretoken]").value;
let isReached = navigator.onLine;
let mustSignIn = false;
let isShut = false;
let isSending = false;
// The server's time: this device's clock, corrected by its difference when the list was loaded.
const now = () => new Date(Date.now() + (list?.ahead ?? 0));

// ---- The badge

function raw(code) {
  let bits = 0;
  let held = 0;
  const bytes = [];
  for (const letter of code) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return null;
    bits = (bits << 5) | value;
    held += 5;
    if (held >= 8) {
      held -= 8;
      bytes.push((bits >> held) & 255);
      bits &= (1 << held) - 1;
    }
  }
  return bits === 0 && bytes.length === FORM + 64 && bytes[0] === 1 ? new Uint8Array(bytes) : null;
}

const fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Whether one of the event's keys signed it: null where this browser cannot verify it. */
async function isSigned(bytes) {
  const signed = new Uint8Array([...DOMAIN, ...bytes.slice(0, FORM)]);
  for (const key of list.keys) {
    try {
      const imported = await crypto.subtle.importKey("raw", fromHex(key), { name: "Ed25519" }, false, ["verify"]);
      if (await crypto.subtle.verify({ name: "Ed25519" }, imported, bytes.slice(FORM), signed)) return true;
    } catch {
      return null;
    }
  }
  return false;
}

function claims(bytes) {
  const view = new DataView(bytes.buffer);
  const day = (count) => new Date(Date.UTC(2000, 0, 1 + count)).toISOString().slice(0, 10);
  const first = view.getUint16(15);
  return {
    event: toHex(bytes.slice(1, 9)),
    number: view.getUint32(9),
    issue: view.getUint8(13),
    from: day(first),
    until: day(first + view.getUint8(17)),
  };
}

/** Which day it is where the event is. */
function dayNow() {
  return new Intl.DateTimeFormat("en-CA", zone).format(now());
}

// ---- Checking in

async function take(who) {
  offer([]);
  const code = who.trim().toUpperCase();
  if (code.length === LETTERS && !code.includes(" ")) return takeBadge(code);
  const number = /^(\d{1,8})(?:-\d{1,3})?$/.exec(code);
  if (number) return arrive(Number(number[1]));
  return offer(named(who), true);
}

async function takeBadge(code) {
  const bytes = raw(code);
  const signed = bytes && (await isSigned(bytes));
  if (!bytes || signed === false) return show("foreign");
  const badge = claims(bytes);
  if (badge.event !== list.event) return show("foreign");
  if (list.revoked.some(([number, issue]) => number === badge.number && issue === badge.issue)) {
    return show("revoked", person(badge.number));
  }
  const notes = [];
  if (signed === null) notes.push(words.unsigned);
  const today = dayNow();
  if (today < badge.from || today > badge.until) notes.push(words.day);
  return arrive(badge.number, code, notes);
}

const person = (number) => list.people.find((each) => each.number === number);

async function arrive(number, code = "", notes = []) {
  const found = person(number);
  if (!found) return show("unknown", { number, name: String(number) });
  if (found.came) return show("repeated", found, notes);
  const arrival = { key: crypto.randomUUID(), number, at: now().toISOString(), token: code };
  await stored("queue", "readwrite", (store) => store.put(arrival));
  found.came = true;
  await keepFact("list", list);
  show("counted", found, notes);
  await report();
  return send();
}

function named(who) {
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const parts = plain(who).split(/\s+/).filter(Boolean);
  if (!parts.length) return [];
  return list.people.filter((each) => parts.every((part) => plain(each.name).includes(part))).slice(0, SHOWN);
}

function offer(people, isAsked = false) {
  const buttons = people.map((each) => {
    const item = document.createElement("li");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "second" });
    button.textContent = `${each.name} · ${each.party}`;
    button.addEventListener("click", () => {
      offer([]);
      arrive(each.number);
    });
    item.append(button);
    return item;
  });
  by("desk-offered").replaceChildren(...buttons);
  if (isAsked && !people.length) show("none");
  else if (isAsked) by("desk-result").replaceChildren();
}

function line(text, name = "p") {
  return Object.assign(document.createElement(name), { textContent: text, dir: "auto" });
}

function show(result, found = null, notes = []) {
  const place = by("desk-result");
  place.dataset.result = result;
  const heading = line("");
  heading.append(Object.assign(document.createElement("strong"), { textContent: words[result] }));
  const lines = [heading];
  if (found?.party) {
    lines.push(line(found.name), line(`${found.party} · ${found.category} · ${found.number}`));
  }
  place.replaceChildren(...lines, ...notes.map((note) => line(note)));
}

// ---- Sending to the server

/** The answer as JSON; null where the server is not reached or asks to sign in. */
async function asked(address, options = {}) {
  let response;
  try {
    response = await fetch(address, { ...options, headers: { Accept: "application/json", ...options.headers } });
  } catch {
    isReached = false;
    return null;
  }
  isReached = true;
  const isJson = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
  // A closed device gets this answer, and deletes its names.
  if (response.status === 410) await shut();
  mustSignIn = response.redirected || response.status === 401 || (response.status === 403 && !isJson);
  return response.ok && isJson && !response.redirected ? response.json() : null;
}

async function send() {
  if (isSending) return;
  isSending = true;
  try {
    let queue = await waiting();
    let isFresh = false;
    while (queue.length) {
      const body = JSON.stringify({ arrivals: queue.slice(0, AT_ONCE), device: await deskName() });
      const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
      const answer = await asked(words.arrivals, { method: "POST", body, headers });
      if (!answer) {
        // The page may be older than the session: with a token of today it is tried once more.
        if (!isReached || isFresh || !(await load())) break;
        isFresh = true;
        continue;
      }
      await applyResults(answer);
      queue = await waiting();
    }
  } finally {
    isSending = false;
    await report();
  }
}

async function applyResults(answer) {
  list.last = answer.last;
  for (const each of answer.results) {
    await stored("queue", "readwrite", (store) => store.delete(each.key));
    const found = person(each.number);
    if (each.result === "repeated") {
      const time = each.counted_at ? clock(new Date(each.counted_at)) : "";
      const values = { name: found?.name ?? each.number, time, device: each.counted_by || "–" };
      note(filled(words.repeatedBy, values));
    } else if (each.result !== "counted") {
      if (found && each.result !== "undone") found.came = false;
      const why = { not_accredited: words.accredited }[each.result] ?? words[each.result] ?? each.result;
      note(`${found?.name ?? each.number}: ${why}`);
    }
  }
  await keepFact("list", list);
}

function note(text) {
  by("desk-notes").prepend(line(text, "li"));
}

async function load() {
  const answer = await asked(words.list);
  if (!answer) return false;
  token = answer.csrf;
  delete answer.csrf;
  const here = new Set((await waiting()).map((each) => each.number));
  for (const each of answer.people) each.came ||= here.has(each.number);
  list = { ...answer, ahead: answer.now - Date.now() };
  list.at = now().toISOString();
  await keepFact("list", list);
  return true;
}

/** The last check-ins, newest first: those not sent yet, then those of the server. */
function showLast(queue) {
  const place = by("desk-last");
  const known = list?.last ?? [];
  if (!place || !(queue.length + known.length)) return;
  const unsent = [...queue].sort((one, other) => other.at.localeCompare(one.at)).map((each) => person(each.number));
  const rows = [...unsent.filter(Boolean), ...known].slice(0, LAST).map(({ number, name, undo }) => {
    const row = line("", "li");
    row.append(`${number} · `, Object.assign(document.createElement("bdi"), { textContent: name }));
    if (undo) row.append(" · ", undoing(undo, name));
    return row;
  });
  const rest = Object.assign(document.createElement("ul"), { className: "plain-list" });
  rest.append(...rows);
  place.replaceChildren(rest);
}

function undoing(address, name) {
  const link = Object.assign(document.createElement("a"), { href: address, textContent: by("desk-last").dataset.undo });
  link.append(Object.assign(document.createElement("span"), { className: "unseen", textContent: `: ${name}` }));
  return link;
}

async function report() {
  const queue = await waiting();
  showLast(queue);
  const parts = [isReached ? words.online : words.offline];
  if (list) parts.push(filled(words.loaded, { time: clock(new Date(list.at)), count: grouped(list.people.length) }));
  if (queue.length) parts.push(filled(words.waiting, { count: queue.length }));
  if (mustSignIn) parts.push(words.signin);
  if (isShut) parts.push(words.shut);
  const place = by("desk-state");
  place.hidden = false;
  place.dataset.reached = isReached;
  place.dataset.waiting = queue.length;
  place.textContent = parts.join(" · ");
  if (list) {
    const came = list.people.filter((each) => each.came).length;
    by("desk-count").textContent = filled(words.count, { came: grouped(came), all: grouped(list.people.length) });
  }
}

// ---- The device

async function deskName() {
  return (await fact("desk")) ?? "";
}

async function forget() {
  if ((await waiting()).length) return note(words.keep);
  await stored("facts", "readwrite", (store) => store.clear());
  await caches.delete(KEPT);
  for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
  list = null;
  by("desk-result").replaceChildren(line(words.forgotten));
  by("desk-form").hidden = true;
  return undefined;
}

async function shut() {
  if (isShut) return;
  isShut = true;
  list = null;
  await stored("facts", "readwrite", (store) => store.delete("list"));
  await caches.delete(KEPT);
  by("desk-form").hidden = true;
  by("desk-offered").replaceChildren();
  by("desk-result").replaceChildren(line(words.shut));
  await report();
}

async function keepPage() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(words.worker);
  const used = performance.getEntriesByType("resource").filter((each) => /\.(css|m?js|svg)(\?|$)/.test(each.name));
  const addresses = new Set(
    [location.pathname, ...used.map((each) => each.name)].filter((each) => !each.includes("/worker.js")),
  );
  const store = await caches.open(KEPT);
  await Promise.all([...addresses].map((each) => store.add(new Request(each, { cache: "reload" })).catch(() => null)));
  desk.dataset.kept = "yes";
}

// ---- The camera

let stream = null;

async function canScan() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return false;
  return (await BarcodeDetector.getSupportedFormats().catch(() => [])).includes("qr_code");
}

async function scan() {
  if (stream) return stop();
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    return note(words.camera);
  }
  const video = by("desk-video");
  video.hidden = false;
  video.srcObject = stream;
  await video.play();
  by("desk-scan").dataset.start ??= by("desk-scan").textContent;
  by("desk-scan").textContent = words.stop;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  let last = "";
  while (stream) {
    const [code] = await detector.detect(video).catch(() => []);
    if (code && code.rawValue !== last) {
      last = code.rawValue;
      navigator.vibrate?.(60);
      await take(last);
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  return undefined;
}

function stop() {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
  by("desk-video").hidden = true;
  by("desk-scan").textContent = by("desk-scan").dataset.start;
}

// ---- Beginning

async function begin() {
  list = (await fact("list")) ?? null;
  // The promise holds on this device, too.
  if (list && dayNow() >= list.until && !(await waiting()).length) {
    await stored("facts", "readwrite", (store) => store.clear());
    list = null;
  }
  if (!(await fact("desk"))) await keepFact("desk", `Desk ${crypto.randomUUID().slice(0, 4)}`);
  by("desk-name").value = await deskName();
  by("desk-name").addEventListener("change", () => keepFact("desk", by("desk-name").value.trim()));
  by("desk-device").hidden = false;
  by("desk-forget").addEventListener("click", forget);
  by("desk-scan").addEventListener("click", scan);
  by("desk-scan").hidden = !(await canScan());
  await load();
  if (!list) return report();
  by("desk-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const who = by("who").value;
    by("who").value = "";
    by("who").focus();
    await take(who);
  });
  window.addEventListener("online", send);
  window.addEventListener("offline", () => {
    isReached = false;
    report();
  });
  // Who signs out here leaves no list behind; what waits is kept for whoever signs in next.
  document.querySelector('form[action*="logout"]')?.addEventListener("submit", () => {
    stored("facts", "readwrite", (store) => store.delete("list"));
    caches.delete(KEPT);
  });
  let rounds = 0;
  setInterval(async () => {
    if (isShut) return;
    rounds += 1;
    if ((await waiting()).length) await send();
    else if ((!isReached || rounds % ASKED_EVERY === 0) && (await load())) await report();
  }, EVERY);
  await send();
  await report();
  desk.dataset.ready = "yes";
  return keepPage();
}

begin();

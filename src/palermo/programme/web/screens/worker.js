// Keeps the page of a screen with its style and script, so that a screen that is switched on without network still
// comes up; what it shows then, the page has kept itself. Asked first is always the network, for a little while.

const CACHE = "palermo-screens";
const PATIENCE = 5000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// The page names what it is made of when it first comes up, before this worker serves it.
self.addEventListener("message", (event) => {
  const kept = caches
    .open(CACHE)
    .then((cache) => Promise.all(event.data.keep.map((address) => fresh(cache, address))))
    .then(() => event.source.postMessage({ kept: true }));
  event.waitUntil(kept.catch(() => {}));
});

async function fresh(cache, address) {
  const response = await fetch(address, { cache: "no-cache" });
  if (response.ok) await cache.put(address, response);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const is_ours = new URL(request.url).origin === self.location.origin;
  // The data are the page's own affair: it must know that they did not come.
  if (request.method !== "GET" || !is_ours || request.url.endsWith(".json")) return;
  event.respondWith(answer(request));
});

async function answer(request) {
  const cache = await caches.open(CACHE);
  try {
    const response = await within(PATIENCE, fetch(request));
    if (response.ok) await cache.put(request, response.clone());
    // A screen that was taken down is not to come up again.
    if (response.status === 410) await cache.delete(request);
    return response;
  } catch (error) {
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

function within(milliseconds, promise) {
  const late = new Promise((_done, failed) => setTimeout(() => failed(new Error("no answer")), milliseconds));
  return Promise.race([promise, late]);
}

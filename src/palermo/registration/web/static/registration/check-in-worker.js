// Answers below the check-in page's address when there is no network: with the page and its scripts as they were kept.
// What is asked with a network is never answered from here.

const KEPT = "check-in";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const isOurs = request.method === "GET" && new URL(request.url).origin === self.location.origin;
  if (isOurs) event.respondWith(answered(request));
});

async function answered(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const store = await caches.open(KEPT);
    const kept = await store.match(request, { ignoreVary: true, ignoreSearch: request.mode === "navigate" });
    if (kept) return kept;
    throw error;
  }
}

// Brings the commitments on the screen up to date without loading the page again; what stands is kept while offline.

const EVERY = 30_000;

async function update() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("main");
    const shown = document.querySelector("main");
    if (fresh && fresh.innerHTML !== shown.innerHTML) shown.replaceWith(fresh);
  } catch {
    // No connection: the next attempt comes soon.
  }
}

setInterval(update, EVERY);

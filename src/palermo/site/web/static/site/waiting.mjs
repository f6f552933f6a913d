// Brings the progress of background work up to date, and shows the page anew when that has ended. Without script, a
// link does.

const EVERY = 5000;
const shown = document.querySelector("[data-waiting]");

async function look() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-waiting]");
    if (!fresh) location.reload();
    else if (fresh.innerHTML !== shown.innerHTML) shown.replaceChildren(...fresh.childNodes);
  } catch {
    // No connection: the next attempt comes soon.
  }
}

if (shown) setInterval(look, EVERY);

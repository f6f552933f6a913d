// Titles that may be meant, under the fields of search: the browser's own list, so that keys and screen readers work.
// Without script, the field does the same without them.

const PAUSE = 200;
let asking;

function list(input) {
  const found = document.createElement("datalist");
  found.id = `${input.id}-titles`;
  input.after(found);
  input.setAttribute("list", found.id);
  return found;
}

async function fill(input, into) {
  asking?.abort();
  asking = new AbortController();
  const address = `${input.dataset.suggestions}?q=${encodeURIComponent(input.value)}`;
  try {
    const answer = await fetch(address, { signal: asking.signal });
    if (!answer.ok) return;
    const { titles } = await answer.json();
    into.replaceChildren(...titles.map((title) => new Option(title, title)));
  } catch (error) {
    if (error.name !== "AbortError") into.replaceChildren();
  }
}

for (const input of document.querySelectorAll("[data-suggestions]")) {
  const into = list(input);
  let pause;
  input.addEventListener("input", () => {
    clearTimeout(pause);
    if (input.value.trim()) pause = setTimeout(() => fill(input, into), PAUSE);
  });
}

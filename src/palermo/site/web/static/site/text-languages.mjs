// In how many languages each text of a form is written, and how many texts in each language, while somebody writes.
// Without script, the page says how it was when it was opened.

const pattern = (place, numbers) =>
  Object.entries(numbers).reduce((words, [name, number]) => words.replace(`{${name}}`, number), place.dataset.pattern);

const input = (row) => row.querySelector("input, textarea");

function countLanguages(text) {
  const line = text.querySelector(".multilingual-written");
  const written = [...text.querySelectorAll(".multilingual-row")].filter((row) => input(row).value.trim());
  line.hidden = !written.length;
  const count = line.querySelector("[data-pattern]");
  count.textContent = pattern(count, { number: written.length });
  const names = written.map((row) => {
    const name = document.createElement("bdi");
    name.lang = input(row).lang;
    name.textContent = row.querySelector("label").textContent;
    return name;
  });
  line.replaceChildren(count, ...names.flatMap((name) => [" ", name]));
}

function countTexts(form) {
  for (const tab of form.querySelectorAll(".text-languages-tab")) {
    const count = tab.querySelector("[data-pattern]");
    if (!count) continue;
    const code = tab.querySelector("input").value;
    const rows = [...form.querySelectorAll(`.multilingual-row[data-language="${code}"]`)];
    const number = rows.filter((row) => input(row).value.trim()).length;
    count.textContent = pattern(count, { number, total: rows.length });
  }
}

document.addEventListener("input", (event) => {
  const text = event.target.closest(".multilingual");
  if (!text) return;
  countLanguages(text);
  if (event.target.form) countTexts(event.target.form);
});

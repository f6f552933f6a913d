// Results under the fields of search while something is typed: chosen with the arrow keys or a click.
// Without script, the field leads to the page of results, which has the same.

const PAUSE = 200;

class Results {
  constructor(input) {
    this.input = input;
    this.active = -1;
    this.list = document.createElement("ul");
    this.list.id = `${input.id}-results`;
    this.list.className = "seek-results";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
    this.list.hidden = true;
    input.after(this.list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    // The field keeps the focus, so that a click is not taken for leaving it.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  wait() {
    clearTimeout(this.pause);
    if (this.input.value.trim()) this.pause = setTimeout(() => this.ask(), PAUSE);
    else this.close();
  }

  async ask() {
    this.asking?.abort();
    this.asking = new AbortController();
    const address = `${this.input.dataset.suggestions}?q=${encodeURIComponent(this.input.value)}`;
    try {
      const answer = await fetch(address, { signal: this.asking.signal });
      if (!answer.ok) return;
      const { results } = await answer.json();
      if (document.activeElement === this.input) this.show(results);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(results) {
    const options = results.map((result) =>
      this.option(result.title, result.kind, result.language, () => {
        location.assign(result.address);
      }),
    );
    if (options.length)
      options.push(this.option(this.input.dataset.all, "", "", () => this.input.form.requestSubmit()));
    options.forEach((option, at) => {
      option.id = `${this.list.id}-${at}`;
    });
    this.list.replaceChildren(...options);
    this.choose(-1);
    this.list.hidden = !options.length;
    this.input.setAttribute("aria-expanded", String(options.length > 0));
  }

  option(title, kind, language, open) {
    const option = document.createElement("li");
    option.setAttribute("role", "option");
    const words = document.createElement("span");
    words.textContent = title;
    words.dir = "auto";
    if (language) words.lang = language;
    option.append(words);
    if (kind) {
      const what = document.createElement("small");
      what.textContent = kind;
      option.append(" ", what);
    }
    option.addEventListener("click", open);
    return option;
  }

  press(event) {
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !this.list.hidden) {
      event.preventDefault();
      const count = this.list.children.length + 1;
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.choose(((this.active + 1 + step + count) % count) - 1);
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.list.children[this.active].click();
    }
  }

  choose(at) {
    this.active = at;
    [...this.list.children].forEach((option, number) => {
      option.setAttribute("aria-selected", String(number === at));
    });
    if (at < 0) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    this.input.setAttribute("aria-activedescendant", this.list.children[at].id);
    this.list.children[at].scrollIntoView({ block: "nearest" });
  }

  close() {
    this.asking?.abort();
    this.choose(-1);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }
}

for (const input of document.querySelectorAll("[data-suggestions]")) new Results(input);

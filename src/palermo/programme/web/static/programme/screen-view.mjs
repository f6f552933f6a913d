// Draws what a screen shows at an instant in one of its languages. Text goes in as text, never as markup.

import { countdown, itemsOf, momentOf, noticesOf, shownAt, standsStill } from "./screen-moment.mjs";

const OFFERED_INSTEAD = ["en", "fr", "es", "ru", "zh", "ar"];
const TAGS = { ar: "ar", zh: "zh-Hans", en: "en", fr: "fr", ru: "ru", es: "es" };
const A_DAY = 86_400_000;

export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

export function make(name, className = "", ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children.filter(Boolean));
  return element;
}

export class View {
  constructor(data, language, at) {
    this.data = data;
    this.language = language;
    this.words = data.words[language.code];
    this.at = at;
  }

  // The reader's language; else another one, named as such.
  localized(text) {
    const { code } = this.language;
    if (text?.[code]) return document.createTextNode(text[code]);
    const other = OFFERED_INSTEAD.find((each) => text?.[each]);
    if (!other) return document.createTextNode("");
    const words = make("span", "other-language", text[other]);
    words.lang = TAGS[other];
    words.dir = other === "ar" ? "rtl" : "ltr";
    const note = filled(this.words.not_yet, { wanted: this.words[`in.${code}`], given: this.words[`in.${other}`] });
    return make("span", "", words, " ", make("small", "not-yet", note));
  }

  room(id) {
    return this.localized(this.data.rooms.find((room) => room.id === id)?.name);
  }

  screen() {
    const { screen, tiles } = this.data;
    const still = standsStill(this.data, this.at);
    // The heading is the room; where the screen is for all, the event.
    const head = make(screen.room && !still ? "p" : "h1", "screen-event", this.localized(this.data.title));
    const parts = [head, this.notices(screen), this.shown()];
    if (still) return [...parts, make("p", "screen-still", this.words[still])];
    if (screen.kind !== "wall") return [...parts, ...this.tile(screen, "h1")];
    const wall = make("div", "screen-wall");
    for (const tile of tiles) {
      wall.append(make("section", "screen-tile", this.notices(tile, screen.notices), ...this.tile(tile, "h2")));
    }
    return [...parts, wall];
  }

  tile(tile, heading) {
    return tile.room ? this.ofRoom(tile, heading) : [this.ofAll()];
  }

  ofRoom(tile, heading) {
    const { now, next } = momentOf(itemsOf(this.data, tile.room), this.at);
    const below = heading === "h1" ? "h2" : "h3";
    return [
      make(heading, "screen-room", this.room(tile.room)),
      make("section", "screen-now", make(below, "", this.words.now), ...this.items(now, true)),
      next.length > 0 &&
        make("section", "screen-next", make(below, "", this.words.next), ...this.items(next), this.beginsIn(next)),
    ];
  }

  ofAll() {
    const head = ["room", "now", "next"].map((name) =>
      Object.assign(make("th", "", this.words[name]), { scope: "col" }),
    );
    const body = make("tbody");
    for (const { id } of this.data.rooms) {
      const { now, next } = momentOf(itemsOf(this.data, id), this.at);
      const name = Object.assign(make("th", "", this.room(id)), { scope: "row" });
      body.append(make("tr", "", name, make("td", "", ...this.items(now, true)), make("td", "", ...this.items(next))));
    }
    return make("table", "screen-halls", make("thead", "", make("tr", "", ...head)), body);
  }

  items(items, isNow = false) {
    if (items.length === 0) return isNow ? [make("p", "screen-free", this.words.free)] : [];
    return items.map((item) => this.item(item, isNow));
  }

  item(item, isNow) {
    const day = isNow || this.isToday(item) ? "" : this.data.days[item.day][this.language.code];
    const hours = make("p", "screen-hours", day && make("span", "", day), day && " ", item.hours[this.language.code]);
    const people = item.people.map((each) => this.person(each));
    return make(
      "div",
      "screen-item",
      make("p", "screen-title", this.localized(item.title)),
      hours,
      people.length > 0 && make("ul", "screen-people", ...people),
    );
  }

  person({ role, name, about }) {
    const details = make("span", "screen-about", this.localized(about));
    return make(
      "li",
      "",
      make("span", "screen-role", this.words[`ItemRole.${role}`]),
      " ",
      this.localized(name),
      " ",
      details,
    );
  }

  isToday(item) {
    const day = new Intl.DateTimeFormat("en-CA", { timeZone: this.data.zone }).format(this.at);
    return day === item.day;
  }

  // Counted by the second, apart from what is drawn anew only when it changes.
  beginsIn(next) {
    if (next[0].begins - this.at > A_DAY) return null;
    const left = make("span", "screen-countdown");
    left.dataset.until = next[0].begins;
    left.textContent = countdown(next[0].begins - this.at);
    left.dir = "ltr";
    return make("p", "screen-begins", this.words.begins_in, " ", left);
  }

  shown() {
    const shown = shownAt(this.data, this.at);
    if (!shown) return null;
    const title = make("strong", "", this.localized(shown.title));
    const label = make("span", "", this.words[shown.label]);
    return make("p", "screen-shown", label, " ", title, " ", this.localized(shown.of));
  }

  notices(tile, but = []) {
    const standing = noticesOf(this.data, tile, this.at).filter((notice) => !but.includes(notice.number));
    if (standing.length === 0) return null;
    const list = make("ul", "screen-notices");
    for (const { priority, text } of standing) {
      const word = make("strong", "", this.words[`NoticePriority.${priority}`]);
      const row = make("li", "", priority !== "information" && word, " ", this.localized(text));
      row.dataset.priority = priority;
      list.append(row);
    }
    return list;
  }
}

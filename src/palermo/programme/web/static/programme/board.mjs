// The board of a programme's editor: items lie on a day as long as they last, a column for each room. They are moved and
// stretched by mouse, finger or keys. Without script, the tables and forms of the page do the same.

const STEP = 5;
// How tall a minute is: as tall as the titles of the day need, within these.
const LEAST_PIXELS = 1.2;
const MOST_PIXELS = 4;
const PAUSE = 700;
const data = JSON.parse(document.getElementById("board-data").textContent);
const words = document.getElementById("board-words").dataset;
const status = document.getElementById("board-status");
const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
const columns = [...data.rooms, { id: "", name: words.noRoom }];

const minutes = (hour) => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3));
const hour = (at) => `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
const snapped = (at) => Math.round(at / STEP) * STEP;
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
const nameOf = (room) => columns.find((column) => column.id === room).name;

class Item {
  constructor(given, board) {
    Object.assign(this, given, { board, from: minutes(given.starts), until: minutes(given.ends) });
    this.saved = { from: this.from, until: this.until, room: this.room };
    this.element = document.createElement("div");
    this.element.className = "board-item";
    this.element.dataset.kind = this.kind;
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "button");
    this.element.setAttribute("aria-describedby", "board-help");
    this.label = document.createElement("span");
    this.where = Object.assign(document.createElement("span"), { className: "unseen" });
    this.grip = document.createElement("span");
    this.grip.className = "board-grip";
    this.element.append(this.label, this.where, this.grip);
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.element.addEventListener("pointerdown", (event) => this.grab(event));
  }

  draw() {
    const { first, pixels } = this.board;
    const side = this.board.lanes.get(this) ?? { lane: 0, lanes: 1 };
    const width = 100 / columns.length;
    const style = this.element.style;
    style.insetBlockStart = `${(this.from - first) * pixels}px`;
    style.setProperty("--own", `${Math.max((this.until - this.from) * pixels, 18)}px`);
    const column = columns.findIndex((each) => each.id === this.room);
    style.insetInlineStart = `${column * width + (side.lane * width) / side.lanes}%`;
    style.inlineSize = `${width / side.lanes}%`;
    this.label.textContent = `${hour(this.from)}–${hour(this.until)} ${this.title}`;
    this.where.textContent = ` ${nameOf(this.room)}`;
    this.element.classList.toggle("unfit", conflictsOf(this.id) > 0);
  }

  moveMessage() {
    const values = { title: this.title, starts: hour(this.from), ends: hour(this.until), room: nameOf(this.room) };
    return filled(words.moved, values);
  }

  shift(by) {
    const length = this.until - this.from;
    this.from = Math.min(Math.max(this.from + by, this.board.first), this.board.last - length);
    this.until = this.from + length;
  }

  stretch(by) {
    this.until = Math.min(Math.max(this.until + by, this.from + STEP), this.board.last);
  }

  aside(by) {
    const at = columns.findIndex((each) => each.id === this.room) + by;
    if (columns[at]) this.room = columns[at].id;
  }

  key(event) {
    const onward = document.documentElement.dir === "rtl" ? -1 : 1;
    const acts = {
      ArrowUp: () => (event.shiftKey ? this.stretch(-STEP) : this.shift(-STEP)),
      ArrowDown: () => (event.shiftKey ? this.stretch(STEP) : this.shift(STEP)),
      ArrowLeft: () => this.aside(-onward),
      ArrowRight: () => this.aside(onward),
      Enter: () => {
        window.location.hash = `item-${this.id}`;
      },
    };
    // With these the arrows are the browser's own. Space presses a button as Enter does.
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const name = event.key === " " ? "Enter" : event.key;
    const act = acts[name];
    if (!act) return;
    event.preventDefault();
    act();
    if (name !== "Enter") this.changed(PAUSE);
  }

  grab(event) {
    if (event.button !== 0) return;
    const isGrip = event.target === this.grip;
    const start = { y: event.clientY, from: this.from, until: this.until, room: this.room };
    const onward = document.documentElement.dir === "rtl";
    this.element.setPointerCapture(event.pointerId);
    const move = (moved) => {
      const by = snapped((moved.clientY - start.y) / this.board.pixels);
      if (isGrip) this.stretch(start.until + by - this.until);
      else {
        this.shift(start.from + by - this.from);
        const frame = this.board.area.getBoundingClientRect();
        const across = (moved.clientX - frame.left) / frame.width;
        const share = onward ? 1 - across : across;
        const at = Math.floor(share * columns.length);
        if (columns[at]) this.room = columns[at].id;
      }
      this.draw();
    };
    const drop = (dropped) => {
      // A gesture that the browser took over was no move.
      if (dropped.type === "pointercancel") ({ from: this.from, until: this.until, room: this.room } = start);
      this.element.removeEventListener("pointermove", move);
      this.element.removeEventListener("pointerup", drop);
      this.element.removeEventListener("pointercancel", drop);
      this.changed(0);
    };
    this.element.addEventListener("pointermove", move);
    this.element.addEventListener("pointerup", drop);
    this.element.addEventListener("pointercancel", drop);
  }

  changed(pause) {
    this.board.draw();
    clearTimeout(this.waiting);
    const { from, until, room } = this.saved;
    if (from === this.from && until === this.until && room === this.room) return;
    this.waiting = setTimeout(() => this.save(), pause);
  }

  save() {
    // One save at a time, in order: each needs what the one before it left.
    this.saving = (this.saving ?? Promise.resolve()).then(() => this.send());
    return this.saving;
  }

  // Put where it was before a move, or after it; answers whether it stands there now.
  async put(place) {
    clearTimeout(this.waiting);
    Object.assign(this, place);
    this.board.draw();
    await this.save();
    return Object.entries(place).every(([name, value]) => this.saved[name] === value);
  }

  async send() {
    const asked = { from: this.from, until: this.until, room: this.room };
    if (Object.entries(asked).every(([name, value]) => this.saved[name] === value)) return;
    const body = new URLSearchParams({
      item: this.id,
      day: this.day,
      starts: hour(this.from),
      ends: hour(this.until),
      room: this.room,
      seen: this.seen,
    });
    let answer = {};
    try {
      const headers = { "X-CSRFToken": token };
      const response = await fetch(data.place, { method: "POST", body, headers });
      answer = await response.json();
    } catch {
      answer = { refusal: words.failed };
    }
    if (answer.refusal) {
      Object.assign(this, this.saved);
      this.board.draw();
      status.textContent = answer.refusal;
      return;
    }
    past.add({ item: this, before: this.saved, after: asked });
    this.saved = asked;
    this.seen = answer.seen;
    showConflicts(answer);
    status.textContent = `${this.moveMessage()} ${filled(words.conflicts, { count: conflictsOf(this.id) })}`;
  }
}

// What was moved since the page was opened, and what of it was undone.
class Past {
  done = [];
  undone = [];
  isStepping = false;

  add(move) {
    if (this.isStepping) return;
    this.done.push(move);
    this.undone = [];
    this.show();
  }

  undo() {
    return this.step(this.done, this.undone, "before");
  }

  redo() {
    return this.step(this.undone, this.done, "after");
  }

  async step(from, to, name) {
    const move = from.at(-1);
    if (!move || this.isStepping) return;
    this.isStepping = true;
    try {
      if (await move.item.put(move[name])) {
        from.pop();
        to.push(move);
      }
    } finally {
      this.isStepping = false;
    }
    move.item.element.focus();
    this.show();
  }

  show() {
    this.undoButton.disabled = this.done.length === 0;
    this.redoButton.disabled = this.undone.length === 0;
  }

  buttons() {
    const button = (label, act) => {
      const made = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      made.className = "second";
      made.addEventListener("click", act);
      return made;
    };
    this.undoButton = button(words.undo, () => this.undo());
    this.redoButton = button(words.redo, () => this.redo());
    this.show();
    const line = document.createElement("p");
    line.className = "board-buttons";
    line.append(this.undoButton, " ", this.redoButton);
    return line;
  }

  key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const name = event.key.toLowerCase();
    const isRedo = name === "y" || (name === "z" && event.shiftKey);
    if (!isRedo && name !== "z") return;
    event.preventDefault();
    if (isRedo) this.redo();
    else this.undo();
  }
}

class Board {
  constructor(place, given) {
    this.items = given.map((each) => new Item(each, this));
    const hours = this.items.flatMap((item) => [item.from, item.until]);
    this.first = Math.floor((Math.min(...hours) - 60) / 60) * 60;
    this.first = Math.max(this.first, 0);
    this.last = Math.min(Math.ceil((Math.max(...hours) + 60) / 60) * 60, 24 * 60 - STEP);
    this.lanes = new Map();
    this.area = document.createElement("div");
    this.area.className = "board-area";
    this.pixels = LEAST_PIXELS;
    this.lines = this.hours();
    this.area.append(...this.lines.map(([line]) => line), ...this.items.map((item) => item.element));
    const head = document.createElement("div");
    head.className = "board-head";
    head.setAttribute("aria-hidden", "true");
    head.append(
      ...columns.map((column) => Object.assign(document.createElement("span"), { textContent: column.name })),
    );
    const board = document.createElement("div");
    board.className = "board";
    board.append(head, this.area);
    board.style.setProperty("--columns", columns.length);
    board.addEventListener("keydown", (event) => past.key(event));
    place.prepend(board);
    place.classList.add("with-board");
    this.draw();
    // Tall enough that every title can be read whole.
    const needed = this.items.map((item) => (item.label.offsetHeight + 8) / (item.until - item.from));
    this.pixels = Math.min(Math.max(LEAST_PIXELS, ...needed), MOST_PIXELS);
    board.dataset.pixels = this.pixels;
    this.draw();
  }

  hours() {
    const lines = [];
    for (let at = this.first; at <= this.last; at += 60) {
      const line = document.createElement("span");
      line.className = "board-hour";
      line.setAttribute("aria-hidden", "true");
      line.append(Object.assign(document.createElement("span"), { textContent: hour(at) }));
      lines.push([line, at]);
    }
    return lines;
  }

  // Items that overlap in one column lie beside one another.
  arrange() {
    this.lanes.clear();
    for (const column of columns) {
      const here = this.items
        .filter((item) => item.room === column.id)
        .sort((a, b) => a.from - b.from || a.until - b.until);
      let group = [];
      let end = -1;
      const close = () => {
        const lanes = Math.max(...group.map((item) => this.lanes.get(item).lane)) + 1;
        for (const item of group) this.lanes.get(item).lanes = lanes;
      };
      for (const item of here) {
        if (group.length && item.from >= end) {
          close();
          group = [];
          end = -1;
        }
        const taken = new Set(
          group.filter((other) => other.until > item.from).map((other) => this.lanes.get(other).lane),
        );
        let lane = 0;
        while (taken.has(lane)) lane += 1;
        this.lanes.set(item, { lane, lanes: 1 });
        group.push(item);
        end = Math.max(end, item.until);
      }
      if (group.length) close();
    }
  }

  draw() {
    this.area.style.blockSize = `${(this.last - this.first) * this.pixels}px`;
    for (const [line, at] of this.lines) line.style.insetBlockStart = `${(at - this.first) * this.pixels}px`;
    this.arrange();
    for (const item of this.items) item.draw();
  }
}

function conflictsOf(id) {
  const ofItem = `.conflicts[data-of="${CSS.escape(id)}"]`;
  return document.querySelectorAll(`${ofItem} > li:not([data-severity="unconfirmed"])`).length;
}

function showConflicts(answer) {
  for (const list of document.querySelectorAll(".conflicts[data-of]")) {
    const rows = (answer.conflicts[list.dataset.of] ?? []).map(([severity, sentence]) => {
      const row = Object.assign(document.createElement("li"), { textContent: sentence });
      row.dataset.severity = severity;
      return row;
    });
    list.replaceChildren(...rows);
  }
  document.getElementById("issues").innerHTML = answer.issues;
  for (const board of boards) board.draw();
}

const help = Object.assign(document.createElement("p"), {
  id: "board-help",
  textContent: words.help,
  className: "meta",
});
const boards = [];
const past = new Past();
for (const place of document.querySelectorAll(".board-place")) {
  const given = data.items.filter((item) => item.day === place.dataset.day);
  if (boards.length === 0) place.before(help, past.buttons());
  boards.push(new Board(place, given));
}

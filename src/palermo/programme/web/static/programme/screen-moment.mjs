// What is on, what comes next and which notices stand, at an instant: nothing but arithmetic. Instants are milliseconds.

export function itemsOf(data, room) {
  return data.items.filter((item) => room === null || item.room === "" || item.room === room);
}

export function momentOf(items, at) {
  const ahead = items.filter((item) => item.begins > at);
  const first = Math.min(...ahead.map((item) => item.begins));
  return {
    now: items.filter((item) => item.begins <= at && at < item.ends),
    next: ahead.filter((item) => item.begins === first),
  };
}

export function noticesOf(data, tile, at) {
  const known = new Map(data.notices.map((notice) => [notice.number, notice]));
  return tile.notices
    .map((number) => known.get(number))
    .filter((notice) => (notice.from ?? 0) <= at && (notice.until === null || at < notice.until));
}

// Whose turn it is: counted from one beginning everywhere, so that all screens of a hall change together.
export function turnOf(data, at) {
  return Math.floor(at / 1000 / data.period) % data.languages.length;
}

// What is shown besides, one after the other: each for as long as every language has its turn.
export function shownAt(data, at) {
  // Data stored by a screen before these existed have none.
  const shown = data.shown ?? [];
  const turn = Math.floor(at / 1000 / data.period / data.languages.length);
  return shown.length > 0 ? shown[turn % shown.length] : null;
}

export function standsStill(data, at) {
  if (data.is_cancelled) return "cancelled";
  if (data.items.length === 0) return "none";
  return data.items.some((item) => item.ends > at) ? "" : "over";
}

export function countdown(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

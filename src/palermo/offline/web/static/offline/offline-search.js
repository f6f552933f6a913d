// Searching a bundle without a server. Pages opened from a disk may fetch nothing, so the index comes as scripts, each a
// piece of a sorted list, loaded when it is needed. Written as one plain script: modules do not open from a disk either.
"use strict";

const palermo = (() => {
  const form = document.getElementById("offline-search");
  const list = document.getElementById("offline-results");
  const status = document.getElementById("offline-status");
  const root = "../search/";
  const SHOWN = 10;
  // Of a text are shown so many characters before the first hit and after it.
  const BEFORE = 60;
  const AFTER = 180;
  const NEAR = 12;
  const held = new Map();
  const loading = new Map();
  let directory = {};
  let letters = {};

  function load(name) {
    if (!loading.has(name)) {
      loading.set(
        name,
        new Promise((done, failed) => {
          const script = document.createElement("script");
          script.src = `${root}${name}.js`;
          script.onload = done;
          script.onerror = () => failed(new Error(name));
          document.head.append(script);
        }),
      );
    }
    return loading.get(name);
  }

  async function piece(language, kind, at) {
    const name = `${language}-${kind}-${at}`;
    await load(name);
    return held.get(name);
  }

  // Lists are sorted by code points, as databases sort; two strings here are compared by code units, which differ from
  // those only where characters beyond the first plane meet a few signs at its end.
  function placeIn(firsts, key) {
    let low = 0;
    let high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return Math.max(low - 1, 0);
  }

  function keyOf(line) {
    return line.slice(0, line.indexOf(" "));
  }

  // The lines whose key is the one asked for, or begins with it.
  async function lines(language, kind, key, isBegun) {
    const firsts = directory[language][kind];
    const found = [];
    for (let at = placeIn(firsts, key); at < firsts.length; at += 1) {
      if (firsts[at] > key && !firsts[at].startsWith(key)) break;
      for (const line of (await piece(language, kind, at)).split("\n")) {
        const word = keyOf(line);
        if (isBegun ? word.startsWith(key) : word === key) found.push(line);
      }
    }
    return found;
  }

  const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const PIECE = new RegExp(`[${HAN}]+|(?:(?![${HAN}])[\\p{L}\\p{N}]\\p{M}*)+`, "gu");
  const IS_HAN = new RegExp(`^[${HAN}]`, "u");
  const IS_ARABIC = /[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]/u;
  const ARABIC_SIGNS = /[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/gu;
  const ELIDED = /(?<!\p{L})(?:l|d|qu|n|s|j|m|t|c|jusqu|lorsqu|puisqu|quoiqu)['’ʼ＇](?=\p{L})/giu;
  const OTHERS = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d", ı: "i" };

  function digits(word) {
    return word.replace(/[٠-٩۰-۹]/gu, (digit) => String(digit.charCodeAt(0) & 15));
  }

  // A word in small letters, in one form, without accents: as the list of words has it.
  function plain(raw) {
    const small = digits(raw.normalize("NFKC").toLowerCase());
    if (IS_ARABIC.test(small))
      return [...small.replace(ARABIC_SIGNS, "")].map((c) => letters.arabic.letters[c] ?? c).join("");
    const apart = small
      .replace(/[œæßøłđı]/gu, (c) => OTHERS[c])
      .normalize("NFD")
      .replace(/\p{M}/gu, "");
    return apart.normalize("NFC");
  }

  function simplified(run) {
    return [...run.normalize("NFKC")].map((character) => letters.simple.get(character) ?? character);
  }

  // Arabic: what is written onto a word in front and behind goes, as in the index.
  function arabicStem(word) {
    const { endings, prepositions, stems } = letters.arabic;
    let bare = word;
    const lam = /^[وف]?ل(?=لجن|لاجي|لغ|لبنان|ليبي|لوايح)/u;
    bare = lam.test(bare) ? bare.replace(lam, "") : bare.replace(/^(?:[وف]?[بك]?ال|[وف]?لل)(?=..)/u, "");
    if (bare.endsWith("ا") && bare.length > 4) bare = bare.slice(0, -1);
    for (const ending of endings) {
      if (bare.endsWith(ending) && bare.length - ending.length >= 3) bare = bare.slice(0, -ending.length);
    }
    if (bare.startsWith("و") && bare.length >= 4) bare = bare.slice(1);
    if (prepositions.includes(bare[0]) && bare.length >= 5) bare = bare.slice(1);
    return stems[bare] ?? bare;
  }

  function arabicStems(word) {
    const { prepositions, stems } = letters.arabic;
    const own = arabicStem(word);
    const found = [own];
    if (prepositions.includes(own[0]) && own.length === 4) found.push(stems[own.slice(1)] ?? own.slice(1));
    for (const short of found.filter((each) => each.length === 3))
      found.push(...prepositions.map((before) => before + short));
    return found;
  }

  // What is wanted: for each word its form, for Chinese characters the pairs of neighbours.
  function read(query) {
    const wanted = [];
    for (const [raw] of query
      .replace(ELIDED, " ")
      .replace(/['’ʼ＇]s(?!\p{L})/giu, " ")
      .matchAll(PIECE)) {
      if (!IS_HAN.test(raw)) {
        wanted.push({ word: plain(raw) });
        continue;
      }
      const run = simplified(raw);
      if (run.length === 1) wanted.push({ begun: run[0] });
      for (let at = 0; at + 1 < run.length; at += 1) wanted.push({ pair: run[at] + run[at + 1] });
    }
    const meaningful = wanted.filter((each) => !letters.stop.has(each.word ?? each.begun));
    return meaningful.length ? meaningful : wanted;
  }

  // The stems of a word that nobody wrote in just this form: those of the words that begin most like it.
  async function near(language, word) {
    const begins = word.slice(0, Math.max(4, word.length - 4));
    if (word.length < 4) return [];
    const known = (await lines(language, "words", begins, true)).map((line) => line.split(" "));
    for (const line of await lines(language, "stems", begins, true)) known.push([keyOf(line), keyOf(line)]);
    let best = [];
    let length = 0;
    for (const [other, ...stems] of known) {
      let alike = 0;
      while (alike < word.length && word[alike] === other[alike]) alike += 1;
      if (alike > length) [best, length] = [[], alike];
      if (alike === length && best.length < NEAR) best.push(...stems);
    }
    return new Set(best);
  }

  async function stemsOf(language, word) {
    const stems = new Set([word]);
    for (const line of await lines(language, "words", word, false))
      line
        .split(" ")
        .slice(1)
        .forEach((stem) => {
          stems.add(stem);
        });
    if (IS_ARABIC.test(word)) for (const stem of arabicStems(word)) stems.add(stem);
    return stems;
  }

  // Of each entry how much the hit weighs, and where in its text it is first met: nowhere if only the title has it.
  function put(found, line) {
    let number = 0;
    for (const posting of line.slice(line.indexOf(" ") + 1).split(",")) {
      const [step, place] = posting.split("~");
      const inTitle = step.endsWith("!");
      number += parseInt(inTitle ? step.slice(0, -1) : step, 36);
      const before = found.get(number) ?? { weight: 0, places: [] };
      const weight = Math.max(before.weight, inTitle ? 4 : 1);
      const places = place === undefined ? before.places : [...before.places, parseInt(place, 36)];
      found.set(number, { weight, places });
    }
  }

  // In which entries one thing wanted stands, and how much that weighs.
  async function stands(language, { word, pair, begun }) {
    const found = new Map();
    if (begun) {
      for (const line of await lines(language, "stems", begun, true)) put(found, line);
      return found;
    }
    const exact = pair ? [pair] : await stemsOf(language, word);
    for (const stem of exact) for (const line of await lines(language, "stems", stem, false)) put(found, line);
    if (!found.size && word) {
      for (const stem of await near(language, word))
        for (const line of await lines(language, "stems", stem, false)) put(found, line);
    }
    return found;
  }

  function both(one, other) {
    return { weight: one.weight + other.weight, places: [...one.places, ...other.places] };
  }

  async function foundIn(language, wanted) {
    let all = null;
    for (const each of wanted) {
      const found = await stands(language, each);
      if (all === null) all = found;
      else
        all = new Map(
          [...all]
            .filter(([number]) => found.has(number))
            .map(([number, hit]) => [number, both(hit, found.get(number))]),
        );
      if (!all.size) break;
    }
    return [...(all ?? [])].map(([number, hit]) => ({ language, number, wanted, ...hit }));
  }

  async function entry({ language, number }) {
    const { entries } = directory[language];
    const at = Math.floor((number - 1) / entries);
    const text = await piece(language, "entries", at);
    return JSON.parse(text.split("\n")[(number - 1) % entries]);
  }

  // The reader's own language first, then the others as the bundle has them.
  async function find(query) {
    const wanted = read(query);
    const own = form.dataset.language;
    const languages = Object.keys(directory).sort((one, other) => (other === own) - (one === own));
    const found = [];
    for (const language of wanted.length ? languages : []) {
      const here = await foundIn(language, wanted);
      found.push(...here.sort((one, other) => other.weight - one.weight || one.number - other.number));
    }
    return found;
  }

  function element(name, words, attributes = {}) {
    const made = document.createElement(name);
    made.textContent = words;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  // Characters of the long text of a language. Places in it count characters, as the index does, not halves of them.
  async function characters(language, from, to) {
    const size = directory[language].text;
    const found = [];
    for (let at = Math.floor(from / size); at * size < to; at += 1) {
      const all = [...(await piece(language, "text", at))];
      found.push(...all.slice(Math.max(from - at * size, 0), to - at * size));
    }
    return found;
  }

  // Where to begin to read: of the places of hits the first of those after which most others follow soon.
  function bestOf(places) {
    const sorted = [...places].sort((one, other) => one - other);
    const near = (place) => sorted.filter((other) => other >= place && other < place + AFTER).length;
    return sorted.reduce((best, place) => (near(place) > near(best) ? place : best), sorted[0] ?? 0);
  }

  // Where to cut at a blank, if there is one soon: words stay whole.
  function blankAfter(shown, from) {
    const at = shown.slice(from, from + 30).findIndex((character) => /\s/u.test(character));
    return at < 0 ? from : from + at + 1;
  }

  function blankBefore(shown, to) {
    for (let at = to; at > to - 30 && at > 0; at -= 1) if (/\s/u.test(shown[at])) return at;
    return to;
  }

  // The words that are wanted, in the forms in which they stand in the index at the places of the hits.
  function formsOf({ wanted }, shown, places) {
    const forms = new Set(wanted.map((each) => each.word ?? each.pair ?? each.begun));
    for (const place of places.filter((each) => each >= 0 && each < shown.length)) {
      const [[raw] = [""]] = shown.slice(place).join("").matchAll(PIECE);
      if (raw && !IS_HAN.test(raw)) forms.add(plain(raw));
    }
    return forms;
  }

  // From where to where in a run of Chinese characters pairs that are wanted stand.
  function inRun(raw, forms) {
    const run = simplified(raw);
    const isIn = run.map(
      (character, at) =>
        forms.has(character) || forms.has(character + run[at + 1]) || forms.has(run[at - 1] + character),
    );
    const parts = [];
    [...raw].forEach((character, at) => {
      if (parts.length && parts.at(-1).isIn === isIn[at]) parts.at(-1).raw += character;
      else parts.push({ raw: character, isIn: isIn[at] });
    });
    return parts;
  }

  function putMarked(paragraph, words, forms) {
    let end = 0;
    for (const found of words.matchAll(PIECE)) {
      const [raw] = found;
      const parts = IS_HAN.test(raw) ? inRun(raw, forms) : [{ raw, isIn: forms.has(plain(raw)) }];
      paragraph.append(words.slice(end, found.index));
      for (const part of parts) paragraph.append(part.isIn ? element("mark", part.raw) : part.raw);
      end = found.index + raw.length;
    }
    paragraph.append(words.slice(end));
  }

  // The text around the first hit, or its beginning; whatever stands in it is put there as text.
  async function snippet(hit, begins, length, spoken) {
    const best = bestOf(hit.places);
    const from = best > BEFORE + 30 ? best - BEFORE : 0;
    const to = Math.min(best + AFTER, length);
    const shown = await characters(hit.language, begins + from, begins + to);
    const forms = formsOf(
      hit,
      shown,
      hit.places.map((place) => place - from),
    );
    const [first, last] = [
      from ? blankAfter(shown, 0) : 0,
      to < length ? blankBefore(shown, shown.length - 1) : shown.length,
    ];
    const words = shown.slice(first, last).join("").replace(/\s+/gu, " ").trim();
    const paragraph = element("p", "", { class: "snippet", ...spoken });
    putMarked(paragraph, `${from ? "… " : ""}${words}${to < length ? " …" : ""}`, forms);
    return paragraph;
  }

  async function row(hit) {
    const [place, title, about, begins, length] = await entry(hit);
    const { tag } = directory[hit.language];
    const spoken = { lang: tag, dir: tag === "ar" ? "rtl" : "ltr" };
    const item = document.createElement("li");
    const heading = document.createElement("h2");
    heading.append(element("a", title, { href: `../${place}`, ...spoken }));
    item.append(heading, element("p", about, { class: "meta", ...spoken }));
    if (length) item.append(await snippet(hit, begins, length, spoken));
    return item;
  }

  async function show(found, from) {
    list.querySelector(".more")?.remove();
    const rows = await Promise.all(found.slice(from, from + SHOWN).map(row));
    list.append(...rows);
    if (from) rows[0].querySelector("a").focus();
    if (found.length > from + SHOWN) {
      const more = element("li", "", { class: "more" });
      const button = element("button", form.dataset.more, { type: "button", class: "second" });
      button.addEventListener("click", () => show(found, from + SHOWN));
      more.append(button);
      list.append(more);
    }
  }

  async function answer(query) {
    list.replaceChildren();
    status.textContent = form.dataset.waiting;
    try {
      const found = await find(query);
      status.textContent = found.length ? `${form.dataset.found} ${found.length}` : form.dataset.nothing;
      await show(found, 0);
    } catch {
      status.textContent = form.dataset.broken;
    }
  }

  async function begin() {
    await Promise.all([load("index"), load("letters")]);
    form.hidden = false;
    const input = form.elements.q;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.value.trim()) answer(input.value);
    });
  }

  if (form)
    begin().catch(() => {
      status.textContent = form.dataset.broken;
    });

  return {
    index: (given) => {
      directory = given;
    },
    letters: (given) => {
      const old = [...given.old];
      const fresh = [...given.new];
      letters = {
        arabic: given.arabic,
        stop: new Set(given.stopwords),
        simple: new Map(old.map((each, at) => [each, fresh[at]])),
      };
    },
    piece: (language, kind, at, text) => {
      held.set(`${language}-${kind}-${at}`, text);
    },
  };
})();

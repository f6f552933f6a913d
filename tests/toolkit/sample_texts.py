"""A text with every kind of passage and every mark, in three scripts, as rows and as a book."""

from datetime import date

from palermo.toolkit.renderers.book import Book, Target
from palermo.toolkit.states.texts import PassageKind
from palermo.toolkit.texts.passages import Row, build_text

LAW = Target("Austria, section 104a", "https://palermo.example.org/en/laws/austria-104a/")
SLIDES = Target("Slides", "https://palermo.example.org/en/documents/slides/")
HOSTILE = "<script>&\"']]> #set {} \u202e\x00 ☐ 𝒜 \U0001f600"
# Title, a sentence, two words of it, kind, version, day and notice.
WORDS = {
    "en": (
        "Model law against trafficking in persons",
        "This Act applies to all forms of trafficking in persons, whether national or transnational.",
        "trafficking",
        ("Model law", "Version 2", "1 February 2008"),
        "Written for the demonstration; not an official text.",
    ),
    "zh": (
        "打击人口贩运示范法",
        "本法适用于一切形式的人口贩运，不论其是否具有跨国性质。",
        "人口贩运",
        ("示范法", "第 2 版", "2008年2月1日"),
        "为演示而编写；并非正式文本。",
    ),
    "ar": (
        "القانون النموذجي لمكافحة الاتجار بالأشخاص",
        "يسري هذا القانون على جميع أشكال الاتجار بالأشخاص، سواء كانت وطنية أم عبر وطنية.",
        "الاتجار",
        ("قانون نموذجي", "الصيغة 2", "1 شباط/فبراير 2008"),
        "كُتب لأغراض العرض؛ وليس نصا رسميا.",
    ),
}


def rows(language: str, *, missing: bool = False) -> list[Row]:
    """A part of two articles, a chapter and a module; with `missing`, a passage is not translated."""
    title, sentence, word, _facts, _notice = WORDS[language]
    found: list[Row] = []

    def add(key: str, kind: str, parent: str, content: str = "", **more: object) -> None:
        found.append(Row(key, PassageKind(kind), parent, content, **more))

    add("part1", "part", "", title)
    add("p0", "paragraph", "part1", sentence)
    for number in (1, 2):
        article = f"a{number}"
        add(article, "article", "part1", f"{word} {number}")
        add(f"{article}p1", "paragraph", article, f"{sentence}[^{sentence} [{word}](https://example.org/x)]")
        add(
            f"{article}p2",
            "paragraph",
            article,
            f"{{{sentence} *{word}*}} *{word}* [{word}](law:austria-104a) [{word}](passage:a1p1) \\[x\\] 5 \\* 3",
        )
        add(f"{article}i1", "item", article, sentence)
        add(f"{article}i2", "item", article, f"{word}\n{word}")
        add(f"{article}o1", "option", article)
        add(f"{article}o1p", "paragraph", f"{article}o1", f"{{{word}}}{{{word}}}")
        add(f"{article}c", "commentary", article)
        add(f"{article}c1", "paragraph", f"{article}c", sentence * 4 + f"[^*{word}*]")
        add(f"{article}c.2", "paragraph", f"{article}c", sentence, is_missing=missing and number == 2)
        add(f"{article}b", "box", f"{article}c", word)
        add(f"{article}b-1", "paragraph", f"{article}b", sentence)
    add("ch", "chapter", "", title)
    add("ch1", "paragraph", "ch", sentence)
    add("s1", "section", "ch", word)
    add("s1p", "paragraph", "s1", sentence * 3)
    add("s1t", "table", "s1", f"A | B | C\n1 | *{word}* | 3[^{word}]\n{word} | \\| | y")
    add("s1c", "checklist", "s1")
    add("s1c1", "item", "s1c", sentence)
    add("s1c2", "item", "s1c", sentence)
    add("m", "module", "", title)
    add("mo", "objectives", "m")
    add("mo1", "item", "mo", sentence)
    add("ms", "section", "m", word)
    add("ms1", "paragraph", "ms", sentence)
    add("me", "exercise", "m", word, document="slides")
    add("me1", "paragraph", "me", sentence)
    return found


def book(language: str = "en", given: list[Row] | None = None, *, missing: bool = False, notice: str = "") -> Book:
    """The same as a book of the second version."""
    title, _sentence, _word, (kind, version, day), own_notice = WORDS[language]
    text = build_text(
        given if given is not None else rows(language, missing=missing),
        language=language,
        title=title,
        notice=notice or own_notice,
    )
    return Book(
        text=text,
        original_language="en",
        kind=kind,
        version=version,
        dated=date(2008, 2, 1),
        day=day,
        publisher="UNODC",
        slug="model-law",
        number=2,
        targets={"law:austria-104a": LAW, "document:slides": SLIDES},
    )


def hostile() -> Book:
    """Every passage has words that are markup elsewhere."""
    return book("en", [row if row.kind == "table" else _hostile(row) for row in rows("en")], notice=HOSTILE)


def _hostile(row: Row) -> Row:
    return Row(row.key, row.kind, row.parent, HOSTILE)

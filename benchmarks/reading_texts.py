"""Two versions of a text of 300 pages: what reading and comparing them takes of the processor."""

from time import process_time

from palermo.core.differences import differences
from palermo.toolkit.states.texts import PassageKind
from palermo.toolkit.texts.comparison import compare_texts
from palermo.toolkit.texts.passages import Row, Text, build_text, rows_from_json, rows_to_json

# 300 pages of 400 words, by passages of 60.
CHAPTERS, PASSAGES, WORDS = 40, 50, 60
SENTENCE = "The competent authority shall inform the victim of the proceedings in a language that he or she understands"


def make_rows(edition: int) -> list[Row]:
    """The passages of an edition: of a second one, every third is changed and every fiftieth is moved."""
    rows = []
    for chapter in range(CHAPTERS):
        key = f"c{chapter}"
        rows.append(Row(key, PassageKind.CHAPTER, "", f"Chapter {chapter}"))
        inside = [_row(f"{key}-p{at}", key, at, edition) for at in range(PASSAGES)]
        rows += inside if edition == 1 else [*inside[1:], inside[0]]
    return rows


def _row(key: str, parent: str, at: int, edition: int) -> Row:
    words = (f"{SENTENCE}, case {at}. " * 4).split()[:WORDS]
    if edition > 1 and at % 3 == 0:
        words[10:12] = ["each", "injured", "person"]
    return Row(key, PassageKind.PARAGRAPH, parent, " ".join(words))


def _text(rows: list[Row]) -> Text:
    return build_text(rows_from_json(rows_to_json(rows)), language="en", title="Text")


def main() -> None:
    """Print the seconds for both."""
    rows = [make_rows(1), make_rows(2)]
    start = process_time()
    before, after = map(_text, rows)
    read = process_time() - start
    changed = [each for each in compare_texts(before, after) if each.is_changed]
    parts = sum(len(differences(*each.words)) for each in changed)
    compared = process_time() - start
    print(f"{CHAPTERS * (PASSAGES + 1)} passages, {len(changed)} differ in {parts} parts")
    print(f"read: {read:.2f} s; compared by the word: {compared:.2f} s, of at most 2 s")


if __name__ == "__main__":
    main()

"""Measure the files of a text of 300 pages: `uv run python -m benchmarks.texts`.

About 3,000 passages with 120,000 words, a footnote in every tenth: articles with commentary, as in a model law. Exits
with 1 if a format takes more than 20 seconds of CPU time, the programs that it starts included.
"""

import os
import resource
import sys
from collections.abc import Iterator
from datetime import date

import django

ARTICLES = 300
LIMIT = 20
SENTENCE = (
    "Each State Party shall adopt such legislative and other measures as may be necessary to establish as criminal "
    "offences the conduct set forth in this article, when committed intentionally and with knowledge of its purpose, "
    "and shall make them liable. "
)


def _rows() -> Iterator[object]:
    from palermo.toolkit.states.texts import PassageKind
    from palermo.toolkit.texts.passages import Row

    for number in range(1, ARTICLES + 1):
        article, part = f"a{number}", f"part{(number - 1) // 20}"
        if number % 20 == 1:
            yield Row(part, PassageKind.PART, "", f"Part about {number}")
        yield Row(article, PassageKind.ARTICLE, part, f"Offence {number}")
        for at in range(5):
            note = f"[^See article {at}.]" if at == 0 else ""
            yield Row(f"{article}p{at}", PassageKind.PARAGRAPH, article, f"{SENTENCE}{{or another}} *words*{note}")
        yield Row(f"{article}c", PassageKind.COMMENTARY, article, "")
        for at in range(4):
            yield Row(f"{article}c{at}", PassageKind.PARAGRAPH, f"{article}c", SENTENCE)


def _seconds() -> float:
    own, below = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + below.ru_utime + below.ru_stime


def main() -> int:
    """Print the CPU seconds and the size of each format."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.config.settings")
    django.setup()

    from palermo.toolkit.renderers.book import Book
    from palermo.toolkit.rendering import FORMATS
    from palermo.toolkit.texts.passages import build_text

    rows = list(_rows())
    text = build_text(rows, language="en", title="Model law", notice="Written to be measured.")
    words = sum(len(passage.content.split()) for passage in text.walk())
    print(f"{len(rows)} passages, {words} words")
    book = Book(text, "en", "Model law", "Version 1", date(2008, 2, 1), "1 February 2008", "", "model-law", 1, {})
    slowest = 0.0
    for name, form in FORMATS.items():
        before = _seconds()
        content = form.render(book)
        seconds = _seconds() - before
        slowest = max(slowest, seconds)
        print(f"{name:5} {seconds:6.1f} s {len(content) // 1024:6} kB")
    return int(slowest > LIMIT)


if __name__ == "__main__":
    sys.exit(main())

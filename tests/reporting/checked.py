"""Small papers for the checks: words of one language, paragraph by paragraph."""

from dataclasses import replace

from palermo.reporting import spoken
from palermo.reporting.checks.findings import Finding
from palermo.reporting.checks.report import check_report
from palermo.reporting.tree import Fact
from tests.reporting.spoken_examples import example, words


def paper(lang: str, *paragraphs: str, summary: str = "", notes: tuple[str, ...] = ()) -> spoken.Report:
    """A paper of one section; words are marked as in `spoken_examples`."""
    given = example(lang)
    blocks = tuple(paragraph(f"p{at}", at, text) for at, text in enumerate(paragraphs, start=1))
    return replace(
        given,
        title=words("A"),
        subtitle=(),
        masthead=replace(given.masthead, organ=(), agenda_item=None, session=None),
        marked_notes=(),
        summary=(paragraph("summary", None, summary),) if summary else (),
        sections=(spoken.Section("only", given.sections[0].label, (), blocks, 1, len(blocks)),),
        footnotes=tuple(spoken.Footnote(at, words(note)) for at, note in enumerate(notes, start=1)),  # type: ignore[arg-type]
    )


def paragraph(key: str, number: int | None, text: str, *facts: Fact) -> spoken.Paragraph:
    """A paragraph of one clause."""
    content = words(text)
    return spoken.Paragraph(key, number, content, (), (), (spoken.Clause(content, facts),))


def found(lang: str, *paragraphs: str, summary: str = "", notes: tuple[str, ...] = ()) -> list[str]:
    """What the checks say of such a paper."""
    return [finding.what for finding in check_report(paper(lang, *paragraphs, summary=summary, notes=notes))]


def places(findings: list[Finding]) -> list[tuple[str, int | None, str]]:
    """Where something was found, and what."""
    return [(finding.where, finding.number, finding.what) for finding in findings]

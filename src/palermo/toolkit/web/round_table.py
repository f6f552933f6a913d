"""The comments of a round with the responses as a table: on its page, as a Word file, as a tagged PDF.

Experts are named in it with their consent only, whoever reads it.
"""

from collections.abc import Callable, Iterable
from itertools import groupby

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.reporting.renderers.docx.package import render_docx
from palermo.reporting.renderers.pdf import render_pdf
from palermo.reporting.spoken import Labels, Masthead, Report, Run, Section, Spoken, Table
from palermo.site.letters.files import FORMS
from palermo.toolkit.models import PassageComment, TextRound
from palermo.toolkit.queries.discussion import with_authors
from palermo.toolkit.texts.markup import plain_content
from palermo.toolkit.texts.passages import Text
from palermo.toolkit.web.discussion import Authors, CommentLine, change_of, divide, heading_of, place_of, text_of

_RENDER: dict[str, Callable[[Report], bytes]] = {"docx": render_docx, "pdf": render_pdf}
MEDIA_TYPES = {form: FORMS[form] for form in _RENDER}


def table_lines(comments: QuerySet[PassageComment], text: Text, authors: Authors) -> list[CommentLine]:
    """The comments of a round, without replies, each with the place of its passage; in the order of their numbers.

    The changes that they propose are left to `with_changes`, which is asked for one page of them.
    """
    places: dict[str, str] = {}
    found = with_authors(comments.filter(reply_to=None)).order_by("number")
    lines = []
    for each in found:
        if each.passage not in places:
            places[each.passage] = place_of(text, each.passage)
        lines.append(CommentLine(each, authors.name(each), SafeString(""), [], places[each.passage]))
    return lines


def with_changes(lines: Iterable[CommentLine], text: Text) -> list[CommentLine]:
    """The comments of a round with the wordings that they propose as changes of the version, word by word."""
    return [line._replace(change=_change(line.comment, text)) for line in lines]


def table_file(round: TextRound, comments: QuerySet[PassageComment], language: str, form: str) -> bytes:
    """The table in the active language as a file; `language` is that of the version on which its places rest."""
    return _RENDER[form](_report(round, comments, text_of(round.version, language)))


def table_title(round: TextRound) -> str:
    """What the table is called, in the active language."""
    return _("Comments and responses: %(round)s") % {"round": round.display_name()}


def _report(round: TextRound, comments: QuerySet[PassageComment], text: Text | None) -> Report:
    authors = Authors()
    found = list(with_authors(comments.filter(reply_to=None)).order_by("number"))
    sections = _sections(found, text, authors) if text else ()
    labels = Labels(_("Summary"), _("Contents"), _("Paragraphs"), _("Page"), _("Sources"))
    return Report(
        blueprint="comments",
        version=1,
        cutoff=clock.today(),
        language=active_language(),
        masthead=_masthead(round),
        title=_run(_("Comments and responses")),
        subtitle=_run(round.display_name()),
        summary=(),
        sections=sections,
        footnotes=(),
        labels=labels,
        has_contents=False,
        words=0,
        word_limit=None,
        problems=(),
    )


def _masthead(round: TextRound) -> Masthead:
    day = _("%(version)s · %(day)s") % {"version": round.version.display_name(), "day": localize_day(clock.today())}
    return Masthead(
        organ=_run(plain(round.tool.activity.title)),
        symbol=None,
        symbol_line=None,
        distribution=(),
        date=_run(day),
        original=(),
        session=None,
        place_and_dates=None,
        agenda_item=None,
    )


def _sections(comments: list[PassageComment], text: Text, authors: Authors) -> tuple[Section, ...]:
    """A section for each chapter with comments; what is on no passage of the version is in none."""
    chapters = divide(text)
    place = {each.key: (at, order) for at, (_head, inside) in enumerate(chapters) for order, each in enumerate(inside)}
    there = sorted((each for each in comments if each.passage in place), key=lambda each: place[each.passage])
    headings = tuple(map(_run, (_("Passage"), _("Comment"), _("Response"))))
    sections = []
    for at, inside in groupby(there, key=lambda each: place[each.passage][0]):
        head = chapters[at][0]
        rows = tuple(_row(each, text, authors) for each in inside)
        title = _run(heading_of(head))
        sections.append(Section(head.key, "", title, (Table(head.key, (), headings, rows, ()),), None, None))
    return tuple(sections)


def _row(comment: PassageComment, text: Text, authors: Authors) -> tuple[Spoken, ...]:
    words = [plain_content(comment.text)] if comment.text else []
    if comment.quote:
        words.append(_("On: “%(words)s”") % {"words": comment.quote})
    if comment.proposal:
        words.append(_("Proposed wording: %(words)s") % {"words": plain_content(comment.proposal)})
    answer = [str(comment.get_state_display()), plain(comment.response)]
    first = f"{place_of(text, comment.passage)} · {comment.get_topic_display()}"
    return _run(first), _run(f"{authors.name(comment)}: {' '.join(words)}"), _run(". ".join(filter(None, answer)))


def _change(comment: PassageComment, text: Text) -> SafeString:
    passage = text.find(comment.passage)
    return change_of(comment, passage.content if passage else "")


def _run(words: str) -> Spoken:
    return (Run(words),) if words else ()

"""The comments on a draft of a study as a paper: a Word file or a tagged PDF, in the order of the paragraphs."""

import re
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.knowledge.models import DraftComment, StudyDraft
from palermo.reporting.renderers.docx.package import render_docx
from palermo.reporting.renderers.pdf import render_pdf
from palermo.reporting.spoken import Labels, Masthead, Report, Run, Section, Spoken, Table
from palermo.site.letters.files import FORMS
from palermo.treaties.models.participants import name_on

_RENDER: dict[str, Callable[[Report], bytes]] = {"docx": render_docx, "pdf": render_pdf}
MEDIA_TYPES = {form: FORMS[form] for form in _RENDER}


def comment_table(draft: StudyDraft, comments: Iterable[DraftComment], form: str) -> bytes:
    """The comments on a draft with the replies as a file in the active language."""
    return _RENDER[form](_report(draft, sort_by_place(comments)))


def sort_by_place(comments: Iterable[DraftComment]) -> list[DraftComment]:
    """Comments on the whole draft first, then by the first numbers in their places; in one place in their order."""
    return sorted(comments, key=lambda each: (_key_of(each.place), each.number))


def _key_of(place: str) -> tuple[bool, list[int], str]:
    numbers = [int(each) for each in re.findall(r"\d+", place)[:4]]
    return bool(place.strip()), numbers, place.casefold()


def _report(draft: StudyDraft, comments: list[DraftComment]) -> Report:
    headings = (pgettext("in a text", "Place"), _("State or organization"), _("Comment"), _("Reply"))
    table = Table("comments", (), tuple(map(_run, headings)), tuple(map(_row, comments)), ())
    title = _run(plain(draft.study.activity.title))
    return Report(
        blueprint="comments",
        version=1,
        cutoff=clock.today(),
        language=active_language(),
        masthead=_masthead(draft),
        title=_run(_("Comments and replies")),
        subtitle=_run(f"{draft.display_name()} · {plain(draft.document.title)}"),
        summary=(),
        sections=(Section("comments", "", title, (table,), None, None),),
        footnotes=(),
        labels=Labels(_("Summary"), _("Contents"), _("Paragraphs"), _("Page"), _("Sources")),
        has_contents=False,
        words=0,
        word_limit=None,
        problems=(),
    )


def _masthead(draft: StudyDraft) -> Masthead:
    return Masthead(
        organ=_run(plain(draft.study.activity.title)),
        symbol=None,
        symbol_line=None,
        distribution=_run(str(draft.get_audience_display())),
        date=_run(localize_day(clock.today())),
        original=(),
        session=None,
        place_and_dates=None,
        agenda_item=None,
    )


def _row(comment: DraftComment) -> tuple[Spoken, ...]:
    author = plain(name_on(comment.participant, comment.made_on))
    answered = localize_day(comment.answered_on) if comment.answered_on else ""
    reply = [str(comment.get_answer_display()), answered, comment.reply]
    return (
        _run(comment.place or _("Whole draft")),
        _run(f"{author} · {localize_day(comment.made_on)}"),
        _run(comment.text),
        _run(" · ".join(filter(None, reply))),
    )


def _run(words: str) -> Spoken:
    return (Run(words),) if words else ()

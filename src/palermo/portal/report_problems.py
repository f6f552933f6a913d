"""What keeps a report from being issued, as officers read it: which text of which record lacks which languages."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.models import Model, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from palermo.accounts.viewer import Viewer
from palermo.core.kinds import find_kind, slug_of
from palermo.core.languages import BY_CODE, CODES, Language, active_language
from palermo.core.records import address_of, field_label, name_of
from palermo.core.speech.numbers import format_integer
from palermo.reporting import spoken
from palermo.reporting.checks.passages import part_names
from palermo.reporting.labels import find_record
from palermo.reporting.models import RecordName, Report
from palermo.reporting.tree import Fact
from palermo.translations.desk import Text, gaps_by_record
from palermo.translations.index import update_gap_index
from palermo.translations.models import TextGap

# What officers write of a report is written on its own page.
WRITTEN = frozenset({"paragraphs", "sections"})


class MissingText(NamedTuple):
    """A text of a record that a report needs, and the languages in which it is missing; where it is translated."""

    record: str
    address: str
    text: str
    languages: list[Language]
    translate: str


class OtherProblem(NamedTuple):
    """What else is wrong, in which languages, and of which record or in which part of the report."""

    record: str
    address: str
    what: str
    languages: list[Language]


class ReportProblems(NamedTuple):
    """All that keeps a report from being issued, and the questions that the record leaves open without doing so."""

    missing: list[MissingText]
    others: list[OtherProblem]
    questions: list[OtherProblem]

    @property
    def missing_number(self) -> int:
        """How many texts are missing: one that is missing in three languages is three."""
        return sum(len(each.languages) for each in self.missing)

    @property
    def number(self) -> int:
        """How many problems there are."""
        return self.missing_number + len(self.others)

    @property
    def languages(self) -> list[Language]:
        """The languages in which there is one, in the official order."""
        codes = {language.code for each in self.missing for language in each.languages}
        codes |= {language.code for each in self.others for language in each.languages}
        return [BY_CODE[code] for code in CODES if code in codes]

    def summary(self) -> str:
        """ "3 problems in 5 languages", in the reader's language; "No problems" where there is none."""
        if not self.number:
            return _("No problems")
        problems = ngettext("%(count)s problem", "%(count)s problems", self.number)
        count = len(self.languages)
        languages = npgettext("problems in", "%(count)s language", "%(count)s languages", count)
        return _("%(problems)s in %(languages)s") % {
            "problems": problems % {"count": _number(self.number)},
            "languages": languages % {"count": _number(count)},
        }

    def missing_words(self) -> str:
        """ "15 texts missing", in the reader's language."""
        number = self.missing_number
        return ngettext("%(count)s text missing", "%(count)s texts missing", number) % {"count": _number(number)}


def problems_of(versions: Mapping[str, spoken.Report], viewer: Viewer) -> ReportProblems:
    """What keeps a report from being issued, by its versions in all languages."""
    missing: dict[Fact, set[str]] = {}
    others: dict[tuple[bool, str, str], set[str]] = {}
    parts: dict[str, str] = {}
    for code, content in versions.items():
        if code == active_language().code:
            parts = part_names(content)
        for problem in content.problems:
            if problem.blocks and problem.missing:
                missing.setdefault(problem.missing, set()).add(code)
            else:
                others.setdefault((problem.blocks, problem.where, problem.what), set()).add(code)
    if missing:
        update_gap_index()
    rows = [
        (blocks, _other_problem(where, what, codes, parts, viewer)) for (blocks, where, what), codes in others.items()
    ]
    return ReportProblems(
        [_missing_text(fact, codes, viewer) for fact, codes in missing.items()],
        [row for blocks, row in rows if blocks],
        [row for blocks, row in rows if not blocks],
    )


def _number(number: int) -> str:
    return format_integer(number, active_language().code)


def _missing_text(fact: Fact, codes: Iterable[str], viewer: Viewer) -> MissingText:
    record, kind, languages = find_record(fact), find_kind(fact.kind), _languages(codes)
    if record is None or kind is None:
        return MissingText(fact.id, "", fact.field, languages, "")
    address = _address(fact, record, viewer)
    if isinstance(record, Report) and fact.field in WRITTEN:
        writing = f"{reverse('write_report', args=[record.slug])}?version={languages[0].code}"
        return MissingText(name_of(record), address, _("Paragraphs"), languages, writing)
    gap = _gap(fact, record)
    text = field_label(kind.model, fact.field)
    if text == fact.field:
        # A text of a part of the record, which is called as on the translation desk.
        text = gap.label if gap else _("Text")
    return MissingText(name_of(record), address, text, languages, gap.address if gap else "")


def _other_problem(
    where: str, what: str, codes: Iterable[str], parts: Mapping[str, str], viewer: Viewer
) -> OtherProblem:
    """A problem of a record, which its place names ("meetings/cairo-2008"), or of a part of the report."""
    kind, _between, key = where.partition("/")
    fact = Fact(kind, key, "")
    record = find_record(fact) if key else None
    if record is None:
        return OtherProblem(parts.get(where, ""), "", what, _languages(codes))
    return OtherProblem(name_of(record), _address(fact, record, viewer), what, _languages(codes))


def _languages(codes: Iterable[str]) -> list[Language]:
    given = set(codes)
    return [BY_CODE[code] for code in CODES if code in given]


def _address(fact: Fact, record: Model, viewer: Viewer) -> str:
    kind = find_kind(fact.kind)
    is_shown = kind is not None and hasattr(record, "get_absolute_url") and kind.with_keys([fact.id], viewer).exists()
    return address_of(record) if is_shown else ""


def _gap(fact: Fact, record: Model) -> Text | None:
    """The text on the translation desk: of the record, of a part of it, or the record's name in reports."""
    names = RecordName.objects.filter(kind=fact.kind, record_id=fact.id).order_by().values("pk")
    wanted = Q(kind=fact.kind, record=record.pk) | Q(root_kind=fact.kind, root=record.pk)
    wanted |= Q(kind=slug_of(RecordName), record__in=names)
    gaps = sorted(TextGap.objects.filter(wanted), key=lambda gap: (gap.field != fact.field, gap.pk))
    return gaps_by_record(gaps[:1], "")[0].texts[0] if gaps else None

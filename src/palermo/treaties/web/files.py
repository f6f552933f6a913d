"""Tables of treaties as files: CSV and XLSX with headings in the reader's language, JSON for machines."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from django.http import FileResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.models import RegionalGroup, State
from palermo.core.languages import active_language
from palermo.core.letters import address
from palermo.core.speech.signs import label_value
from palermo.core.text import plain
from palermo.site.csvs import Value, csv_lines
from palermo.site.sheets import MEDIA_TYPE, sheet_file
from palermo.treaties.gaps import Gap
from palermo.treaties.status import Standing
from palermo.treaties.web.comparison import ComparedState, Comparison
from palermo.treaties.web.gap_list import GapList
from palermo.treaties.web.table import TreatyRow, TreatyTable
from palermo.treaties.web.words import POSITIONS, cite

type Columns[Row] = tuple[tuple[str | Promise, Callable[[Row], Value]], ...]

FORMATS = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON"}
COLUMNS: Columns[TreatyRow] = (
    (_("Identifier"), lambda row: row.participant.slug),
    (pgettext_lazy("treaty", "Participant"), lambda row: row.words),
    (_("Regional group"), lambda row: plain(row.group.name) if row.group else ""),
    (_("Status"), lambda row: row.position),
    (_("Signed"), lambda row: row.standing.signed_on),
    (_("Deposited"), lambda row: row.standing.deposited_on),
    (pgettext_lazy("treaty", "Instrument"), lambda row: row.consent),
    (_("In force from"), lambda row: row.standing.effect_on),
    (pgettext_lazy("treaty", "Withdrawn"), lambda row: row.standing.withdrawn_on),
)
WIDTHS = {"A": 12, "B": 40, "C": 34, "D": 28, "E": 14, "F": 14, "G": 20, "H": 14, "I": 14, "J": 14}


def table_file(table: TreatyTable, form: str) -> HttpResponseBase:
    """The rows that the filters leave, as a file named after the treaty, the day and the language."""
    headings = [*_headings(COLUMNS), str(_("Status as at"))]
    rows = chain([headings], ([*_values(COLUMNS, row), table.as_at] for row in table.rows))
    name = f"{table.treaty.slug}-{table.day.isoformat()}"
    return _file(form, name, Sheet(rows, table.treaty.slug, WIDTHS), lambda: status_data(table))


def status_data(table: TreatyTable) -> dict[str, object]:
    """The status of a treaty as at the day of its table, as programs read it."""
    return {
        "treaty": table.treaty.slug,
        "name": dict(table.treaty.name),
        "as_at": table.as_at,
        "note": table.note,
        "entry_into_force": table.status.entry_into_force_known_on(table.day),
        "has_entry_rule": table.status.has_entry_rule,
        "participants": [_entry(row) for row in table.rows],
    }


def _entry(row: TreatyRow) -> dict[str, object]:
    return {
        "id": row.participant.slug,
        "is_state": isinstance(row.participant, State),
        "name": dict(row.name),
        "group": row.group.slug if row.group else None,
        **_of_standing(row.standing),
    }


def _of_standing(standing: Standing) -> dict[str, object]:
    return {
        "status": standing.position.value,
        "signed": standing.signed_on,
        "deposited": standing.deposited_on,
        "instrument": standing.consent.kind if standing.consent else None,
        "in_force_from": standing.effect_on,
        "withdrawn": standing.withdrawn_on,
    }


OF_TREATY: Columns[Standing] = (
    (_("Status"), lambda standing: str(POSITIONS[standing.position])),
    (_("Signed"), lambda standing: standing.signed_on),
    (_("Deposited"), lambda standing: standing.deposited_on),
    (_("In force from"), lambda standing: standing.effect_on),
    (_("Status as at"), lambda standing: standing.on),
)


def comparison_file(comparison: Comparison, rows: list[ComparedState], form: str) -> HttpResponseBase:
    """States and where they stand in respect of each treaty, as at which day; every row says where that is shown."""
    page = address(reverse("treaty_comparison"))
    name = f"treaties-{comparison.day.isoformat()}"

    def lines() -> Iterator[list[Value]]:
        names = [treaty.display_name() for treaty in comparison.treaties]
        of_treaties = [label_value(name, words) for name in names for words in _headings(OF_TREATY)]
        yield [*map(str, STATE_COLUMNS), *of_treaties, str(_("Web address"))]
        for row in rows:
            standing = [value for each in row.standings for value in _values(OF_TREATY, each)]
            yield [*_of_state(row.state.participant.slug, row.state.words, row.group), *standing, page]

    def content() -> dict[str, object]:
        return {
            "citation": comparison.citation,
            "treaties": [
                {"id": each.slug, "name": dict(each.name), "as_at": day}
                for each, day in zip(comparison.treaties, comparison.days, strict=True)
            ],
            "states": [
                {
                    "id": row.state.participant.slug,
                    "name": dict(row.state.name),
                    "group": row.group.slug if row.group else None,
                    "treaties": {
                        treaty.slug: _of_standing(standing)
                        for treaty, standing in zip(comparison.treaties, row.standings, strict=True)
                    },
                }
                for row in rows
            ],
        }

    return _file(form, name, Sheet(lines(), "treaties", {"A": 12, "B": 40, "C": 34}), content)


def gap_file(found: GapList, form: str) -> HttpResponseBase:
    """Gaps, a row each; every row says as at which day, and where that is shown."""
    page = address(reverse("treaty_gaps", args=[found.treaty.slug]))
    name = f"{found.treaty.slug}-gaps-{found.day.isoformat()}"
    every = [(line.row, gap) for line in found.lines for gap in line.gaps]

    def lines() -> Iterator[list[Value]]:
        warned = [str(_("Warning"))] if found.warning else []
        yield [*map(str, STATE_COLUMNS), *_headings(GAP_COLUMNS), *map(str, SOURCE_COLUMNS), *warned]
        for row, gap in every:
            state = _of_state(row.participant.slug, row.words, row.group)
            yield [*state, *_values(GAP_COLUMNS, gap), found.day, page, *([found.warning] if found.warning else [])]

    def content() -> dict[str, object]:
        return {
            **({"warning": found.warning} if found.warning else {}),
            "treaty": found.treaty.slug,
            "name": dict(found.treaty.name),
            "as_at": found.table.as_at,
            "note": found.table.note,
            "citation": cite(plain(found.treaty.name), found.table.as_at, page),
            "gaps": [
                {
                    "id": row.participant.slug,
                    "name": dict(row.name),
                    "group": row.group.slug if row.group else None,
                    "gap": gap.kind.value,
                    "detail": gap.detail,
                    "provisions": list(gap.provisions),
                    "since": gap.since,
                    "knowledge": gap.knowledge.value,
                    "closed_by": gap.closed_by,
                }
                for row, gap in every
            ],
        }

    return _file(form, name, Sheet(lines(), "gaps", GAP_WIDTHS), content)


STATE_COLUMNS = (_("Identifier"), pgettext_lazy("country", "State"), _("Regional group"))
SOURCE_COLUMNS = (_("Status as at"), _("Web address"))
GAP_COLUMNS: Columns[Gap] = (
    (_("Gap"), lambda gap: gap.words),
    (_("Details"), lambda gap: gap.detail),
    (_("Since"), lambda gap: gap.since),
    (_("Knowledge"), lambda gap: gap.knowledge_words),
    (_("Next step"), lambda gap: gap.closed_by),
)
GAP_WIDTHS = {"A": 12, "B": 40, "C": 34, "D": 34, "E": 50, "F": 14, "G": 24, "H": 60, "I": 14, "J": 50}


def _of_state(slug: str, words: str, group: RegionalGroup | None) -> list[Value]:
    return [slug, words, plain(group.name) if group else ""]


def _headings[Row](columns: Columns[Row]) -> list[Value]:
    return [str(heading) for heading, _value in columns]


def _values[Row](columns: Columns[Row], row: Row) -> list[Value]:
    return [value(row) for _heading, value in columns]


class Sheet(NamedTuple):
    """A table: its rows, headings first; its title; the widths of its columns."""

    rows: Iterator[Iterable[Value]]
    title: str
    widths: Mapping[str, int]


def _file(form: str, name: str, sheet: Sheet, content: Callable[[], dict[str, object]]) -> HttpResponseBase:
    """A table in one of the formats, named with the reader's language; `content` is what machines read."""
    response = _respond(form, sheet, content)
    named = content_disposition_header(True, f"{name}.{active_language().code}.{form}")
    response["Content-Disposition"] = named or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _respond(form: str, sheet: Sheet, content: Callable[[], dict[str, object]]) -> HttpResponseBase:
    if form == "json":
        return JsonResponse(content(), json_dumps_params={"ensure_ascii": False, "indent": 1})
    if form == "xlsx":
        return FileResponse(sheet_file(sheet.rows, sheet.title[:31], sheet.widths), content_type=MEDIA_TYPE)
    lines = csv_lines(sheet.rows, translation.get_language())
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")

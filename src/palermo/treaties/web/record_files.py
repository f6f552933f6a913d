"""The actions in respect of a treaty and the statements on it as files: CSV and XLSX to read, JSON for programs."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.http import FileResponse, HttpResponseBase, JsonResponse, QueryDict, StreamingHttpResponse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from palermo.accounts.models import Organisation, State
from palermo.core.languages import active_language
from palermo.core.text import MultilingualText, plain
from palermo.site.csvs import Value, csv_lines
from palermo.site.sheets import MEDIA_TYPE, sheet_file
from palermo.treaties.models import Statement, Treaty, TreatyAction
from palermo.treaties.models.participants import name_on
from palermo.treaties.provisions import split_provisions
from palermo.treaties.queries import actions_of, participant_key, statements_on, treaty_status
from palermo.treaties.states import ActionKind, StatementKind
from palermo.treaties.status import Action


class ActionRow(NamedTuple):
    """An action, who did it in the name of the day, and from when it has effect."""

    action: TreatyAction
    name: MultilingualText
    effect_on: date | None


class StatementRow(NamedTuple):
    """A statement and who made it in the name of the day."""

    statement: Statement
    name: MultilingualText


class RecordTable(NamedTuple):
    """What files have of a kind of record: the rows as at a day, columns for readers, an entry for programs.

    `kinds` are the values by which rows can be narrowed.
    """

    rows: Callable[[Treaty, date], Iterable[Any]]
    kinds: frozenset[str]
    columns: tuple[tuple[str | Promise, Callable[[Any], Value]], ...]
    entry: Callable[[Any], dict[str, object]]


def record_file(treaty: Treaty, what: str, day: date, query: QueryDict, form: str) -> HttpResponseBase:
    """The actions or statements as at a day, of a kind and of a participant where an address names them."""
    table = TABLES[what]
    kind, participant = query.get("kind", ""), query.get("participant", "")
    rows = [
        row
        for row in table.rows(treaty, day)
        if (kind not in table.kinds or row[0].kind == kind)
        and (not participant or row[0].participant.slug == participant)
    ]
    response = _MAKE[form](table, treaty, what, day, rows)
    name = f"{treaty.slug}-{what}-{day.isoformat()}.{active_language().code}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _actions(treaty: Treaty, day: date) -> list[ActionRow]:
    status = treaty_status(treaty).as_at(day)
    return [
        ActionRow(each, name_on(each.participant, each.deposited_on), status.effect_of(_plain_action(each)))
        for each in actions_of(treaty, day).order_by("deposited_on", "pk")
    ]


def _plain_action(action: TreatyAction) -> Action:
    return Action(participant_key(action), ActionKind(action.kind), action.deposited_on, action.stated_effect_on)


def _statements(treaty: Treaty, day: date) -> list[StatementRow]:
    rows = statements_on(day, treaty).select_related("about").order_by("made_on", "slug")
    return [StatementRow(each, name_on(each.participant, each.made_on)) for each in rows]


def _participant(participant: State | Organisation, name: MultilingualText) -> dict[str, object]:
    return {"participant": participant.slug, "is_state": isinstance(participant, State), "name": dict(name)}


def _action_entry(row: ActionRow) -> dict[str, object]:
    action = row.action
    return {
        **_participant(action.participant, row.name),
        "kind": action.kind,
        "deposited": action.deposited_on,
        "effect": row.effect_on,
        "territory": dict(action.territory),
        "source": action.source,
    }


def _statement_entry(row: StatementRow) -> dict[str, object]:
    statement = row.statement
    return {
        "id": statement.slug,
        **_participant(statement.participant, row.name),
        "kind": statement.kind,
        "deposited": statement.made_on,
        "provisions": split_provisions(statement.provision),
        "about": statement.about.slug if statement.about else None,
        "text": statement.text,
        "text_language": statement.text_language,
        "translations": dict(statement.translations),
        "summary": dict(statement.summary),
        "source": statement.source,
    }


TABLES = {
    "actions": RecordTable(
        _actions,
        frozenset(ActionKind.values),
        (
            (_("Identifier"), lambda row: row.action.participant.slug),
            (_("Participant"), lambda row: plain(row.name)),
            (_("Kind of action"), lambda row: row.action.get_kind_display()),
            (_("Date of deposit"), lambda row: row.action.deposited_on),
            (_("Date of effect"), lambda row: row.effect_on),
            (_("Territory"), lambda row: plain(row.action.territory)),
            (_("Source"), lambda row: row.action.source or row.action.treaty.source),
        ),
        _action_entry,
    ),
    "statements": RecordTable(
        _statements,
        frozenset(StatementKind.values),
        (
            (_("Identifier"), lambda row: row.statement.slug),
            (_("Participant"), lambda row: plain(row.name)),
            (_("Kind of statement"), lambda row: row.statement.get_kind_display()),
            (_("Date of deposit"), lambda row: row.statement.made_on),
            (_("Provisions"), lambda row: row.statement.provision),
            (_("About the statement"), lambda row: row.statement.about.slug if row.statement.about else ""),
            (_("Text as deposited"), lambda row: row.statement.text),
            (_("Language of the text"), lambda row: row.statement.text_language),
            (_("Translations"), lambda row: plain(row.statement.translations)),
            (_("Summary"), lambda row: plain(row.statement.summary)),
            (_("Source"), lambda row: row.statement.source or row.statement.treaty.source),
        ),
        _statement_entry,
    ),
}
WIDTHS = {"A": 16, "B": 40, "C": 26, "D": 14, "E": 16, "F": 30, "G": 60}


def _read_rows(table: RecordTable, rows: Iterable[Any]) -> Iterator[list[Value]]:
    yield [str(heading) for heading, _value in table.columns]
    for row in rows:
        yield [value(row) for _heading, value in table.columns]


def _csv(table: RecordTable, _treaty: Treaty, _what: str, _day: date, rows: list[Any]) -> HttpResponseBase:
    lines = csv_lines(_read_rows(table, rows), translation.get_language())
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")


def _xlsx(table: RecordTable, _treaty: Treaty, what: str, _day: date, rows: list[Any]) -> HttpResponseBase:
    return FileResponse(sheet_file(_read_rows(table, rows), what, WIDTHS), content_type=MEDIA_TYPE)


def _json(table: RecordTable, treaty: Treaty, what: str, day: date, rows: list[Any]) -> HttpResponseBase:
    data = {"treaty": treaty.slug, "name": dict(treaty.name), "as_at": day, what: [table.entry(row) for row in rows]}
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


_MAKE = {"csv": _csv, "xlsx": _xlsx, "json": _json}

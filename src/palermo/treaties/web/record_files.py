"""What the record has of a treaty as files: CSV and XLSX to read, JSON for programs."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F
from django.http import FileResponse, HttpResponseBase, JsonResponse, QueryDict, StreamingHttpResponse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from palermo.accounts.models import Organisation, State
from palermo.accounts.viewer import Viewer
from palermo.core.languages import active_language
from palermo.core.speech.lists import format_list
from palermo.core.structured_data import date_value
from palermo.core.text import MultilingualText, plain
from palermo.site.csvs import Value, csv_lines
from palermo.site.sheets import MEDIA_TYPE, sheet_file
from palermo.treaties.models import LawArticle, Review, Statement, Treaty, TreatyAction
from palermo.treaties.models.participants import OfParticipant, name_on
from palermo.treaties.provisions import split_provisions
from palermo.treaties.queries.laws import laws_visible_to, reviews_visible_to
from palermo.treaties.queries.participation import actions_of, participant_key, statements_on, treaty_status
from palermo.treaties.states.laws import Element, LawStatus, ReviewStage, SuppliedBy
from palermo.treaties.states.participation import ActionKind, StatementKind
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


class LawRow(NamedTuple):
    """A provision of national law, its State in the name of the day, and whether it is in force on it.

    Whether it is in force is not known where its first day is not on record; of days after it was checked, it is as
    checked.
    """

    law: LawArticle
    name: MultilingualText
    is_in_force: bool | None

    def elements(self, *, covered: bool) -> list[Element]:
        """The elements that it is known to cover, or known not to cover, in the order of the Protocol."""
        found = {each.element for each in self.law.elements.all() if each.is_covered == covered}
        return [element for element in Element if element in found]


class ReviewRow(NamedTuple):
    """A review and its State in the name of the day."""

    review: Review
    name: MultilingualText


class RecordTable(NamedTuple):
    """What files have of a kind of record: its name, the rows that a viewer may see as at a day, columns and entries.

    `columns` are for readers, an `entry` for programs. What is of the depositary's list is as at no later day than that
    covers. Rows can be narrowed to one value of `field`, out of `values`.
    """

    label: str | Promise
    rows: Callable[[Treaty, date, Viewer], Iterable[Any]]
    field: str
    values: frozenset[str]
    columns: tuple[tuple[str | Promise, Callable[[Any], Value]], ...]
    entry: Callable[[Any], dict[str, object]]
    is_of_list: bool = False


def record_file(treaty: Treaty, what: str, day: date, query: QueryDict, form: str, viewer: Viewer) -> HttpResponseBase:
    """A kind of record as at a day, of one participant and one kind of action, say, where an address names them."""
    table = TABLES[what]
    if table.is_of_list:
        day = treaty_status(treaty).day(day) or day
    value, participant = query.get(table.field, ""), query.get("participant", "")
    rows = [
        row
        for row in table.rows(treaty, day, viewer)
        if (value not in table.values or getattr(row[0], table.field) == value)
        and (not participant or _participant_of(row[0]).slug == participant)
    ]
    response = _MAKE[form](table, treaty, what, day, rows)
    name = f"{treaty.slug}-{what}-{day.isoformat()}.{active_language().code}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _participant_of(record: TreatyAction | Statement | LawArticle | Review) -> State | Organisation:
    return record.participant if isinstance(record, OfParticipant) else record.state


def _actions(treaty: Treaty, day: date, viewer: Viewer) -> list[ActionRow]:
    status = treaty_status(treaty).as_at(day)
    return [
        ActionRow(each, name_on(each.participant, each.deposited_on), status.effect_of(_plain_action(each)))
        for each in actions_of(treaty, day).order_by("deposited_on", "pk")
    ]


def _plain_action(action: TreatyAction) -> Action:
    return Action(participant_key(action), ActionKind(action.kind), action.deposited_on, action.stated_effect_on)


def _statements(treaty: Treaty, day: date, viewer: Viewer) -> list[StatementRow]:
    rows = statements_on(day, treaty).select_related("about").order_by("made_on", "slug")
    return [StatementRow(each, name_on(each.participant, each.made_on)) for each in rows]


def _laws(treaty: Treaty, day: date, viewer: Viewer) -> list[LawRow]:
    """Provisions in the record, whether in force on the day or not."""
    recorded = laws_visible_to(viewer).filter(treaty=treaty, status=LawStatus.RECORDED)
    rows = recorded.select_related("treaty").prefetch_related("elements", "state__former_names")
    return [
        LawRow(each, name_on(each.state, day), each.is_in_force_on(day) if each.since_on else None)
        for each in rows.order_by("state__slug", "slug")
    ]


def _reviews(treaty: Treaty, day: date, viewer: Viewer) -> list[ReviewRow]:
    rows = reviews_visible_to(viewer).filter(treaty=treaty).prefetch_related("state__former_names")
    return [
        ReviewRow(each, name_on(each.state, day))
        for each in rows.order_by("state__slug", F("due_on").asc(nulls_last=True), "slug")
    ]


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


def _law_entry(row: LawRow) -> dict[str, object]:
    law = row.law
    return {
        "id": law.slug,
        **_participant(law.state, row.name),
        "title": dict(law.title),
        "citation": law.citation,
        "text": dict(law.text),
        "text_language": law.text_language,
        "link": law.link,
        "in_force_from": date_value(law.since),
        "in_force_until": date_value(law.until),
        "in_force": row.is_in_force,
        "covers": [element.value for element in row.elements(covered=True)],
        "does_not_cover": [element.value for element in row.elements(covered=False)],
        "penalties": dict(law.penalties),
        "protection": dict(law.protection),
        "supplied_by": law.supplied_by,
        "supplied": law.supplied_on,
        "source": law.source,
        "checked": law.checked_on,
        "possibly_out_of_date": law.is_possibly_outdated,
    }


def _review_entry(row: ReviewRow) -> dict[str, object]:
    review = row.review
    return {
        "id": review.slug,
        **_participant(review.state, row.name),
        "mechanism": dict(review.mechanism),
        "symbol": review.symbol,
        "cycle": review.cycle,
        "stage": review.stage,
        "due": date_value(review.due),
        "completed": review.completed_on,
        "summary": dict(review.summary),
        "needs": dict(review.needs),
        "offers": dict(review.offers),
        "audience": review.audience,
    }


def _labels(elements: Iterable[Element]) -> str:
    return format_list([str(element.label) for element in elements], active_language().code)


TABLES = {
    "actions": RecordTable(
        _("Treaty actions"),
        _actions,
        "kind",
        frozenset(ActionKind.values),
        (
            (_("Identifier"), lambda row: row.action.participant.slug),
            (pgettext_lazy("treaty", "Participant"), lambda row: plain(row.name)),
            (_("Kind of action"), lambda row: row.action.get_kind_display()),
            (_("Date of deposit"), lambda row: row.action.deposited_on),
            (_("Date of effect"), lambda row: row.effect_on),
            (_("Territory"), lambda row: plain(row.action.territory)),
            (_("Source"), lambda row: row.action.source or row.action.treaty.source),
        ),
        _action_entry,
        is_of_list=True,
    ),
    "statements": RecordTable(
        _("Reservations, declarations and objections"),
        _statements,
        "kind",
        frozenset(StatementKind.values),
        (
            (_("Identifier"), lambda row: row.statement.slug),
            (pgettext_lazy("treaty", "Participant"), lambda row: plain(row.name)),
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
        is_of_list=True,
    ),
    "laws": RecordTable(
        _("National law"),
        _laws,
        "supplied_by",
        frozenset(SuppliedBy.values),
        (
            (_("Identifier"), lambda row: row.law.slug),
            (pgettext_lazy("country", "State"), lambda row: plain(row.name)),
            (_("Title"), lambda row: plain(row.law.title)),
            (_("In force from"), lambda row: date_value(row.law.since)),
            (_("In force until"), lambda row: date_value(row.law.until)),
            (_("Citation"), lambda row: row.law.citation),
            (_("Text"), lambda row: plain(row.law.text)),
            (_("Covered"), lambda row: _labels(row.elements(covered=True))),
            (_("Not stated in the article"), lambda row: _labels(row.elements(covered=False))),
            (_("Penalties"), lambda row: plain(row.law.penalties)),
            (_("Protection of victims"), lambda row: plain(row.law.protection)),
            (_("Web address"), lambda row: row.law.link),
            (_("Supplied by"), lambda row: row.law.get_supplied_by_display()),
            (_("Supplied on"), lambda row: row.law.supplied_on),
            (_("Source"), lambda row: row.law.source),
            (_("Checked on"), lambda row: row.law.checked_on),
            (
                pgettext_lazy("law", "Possibly out of date"),
                lambda row: gettext("Yes") if row.law.is_possibly_outdated else gettext("No"),
            ),
        ),
        _law_entry,
    ),
    "reviews": RecordTable(
        pgettext_lazy("of States", "Reviews"),
        _reviews,
        "stage",
        frozenset(ReviewStage.values),
        (
            (_("Identifier"), lambda row: row.review.slug),
            (pgettext_lazy("country", "State"), lambda row: plain(row.name)),
            (_("Review mechanism"), lambda row: plain(row.review.mechanism)),
            (pgettext_lazy("before a date", "Due"), lambda row: date_value(row.review.due)),
            (_("Completed on"), lambda row: row.review.completed_on),
            (_("Stage"), lambda row: row.review.get_stage_display()),
            (_("Cycle"), lambda row: row.review.cycle),
            (_("Symbol"), lambda row: row.review.symbol),
            (_("Summary"), lambda row: plain(row.review.summary)),
            (_("Technical assistance needed"), lambda row: plain(row.review.needs)),
            (_("Technical assistance offered"), lambda row: plain(row.review.offers)),
            (_("Audience"), lambda row: row.review.get_audience_display()),
        ),
        _review_entry,
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

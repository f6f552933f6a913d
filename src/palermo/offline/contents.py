"""The pages that a bundle has besides those of the site: what is in it, by letter and by subject, and its search."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import batched, chain, groupby, islice
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from palermo.accounts.models import State
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate, recorded_date
from palermo.core.languages import active_language
from palermo.core.speech.collation import letter_of, sort_for_reader
from palermo.core.text import plain
from palermo.events.models import Event, Outcome
from palermo.knowledge.models import Study
from palermo.library.models import Document
from palermo.offline.places import OWN_SCHEME
from palermo.offline.selection import BundleContents
from palermo.offline.states import Part
from palermo.site.navigation import NavigationLink
from palermo.toolkit.models import Tool
from palermo.treaties.models import Treaty

AT_ONCE = 100
LABELS = {
    "index": _("Contents"),
    "handed-out": _("Distributed at the event"),
    "events": _("Events"),
    "tools": _("Tools"),
    "studies": _("Studies"),
    "documents": _("Documents"),
    "treaties": _("Treaties"),
    "states": _("States"),
    "partners": _("Partners"),
    "commitments": _("Commitments"),
    "action-plans": _("Action plans"),
    "campaigns": _("Campaigns"),
    "material": _("Campaign material"),
    "advice": _("What you can do"),
    "a-z": _("By letter"),
    "subjects": _("By subject"),
    "search": _("Search"),
}
OF_PART = {
    "handed-out": Part.HANDED_OUT,
    "events": Part.EVENTS,
    "tools": Part.TOOLS,
    "studies": Part.STUDIES,
    "documents": Part.DOCUMENTS,
    "treaties": Part.TREATIES,
    "states": Part.STATES,
    "partners": Part.PARTNERS,
    "commitments": Part.PARTNERS,
    "action-plans": Part.PLANS,
    "campaigns": Part.CAMPAIGNS,
    "material": Part.CAMPAIGNS,
    "advice": Part.CAMPAIGNS,
}


OF_OUTREACH: dict[str, Callable[[BundleContents], QuerySet[Any]]] = {
    "partners": BundleContents.partners,
    "commitments": BundleContents.commitments,
    "action-plans": BundleContents.plans,
    "campaigns": BundleContents.campaigns,
    "material": BundleContents.material,
    "advice": BundleContents.advice,
}


class IndexRow(NamedTuple):
    """A record in an index: its title and the address of its page; `on` sorts within a subject."""

    title: str
    address: str
    on: PartialDate | None = None


class Group(NamedTuple):
    """What stands under one heading; `anchor` is where links lead to. A long one is written in parts."""

    heading: str
    anchor: str
    rows: list[IndexRow]
    begins: bool = True
    ends: bool = True


class Subject(NamedTuple):
    """The groups of one index by subject, and its label."""

    label: str | Promise
    groups: list[Group]


# By theme, place, kind and year: the rows under each heading.
type Headings = dict[str, dict[str, list[IndexRow]]]


def navigation_of(chosen: BundleContents, here: str) -> list[NavigationLink]:
    """The pages of a bundle, for the head of each of them."""
    return [NavigationLink(LABELS[name], f"{OWN_SCHEME}:{name}", name == here) for name in pages_of(chosen)]


def pages_of(chosen: BundleContents) -> list[str]:
    """The pages that a bundle has besides those of records."""
    return [name for name in LABELS if name not in OF_PART or chosen.has(OF_PART[name])]


def rows_of(chosen: BundleContents, name: str) -> Iterator[Model]:
    """The records of a list, read some at a time."""
    if name == "events":
        return chosen.events().prefetch_related("place__state__former_names").iterator(chunk_size=AT_ONCE)
    if name == "tools":
        return chosen.tools().iterator(chunk_size=AT_ONCE)
    if name == "studies":
        return chosen.studies().iterator(chunk_size=AT_ONCE)
    if name == "treaties":
        return chosen.treaties().iterator(chunk_size=AT_ONCE)
    if name in OF_OUTREACH:
        return OF_OUTREACH[name](chosen).iterator(chunk_size=AT_ONCE)
    return chosen.documents().prefetch_related(chosen.versions()).iterator(chunk_size=AT_ONCE)


def _outreach_rows(chosen: BundleContents) -> Iterator[tuple[IndexRow, str]]:
    """Partners and what hangs on them, each with the name of its kind."""
    for partner in chosen.partners():
        on = partner.since
        yield IndexRow(partner.display_name(), partner.get_absolute_url(), on), partner.get_kind_display()
    for commitment in chosen.commitments():
        row = IndexRow(commitment.display_name(), commitment.get_absolute_url(), commitment.made)
        yield row, str(LABELS["commitments"])
    for plan in chosen.plans():
        yield IndexRow(plan.display_name(), plan.get_absolute_url()), str(LABELS["action-plans"])
    for campaign in chosen.campaigns():
        row = IndexRow(campaign.display_name(), campaign.get_absolute_url(), campaign.activity.starts)
        yield row, str(LABELS["campaigns"])
    for material in chosen.material():
        row = IndexRow(material.display_name(), material.get_absolute_url(), recorded_date(material, "published_on"))
        yield row, material.get_kind_display()
    for advice in chosen.advice():
        yield IndexRow(advice.display_name(), advice.get_absolute_url()), str(LABELS["advice"])


def by_letter(chosen: BundleContents) -> list[Group]:
    """Everything by its title, in the order of the reader's language; what has no title in it, under that it has."""
    lang = active_language().code
    listed = sort_for_reader(_listed_records(chosen), lambda row: row.title)
    groups: dict[str, list[IndexRow]] = defaultdict(list)
    for row in listed:
        groups[letter_of(row.title, lang) or "#"].append(row)
    return [Group(letter, f"letter-{at}", rows) for at, (letter, rows) in enumerate(groups.items())]


def _listed_records(chosen: BundleContents) -> Iterator[IndexRow]:
    for record in chain[Event | Tool | Study](
        chosen.events().iterator(chunk_size=AT_ONCE),
        chosen.tools().iterator(chunk_size=AT_ONCE),
        chosen.studies().iterator(chunk_size=AT_ONCE),
    ):
        yield IndexRow(plain(record.activity.title), record.get_absolute_url(), record.activity.starts)
    for document in chosen.documents().iterator(chunk_size=AT_ONCE):
        yield IndexRow(plain(document.title), document.get_absolute_url(), _document_date(document))
    for other in chain[Treaty | State](chosen.treaties(), chosen.states()):
        yield IndexRow(other.display_name(), other.get_absolute_url())
    yield from (row for row, _kind in _outreach_rows(chosen))


def _document_date(document: Document) -> PartialDate | None:
    return document.dated or recorded_date(document, "issued_on")


def by_subject(chosen: BundleContents) -> list[Subject]:
    """By theme, place, kind and year, each with its headings in the order of the reader's language."""
    kinds: Headings = {name: defaultdict(list) for name in ("theme", "place", "kind", "year")}
    for event in chosen.events().iterator(chunk_size=AT_ONCE):
        row = IndexRow(plain(event.activity.title), event.get_absolute_url(), event.activity.starts)
        _add_row(kinds, row, event.get_kind_display(), capfirst(plain(event.theme)), _place(event))
    for tool in chosen.tools().iterator(chunk_size=AT_ONCE):
        _add_row(kinds, IndexRow(plain(tool.activity.title), tool.get_absolute_url()), tool.get_kind_display())
    for study in chosen.studies().iterator(chunk_size=AT_ONCE):
        _add_row(kinds, IndexRow(plain(study.activity.title), study.get_absolute_url()), str(LABELS["studies"]))
    for document in chosen.documents().iterator(chunk_size=AT_ONCE):
        row = IndexRow(plain(document.title), document.get_absolute_url(), _document_date(document))
        _add_row(kinds, row, document.get_kind_display())
    for treaty in chosen.treaties():
        row = IndexRow(treaty.display_name(), treaty.get_absolute_url(), recorded_date(treaty, "adopted_on"))
        _add_row(kinds, row, str(LABELS["treaties"]))
    for row, kind in _outreach_rows(chosen):
        _add_row(kinds, row, kind)
    labels = {"theme": _("By theme"), "place": _("By place"), "kind": _("By kind"), "year": _("By year")}
    return [Subject(label, _groups(name, kinds[name])) for name, label in labels.items() if kinds[name]]


def _place(event: Event) -> str:
    return plain(event.place.name) if event.place else ""


def _add_row(kinds: Headings, row: IndexRow, kind: str, theme: str = "", place: str = "") -> None:
    year = str(row.on.value.year) if row.on else ""
    for name, heading in (("theme", theme), ("place", place), ("kind", kind), ("year", year)):
        if heading:
            kinds[name][heading].append(row)


def _groups(name: str, by_heading: dict[str, list[IndexRow]]) -> list[Group]:
    headings = sorted(by_heading, reverse=True) if name == "year" else sort_for_reader(by_heading, str)
    return [Group(heading, f"{name}-{at}", _latest_first(by_heading[heading])) for at, heading in enumerate(headings)]


def _latest_first(rows: list[IndexRow]) -> list[IndexRow]:
    """The latest first; what has no day comes last."""
    return sorted(rows, key=lambda row: (row.on.value if row.on else date.min, row.title, row.address), reverse=True)


def by_event(chosen: BundleContents) -> list[tuple[Event, list[Outcome]]]:
    """What is handed out, under the regional event that produced it."""
    return [(event, list(outcomes)) for event, outcomes in groupby(chosen.handed_out_outcomes, attrgetter("event"))]


# What the template of a page shows.
Context = dict[str, Any]
PAGES: dict[str, Callable[[BundleContents], Context]] = {
    "a-z": lambda chosen: {"groups": by_letter(chosen)},
    "subjects": lambda chosen: {"subjects": by_subject(chosen)},
    # In the order of the reader's language, which the database does not know.
    "states": lambda chosen: {"rows": sort_for_reader(chosen.states(), lambda state: state.name_today)},
    "handed-out": lambda chosen: {"events": by_event(chosen), "documents": chosen.handed_out_documents},
}


def context_of(chosen: BundleContents, name: str) -> Context:
    """What the template of one of these pages shows."""
    context: Context = {
        "name": name,
        "label": LABELS[name],
        "bundle": chosen.bundle,
        "audience": Audience(chosen.bundle.audience),
    }
    return context | (PAGES[name](chosen) if name in PAGES else {})


Piece = tuple[str, Context]
# Where in a page the pieces go that are made one by one.
PIECES = "<!--pieces-->"


def pieces_of(chosen: BundleContents, name: str, context: Context) -> Iterator[Piece]:
    """What of a page is as long as the bundle is large, some rows at a time: a template each, and what it shows."""
    if name == "a-z":
        yield from _group_pieces(context["groups"], level=2)
    elif name == "subjects":
        for at, (subject, groups) in enumerate(context["subjects"]):
            yield "groups", {"subject": subject, "is_first": at == 0}
            yield from _group_pieces(groups, level=3)
    else:
        rows = iter(context["rows"]) if "rows" in context else rows_of(chosen, name)
        yield "rows", {"name": name, "rows": list(islice(rows, AT_ONCE))}
        yield from (("rows", {"name": name, "rows": some}) for some in batched(rows, AT_ONCE))


def _group_pieces(groups: list[Group], level: int) -> Iterator[Piece]:
    for group in groups:
        parts = list(range(0, len(group.rows), AT_ONCE))
        for at in parts:
            rows, begins, ends = group.rows[at : at + AT_ONCE], at == 0, at == parts[-1]
            yield "groups", {"level": level, "groups": [group._replace(rows=rows, begins=begins, ends=ends)]}


def insert_pieces(page: str, pieces: Iterable[str]) -> Iterator[str]:
    """A page with the pieces in their place, if it has one for them."""
    before, mark, after = page.partition(PIECES)
    yield before
    yield from pieces if mark else ()
    yield after

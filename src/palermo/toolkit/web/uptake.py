"""The use of a tool as its page shows it: by kind, on the map, line by line, and where none is on record."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from palermo.accounts.models import State, User
from palermo.accounts.viewer import Viewer
from palermo.core.languages import active_language
from palermo.core.speech.collation import sort_for_reader
from palermo.core.speech.dates import format_day
from palermo.core.text import MultilingualText, plain
from palermo.library.web.papers import paper_of
from palermo.site.action_pages import ActionLink, action_links_for_each, named_action_links_for_each
from palermo.site.charts.category_map import CategoryMap, InCategory
from palermo.site.charts.values import Label
from palermo.site.csvs import Value, csv_lines
from palermo.site.sheets import MEDIA_TYPE, sheet_file
from palermo.toolkit.models import Tool, Uptake
from palermo.toolkit.queries.uptake import uptakes_visible_to
from palermo.toolkit.states.uptake import UptakeKind, UptakeStatus

FORMATS = {"csv": "CSV", "xlsx": "XLSX"}
WIDTHS = {"B": 40, "C": 28, "F": 40, "G": 80, "H": 40}


class UptakeLine(NamedTuple):
    """A use with the name of who uses the tool, and what the reader may do to the entry."""

    uptake: Uptake
    name: MultilingualText
    ways: Sequence[ActionLink]


class UptakeOfTool(NamedTuple):
    """The use of a tool as a reader may see it: what awaits a decision or was declined comes first."""

    open_lines: list[UptakeLine]
    lines: list[UptakeLine]
    counts: list[tuple[str, int]]
    ways: Sequence[ActionLink]

    @property
    def has_examples(self) -> bool:
        """Whether this installation supplied some of the uses as examples."""
        return any(line.uptake.arranged for line in self.lines)


def uptake_of_tool(tool: Tool, viewer: Viewer, day: date, person: User | None) -> UptakeOfTool:
    """The use of a tool as at a day, by a fixed number of queries."""
    rows = uptakes_visible_to(viewer).filter(tool=tool).select_related("law__state", "tool__activity")
    uptakes = [
        each
        for each in rows.prefetch_related(paper_of(viewer))
        if each.since_on is None or each.since_on <= day or each.status != UptakeStatus.RECORDED
    ]
    ways = action_links_for_each(uptakes, viewer, person)
    lines = sort_for_reader(
        (UptakeLine(each, name_of_user(each), of_each) for each, of_each in zip(uptakes, ways, strict=True)),
        lambda line: line.name,
    )
    recorded = [line for line in lines if line.uptake.status == UptakeStatus.RECORDED]
    return UptakeOfTool(
        [line for line in lines if line.uptake.status != UptakeStatus.RECORDED],
        recorded,
        _counts(line.uptake for line in recorded),
        named_action_links_for_each(("report-uptake", "record-uptake"), [tool], viewer, person)[0],
    )


def name_of_user(uptake: Uptake) -> MultilingualText:
    """The State, in the name of today, or the organization."""
    user = uptake.participant
    return user.name_today if isinstance(user, State) else user.name


def _counts(uptakes: Iterable[Uptake]) -> list[tuple[str, int]]:
    """How many States and organizations did each; a kind that nobody did is left out."""
    users = {(each.kind, each.state_id, each.organisation_id) for each in uptakes}
    numbers = Counter(kind for kind, _state, _organisation in users)
    return [(str(kind.label), numbers[kind]) for kind in UptakeKind if numbers[kind]]


def map_of_uptake(tool: Tool, uptake: UptakeOfTool) -> CategoryMap | None:
    """The States that use a tool; those with a law or a curriculum apart. None where no State does."""
    kinds: dict[str, tuple[State, set[str]]] = {}
    for line in uptake.lines:
        if state := line.uptake.state:
            kinds.setdefault(state.slug, (state, set()))[1].add(line.uptake.kind)
    if not kinds:
        return None
    lasting = {UptakeKind.CITED, UptakeKind.TAUGHT}
    return CategoryMap(
        title=_("%(tool)s: use by States") % {"tool": plain(tool.activity.title)},
        heading=pgettext("country", "State"),
        column=_("Use"),
        categories=(_("In law or in a training curriculum"), _("Adopted, adapted or translated")),
        rows=tuple(
            InCategory(slug, Label(state.display_name(), state.get_absolute_url()), 0 if lasting & used else 1)
            for slug, (state, used) in kinds.items()
        ),
    )


COLUMNS: tuple[tuple[str | Promise, Callable[[UptakeLine], Value]], ...] = (
    (gettext_lazy("Identifier"), lambda line: line.uptake.participant.slug),
    (gettext_lazy("State or organization"), lambda line: plain(line.name)),
    (gettext_lazy("Kind of use"), lambda line: str(line.uptake.get_kind_display())),
    (
        gettext_lazy("Since"),
        lambda line: format_day(line.uptake.since, active_language().code) if line.uptake.since else "",
    ),
    (gettext_lazy("Language of the translation"), lambda line: line.uptake.language),
    (gettext_lazy("Provision of national law"), lambda line: line.uptake.law.display_name() if line.uptake.law else ""),
    (gettext_lazy("Evidence"), lambda line: plain(line.uptake.evidence)),
    (gettext_lazy("Web address"), lambda line: line.uptake.link),
)


def uptake_file(tool: Tool, uptake: UptakeOfTool, form: str) -> HttpResponseBase:
    """The recorded uses as CSV or XLSX, under headings in the reader's language."""
    rows: list[list[Value]] = [[str(heading) for heading, _value in COLUMNS]]
    rows += [[value(line) for _heading, value in COLUMNS] for line in uptake.lines]
    response: HttpResponseBase
    if form == "csv":
        response = StreamingHttpResponse(csv_lines(rows, get_language()), content_type="text/csv; charset=utf-8")
    else:
        response = FileResponse(sheet_file(iter(rows), str(_("Use")), WIDTHS), content_type=MEDIA_TYPE)
    name = f"{tool.activity.slug}-use.{active_language().code}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response

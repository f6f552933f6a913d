"""Charts of mandates: status, and the flow to activities and outcomes, from what the reader may see."""

from django.db.models import Count, Field
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.accounts.viewer import Viewer
from palermo.core.kinds import model_of, records_visible_to
from palermo.core.text import plain
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.mandate_actions import mandates_without_action
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.states.activities import ActivityKind
from palermo.governance.states.mandates import MandateState
from palermo.library.web.page_cache import cached
from palermo.site.charts.chart import Chart
from palermo.site.charts.flow import Column, Flow, Node, Stream
from palermo.site.charts.status_bar import Part, StatusBar
from palermo.site.charts.values import Label

NOTHING_DONE, NOTHING_PRODUCED = "no-activity", "no-outcome"
# So many mandates are drawn each by its name; more are drawn by their status.
MOST_BY_NAME = 10


def charts_of_mandates(viewer: Viewer) -> dict[str, Chart | None]:
    """Where mandates stand, and the flow from mandates to activities to outcomes."""
    return cached("charts of mandates", viewer, lambda: {"status": status_of_mandates(viewer), "flow": _flow(viewer)})


def status_of_mandates(viewer: Viewer, list_address: str = "") -> StatusBar | None:
    """Where mandates stand, each part with the list of its mandates; the address is that of the list, or this page."""
    numbers = _mandates_by_state(viewer)
    if not numbers:
        return None
    parts = tuple(
        Part(Label(str(state.label), f"{list_address}?state={state}"), numbers.get(state, 0)) for state in MandateState
    )
    return StatusBar(title=_("Mandates by status"), heading=_("Status"), column=_("Mandates"), parts=parts)


def _mandates_by_state(viewer: Viewer) -> dict[str, int]:
    return dict(mandates_visible_to(viewer).order_by().values_list("state").annotate(n=Count("pk")))


def _flow(viewer: Viewer) -> Flow | None:
    """Mandates, activities under them by kind, outcomes by kind; and where there is nothing yet."""
    mandates, seen = mandates_visible_to(viewer), activities_visible_to(viewer)
    numbers = _mandates_by_state(viewer)
    by_name = sum(numbers.values()) <= MOST_BY_NAME
    under = seen.filter(mandate__in=mandates).order_by()
    done = list(under.values_list("mandate" if by_name else "mandate__state", "kind").annotate(n=Count("pk")))
    if not done:
        return None
    idle = list(
        mandates_without_action(viewer).order_by().values_list("pk" if by_name else "state").annotate(n=Count("pk"))
    )
    outcomes = records_visible_to(viewer, "outcomes").filter(event__activity__in=under)
    produced = list(outcomes.order_by().values_list("event__activity__kind", "kind").annotate(n=Count("pk")))
    bare = under.exclude(pk__in=outcomes.values("event__activity"))
    streams = [
        *(Stream(f"m-{of}", f"a-{kind}", n) for of, kind, n in done),
        *(Stream(f"m-{of}", NOTHING_DONE, n) for of, n in idle),
        *(Stream(f"a-{kind}", f"o-{of}", n) for kind, of, n in produced),
        *(Stream(f"a-{kind}", NOTHING_PRODUCED, n) for kind, n in bare.values_list("kind").annotate(n=Count("pk"))),
    ]
    columns = (
        _column_of_names(viewer, done)
        if by_name
        else _column(_("Mandates"), [(f"m-{s}", s.label, numbers.get(s, 0)) for s in MandateState]),
        _column(
            _("Activities"),
            [
                *((f"a-{k}", k.label, sum(n for _of, kind, n in done if kind == k)) for k in ActivityKind),
                (NOTHING_DONE, _("No activity on record"), sum(n for _of, n in idle)),
            ],
        ),
        _column(
            _("Outcomes"),
            [
                *((f"o-{k}", label, sum(n for _kind, of, n in produced if of == k)) for k, label in _outcome_kinds()),
                (NOTHING_PRODUCED, _("No outcome on record"), bare.count()),
            ],
        ),
    )
    # In the order of the nodes, so that bands cross as little as they can.
    place = {node.key: at for at, node in enumerate(node for column in columns for node in column.nodes)}
    streams.sort(key=lambda each: (place[each.source], place[each.target]))
    return Flow(
        title=_("From mandates to activities and outcomes"),
        heading=pgettext("flow", "From"),
        note=_(
            "Each activity is counted once, under its own mandate. The width of a band is the number of activities or"
            " outcomes."
        ),
        columns=columns,
        streams=tuple(streams),
    )


def _outcome_kinds() -> list[tuple[str, str]]:
    kind = model_of("outcomes")._meta.get_field("kind")
    assert isinstance(kind, Field)
    return list(kind.flatchoices)


def _column_of_names(viewer: Viewer, done: list[tuple[int, str, int]]) -> Column:
    """Every mandate by its name, with the number of activities under it: those with the most first."""
    under: dict[int, int] = {}
    for pk, _kind, n in done:
        under[pk] = under.get(pk, 0) + n
    rows = mandates_visible_to(viewer).order_by("in_force_from", "pk").values_list("pk", "title")
    nodes = [Node(f"m-{pk}", Label(plain(title)), under.get(pk, 0)) for pk, title in rows]
    return Column(_("Mandates"), tuple(sorted(nodes, key=lambda node: -node.number)))


def _column(title: str, nodes: list[tuple[str, object, int]]) -> Column:
    """The nodes of which there are any."""
    return Column(title, tuple(Node(key, Label(str(words)), number) for key, words, number in nodes if number))

"""The use of tools by States and organizations as at the cut-off: a sentence, a table, a map."""

from palermo.accounts.models import State
from palermo.reporting.clauses import cell_name, clause, day, facts, message, party_name, source
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.paragraphs.treaties import name_region, read_groups
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Block, Day, Inline, Paragraph, Table, WorldPicture
from palermo.toolkit.models import Uptake
from palermo.toolkit.reporting.drafting import known_tools
from palermo.toolkit.states.uptake import UptakeKind, UptakeStatus

LASTING = frozenset({UptakeKind.CITED, UptakeKind.TAUGHT})


def known_uptakes(record: RecordSnapshot) -> list[Uptake]:
    """Uses that had begun and were on record at the cut-off, in the order of tools and of the names of who uses them.

    A use that this installation supplied as an example is stated in no report.
    """
    known = {tool.pk: at for at, tool in enumerate(known_tools(record))}
    found = [
        each
        for each in record.read(_read_uptakes)
        if each.tool_id in known and not each.arranged and _is_known(record, each)
    ]
    return sorted(found, key=lambda each: (known[each.tool_id], str(each.participant), each.kind))


def _is_known(record: RecordSnapshot, uptake: Uptake) -> bool:
    """Begun and recorded by the cut-off; where one of the days is not on record, the other decides."""
    days = [day for day in (uptake.since_on, uptake.decided_on) if day is not None]
    return bool(days) and all(record.is_reached(day) for day in days)


def _read_uptakes(record: RecordSnapshot) -> list[Uptake]:
    recorded = Uptake.objects.filter(status=UptakeStatus.RECORDED).order_by("slug")
    return list(recorded.select_related("state", "organisation").prefetch_related("state__former_names"))


@paragraph_type("tools-use")
def use_of_tools(context: Context) -> list[Paragraph]:
    """How many States and organizations were known to use a tool."""
    uptakes = known_uptakes(context.record)
    if not uptakes:
        return []
    stated = [facts("uptakes", each, "tool", "kind", "since") for each in uptakes]
    counted = clause(
        "types.tools_used",
        context.names(),
        *stated,
        cutoff=day(context.record.cutoff),
        states=len({each.state_id for each in uptakes if each.state_id}),
        organizations=len({each.organisation_id for each in uptakes if each.organisation_id}),
    )
    return [Paragraph("tools-use", (counted,))]


@paragraph_type("tools-use-table")
def table_of_use(context: Context) -> list[Block]:
    """Who did what with which tool, and since when."""
    record = context.record
    uptakes = known_uptakes(record)
    if not uptakes:
        return []
    tools = {tool.pk: tool for tool in known_tools(record)}
    rows: list[tuple[tuple[Inline, ...], ...]] = []
    for each in uptakes:
        since = Day(each.since) if each.since else message("briefing.no_place")
        user = party_name(record, each.since_on or record.cutoff, each.organisation, each.state)
        tool, kind = cell_name(context.name("tools", tools[each.tool_id])), message("types.use_kind", kind=each.kind)
        rows.append(((tool,), (cell_name(user),), (kind,), (since,)))
    headings = ("types.heading_tool", "types.heading_user", "types.heading_use", "types.heading_since")
    return [
        Table(
            "tools-use-table",
            (message("types.tools_use_table", cutoff=day(record.cutoff)),),
            tuple((message(heading),) for heading in headings),
            tuple(rows),
            tuple(source("uptakes", each) for each in uptakes),
        )
    ]


@paragraph_type("tools-use-map")
def map_of_use(context: Context) -> list[Block]:
    """The States that use a tool on a map, those with a law or a curriculum apart, and their numbers by group."""
    record = context.record
    uptakes = [each for each in known_uptakes(record) if each.state_id]
    if not uptakes:
        return []
    categories = ("types.heading_lasting_use", "types.heading_other_use")
    lasting = {each.state_id for each in uptakes if each.kind in LASTING}
    placed = {each.state_id: 0 if each.state_id in lasting else 1 for each in uptakes if each.state_id}
    rows: list[tuple[tuple[Inline, ...], ...]] = []
    for region in record.read(read_groups):
        used = [placed[pk] for pk in region.states if pk in placed]
        numbers = (len(region.states), used.count(0), used.count(1))
        rows.append(((name_region(region),), *((message("types.treaty_number", count=number),) for number in numbers)))
    headings = ("types.heading_group", "types.heading_members", *categories)
    codes = State.objects.filter(pk__in=placed).order_by("slug").values_list("slug", "pk")
    return [
        Table(
            "tools-use-map",
            (message("types.tools_use_map", cutoff=day(record.cutoff)),),
            tuple((message(heading),) for heading in headings),
            tuple(rows),
            tuple(source("uptakes", each) for each in uptakes),
            WorldPicture(
                tuple((message(each),) for each in categories), tuple((slug, placed[pk]) for slug, pk in codes)
            ),
        )
    ]

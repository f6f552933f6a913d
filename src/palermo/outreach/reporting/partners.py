"""Partners and the contributions of donors as at the cut-off, as tables."""

from collections.abc import Sequence

from palermo.governance.models import DonorContribution
from palermo.outreach.models import ContributionTerms, Partnership
from palermo.outreach.states.partners import WERE_ADMITTED, PartnerKind
from palermo.reporting.clauses import cell_name, day, message, party_name, source
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.paragraphs.donor import amount
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Block, Day, Inline, RecordText, Table

KINDS = PartnerKind.values


def known_partners(record: RecordSnapshot) -> list[Partnership]:
    """Partners at the cut-off that agree to be listed, by kind and name.

    Partners that this installation supplied as examples are stated in no report.
    """
    found = [each for each in record.read(_read_partners) if not each.arranged and _is_known(record, each)]
    return sorted(found, key=lambda each: (KINDS.index(each.kind), str(each.current_name), each.slug))


def _is_known(record: RecordSnapshot, partner: Partnership) -> bool:
    """Whether it had become a partner by the cut-off, and was still one."""
    return record.is_reached(partner.since_on or partner.decided_on) and not record.is_reached(partner.left_on)


def _read_partners(record: RecordSnapshot) -> list[Partnership]:
    listed = Partnership.objects.filter(is_listed=True, status__in=sorted(WERE_ADMITTED))
    return list(listed.select_related("organisation").order_by("slug"))


@paragraph_type("partners-table")
def partners_table(context: Context) -> list[Block]:
    """The partners, of which kind each is, and since when."""
    record = context.record
    partners = known_partners(record)
    if not partners:
        return []
    rows: list[tuple[tuple[Inline, ...], ...]] = []
    for each in partners:
        kind = message("types.partner_kind", kind=each.kind)
        since = Day(each.since) if each.since else message("briefing.no_place")
        rows.append(((_name(record, each),), (kind,), (since,)))
    return [
        _table(
            *("partners-table", "types.partners_table", context),
            ("types.heading_partner", "types.heading_partner_kind", "types.heading_partner_since"),
            rows,
            [("partnerships", each) for each in partners],
        )
    ]


def _name(record: RecordSnapshot, partner: Partnership) -> Inline:
    if partner.organisation:
        return cell_name(party_name(record, None, partner.organisation, None))
    return RecordText(partner.name, source("partnerships", partner), "name")


def acknowledged_contributions(record: RecordSnapshot) -> list[DonorContribution]:
    """Contributions by the cut-off whose donor is acknowledged in public, oldest first."""
    hidden = record.read(_read_unacknowledged)
    known = [each for each in record.contributions if each.pk not in hidden]
    return sorted(known, key=lambda each: (each.given_on or record.cutoff, each.slug))


def _read_unacknowledged(record: RecordSnapshot) -> frozenset[int]:
    return frozenset(ContributionTerms.objects.filter(is_acknowledged=False).values_list("pk", flat=True))


@paragraph_type("contributions-table")
def contributions_table(context: Context) -> list[Block]:
    """Who gave what, when and for what; amounts are not added up."""
    record = context.record
    contributions = acknowledged_contributions(record)
    if not contributions:
        return []
    rows: list[tuple[tuple[Inline, ...], ...]] = []
    for each in contributions:
        of, none = source("contributions", each), message("briefing.no_place")
        donor = cell_name(party_name(record, each.given_on, each.organisation, each.state))
        gift: Inline = message("types.amount_not_recorded")
        if each.amount is not None:
            gift = amount(each.amount, each.currency)
        given = Day(each.given) if each.given and "given" not in each.arranged else none
        has_purpose = each.purpose and "purpose" not in each.arranged
        purpose = cell_name(RecordText(each.purpose, of, "purpose")) if has_purpose else none
        rows.append(((donor,), (gift,), (given,), (purpose,)))
    headings = ("types.heading_donor", "types.heading_amount", "types.heading_given", "types.heading_purpose")
    sources = [("contributions", each) for each in contributions]
    return [_table("contributions-table", "types.contributions_table", context, headings, rows, sources)]


def _table(
    key: str,
    caption: str,
    context: Context,
    headings: tuple[str, ...],
    rows: list[tuple[tuple[Inline, ...], ...]],
    sources: Sequence[tuple[str, Partnership | DonorContribution]],
) -> Table:
    return Table(
        key,
        (message(caption, cutoff=day(context.record.cutoff)),),
        tuple((message(heading),) for heading in headings),
        tuple(rows),
        tuple(source(kind, each) for kind, each in sources),
    )

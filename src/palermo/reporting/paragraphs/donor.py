"""The report to a donor: what was given, for what, and which activities it supported."""

from decimal import Decimal

from palermo.governance.models import Activity, DonorContribution
from palermo.reporting.clauses import clause, facts, message, paragraph, part_text, party_name, source, text
from palermo.reporting.context import TITLE_ARGUMENTS, Context, paragraph_type
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Argument, Clause, Day, Days, Inline, Paragraph, Subparagraph


def contribution_reported(context: Context) -> DonorContribution | None:
    """The contribution on whose use the paper reports; without a report, the first one."""
    if context.report:
        return next((each for each in context.record.contributions if each.pk == context.report.contribution_id), None)
    return next(iter(context.record.contributions), None)


def amount(value: Decimal, currency: str) -> Inline:
    """A sum of money as the language writes it."""
    whole, cents = divmod(int(value * 100), 100)
    return message("types.amount", currency=currency, whole=whole, cents=f"{cents:02d}")


def _title_arguments(context: Context) -> dict[str, Argument]:
    gift = contribution_reported(context)
    return {"has_donor": "yes", "donor": _donor(context, gift)} if gift else {"has_donor": "no"}


TITLE_ARGUMENTS["donor title"] = _title_arguments


def _donor(context: Context, gift: DonorContribution) -> Inline:
    return party_name(context.record, gift.given_on, gift.organisation, gift.state)


@paragraph_type("contribution")
def contribution(context: Context) -> list[Paragraph]:
    """Who gave how much, when, for what and for which time."""
    gift = contribution_reported(context)
    if gift is None:
        return []
    who = facts("contributions", gift, "organisation" if gift.organisation else "state")
    clauses: list[Clause | None] = [
        clause("types.supported", context.names(), who, donor=_donor(context, gift)),
        clause("types.given_for", {}, purpose=text("contributions", gift, "purpose"))
        if gift.purpose and not _is_arranged(gift, "purpose")
        else None,
    ]
    if gift.amount is not None:
        stated = facts("contributions", gift, "amount", "currency")
        clauses.append(clause("types.given_amount", {}, stated, amount=amount(gift.amount, gift.currency)))
    if gift.given:
        clauses.append(clause("types.given_on", {}, facts("contributions", gift, "given"), date=Day(gift.given)))
    if gift.earmark:
        clauses.append(clause("types.earmarked", {}, earmark=text("contributions", gift, "earmark")))
    if gift.period_from and gift.period_until:
        stated = facts("contributions", gift, "period_from", "period_until")
        period = Days(gift.period_from, gift.period_until)
        clauses.append(clause("types.given_period", {}, stated, period=period))
    made = paragraph("contribution", clauses)
    return [made] if made else []


def _is_arranged(gift: DonorContribution, field: str) -> bool:
    return any(fact.is_arranged for fact in facts("contributions", gift, field))


@paragraph_type("contribution-activities")
def activities(context: Context) -> list[Paragraph]:
    """The activities that the contribution supports, as far as the record may state them."""
    gift, record = contribution_reported(context), context.record
    if gift is None:
        return []
    supported = record.read(_read_activities).get(gift.pk, [])
    known = [each for each in supported if record.activity_is_known(each)]
    if not known:
        own = facts("contributions", gift, "activities")
        return [Paragraph("activities", (clause("types.no_activities", {}, own),))]
    lead = clause("types.activities", {}, facts("contributions", gift, "activities"), count=len(known))
    return [Paragraph("activities", (lead,), tuple(Subparagraph((_activity(each),)) for each in known))]


def _activity(activity: Activity) -> Clause:
    of = source(f"{activity.kind}s" if activity.kind != "study" else "studies", activity)
    title = part_text(of, activity, "title")
    if activity.starts is None or "starts" in activity.arranged:
        return clause("types.activity", {}, title=title)
    last = activity.ends_on or activity.starts_on
    is_exact = activity.starts.precision == "day" and last is not None
    when = Days(activity.starts.value, last) if is_exact and last else Day(activity.starts)
    return clause("types.activity_on", {}, title=title, dates=when)


def _read_activities(record: RecordSnapshot) -> dict[int, list[Activity]]:
    found: dict[int, list[Activity]] = {}
    links = DonorContribution.activities.through.objects.order_by("activity__starts_on", "activity__slug")
    for link in links.select_related("activity"):
        found.setdefault(link.donorcontribution_id, []).append(link.activity)
    return found

"""I. Introduction: under which decisions, as at when; the initiative and the treaty it serves."""

from palermo.governance.models import Decision, DonorContribution, Initiative
from palermo.governance.states.mandates import Ask
from palermo.reporting.clauses import clause, day, facts, message, optional, paragraph, party_name, text
from palermo.reporting.context import Context, paragraph_type, summary_type
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Clause, Day, Fact, Inline, Listed, Note, Paragraph, Symbol


@summary_type("overview")
def summary_overview(context: Context) -> list[Clause]:
    """What the report is about."""
    initiative = context.record.initiative
    named = context.name("initiatives", initiative)
    return [clause("progress.summary_overview", {}, facts("initiatives", initiative, "name"), initiative=named)]


@summary_type("launch")
def summary_launch(context: Context) -> list[Clause]:
    """Who launched the initiative and when, whom it brings together, and its aim."""
    initiative = context.record.initiative
    if not context.record.was_launched or initiative.launched_by is None:
        return []
    return [*_launch_clauses("progress.summary_launch", context), *_aim("progress.summary_aim", context, note=None)]


@paragraph_type("basis")
def basis(context: Context) -> list[Paragraph]:
    """What the governing body decided, and what the report therefore is."""
    record, body = context.record, context.record.initiative.governing_body
    decisions, cutoff = legislative_basis(record), day(record.cutoff)
    if body is None:
        return []
    named = context.names()
    guided = [mandate for mandate in record.mandates if mandate.ask == Ask.ACT and mandate.paragraph]
    first = guided[0].paragraph.decision if guided and guided[0].paragraph else None
    clauses: list[Clause | None] = []
    if first and first.number:
        stated = (*facts("mandates", guided[0], "text", "paragraph"), *facts("decisions", first, "number"))
        clauses.append(clause("progress.guided", {}, stated, **named, number=Symbol(first.number)))
    own: tuple[Fact, ...] = facts("initiatives", record.initiative, "name")
    if decisions:
        numbers = Listed(tuple(Symbol(decision.number) for decision in decisions))
        stated = tuple(fact for decision in decisions for fact in facts("decisions", decision, "number"))
        clauses.append(clause("progress.account_under", {}, own, stated, **named, numbers=numbers, cutoff=cutoff))
    else:
        clauses.append(clause("progress.account", {}, own, **named, cutoff=cutoff))
    made = paragraph("basis", clauses)
    return [made] if made else []


@paragraph_type("launch")
def launch(context: Context) -> list[Paragraph]:
    """The initiative, once it was launched."""
    initiative = context.record.initiative
    if not context.record.was_launched or initiative.launched_by is None:
        return []
    treaty = initiative.treaty
    note = None
    if treaty and treaty.citation:
        note = Note((message("progress.citation", citation=text("treaties", treaty, "citation")),))
    clauses = [*_launch_clauses("progress.launched", context), *_aim("progress.aim", context, note)]
    made = paragraph("launch", clauses)
    return [made] if made else []


def legislative_basis(record: RecordSnapshot) -> list[Decision]:
    """The decisions under which Member States are consulted, and those that endorsed one taken between sessions."""
    consulted = [m.paragraph.decision for m in record.mandates if m.ask == Ask.CONSULT and m.paragraph]
    endorsing = [decision for decision in record.decisions if decision.endorses_id]
    return [each for each in dict.fromkeys([*consulted, *endorsing]) if each.number]


def _launch_clauses(key: str, context: Context) -> list[Clause]:
    record, initiative = context.record, context.record.initiative
    launched = clause(
        key,
        context.names(),
        facts("initiatives", initiative, "launched", "launched_by"),
        *(facts("initiatives", initiative, "launched_at") if initiative.launched_at else (),),
        *(facts("contributions", gift, "state", "organisation") for gift in record.contributions),
        date=Day(initiative.launched),
        **optional(
            {
                "place": text("places", initiative.launched_at, "locative") if initiative.launched_at else None,
                "donors": Listed(tuple(_donor(context, gift) for gift in record.contributions))
                if record.contributions
                else None,
                "brings": text("initiatives", initiative, "brings_together") if initiative.brings_together else None,
            }
        ),
    )
    return [launched]


def _aim(key: str, context: Context, note: Inline | None) -> list[Clause]:
    initiative: Initiative = context.record.initiative
    if not initiative.purpose:
        return []
    args = optional({"note": note})
    purpose = text("initiatives", initiative, "purpose")
    stated = facts("treaties", initiative.treaty, "name") if initiative.treaty else ()
    return [clause(key, context.names(), stated, purpose=purpose, **args)]


def _donor(context: Context, gift: DonorContribution) -> Inline:
    """A donor under the name that it had on the day of the gift."""
    return party_name(context.record, gift.given_on, gift.organisation, gift.state)

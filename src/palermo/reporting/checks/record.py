"""What the record could have stated at the cut-off and no paragraph does."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from palermo.core.text import plain
from palermo.governance.models import Decision, Endorsement, Mandate, Meeting
from palermo.governance.states.decisions import NEVER_ADOPTED, DecisionState
from palermo.governance.states.endorsements import EndorsementState
from palermo.reporting import tree
from palermo.reporting.clauses import source
from palermo.reporting.context import STATABLE_SOURCES, Statable
from palermo.reporting.record_snapshot import HasAudience, RecordSnapshot


def find_unstated(report: tree.Report, record: RecordSnapshot) -> list[Statable]:
    """Records that had come about at the cut-off and that no clause states, with the reasons that the record gives.

    None of a paper that does not account for the whole record, such as a briefing since the last consultation.
    """
    if not report.covers_record:
        return []
    stated = set(_stated(report))
    statable = dict.fromkeys(each for of in (_governance, *STATABLE_SOURCES) for each in of(record))
    return [each for each in statable if each.source not in stated]


def statable(record: RecordSnapshot, of: tree.Source, of_audience: HasAudience, reason: str = "") -> Statable:
    """A record that could be stated; `of_audience` is the record that has the audience: itself, or its activity.

    Without another reason, one is given where it is for another audience or holds what no source gives.
    """
    if not reason and not record.is_statable(of_audience):
        reason = _("Restricted to another audience.")
    if not reason and getattr(of_audience, "arranged", []):
        reason = _("Details supplied by this installation, not by a source.")
    return Statable(of, reason)


def _stated(report: tree.Report) -> Iterator[tree.Source]:
    for block in (*report.summary, *(block for section in report.sections for block in section.blocks)):
        yield from block.sources
        if isinstance(block, tree.Paragraph):
            yield from (stated for part in block.subparagraphs for stated in part.sources)


def _governance(record: RecordSnapshot) -> Iterator[Statable]:
    yield from (statable(record, source("meetings", each), each) for each in _held_meetings(record))
    yield from _decisions(record)
    yield from _mandates(record)
    for given in record.all_guidance:
        if record.is_reached(given.given_on):
            yield statable(record, source("guidance", given), given)
    yield from _endorsements(record)
    for gift in record.all_contributions:
        if record.is_reached(gift.given_on):
            yield statable(record, source("contributions", gift), gift)
    for due in record.reports_due:
        yield replace(statable(record, source("reports_due", due), due), name=capfirst(plain(due.subject)))


def _held_meetings(record: RecordSnapshot) -> Iterable[Meeting]:
    return [
        each
        for each in record.all_meetings
        if each.took_place and record.is_reached(each.ends_on) and not record.is_reached(each.cancelled_on)
    ]


def _decisions(record: RecordSnapshot) -> Iterator[Statable]:
    adopted: list[Decision] = [each for each in record.all_decisions if each.state not in NEVER_ADOPTED]
    for decision in adopted:
        if record.is_reached(decision.adopted_on):
            reason = _("Superseded") if decision.state == DecisionState.SUPERSEDED else ""
            yield statable(record, source("decisions", decision), decision, str(reason))


def _mandates(record: RecordSnapshot) -> Iterator[Statable]:
    mandates: list[Mandate] = [each for each in record.all_mandates if each.in_force_from <= record.cutoff]
    for mandate in mandates:
        ended = record.is_reached(mandate.ended_on)
        yield statable(record, source("mandates", mandate), mandate, mandate.get_state_display() if ended else "")


def _endorsements(record: RecordSnapshot) -> Iterator[Statable]:
    put: list[Endorsement] = [each for each in record.all_endorsements if record.is_reached(each.put_on)]
    for endorsement in put:
        withdrawn = endorsement.state == EndorsementState.WITHDRAWN and record.is_closed(endorsement)
        yield statable(record, source("endorsements", endorsement), endorsement, _("Withdrawn") if withdrawn else "")

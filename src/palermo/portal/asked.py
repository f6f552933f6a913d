"""Texts put to Member States as pages show them: where each stands now, and what the reader's delegation answered."""

from collections.abc import Iterable
from datetime import timedelta

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.first_rows import FirstRows, first_of
from palermo.governance.models import Endorsement
from palermo.governance.queries.endorsements import endorsements_open, result_day, standings_of
from palermo.governance.states.endorsements import EndorsementState, ResponseKind
from palermo.portal.listing import TARGET_FIRST
from palermo.portal.papers import paper_of

# A deadline's day is that of another time zone than the reader's by one day at most.
A_DAY = timedelta(days=1)


def stood(endorsements: Iterable[Endorsement]) -> list[Endorsement]:
    """The same rows, each with its `standing`; what is decided shows its result, written down or not. Never saved."""
    rows, now = list(endorsements), clock.now()
    found = standings_of(rows, now)
    for row in rows:
        row.standing = found[row.pk]
        if row.state != EndorsementState.OPEN or row.standing.is_open:
            continue
        row.state, day = row.standing.state, result_day(row.standing, row.procedure)
        row.result = PartialDate(day) if day else None
    return rows


def stood_in_passing(endorsement: Endorsement) -> Endorsement:
    """The same for one that another record's page names; nothing is asked where its deadline cannot have passed."""
    may_be_over = endorsement.target_on and endorsement.target_on <= clock.today() + A_DAY
    if endorsement.state == EndorsementState.OPEN and may_be_over:
        stood([endorsement])
    return endorsement


def asked_now(viewer: Viewer, most: int, *, also: Iterable[Endorsement] = ()) -> FirstRows:
    """What Member States are asked to approve, what closes first at the top, with the reader's own answer.

    `also` are rows of which the same page tells where they stand: found by the same queries.
    """
    rows = endorsements_open(viewer).select_related("procedure", "body").prefetch_related(paper_of(viewer))
    asked = first_of(rows.order_by(TARGET_FIRST, "slug"), most)
    stood([*asked, *also])
    found = [row for row in asked if row.standing.is_open]
    for row in found:
        row.own = own_position(row, viewer)
    return FirstRows(found, asked.more)


def own_position(endorsement: Endorsement, viewer: Viewer) -> str:
    """The approval or objection that counts of the reader's delegation, in a word; empty without one."""
    answers = endorsement.put[-1].counted if endorsement.put else ()
    own = [answer for answer in answers if answer.state in viewer.state_ids]
    return str(ResponseKind(own[-1].kind).label) if own else ""

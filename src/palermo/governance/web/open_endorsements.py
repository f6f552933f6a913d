"""Open endorsements as pages show them: where each text stands now, and what the reader's delegation answered."""

from collections.abc import Iterable
from datetime import UTC, timedelta

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.first_rows import FirstRows, first_of
from palermo.core.speech.zones import zone_of
from palermo.governance.models import Endorsement
from palermo.governance.queries.endorsements import endorsements_open, result_day, standings_of
from palermo.governance.standing import Answer, OwnReply
from palermo.governance.states.endorsements import EndorsementState, ResponseKind
from palermo.library.web.papers import paper_of
from palermo.site.listing import TARGET_FIRST

# A deadline's day is that of another time zone than the reader's by one day at most.
A_DAY = timedelta(days=1)


def add_standings(endorsements: Iterable[Endorsement]) -> list[Endorsement]:
    """Add its `standing` to each row, and the result to those that are decided; none of it is saved."""
    rows, now = list(endorsements), clock.now()
    standings = standings_of(rows, now)
    for row in rows:
        row.standing = standings[row.pk]
        if row.state != EndorsementState.OPEN or row.standing.is_open:
            continue
        row.state, day = row.standing.state, result_day(row.standing, row.procedure)
        row.result = PartialDate(day) if day else None
    return rows


def add_standing_if_due(endorsement: Endorsement) -> Endorsement:
    """Add the standing to one row that another record's page names, only if its deadline may have passed."""
    may_be_over = endorsement.target_on and endorsement.target_on <= clock.today() + A_DAY
    if endorsement.state == EndorsementState.OPEN and may_be_over:
        add_standings([endorsement])
    return endorsement


def open_endorsements(viewer: Viewer, most: int, *, also: Iterable[Endorsement] = ()) -> FirstRows:
    """What Member States are asked to approve, what closes first at the top, with the reader's own answer.

    `also` are further rows of the same page, to which standings are added by the same queries.
    """
    rows = endorsements_open(viewer).select_related("procedure", "body").prefetch_related(paper_of(viewer))
    first = first_of(rows.order_by(TARGET_FIRST, "slug"), most)
    add_standings([*first, *also])
    still_open = [row for row in first if row.standing.is_open]
    for row in still_open:
        row.own = own_reply(row, viewer)
    return FirstRows(still_open, first.more)


def has_replied(endorsement: Endorsement, viewer: Viewer) -> bool:
    """Whether each delegation of the reader approved the last version or objected to it."""
    return bool(viewer.delegation_ids) and viewer.delegation_ids <= {each.state for each in _answers(endorsement)}


def _answers(endorsement: Endorsement) -> tuple[Answer, ...]:
    return endorsement.put[-1].counted if endorsement.put else ()


def own_reply(endorsement: Endorsement, viewer: Viewer) -> OwnReply | None:
    """The approval or objection that counts of the reader's delegation, if it gave one."""
    own = [answer for answer in _answers(endorsement) if answer.state in viewer.state_ids]
    if not own:
        return None
    zone = zone_of(endorsement.procedure.time_zone) or UTC
    return OwnReply(ResponseKind(own[-1].kind), own[-1].made_at.astimezone(zone).date())

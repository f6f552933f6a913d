"""For whom a bundle is made: somebody who reads what one audience reads, acts for nobody and is named nowhere."""

from palermo.accounts.states import ANONYMOUS_READS, READS, Role
from palermo.accounts.viewer import VISITOR, Viewer
from palermo.core.audiences import Audience

_READS = {
    Audience.PUBLIC: ANONYMOUS_READS,
    Audience.MEMBER_STATES: READS[Role.DELEGATE],
    Audience.STEERING_COMMITTEE: READS[Role.COMMITTEE_MEMBER],
}


def reader_of(audience: str) -> Viewer:
    """The one by whose eyes everything in a bundle is rendered. Without a role: nothing is theirs by name or office."""
    reads = _READS[Audience(audience)]
    return VISITOR if reads == ANONYMOUS_READS else Viewer(audiences=reads)

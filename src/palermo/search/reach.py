"""Who an entry reaches, as words of the index: part of every query, so that nothing can be counted that is not read.

An entry carries the word of each tier whose reader sees the record, and of each person, State, organization or partner
named for it. A reader's query asks for the word of their own tier or one of their own names.
"""

from dataclasses import replace

from palermo.accounts.states import READS, Role
from palermo.accounts.viewer import VISITOR, Viewer
from palermo.core.audiences import Audience

# No account has this number.
NOBODY = 0
# Changes with who is tried: an index made with others is made again.
VERSION = 3
# The word of everybody who acts for a partner, whichever it is.
ANY_PARTNER = "p"

# One probe a tier: a viewer who reads no more than that tier and has no posting.
PROBES: dict[str, Viewer] = {
    "t0": VISITOR,
    "t1": Viewer(roles=frozenset({Role.DELEGATE}), audiences=READS[Role.DELEGATE]),
    "t2": Viewer(roles=frozenset({Role.COMMITTEE_MEMBER}), audiences=READS[Role.COMMITTEE_MEMBER]),
    "t3": Viewer(roles=frozenset({Role.SECRETARIAT}), audiences=READS[Role.SECRETARIAT]),
}


def tier_of(viewer: Viewer) -> str:
    """The word of the tier that a reader reads."""
    if viewer.is_secretariat:
        return "t3"
    if Audience.STEERING_COMMITTEE in viewer.audiences:
        return "t2"
    return "t1" if viewer.reads_member_states else "t0"


def person(pk: int) -> str:
    """The word of a person."""
    return f"u{pk}"


def representative(pk: int) -> str:
    """The word of a person as a representative of partners, while they are one."""
    return f"r{pk}"


def state(pk: int) -> str:
    """The word of everybody who acts for a State."""
    return f"s{pk}"


def organisation(pk: int) -> str:
    """The word of everybody who acts for an organization."""
    return f"o{pk}"


def partner(pk: int) -> str:
    """The word of everybody who acts for an organization as a partner of the initiative."""
    return f"{ANY_PARTNER}{pk}"


def words_of(viewer: Viewer) -> tuple[str, ...]:
    """All words by which a reader reaches entries: their tier first. Whose posting ended has no name left."""
    if not viewer.roles:
        return (tier_of(viewer),)
    named = [person(viewer.user_id)] if viewer.user_id else []
    named += [state(pk) for pk in sorted(viewer.state_ids)]
    named += [organisation(pk) for pk in sorted(viewer.organisation_ids)]
    if Role.PARTNER in viewer.roles:
        named += [ANY_PARTNER, *([representative(viewer.user_id)] if viewer.user_id else [])]
    named += [partner(pk) for pk in sorted(viewer.partner_ids)]
    return (tier_of(viewer), *named)


def probe(word: str) -> Viewer:
    """Somebody who reads what the public reads and has this one name; a name counts while one acts for somebody."""
    if word in PROBES:
        return PROBES[word]
    if word.startswith(ANY_PARTNER):
        of = frozenset(map(int, filter(None, [word.removeprefix(ANY_PARTNER)])))
        return Viewer(user_id=NOBODY, roles=frozenset({Role.PARTNER}), organisation_ids=of, partner_ids=of)
    if word.startswith("r"):
        return Viewer(user_id=int(word[1:]), roles=frozenset({Role.PARTNER}))
    pk, somebody = int(word[1:]), Viewer(user_id=NOBODY, roles=frozenset({Role.FOCAL_POINT}))
    return {
        "u": lambda: replace(somebody, user_id=pk),
        "s": lambda: replace(somebody, state_ids=frozenset({pk})),
        "o": lambda: replace(somebody, organisation_ids=frozenset({pk})),
    }[word[0]]()

"""What a return carries over from the last one of its State: who fills in which table, ministries and sources.

What was carried over is what both returns have in common, so that nothing has to be kept of it: what is changed in the
later return is its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from palermo.accounts.models import Invitation, Posting, User
from palermo.accounts.states import InvitationState, Role
from palermo.core import clock
from palermo.returns.figures import structure_of
from palermo.returns.models import Return, ReturnBlock
from palermo.returns.structure import Table
from palermo.treaties.states.laws import LawStatus

SOURCE = ("article_id", "article_text", "agency", "unit")
MINISTRY = ("ministry_id", "ministry_text")


@dataclass(frozen=True)
class CarriedTable:
    """A table with the names of the fields that it has from the earlier return."""

    block: ReturnBlock
    names: tuple[str, ...]

    @property
    def key(self) -> str:
        """By which a form names it."""
        return f"table-{self.block.pk}"

    @property
    def has_source(self) -> bool:
        """Whether its article of law, agency or counting unit was carried over."""
        return any(name in SOURCE for name in self.names)

    @property
    def has_ministry(self) -> bool:
        """Whether its ministry was carried over."""
        return any(name in MINISTRY for name in self.names)


@dataclass(frozen=True)
class CarriedPerson:
    """A person, or one who was invited, with the tables that they fill in as before."""

    contributor: User | Invitation
    blocks: tuple[ReturnBlock, ...]

    @property
    def key(self) -> str:
        """By which a form names it."""
        return f"{'person' if isinstance(self.contributor, User) else 'invitation'}-{self.contributor.pk}"

    @property
    def name(self) -> str:
        """The name of the person."""
        return str(self.contributor.name)


@dataclass(frozen=True)
class CarriedOver:
    """What a return has from an earlier one.

    `left_out` are those who may no longer fill in tables, with those of their tables that no one has yet.
    """

    earlier: Return
    tables: tuple[CarriedTable, ...]
    people: tuple[CarriedPerson, ...]
    left_out: tuple[CarriedPerson, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        """By which a form names all that was carried over."""
        return frozenset([each.key for each in self.tables] + [each.key for each in self.people])


def last_return(national_return: Return) -> Return | None:
    """The return from which another carries over: the one that it corrects, or the last for an earlier year."""
    if national_return.replaces:
        return national_return.replaces
    earlier = Return.objects.filter(
        state=national_return.state_id,
        round__year__lt=national_return.round.year,
        round__is_invented=national_return.round.is_invented,
    )
    return earlier.select_related("round").order_by("-round__year", "-number", "-pk").first()


def may_contribute(state_id: int) -> QuerySet[User]:
    """The people to whom tables of a State's returns can be assigned: its data focal points who are no delegates."""
    posted = Posting.objects.current_on(clock.today()).filter(state=state_id)
    delegates = posted.filter(role=Role.DELEGATE).values("user")
    focal_points = posted.filter(role=Role.FOCAL_POINT).values("user")
    return User.objects.filter(is_active=True, pk__in=focal_points).exclude(pk__in=delegates)


def invitations_that_hold(state_id: int) -> QuerySet[Invitation]:
    """The invitations to fill in data of a State that wait or can be accepted, or whose person may still do so."""
    waiting = Q(state=InvitationState.PROPOSED) | Q(state=InvitationState.SENT, expires_at__gt=clock.now())
    accepted = Q(state=InvitationState.ACCEPTED, posting__user__in=may_contribute(state_id))
    return Invitation.objects.filter(waiting | accepted, state_for=state_id, role=Role.FOCAL_POINT)


def new_block(national_return: Return, table: Table, earlier: ReturnBlock | None) -> ReturnBlock:
    """A table of a return with what the same table had in an earlier one, as far as it still holds."""
    block = ReturnBlock(of=national_return, table=table.key, unit=table.units[0] if len(table.units) == 1 else "")
    if earlier is None:
        return block
    block.agency, block.article_text = earlier.agency, earlier.article_text
    block.unit = earlier.unit if earlier.unit in table.units else block.unit
    if earlier.article and earlier.article.status == LawStatus.RECORDED:
        block.article = earlier.article
    block.ministry_id, block.ministry_text = earlier.ministry_id, earlier.ministry_text
    return block


def carry_over_people(later: Return, earlier: Return) -> None:
    """Assign the tables of a return to those who had the same in an earlier one and may still fill them in."""
    people = set(may_contribute(later.state_id))
    invitations = set(invitations_that_hold(later.state_id))
    former = _blocks_of(earlier)
    for block in later.blocks.filter(table__in=sorted(former)):
        block.people.add(*people & set(former[block.table].people.all()))
        block.invitations.add(*invitations & set(former[block.table].invitations.all()))


def carried_over(national_return: Return) -> CarriedOver | None:
    """What a return has from an earlier one; None where there is none."""
    earlier = last_return(national_return)
    if earlier is None:
        return None
    former, tables = _blocks_of(earlier), structure_of(national_return.round.edition).tables
    blocks = [
        block
        for block in sorted(_blocks_of(national_return).values(), key=lambda block: block.pk)
        if block.table in former and block.table in tables
    ]
    for block in blocks:
        block.of = national_return
    taken = [CarriedTable(block, _common(block, former[block.table], tables[block.table])) for block in blocks]
    return CarriedOver(
        earlier,
        tuple(each for each in taken if each.names),
        _people_in_common(blocks, former),
        _left_out(national_return, blocks, former),
    )


def _blocks_of(national_return: Return) -> dict[str, ReturnBlock]:
    rows = national_return.blocks.select_related("article", "ministry")
    rows = rows.prefetch_related("people", "invitations")
    return {block.table: block for block in rows}


def _common(block: ReturnBlock, earlier: ReturnBlock, table: Table) -> tuple[str, ...]:
    """The fields in which both have the same; a table that can have one counting unit only has that of itself."""
    names = [name for name in (*SOURCE, *MINISTRY) if name != "unit" or len(table.units) > 1]
    return tuple(name for name in names if (value := getattr(block, name)) and value == getattr(earlier, name))


def _people_in_common(blocks: Iterable[ReturnBlock], former: dict[str, ReturnBlock]) -> tuple[CarriedPerson, ...]:
    return _by_person((each, block) for block in blocks for each in _assigned(block) & _assigned(former[block.table]))


def _left_out(
    national_return: Return, blocks: Iterable[ReturnBlock], former: dict[str, ReturnBlock]
) -> tuple[CarriedPerson, ...]:
    """Those who filled in tables then and may no longer do so, with those of their tables that no one has now."""
    state = national_return.state_id
    able: set[User | Invitation] = {*may_contribute(state), *invitations_that_hold(state)}
    unassigned = [block for block in blocks if not _assigned(block) & able]
    return _by_person((each, block) for block in unassigned for each in _assigned(former[block.table]) - able)


def _assigned(block: ReturnBlock) -> set[User | Invitation]:
    return {*block.people.all(), *block.invitations.all()}


def _by_person(pairs: Iterable[tuple[User | Invitation, ReturnBlock]]) -> tuple[CarriedPerson, ...]:
    found: dict[User | Invitation, list[ReturnBlock]] = {}
    for each, block in pairs:
        found.setdefault(each, []).append(block)
    people = (CarriedPerson(each, tuple(blocks)) for each, blocks in found.items())
    return tuple(sorted(people, key=lambda person: (person.name, person.key)))

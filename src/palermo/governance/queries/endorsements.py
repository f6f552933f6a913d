"""Who sees which endorsement and who answered what; where each stands now, whether or not anybody wrote it down."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Case, DateTimeField, F, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models import prefetch_related_objects as fetch
from django.db.models.functions import Coalesce
from django.utils import timezone

from palermo.accounts.models import State
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.governance.models import Endorsement, Extension, Procedure, Response, TextVersion
from palermo.governance.standing import Answer, Move, PutText, Standing, Terms, compute_standing
from palermo.governance.states.endorsements import COUNTED, Electorate, EndorsementState, ProcedureKind, ResponseKind

LATEST_FIRST = Coalesce("result_on", "target_on", "put_on").desc()


def endorsements_visible_to(viewer: Viewer) -> QuerySet[Endorsement]:
    """Endorsements for the viewer's audiences."""
    return Endorsement.objects.filter(audience__in=viewer.audiences)


def endorsements_with_deadline(viewer: Viewer) -> QuerySet[Endorsement]:
    """Endorsements for the viewer's audiences with `ends_at`, the instant from which a text counts as decided."""
    return endorsements_visible_to(viewer).annotate(ends_at=_ends_at())


def endorsements_open(viewer: Viewer, now: datetime | None = None) -> QuerySet[Endorsement]:
    """What Member States are asked to approve now: nothing whose deadline has passed, settled or not."""
    return endorsements_visible_to(viewer).annotate(ends_at=_ends_at()).filter(_is_open(now or clock.now()))


def endorsements_closed(viewer: Viewer, now: datetime | None = None) -> QuerySet[Endorsement]:
    """Endorsements for the viewer's audiences that are not open any more, the latest first."""
    closed = endorsements_visible_to(viewer).annotate(ends_at=_ends_at()).exclude(_is_open(now or clock.now()))
    return closed.order_by(LATEST_FIRST, "slug")


def endorsements_to_settle(now: datetime) -> QuerySet[Endorsement]:
    """Those whose deadline has passed and whose result nobody has written down: of every audience, for the command."""
    passed = Endorsement.objects.annotate(ends_at=_ends_at()).filter(state=EndorsementState.OPEN, ends_at__lte=now)
    return passed.exclude(procedure__kind=ProcedureKind.MEETING).order_by("ends_at", "slug")


def endorsements_to_announce(viewer: Viewer, now: datetime) -> QuerySet[Endorsement]:
    """Submitted to Member States by a deadline, decided, and not announced to them yet."""
    # `ends_at` is annotated there, which the types of a queryset do not show.
    decided = endorsements_closed(viewer, now).filter(announced_on=None, ends_at__isnull=False)  # type: ignore[misc]
    return decided.exclude(state=EndorsementState.WITHDRAWN)


def _ends_at() -> Subquery:
    """The instant from which a list counts a text as decided: the last deadline set for its last version."""
    versions = TextVersion.objects.filter(endorsement=OuterRef("pk")).annotate(moved_to=Max("extensions__closes_at"))
    ends = Case(When(moved_to__gt=F("closes_at"), then=F("moved_to")), default=F("closes_at"))
    last = versions.annotate(ends=ends).order_by("-number").values("ends")[:1]
    return Subquery(last, output_field=DateTimeField())


def endorsements_at_odds(now: datetime) -> list[tuple[Endorsement, Standing]]:
    """Results on record that the times of the acts do not give, with what they give: of every audience, for a check."""
    decided = Endorsement.objects.exclude(state__in=[EndorsementState.OPEN, EndorsementState.WITHDRAWN])
    decided = decided.exclude(procedure__kind=ProcedureKind.MEETING).annotate(ends_at=_ends_at())
    rows = _read_acts(decided.filter(ends_at__isnull=False).select_related("procedure").order_by("slug"))
    members = _members(rows)
    computed = [(row, _standing_of_version(row.put[-1], row.procedure, members, now)) for row in rows]
    return [
        (row, standing)
        for row, standing in computed
        if (standing.state, result_day(standing, row.procedure)) != (row.state, row.result_on)
    ]


def _is_open(now: datetime) -> Q:
    by_recording = Q(ends_at=None) | Q(procedure__kind=ProcedureKind.MEETING)
    return Q(state=EndorsementState.OPEN) & (by_recording | Q(ends_at__gt=now))


def responses_visible_to(viewer: Viewer) -> QuerySet[Response]:
    """What Member States answered, with their names: an objection only where the procedure lets this reader know whose.

    A delegation always sees its own. Who sees the endorsement sees approvals, comments and explanations.
    """
    readable = Q(version__endorsement__procedure__objections_read_by__in=viewer.audiences)
    own = Q(state__in=viewer.state_ids)
    visible = Response.objects.filter(version__endorsement__audience__in=viewer.audiences)
    return visible.filter(~Q(kind=ResponseKind.OBJECTION) | readable | own)


def may_read_objections(viewer: Viewer, procedure: Procedure) -> bool:
    """Whether this reader may know which State objected."""
    return procedure.objections_read_by in viewer.audiences


# Where they stand


def versions_of(endorsement: Endorsement) -> list[TextVersion]:
    """The versions of a text in their order, each with its `moves` and the answers that are `counted`; asked once."""
    return _read_acts([endorsement])[0].put


def standings_of(endorsements: Iterable[Endorsement], now: datetime) -> dict[int, Standing]:
    """Where each stands at an instant, by its number; four queries for all of them."""
    rows = _read_acts(endorsements)
    members = _members(rows)
    return {row.pk: _standing_of(row, members, now) for row in rows}


def _read_acts(endorsements: Iterable[Endorsement]) -> list[Endorsement]:
    """Read everything that a standing follows from, but not the texts; answers in the order in which they count."""
    rows = list(endorsements)
    if unread := [row for row in rows if not hasattr(row, "put")]:
        fetch(unread, "procedure")
        of_these = TextVersion.objects.filter(endorsement__in=[row.pk for row in unread]).order_by("number")
        versions = list(of_these.defer("text", "what_changed", "files"))
        moves, answers = _moves(versions), _answers(versions)
        for version in versions:
            version.moves, version.counted = tuple(moves[version.pk]), tuple(answers[version.pk])
        for row in unread:
            row.put = [version for version in versions if version.endorsement_id == row.pk]
    return rows


def _moves(versions: list[TextVersion]) -> dict[int, list[Move]]:
    rows = Extension.objects.filter(version__in=[version.pk for version in versions]).order_by("number")
    moves: dict[int, list[Move]] = defaultdict(list)
    extensions = rows.values_list("version", "number", "made_at", "closes_at")
    for version, number, made_at, closes_at in extensions if versions else ():
        moves[version].append(Move(number, made_at, closes_at))
    return moves


def _answers(versions: list[TextVersion]) -> dict[int, list[Answer]]:
    rows = Response.objects.filter(version__in=[version.pk for version in versions], kind__in=COUNTED)
    responses = rows.order_by("made_at", "number").values_list("version", "number", "state", "kind", "made_at")
    answers: dict[int, list[Answer]] = defaultdict(list)
    for version, number, state, kind, made_at in responses if versions else ():
        answers[version].append(Answer(number, state, kind, made_at))
    return answers


def standing_of(endorsement: Endorsement, now: datetime) -> Standing:
    """Where an endorsement stands at an instant: what was recorded, else what its answers and its deadline come to."""
    return standings_of([endorsement], now)[endorsement.pk]


def is_approved(endorsement: Endorsement, now: datetime | None = None) -> bool:
    """Whether Member States have approved the text, so that it can be the source of a mandate."""
    return standing_of(endorsement, now or clock.now()).state == EndorsementState.APPROVED


def standings_of_versions(endorsement: Endorsement, now: datetime) -> dict[int, Standing]:
    """What each version came to, by its number; a version still open when the next was put ended without a result."""
    versions = versions_of(endorsement)
    members, ends = _members([endorsement]), [version.opens_at for version in versions[1:]]
    standings = {
        version.number: _standing_of_version(version, endorsement.procedure, members, min(now, end))
        for version, end in zip(versions, ends, strict=False)
    }
    if versions:
        standings[versions[-1].number] = _standing_of(endorsement, members, now)
    return standings


def result_day(standing: Standing, procedure: Procedure) -> date | None:
    """The day of a result, as calendars stand where the procedure sets its deadlines."""
    return standing.at.astimezone(ZoneInfo(procedure.time_zone)).date() if standing.at else None


def _standing_of(endorsement: Endorsement, members: dict[int, date | None], now: datetime) -> Standing:
    state = EndorsementState(endorsement.state)
    if not endorsement.put:
        return Standing(state, None, None)
    computed = _standing_of_version(endorsement.put[-1], endorsement.procedure, members, now)
    if state in {EndorsementState.OPEN, computed.state}:
        return computed
    # What was recorded stands: a withdrawal, or what a meeting decided.
    return computed._replace(state=state, at=None)


def _standing_of_version(
    version: TextVersion, procedure: Procedure, members: dict[int, date | None], now: datetime
) -> Standing:
    electors = _electors(members, timezone.localdate(version.opens_at))
    terms = Terms(procedure.kind, procedure.numerator, procedure.denominator, procedure.electorate, electors)
    return compute_standing(PutText(version.opens_at, version.closes_at, version.moves, version.counted), terms, now)


def _members(rows: list[Endorsement]) -> dict[int, date | None]:
    """Every Member State and since when it is one; asked once, and only where a share of all of them decides."""
    asking = [row for row in rows if any(version.closes_at for version in row.put) and _is_share_of_all(row.procedure)]
    if any(not hasattr(row, "members") for row in asking):
        members = dict(State.objects.filter(is_member=True).values_list("pk", "member_since"))
        for row in asking:
            row.members = members
    return asking[0].members if asking else {}


def _is_share_of_all(procedure: Procedure) -> bool:
    return procedure.kind == ProcedureKind.WRITTEN and procedure.electorate == Electorate.ALL


def _electors(members: dict[int, date | None], day: date) -> frozenset[Hashable]:
    """Who was a Member State when the text was put."""
    return frozenset(state for state, since in members.items() if since is None or since <= day)

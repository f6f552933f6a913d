"""Treaties, actions and statements from the record; who may see them; their status as at a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from palermo.accounts.models import Organisation, State
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.treaties.models import EffectRule, ListedName, Statement, Treaty, TreatyAction
from palermo.treaties.models.participants import OfParticipant
from palermo.treaties.provisions import concerns
from palermo.treaties.states.participation import ActionKind, DelayUnit, StatementKind
from palermo.treaties.status import Action, Delay, Effect, Participant, TreatyRule, TreatyStatus


def treaties_visible_to(viewer: Viewer) -> QuerySet[Treaty]:
    """Every treaty for the viewer's audiences: those taken from an index are the secretariat's until published."""
    return Treaty.objects.filter(audience__in=viewer.audiences)


def published_treaties(viewer: Viewer) -> QuerySet[Treaty]:
    """Those that are public: lists, search and forms offer no others to anyone."""
    return treaties_visible_to(viewer).filter(audience=Audience.PUBLIC)


def actions_visible_to(viewer: Viewer) -> QuerySet[TreatyAction]:
    """Every action deposited by today in respect of a treaty that the viewer may see."""
    return TreatyAction.objects.filter(deposited_on__lte=clock.today(), treaty__audience__in=viewer.audiences)


def statements_visible_to(viewer: Viewer) -> QuerySet[Statement]:
    """Every statement made by today on a treaty that the viewer may see."""
    return Statement.objects.filter(made_on__lte=clock.today(), treaty__audience__in=viewer.audiences)


def participant_key(row: TreatyAction | Statement | ListedName) -> Participant:
    """Who a row is of, as `status` knows participants."""
    if row.state_id is not None:
        return Participant(row.state_id)
    assert row.organisation_id is not None
    return Participant(row.organisation_id, is_organisation=True)


def treaty_statuses(treaties: Iterable[Treaty] | None = None) -> dict[int, TreatyStatus]:
    """The status of treaties by primary key, of all without `treaties`, in three queries.

    Pages ask it for a day, no later than today (`day_shown`); it answers as at the last day that its list covers.
    """
    known = {treaty.pk: treaty for treaty in Treaty.objects.all()}
    effects: dict[int, dict[ActionKind, Effect]] = defaultdict(dict)
    for rule in EffectRule.objects.all():
        effects[rule.treaty_id][ActionKind(rule.kind)] = Effect(
            Delay(rule.delay, DelayUnit(rule.unit)), rule.waits_for_entry
        )
    actions = _actions_by_treaty()
    made: dict[int, TreatyStatus] = {}

    def make(pk: int, below: frozenset[int] = frozenset()) -> TreatyStatus:
        if pk not in made:
            treaty = known[pk]
            # Treaties that supplement one another have no parent to ask.
            above = treaty.supplements_id if treaty.supplements_id not in below | {pk} else None
            parent = make(above, below | {pk}) if above else None
            made[pk] = TreatyStatus(rule_of(treaty, effects[pk]), tuple(actions[pk]), treaty.known_until, parent)
        return made[pk]

    wanted = known if treaties is None else [treaty.pk for treaty in treaties]
    return {pk: make(pk) for pk in wanted}


def treaty_status(treaty: Treaty) -> TreatyStatus:
    """The status of one treaty."""
    return treaty_statuses([treaty])[treaty.pk]


def rule_of(treaty: Treaty, effects: Mapping[ActionKind, Effect]) -> TreatyRule:
    """A treaty's own rule, with its rules of effect."""
    return TreatyRule(
        instruments=treaty.instruments_needed or 0,
        delay=Delay(treaty.entry_delay, DelayUnit(treaty.entry_delay_unit)),
        counts_organisations=treaty.counts_organisations,
        enters_after_parent=treaty.enters_after_parent,
        ends_with_parent=treaty.ends_with_parent,
        effects=dict(effects),
    )


def _actions_by_treaty() -> dict[int, list[Action]]:
    """Every action, read as plain columns: a page needs all of them."""
    found: dict[int, list[Action]] = defaultdict(list)
    columns = ("treaty_id", "state_id", "organisation_id", "kind", "deposited_on", "stated_effect_on", "pk")
    for treaty, state, organisation, kind, deposited_on, stated, pk in TreatyAction.objects.order_by().values_list(
        *columns
    ):
        participant = Participant(state) if state is not None else Participant(organisation, is_organisation=True)
        found[treaty].append(Action(participant, ActionKind(kind), deposited_on, stated, pk))
    return found


def day_shown(asked: date | None) -> date:
    """The day asked for, but none to come. As at which day the status is then, `TreatyStatus.day` says."""
    return min(asked or clock.today(), clock.today())


def participants(keys: Iterable[Participant]) -> dict[Participant, State | Organisation]:
    """The States and organizations behind keys, with the names they have had, in four queries."""
    wanted = list(keys)
    states = State.objects.filter(pk__in=[key.pk for key in wanted if not key.is_organisation])
    organisations = Organisation.objects.filter(pk__in=[key.pk for key in wanted if key.is_organisation])
    found: dict[Participant, State | Organisation] = {
        Participant(state.pk): state for state in states.prefetch_related("former_names")
    }
    found |= {
        Participant(each.pk, is_organisation=True): each for each in organisations.prefetch_related("listednames")
    }
    return found


def actions_of(treaty: Treaty, on: date) -> QuerySet[TreatyAction]:
    """The actions in respect of a treaty deposited by a day, with participants and their names, oldest first."""
    return with_participants(TreatyAction.objects.filter(treaty=treaty, deposited_on__lte=on))


def with_participants[Row: OfParticipant](rows: QuerySet[Row]) -> QuerySet[Row]:
    """Rows with their participants and the names these have had."""
    return rows.select_related("state", "organisation").prefetch_related(
        "state__former_names", "organisation__listednames"
    )


def statements_on(day: date, treaty: Treaty | None = None) -> QuerySet[Statement]:
    """Statements made by a day, with their participants and the responses made by then, oldest first."""
    made = Statement.objects.filter(made_on__lte=day)
    of_treaty = made.filter(treaty=treaty) if treaty else made
    responses = Prefetch("responses", with_participants(made).order_by("made_on", "slug"))
    return with_participants(of_treaty).select_related("treaty").prefetch_related(responses)


def standing_statements(day: date, treaty: Treaty | None = None) -> QuerySet[Statement]:
    """As `statements_on`, without those that had been withdrawn by the day, and without withdrawals.

    A withdrawal that names provisions is a partial one: the statement stands.
    """
    withdrawn = Q(responses__kind=StatementKind.WITHDRAWAL, responses__provision="", responses__made_on__lte=day)
    gone = Statement.objects.filter(withdrawn).values("pk")
    return statements_on(day, treaty).exclude(kind=StatementKind.WITHDRAWAL).exclude(pk__in=gone)


def reservations_to(treaty: Treaty, provision: str, day: date) -> list[Statement]:
    """Reservations to a provision, such as "15(2)", that stand as at a day; those to its whole article count too."""
    standing = standing_statements(day, treaty).filter(kind=StatementKind.RESERVATION)
    return [each for each in standing if concerns(each.provision, provision)]

"""Random acts by random people, while time passes: what must always hold, holds after each.

The people and the record they act on are in small_world.py; what must hold is said a second time, from raw rows, in
oracles.py. `pytest -m slow tests/governance/test_invariants.py` tries many more sequences.
"""

import shutil
import tempfile
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from palermo.accounts.models import State
from palermo.accounts.viewer import viewer_of
from palermo.audit import chain
from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.events.queries.register import follow_ups_visible_to, progress_visible_to
from palermo.governance.actions import activities as activities_actions
from palermo.governance.actions import decisions as decisions_actions
from palermo.governance.actions import endorsements as endorsements_actions
from palermo.governance.actions import follow_ups, texts
from palermo.governance.actions import guidance as guidance_actions
from palermo.governance.actions import mandates as mandates_actions
from palermo.governance.actions import meetings as meetings_actions
from palermo.governance.models import (
    ActionPoint,
    Activity,
    Body,
    Correction,
    Decision,
    Disposition,
    Endorsement,
    FollowUp,
    Guidance,
    Mandate,
    Meeting,
    OperativeParagraph,
    ProgressReport,
    Response,
)
from palermo.governance.plans import Plan
from palermo.governance.queries import activities, decisions, dispositions, endorsements, guidance, mandates, meetings
from palermo.governance.states.activities import ActivityState
from palermo.governance.states.endorsements import EndorsementState, ResponseKind
from palermo.governance.states.follow_ups import FollowUpState
from palermo.governance.states.guidance import AnswerKind
from palermo.governance.states.mandates import Fate, MandateState
from palermo.record.exporting import export_folder
from palermo.record.importing import import_folder
from tests.factories.accounts import make_organisation
from tests.factories.common import number
from tests.governance import oracles
from tests.governance.small_world import AUDIENCES, BEGINS, fill, make_users, words
from tests.record.sample import folder_bytes
from tests.record.test_export import empty_the_database

pytestmark = pytest.mark.django_db
VISIBLE = {
    Activity: activities.activities_visible_to,
    Correction: guidance.corrections_visible_to,
    Decision: decisions.decisions_visible_to,
    Disposition: dispositions.dispositions_visible_to,
    Endorsement: endorsements.endorsements_visible_to,
    FollowUp: follow_ups_visible_to,
    Guidance: guidance.guidance_visible_to,
    Mandate: mandates.mandates_visible_to,
    Meeting: meetings.meetings_visible_to,
    ProgressReport: progress_visible_to,
    Response: endorsements.responses_visible_to,
}
WORDS = words()
# The secretariat does most of what is done; the others try everything too.
WHO = st.sampled_from(
    ["officer"] * 8
    + ["other officer", "delegate of State A", "delegate of State B", "delegate of State C"]
    + ["member", "focal point", "no role", "nobody"]
)
DELEGATE = st.sampled_from(
    ["delegate of State A", "delegate of State B", "delegate of State C", "focal point", "officer"]
)
PICK = st.integers(0, 30)
DAYS = st.integers(-40, 3)
PAST_DAYS = st.sampled_from([-30, -7, -1, 0, 0, 0, 1])


class Initiative(RuleBasedStateMachine):
    """Acts on the record, each by somebody who may or may not do it."""

    def __init__(self) -> None:
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        # One identical world, however often a sequence is tried again.
        self.clock = override_settings(PALERMO_TODAY=BEGINS)
        self.clock.enable()
        self.users = make_users()
        fill()
        self.authority: dict[int, tuple[int, date]] = {}
        self.names = count(1)
        self.seen: dict[str, tuple] = {}

    def teardown(self) -> None:
        try:
            self._export_and_import_give_the_same()
        finally:
            self.clock.disable()
            transaction.set_rollback(True)
            self.world.__exit__(None, None, None)

    # How acts are tried

    def attempt(self, act, *args, **kwargs):
        """What an act gave, or None where it was refused, which leaves nothing behind."""
        acts = chain.AuditEvent.objects.count()
        try:
            with transaction.atomic():
                return act(*args, **kwargs)
        except (Refused, ValidationError):
            assert chain.AuditEvent.objects.count() == acts
            return None

    def one(self, model, pick, **chosen):
        """One of the rows there are, or None."""
        rows = list(model.objects.filter(**chosen).order_by("pk"))
        return rows[pick % len(rows)] if rows else None

    def name(self, kind):
        return f"{kind}-{next(self.names)}-{number()}"

    @property
    def today(self):
        return clock.today()

    def day(self, days):
        return self.today + timedelta(days=days)

    # Time

    @rule(hours=st.sampled_from([1, 5, 23, 24, 25, 72, 24 * 30]), seconds=st.sampled_from([0, 0, 1, 59]))
    def time_passes(self, hours, seconds):
        self.clock.disable()
        later = clock_now(self.clock) + timedelta(hours=hours, seconds=seconds)
        self.clock = override_settings(PALERMO_TODAY=later)
        self.clock.enable()

    # Decisions and mandates

    @rule(who=WHO, pick=PICK, days=DAYS)
    def adopt(self, who, pick, days):
        if decision := self.one(Decision, pick, state="draft"):
            self.attempt(decisions_actions.adopt_decision, decision, on=PartialDate(self.day(days)), by=self.users[who])

    @rule(who=WHO, pick=PICK, other=PICK)
    def supersede(self, who, pick, other):
        decision, successor = self.one(Decision, pick), self.one(Decision, other)
        self.attempt(decisions_actions.supersede_decision, decision, successor=successor, by=self.users[who])

    @rule(who=WHO, pick=PICK, kind=st.sampled_from(["paragraph", "guidance", "endorsement"]), days=DAYS, tier=PICK)
    def make_mandate(self, who, pick, kind, days, tier):
        models = {"paragraph": OperativeParagraph, "guidance": Guidance, "endorsement": Endorsement}
        mandate = Mandate(
            slug=self.name("mandate"),
            title=WORDS,
            addressee_organisation=make_organisation(),
            ask="act",
            in_force_from=self.day(days),
            audience=AUDIENCES[tier % 4],
            **{kind: self.one(models[kind], pick)},
        )
        self.attempt(mandates_actions.make_mandate, mandate, by=self.users[who])

    @rule(
        who=WHO,
        pick=PICK,
        state=st.sampled_from([MandateState.FULFILLED, MandateState.LAPSED, MandateState.SUPERSEDED]),
        days=PAST_DAYS,
        other=PICK,
        fates=st.lists(st.sampled_from(Fate), min_size=1, max_size=4),
        forgets=st.booleans(),
    )
    def end_mandate(self, who, pick, state, days, other, fates, forgets):
        mandate, on = self.one(Mandate, pick), self.day(days)
        answers = self.answers(mandate, other, fates, forgets)
        successor = self.one(Mandate, other) if state == MandateState.SUPERSEDED else None
        details = {"on": on, "reason": WORDS, "successor": successor, "answers": answers, "by": self.users[who]}
        if self.attempt(mandates_actions.end_mandate, mandate, state, **details):
            self.transferred(answers, on)

    @rule(who=WHO, pick=PICK, days=PAST_DAYS, other=PICK, fates=st.lists(st.sampled_from(Fate), min_size=1, max_size=4))
    def narrow_mandate(self, who, pick, days, other, fates):
        mandate, on = self.one(Mandate, pick), self.day(days)
        answers = self.answers(mandate, other, fates, forgets=False)
        details = {"text": words(self.name("text")), "conditions": WORDS, "on": on, "reason": WORDS}
        if self.attempt(mandates_actions.narrow_mandate, mandate, **details, answers=answers, by=self.users[who]):
            self.transferred(answers, on)

    def answers(self, mandate, other, fates, forgets):
        """What is to become of each activity under a mandate; sometimes one is forgotten."""
        under = list(mandate.activities.filter(state__in=["authorised", "under_way"]).order_by("pk"))
        given = []
        for activity, fate in zip(under[forgets:], fates * len(under), strict=False):
            another = self.one(Mandate, other) if fate == Fate.OTHER_MANDATE else None
            given.append(Disposition(activity=activity, fate=fate, under=another, reason=WORDS))
        return given

    def transferred(self, answers, on):
        for answer in answers:
            if answer.fate == Fate.OTHER_MANDATE:
                self.authority[answer.activity_id] = (answer.under.pk, on)

    # Activities

    @rule(who=WHO, tier=PICK)
    def propose(self, who, tier):
        activity = Activity(slug=self.name("activity"), kind="other", title=WORDS, audience=AUDIENCES[tier % 4])
        self.attempt(activities_actions.propose_activity, activity, on=self.today, by=self.users[who])

    @rule(who=WHO, pick=PICK, mandate=st.one_of(st.none(), PICK), days=PAST_DAYS)
    def authorise(self, who, pick, mandate, days):
        activity = self.one(Activity, pick, state="proposed")
        named, on = None if mandate is None else self.one(Mandate, mandate), self.day(days)
        if activity and self.attempt(
            activities_actions.authorise_activity, activity, mandate=named, on=on, by=self.users[who]
        ):
            assert named is not None
            self.authority[activity.pk] = (named.pk, on)

    @rule(who=WHO, pick=PICK, to=st.sampled_from(ActivityState))
    def move_activity(self, who, pick, to):
        if activity := self.one(Activity, pick):
            self.attempt(activities_actions.move_activity, activity, to, on=self.today, by=self.users[who])

    # Texts submitted to Member States

    @rule(who=WHO, pick=PICK, hours=st.sampled_from([1, 24, 48, 96]), again=st.booleans())
    def put(self, who, pick, hours, again):
        endorsement, closes = self.one(Endorsement, pick), clock.now() + timedelta(hours=hours)
        if again:
            details = {"text": words(self.name("text")), "what_changed": WORDS, "closes_at": closes}
            self.attempt(texts.submit_new_version, endorsement, **details, by=self.users[who])
        else:
            self.attempt(texts.submit_text, endorsement, text=WORDS, closes_at=closes, by=self.users[who])

    @rule(who=WHO, pick=PICK, hours=st.sampled_from([-1, 1, 30, 100]))
    def extend(self, who, pick, hours):
        details = {"closes_at": clock.now() + timedelta(hours=hours), "reason": WORDS}
        self.attempt(endorsements_actions.extend_deadline, self.one(Endorsement, pick), **details, by=self.users[who])

    @rule(who=DELEGATE, pick=PICK, state=PICK, own=st.booleans(), kind=st.sampled_from(ResponseKind))
    def respond(self, who, pick, state, own, kind):
        endorsement, user = self.one(Endorsement, pick), self.users[who]
        posting = user.postings.get()
        answers_for = posting.state if own and posting.state else self.one(State, state)
        before = oracles.Reader(user)
        version = endorsement.versions.last()
        done = self.attempt(
            texts.respond, endorsement, kind, state=answers_for, text=WORDS, read=version and version.number, by=user
        )
        if done and kind in {"approval", "objection"}:
            assert (before.role, before.state) == ("delegate", answers_for.pk)
            assert version.opens_at <= clock.now() < oracles.deadline(version)

    @rule(pick=PICK, state=PICK, kind=st.sampled_from(["approval", "objection"]), at=PICK)
    def an_answer_at_any_instant_comes_with_an_import(self, pick, state, kind, at):
        """Rows that no rule let in: before the opening, at it, in the last second, at the deadline, after it."""
        endorsement = self.one(Endorsement, pick, state="open", versions__closes_at__isnull=False)
        if endorsement is None:
            return
        version = endorsement.versions.last()
        opens, closes, second = version.opens_at, oracles.deadline(version), timedelta(seconds=1)
        made = [opens - second, opens, closes - second, closes, closes + second][at % 5]
        if made <= clock.now():
            numbered = (version.responses.order_by("-number").values_list("number", flat=True).first() or 0) + 1
            Response.objects.create(
                version=version, number=numbered, state=self.one(State, state), kind=kind, made_at=made
            )

    @rule(who=WHO, pick=PICK, act=st.sampled_from(["settle", "announce", "withdraw", "close"]))
    def end_endorsement(self, who, pick, act):
        endorsement, user = self.one(Endorsement, pick), self.users[who]
        if act == "settle":
            self.attempt(endorsements_actions.settle_endorsement, endorsement, by=user)
        elif act == "announce":
            self.attempt(endorsements_actions.announce_result, endorsement, by=user)
        elif act == "withdraw":
            self.attempt(endorsements_actions.withdraw_endorsement, endorsement, on=self.today, reason=WORDS, by=user)
        else:
            details = {"on": PartialDate(self.today), "note": MultilingualText(), "by": user}
            self.attempt(endorsements_actions.close_endorsement, endorsement, EndorsementState.APPROVED, **details)

    # Guidance and meetings

    @rule(who=WHO, pick=PICK, kind=st.sampled_from(AnswerKind))
    def answer_guidance(self, who, pick, kind):
        self.attempt(
            guidance_actions.answer_guidance, self.one(Guidance, pick), kind=kind, answer=WORDS, by=self.users[who]
        )

    @rule(who=WHO, pick=PICK, hours=st.sampled_from([-5, 24, 500]))
    def open_notes(self, who, pick, hours):
        until = clock.now() + timedelta(hours=hours)
        self.attempt(
            meetings_actions.open_notes,
            self.one(Meeting, pick, guidance__isnull=False),
            until=until,
            by=self.users[who],
        )

    @rule(who=DELEGATE, pick=PICK, state=PICK, own=st.booleans())
    def correct(self, who, pick, state, own):
        user = self.users[who]
        posting = user.postings.get()
        speaks_for = posting.state if own and posting.state else self.one(State, state)
        details = {"state": speaks_for, "text": WORDS, "slug": self.name("correction")}
        self.attempt(guidance_actions.correct_notes, self.one(Guidance, pick), **details, by=user)

    @rule(who=WHO, pick=PICK, act=st.sampled_from(["accept", "decline", "withdraw"]))
    def decide_correction(self, who, pick, act):
        correction, user = self.one(Correction, pick), self.users[who]
        if correction is None:
            return
        if act == "accept":
            changed = words(self.name("notes"))
            self.attempt(guidance_actions.accept_correction, correction, text=changed, answer=WORDS, by=user)
        elif act == "decline":
            self.attempt(guidance_actions.decline_correction, correction, answer=WORDS, by=user)
        else:
            self.attempt(guidance_actions.withdraw_correction, correction, by=user)

    @rule(who=WHO, pick=PICK, days=st.integers(-10, 60))
    def move_meeting(self, who, pick, days):
        plan, meeting = Plan(starts_on=self.day(days), ends_on=self.day(days)), self.one(Meeting, pick)
        self.attempt(meetings_actions.move_meeting, meeting, plan=plan, on=self.today, reason=WORDS, by=self.users[who])

    @rule(who=WHO, pick=PICK)
    def cancel_meeting(self, who, pick):
        self.attempt(
            meetings_actions.cancel_meeting, self.one(Meeting, pick), on=self.today, reason=WORDS, by=self.users[who]
        )

    # The register

    @rule(who=WHO, pick=PICK, party=PICK, days=st.integers(-10, 60))
    def take_over(self, who, pick, party, days):
        origin = self.one(ActionPoint, pick)
        parties = [*State.objects.order_by("pk"), *Body.objects.order_by("pk")[:1], None]
        due = PartialDate(self.day(days))
        named = parties[party % len(parties)]
        self.attempt(follow_ups.open_entry, origin, on=self.today, responsible=named, due=due, by=self.users[who])

    @rule(who=WHO, pick=PICK, to=st.sampled_from(FollowUpState))
    def move_entry(self, who, pick, to):
        if entry := self.one(FollowUp, pick):
            self.attempt(follow_ups.move_follow_up, entry, to, on=self.today, reason=WORDS, by=self.users[who])

    @rule(who=st.one_of(WHO, DELEGATE), pick=PICK, claims=st.sampled_from(FollowUpState))
    def report(self, who, pick, claims):
        if entry := self.one(FollowUp, pick):
            details = {"claims": claims, "text": WORDS, "on": self.today}
            self.attempt(follow_ups.report_progress, entry, **details, by=self.users[who])

    @rule(who=WHO, pick=PICK, accepts=st.booleans())
    def review(self, who, pick, accepts):
        if progress := self.one(ProgressReport, pick):
            act = follow_ups.accept_progress if accepts else follow_ups.query_progress
            self.attempt(act, progress, on=self.today, review=WORDS, by=self.users[who])

    # What holds

    def nothing_new_for(self, invariant_name):
        """Whether nothing was done since this was looked at: what was refused left nothing behind."""
        state = (chain.AuditEvent.objects.count(), Response.objects.count(), clock.now())
        is_known, self.seen[invariant_name] = self.seen.get(invariant_name) == state, state
        return is_known

    @invariant()
    def nothing_is_done_without_authority(self):
        past = Activity.objects.exclude(state__in=["proposed", "given_up"])
        assert {each.pk for each in past} == set(self.authority)
        for each in past:
            mandate, day = self.authority[each.pk]
            assert each.mandate_id == mandate
            assert oracles.gave_authority(mandate, day), (each.slug, day)
        assert list(activities.activities_without_authority()) == []

    @invariant()
    def only_answers_in_time_count(self):
        now = clock.now()
        for endorsement in Endorsement.objects.select_related("procedure").filter(versions__isnull=False).distinct():
            version, found = endorsement.versions.last(), endorsements.standing_of(endorsement, now)
            if endorsement.procedure.kind == "meeting" or endorsement.state == "withdrawn":
                continue
            rows = oracles.in_time(version, now)
            assert (set(found.approving), set(found.objecting)) == oracles.positions(rows)
            assert found.state == oracles.result(version, endorsement.procedure, now)
            assert endorsement.state in {"open", found.state}

    @invariant()
    def the_log_is_whole(self):
        if self.nothing_new_for("log"):
            return
        assert chain.find_faults() == []

    @invariant()
    def nobody_sees_what_is_not_theirs_and_everybody_what_is(self):
        if self.nothing_new_for("sight"):
            return
        rows = oracles.everything()
        for who, user in self.users.items():
            reader, viewer = oracles.Reader(user), viewer_of(user)
            expected = {(type(row), row.pk) for row in rows if reader.sees(row)}
            found = {(model, pk) for model, see in VISIBLE.items() for pk in see(viewer).values_list("pk", flat=True)}
            assert found == expected, who

    def _export_and_import_give_the_same(self):
        folder = Path(tempfile.mkdtemp())
        try:
            export_folder(folder / "first")
            empty_the_database()
            import_folder(folder / "first", by="a test")
            export_folder(folder / "second")
            assert folder_bytes(folder / "second") == folder_bytes(folder / "first")
        finally:
            shutil.rmtree(folder)


def clock_now(told):
    """The instant at which the clock was set."""
    return told.options["PALERMO_TODAY"]


FAST = settings(
    max_examples=4,
    stateful_step_count=30,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
MANY = settings(FAST, max_examples=15, stateful_step_count=50, phases=[Phase.generate, Phase.shrink])


def test_what_must_always_hold_holds_after_each_act():
    run_state_machine_as_test(Initiative, settings=FAST)


@pytest.mark.slow
def test_it_holds_after_many_more():
    run_state_machine_as_test(Initiative, settings=MANY)

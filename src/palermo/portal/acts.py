"""Every act that is done on the site: to what, by which form, under which rule, by which action.

To add an act, add it to `ACTS`: its address, its page and the buttons on record pages come from there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.accounts.viewer import Viewer
from palermo.core.languages import OFFERED_INSTEAD
from palermo.core.rules import can
from palermo.events.models import Event
from palermo.governance import actions as governance
from palermo.governance import rules
from palermo.governance.models import Activity, Decision, Endorsement, Mandate, Meeting
from palermo.governance.queries import (
    activities_visible_to,
    decisions_visible_to,
    endorsements_visible_to,
    mandates_visible_to,
    meetings_visible_to,
)
from palermo.governance.states import ActivityState
from palermo.knowledge.models import Study
from palermo.library import actions as library
from palermo.library import rules as library_rules
from palermo.library.models import Document
from palermo.library.queries import documents_visible_to
from palermo.portal import forms
from palermo.toolkit.models import Tool


@dataclass(frozen=True)
class Act:
    """`check` is the rule without what the form asks; `perform` the action, which asks its whole rule again."""

    name: str
    label: Promise
    done: Promise
    model: type[Model]
    records: Callable[[Viewer], QuerySet] | None
    form: type[forms.ActForm]
    check: Callable[[Any, Any], None]
    perform: Callable[..., Model]


def _move(to: ActivityState) -> dict[str, Callable[..., Any]]:
    return {
        "check": lambda user, activity: rules.check_can_move(user, activity, to),
        "perform": lambda activity, **given: governance.move_activity(activity, to, **given),
    }


def _propose(record: None, *, activity: Activity, **given: Any) -> Activity:
    activity.slug = _free_slug(activity)
    return governance.propose_activity(activity, **given)


def _free_slug(activity: Activity) -> str:
    """From the title where it has Latin letters, else from the kind; numbered while another has it."""
    texts = (activity.title.get(code, "") for code in OFFERED_INSTEAD)
    words = next((slug for text in texts if (slug := slugify(text)[:80].strip("-"))), activity.kind)
    taken = set(Activity.objects.filter(slug__startswith=words).values_list("slug", flat=True))
    return words if words not in taken else next(s for n in range(2, 10_000) if (s := f"{words}-{n}") not in taken)


def _activity_act(name: str, label: Promise, done: Promise, to: ActivityState) -> Act:
    return Act(name, label, done, Activity, activities_visible_to, forms.DayForm, **_move(to))


def _cancel_check(user: Any, meeting: Meeting) -> None:
    rules.check_can_cancel_meeting(user, meeting, meeting.starts_on)


ALL = (
    Act(
        "adopt-decision",
        _("Record the adoption"),
        _("The adoption is on record."),
        Decision,
        decisions_visible_to,
        forms.AdoptionForm,
        rules.check_can_adopt,
        governance.adopt_decision,
    ),
    Act(
        "supersede-decision",
        _("Record that it is superseded"),
        _("It is on record that the decision was superseded."),
        Decision,
        decisions_visible_to,
        forms.SuccessionForm,
        rules.check_may_supersede,
        governance.supersede_decision,
    ),
    Act(
        "end-mandate",
        _("End the mandate"),
        _("The mandate has ended."),
        Mandate,
        mandates_visible_to,
        forms.EndOfMandateForm,
        rules.check_may_end_mandate,
        lambda mandate, *, state, **given: governance.end_mandate(mandate, state, **given),
    ),
    Act(
        "propose-activity",
        _("Propose an activity"),
        _("The proposal is on record. It goes further once a mandate authorises it."),
        Activity,
        None,
        forms.ProposalForm,
        lambda user, record: rules.check_can_propose(user),
        _propose,
    ),
    Act(
        "authorise-activity",
        _("Authorise"),
        _("The activity is authorised."),
        Activity,
        activities_visible_to,
        forms.AuthorisationForm,
        rules.check_may_authorise,
        governance.authorise_activity,
    ),
    _activity_act("begin-activity", _("Begin"), _("The activity is under way."), ActivityState.UNDER_WAY),
    _activity_act("complete-activity", _("Complete"), _("The activity is completed."), ActivityState.COMPLETED),
    _activity_act(
        "cancel-activity", _("Cancel the activity"), _("The activity is cancelled."), ActivityState.CANCELLED
    ),
    _activity_act(
        "give-up-activity", _("Give up the proposal"), _("The proposal is given up."), ActivityState.GIVEN_UP
    ),
    Act(
        "close-endorsement",
        _("Record the result"),
        _("The result is on record."),
        Endorsement,
        endorsements_visible_to,
        forms.ResultForm,
        rules.check_may_close_endorsement,
        lambda endorsement, *, state, **given: governance.close_endorsement(endorsement, state, **given),
    ),
    Act(
        "cancel-meeting",
        _("Cancel the meeting"),
        _("The meeting is cancelled."),
        Meeting,
        meetings_visible_to,
        forms.ReasonForm,
        _cancel_check,
        governance.cancel_meeting,
    ),
    Act(
        "issue-document",
        _("Issue"),
        _("The document is issued: its audience sees it from now on."),
        Document,
        documents_visible_to,
        forms.DayForm,
        library_rules.check_can_issue,
        library.issue_document,
    ),
    Act(
        "withdraw-document",
        _("Withdraw"),
        _("The document is withdrawn: it stays on record, with the reason."),
        Document,
        documents_visible_to,
        forms.ReasonForm,
        library_rules.check_can_withdraw,
        library.withdraw_document,
    ),
)
ACTS = {act.name: act for act in ALL}


class Way(NamedTuple):
    """A button: what it says and where it leads."""

    label: Promise
    address: str


def acts_for(record: Model, viewer: Viewer) -> list[Way]:
    """What this reader may do to a record now; only the secretariat acts on records that are there."""
    if not viewer.is_secretariat:
        return []
    record = record.activity if isinstance(record, (Event, Tool, Study)) else record
    acts = [act for act in ALL if act.records and act.model is type(record)]
    user = User.objects.get(pk=viewer.user_id) if acts else None
    return [Way(act.label, act_address(act, record)) for act in acts if can(act.check, user, record)]


def proposal_for(viewer: Viewer) -> Way | None:
    """The way to propose an activity, for those who may."""
    if not viewer.roles & {Role.SECRETARIAT, Role.COMMITTEE_MEMBER}:
        return None
    return Way(ACTS["propose-activity"].label, act_address(ACTS["propose-activity"]))


def act_address(act: Act, record: Any = None) -> str:
    """The page of an act."""
    return reverse("act", args=[act.name, record.slug] if record else [act.name])

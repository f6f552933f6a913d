"""What is done on the site to registration for an event and to the people in it."""

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.viewer import Viewer
from palermo.events import actions, rules
from palermo.events.models import Accreditation, Badge, CheckIn, Event, Participant, Registration
from palermo.events.queries import (
    accreditations_visible_to,
    badges_visible_to,
    check_ins_visible_to,
    events_visible_to,
    participants_visible_to,
    registrations_visible_to,
)
from palermo.portal import forms
from palermo.portal.acts.act import Act

TEMPLATE = "portal/registrations/act.html"


def _registrations(viewer: Viewer) -> QuerySet[Registration]:
    return registrations_visible_to(viewer).select_related("event__activity")


def _participants(viewer: Viewer) -> QuerySet[Participant]:
    tied = ("registration__event__activity", "state_for", "organisation", "accreditation")
    return participants_visible_to(viewer).select_related(*tied)


def _accreditations(viewer: Viewer) -> QuerySet[Accreditation]:
    return accreditations_visible_to(viewer).select_related("registration__event__activity")


def _badges(viewer: Viewer) -> QuerySet[Badge]:
    return badges_visible_to(viewer).select_related("participant__registration__event__activity")


def _check_ins(viewer: Viewer) -> QuerySet[CheckIn]:
    return check_ins_visible_to(viewer).select_related("participant__registration__event__activity")


def _register(_registration: Registration, *, participant: Participant, by: Any) -> Participant:
    return actions.register_participant(participant, by=by)


def _hand_in(_registration: Registration, *, by: Any, **given: Any) -> Model:
    return actions.hand_in_letter(**given, by=by)


def _invite(_registration: Registration, *, accreditation: Accreditation, by: Any) -> Model:
    return actions.invite_organisation(accreditation, by=by)


def _badge(registration: Registration, *, by: Any, **days: Any) -> Registration:
    actions.issue_badges(registration, **days, by=by)
    return registration


def _purpose(record: Any, viewer: Viewer) -> dict[str, Any]:
    """What names serve and when they are deleted, beside every form that asks for one."""
    return {"registration": record if isinstance(record, Registration) else record.registration}


ACTS = (
    Act(
        "open-registration",
        _("Open registration"),
        _("Registration is on record. It opens on its day."),
        Event,
        lambda viewer: events_visible_to(viewer).select_related("activity"),
        forms.OpenRegistrationForm,
        rules.check_can_open_registration,
        actions.open_registration,
        key="activity__slug",
    ),
    Act(
        "register-participant",
        _("Register somebody"),
        _("The person is registered."),
        Registration,
        _registrations,
        forms.ParticipantForm,
        rules.check_may_register,
        _register,
        template=TEMPLATE,
        more=_purpose,
    ),
    Act(
        "hand-in-letter",
        _("Hand in a letter of credentials"),
        _("The letter has come in."),
        Registration,
        _registrations,
        forms.LetterForm,
        rules.check_may_register,
        _hand_in,
        template=TEMPLATE,
        more=_purpose,
    ),
    Act(
        "invite-organisation",
        _("Invite an organization"),
        _("The organization is accredited; the link by which it registers its people is on its way."),
        Registration,
        _registrations,
        forms.InviteOrganisationForm,
        rules.check_may_invite,
        _invite,
        template=TEMPLATE,
        more=_purpose,
    ),
    Act(
        "issue-badges",
        _("Make badges for all accredited"),
        _("The badges are made. They can be printed now."),
        Registration,
        _registrations,
        forms.BadgeDaysForm,
        rules.check_may_badge,
        _badge,
    ),
    Act(
        "set-registration-category",
        _("Set categories and quotas"),
        _("The category is set. Whoever is registered stays so."),
        Registration,
        _registrations,
        forms.CategoryForm,
        rules.check_may_change_registration,
        actions.set_category,
    ),
    Act(
        "change-registration",
        _("Change the terms of registration"),
        _("The terms are changed."),
        Registration,
        _registrations,
        forms.TermsForm,
        rules.check_may_change_registration,
        actions.change_registration,
    ),
    Act(
        "release-participants",
        _("Release the list of participants"),
        _("The list is released, as it stands on the day on which it is read."),
        Registration,
        _registrations,
        forms.ReleaseListForm,
        rules.check_may_release_list,
        actions.release_list,
    ),
    Act(
        "take-back-participants",
        _("Take the list of participants back"),
        _("Only the secretariat sees the list from now on."),
        Registration,
        _registrations,
        forms.ActForm,
        rules.check_can_take_back_list,
        actions.take_back_list,
    ),
    Act(
        "accredit-participant",
        _("Accredit"),
        _("The person is accredited."),
        Participant,
        _participants,
        forms.ActForm,
        rules.check_can_accredit,
        actions.accredit_participant,
        key="pk",
    ),
    Act(
        "refuse-participant",
        pgettext_lazy("participant", "Refuse"),
        _("The registration is refused."),
        Participant,
        _participants,
        forms.RefusalForm,
        rules.check_can_refuse_participant,
        actions.refuse_participant,
        key="pk",
    ),
    Act(
        "change-participant",
        _("Correct the details"),
        _("The details are corrected. A badge that shows others holds no more."),
        Participant,
        _participants,
        forms.ChangeParticipantForm,
        rules.check_may_change_participant,
        actions.change_participant,
        key="pk",
        template=TEMPLATE,
        more=_purpose,
    ),
    Act(
        "withdraw-participant",
        _("Withdraw the registration"),
        _("The registration is withdrawn."),
        Participant,
        _participants,
        forms.ActForm,
        rules.check_can_withdraw_participant,
        actions.withdraw_participant,
        key="pk",
    ),
    Act(
        "issue-badge",
        _("Make a badge"),
        _("The badges are made. They can be printed now."),
        Participant,
        _participants,
        forms.BadgeDaysForm,
        rules.check_can_badge,
        actions.issue_badge,
        key="pk",
    ),
    Act(
        "revoke-badge",
        _("Revoke the badge"),
        _("The badge is revoked: devices learn it when they next have a network."),
        Badge,
        _badges,
        forms.ActForm,
        rules.check_can_revoke_badge,
        actions.revoke_badge,
        key="pk",
    ),
    Act(
        "approve-application",
        _("Approve the application"),
        _("The organization is accredited; the link by which it registers its people is on its way."),
        Accreditation,
        _accreditations,
        forms.ApprovalForm,
        rules.check_can_decide_accreditation,
        actions.approve_accreditation,
        key="pk",
    ),
    Act(
        "refuse-application",
        _("Refuse the application"),
        _("The application is refused, and the reason is on its way."),
        Accreditation,
        _accreditations,
        forms.RefusalForm,
        rules.check_can_decide_accreditation,
        actions.refuse_accreditation,
        key="pk",
    ),
    Act(
        "send-registration-link",
        _("Send a new link"),
        _("A new link is on its way. The one before opens nothing any more."),
        Accreditation,
        _accreditations,
        forms.ActForm,
        rules.check_can_send_link,
        actions.send_link,
        key="pk",
    ),
    Act(
        "undo-check-in",
        _("Undo the check-in"),
        _("The person counts as not having come."),
        CheckIn,
        _check_ins,
        forms.ActForm,
        rules.check_can_undo_check_in,
        actions.undo_check_in,
        key="pk",
    ),
)

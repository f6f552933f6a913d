"""What is done on the site to registration for an event and to the people in it."""

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.viewer import Viewer
from palermo.events.actions import badges, participants
from palermo.events.actions import registrations as registrations_actions
from palermo.events.models import Accreditation, Badge, CheckIn, Event, Participant, Registration
from palermo.events.queries.events import events_visible_to
from palermo.events.queries.registrations import (
    accreditations_visible_to,
    badges_visible_to,
    check_ins_visible_to,
    participants_visible_to,
    registrations_visible_to,
)
from palermo.events.rules import accreditations
from palermo.events.rules import badges as badges_rules
from palermo.events.rules import participants as participants_rules
from palermo.events.rules import registrations as registrations_rules
from palermo.portal.acts.act import Act
from palermo.portal.forms import fields, registrations

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
    return participants.register_participant(participant, by=by)


def _hand_in(_registration: Registration, *, by: Any, **given: Any) -> Model:
    return participants.hand_in_letter(**given, by=by)


def _invite(_registration: Registration, *, accreditation: Accreditation, by: Any) -> Model:
    return participants.invite_organisation(accreditation, by=by)


def _badge(registration: Registration, *, by: Any, **days: Any) -> Registration:
    badges.issue_badges(registration, **days, by=by)
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
        registrations.OpenRegistrationForm,
        registrations_rules.check_can_open_registration,
        registrations_actions.open_registration,
        key="activity__slug",
    ),
    Act(
        "register-participant",
        _("Register somebody"),
        _("The person is registered."),
        Registration,
        _registrations,
        registrations.ParticipantForm,
        registrations_rules.check_may_register,
        _register,
        template=TEMPLATE,
        extra_context=_purpose,
    ),
    Act(
        "hand-in-letter",
        _("Hand in a letter of credentials"),
        _("The letter has come in."),
        Registration,
        _registrations,
        registrations.LetterForm,
        registrations_rules.check_may_register,
        _hand_in,
        template=TEMPLATE,
        extra_context=_purpose,
    ),
    Act(
        "invite-organisation",
        _("Invite an organization"),
        _("The organization is accredited; the link by which it registers its people is on its way."),
        Registration,
        _registrations,
        registrations.InviteOrganisationForm,
        accreditations.check_may_invite,
        _invite,
        template=TEMPLATE,
        extra_context=_purpose,
    ),
    Act(
        "issue-badges",
        _("Make badges for all accredited"),
        _("The badges are made. They can be printed now."),
        Registration,
        _registrations,
        registrations.BadgeDaysForm,
        badges_rules.check_may_badge,
        _badge,
    ),
    Act(
        "set-registration-category",
        _("Set categories and quotas"),
        _("The category is set. Whoever is registered stays so."),
        Registration,
        _registrations,
        registrations.CategoryForm,
        registrations_rules.check_may_change_registration,
        registrations_actions.set_category,
    ),
    Act(
        "change-registration",
        _("Change the terms of registration"),
        _("The terms are changed."),
        Registration,
        _registrations,
        registrations.TermsForm,
        registrations_rules.check_may_change_registration,
        registrations_actions.change_registration,
    ),
    Act(
        "release-participants",
        _("Release the list of participants"),
        _("The list is released, as it stands on the day on which it is read."),
        Registration,
        _registrations,
        registrations.ReleaseListForm,
        registrations_rules.check_may_release_list,
        registrations_actions.release_list,
    ),
    Act(
        "take-back-participants",
        _("Take the list of participants back"),
        _("Only the secretariat sees the list from now on."),
        Registration,
        _registrations,
        fields.ActForm,
        registrations_rules.check_can_take_back_list,
        registrations_actions.take_back_list,
    ),
    Act(
        "accredit-participant",
        _("Accredit"),
        _("The person is accredited."),
        Participant,
        _participants,
        fields.ActForm,
        participants_rules.check_can_accredit,
        participants.accredit_participant,
        key="pk",
    ),
    Act(
        "refuse-participant",
        pgettext_lazy("participant", "Refuse"),
        _("The registration is refused."),
        Participant,
        _participants,
        registrations.RefusalForm,
        participants_rules.check_can_refuse_participant,
        participants.refuse_participant,
        key="pk",
    ),
    Act(
        "change-participant",
        _("Correct the details"),
        _("The details are corrected. A badge that shows others holds no more."),
        Participant,
        _participants,
        registrations.ChangeParticipantForm,
        participants_rules.check_may_change_participant,
        participants.change_participant,
        key="pk",
        template=TEMPLATE,
        extra_context=_purpose,
    ),
    Act(
        "withdraw-participant",
        _("Withdraw the registration"),
        _("The registration is withdrawn."),
        Participant,
        _participants,
        fields.ActForm,
        participants_rules.check_can_withdraw_participant,
        participants.withdraw_participant,
        key="pk",
    ),
    Act(
        "issue-badge",
        _("Make a badge"),
        _("The badges are made. They can be printed now."),
        Participant,
        _participants,
        registrations.BadgeDaysForm,
        badges_rules.check_can_badge,
        badges.issue_badge,
        key="pk",
    ),
    Act(
        "revoke-badge",
        _("Revoke the badge"),
        _("The badge is revoked: devices learn it when they next have a network."),
        Badge,
        _badges,
        fields.ActForm,
        badges_rules.check_can_revoke_badge,
        badges.revoke_badge,
        key="pk",
    ),
    Act(
        "approve-application",
        _("Approve the application"),
        _("The organization is accredited; the link by which it registers its people is on its way."),
        Accreditation,
        _accreditations,
        registrations.ApprovalForm,
        accreditations.check_can_decide_accreditation,
        participants.approve_accreditation,
        key="pk",
    ),
    Act(
        "refuse-application",
        _("Refuse the application"),
        _("The application is refused, and the reason is on its way."),
        Accreditation,
        _accreditations,
        registrations.RefusalForm,
        accreditations.check_can_decide_accreditation,
        participants.refuse_accreditation,
        key="pk",
    ),
    Act(
        "send-registration-link",
        _("Send a new link"),
        _("A new link is on its way. The one before opens nothing any more."),
        Accreditation,
        _accreditations,
        fields.ActForm,
        accreditations.check_can_send_link,
        participants.send_link,
        key="pk",
    ),
    Act(
        "undo-check-in",
        _("Undo the check-in"),
        _("The person counts as not having come."),
        CheckIn,
        _check_ins,
        fields.ActForm,
        badges_rules.check_can_undo_check_in,
        badges.undo_check_in,
        key="pk",
    ),
)

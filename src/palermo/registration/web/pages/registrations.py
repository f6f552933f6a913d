"""What is done on the site to registration for an event and to the people in it."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.events.models import Event
from palermo.events.queries.events import events_visible_to
from palermo.registration.actions import badges, participants
from palermo.registration.actions import registrations as registrations_actions
from palermo.registration.models import Accreditation, Badge, CheckIn, Participant, Registration
from palermo.registration.parties import party_words
from palermo.registration.queries.registrations import (
    PROTOCOL,
    accreditations_visible_to,
    badges_visible_to,
    check_ins_visible_to,
    participants_visible_to,
    registrations_visible_to,
)
from palermo.registration.rules import accreditations
from palermo.registration.rules import badges as badges_rules
from palermo.registration.rules import participants as participants_rules
from palermo.registration.rules import registrations as registrations_rules
from palermo.registration.states import COMING
from palermo.registration.web.forms import registrations
from palermo.site.action_pages import ActionPage, register_actions, row_saver
from palermo.site.forms import fields

TEMPLATE = "registration/act.html"


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


def _badge(registration: Registration, *, valid_from: date, valid_until: date, by: Actor) -> Registration:
    badges.issue_badges(registration, valid_from=valid_from, valid_until=valid_until, by=by)
    return registration


def _said_after(registration: Registration, form: registrations.ParticipantForm) -> str:
    """Who was registered, and how many are now of the same delegation or organization."""
    participant = form.action_kwargs()["participant"]
    assert isinstance(participant, Participant)
    coming = registration.participants.filter(state__in=COMING, category=participant.category)
    of_party = coming.filter(state_for=participant.state_for, organisation=participant.organisation)
    values = {"name": participant.name, "party": party_words(participant), "count": of_party.count()}
    return gettext("%(name)s registered. %(party)s: %(count)d registered so far.") % values


def _register_context(registration: Registration, viewer: Viewer) -> dict[str, object]:
    """Beside the form, those whom a mission or an agency has registered."""
    own = participants_visible_to(viewer).filter(registration=registration, state__in=COMING)
    people = [] if viewer.is_secretariat else own.order_by(PROTOCOL, "order", "number")
    return {**_purpose(registration, viewer), "own_people": people}


def _purpose(record: Registration | Accreditation | Participant, viewer: Viewer) -> dict[str, object]:
    """What names serve and when they are deleted, beside every form that asks for one."""
    return {"registration": record if isinstance(record, Registration) else record.registration}


register_actions(
    ActionPage(
        name="open-registration",
        label=_("Open registration"),
        success_message=_("Registration saved. It opens on the date set."),
        model=Event,
        records=lambda viewer: events_visible_to(viewer).select_related("activity"),
        form=registrations.OpenRegistrationForm,
        check=registrations_rules.check_can_open_registration,
        perform=registrations_actions.open_registration,
        key="activity__slug",
        is_primary=True,
    ),
    ActionPage(
        name="register-participant",
        label=_("Register a participant"),
        success_message=_said_after,
        model=Registration,
        records=_registrations,
        form=registrations.ParticipantForm,
        check=registrations_rules.check_may_register,
        perform=row_saver(participants.register_participant, "participant"),
        template="registration/register.html",
        extra_context=_register_context,
        keeps=("category", "state_for", "organisation", "place"),
    ),
    ActionPage(
        name="hand-in-letter",
        label=_("Submit letter of credentials"),
        success_message=_("Letter submitted."),
        model=Registration,
        records=_registrations,
        form=registrations.LetterForm,
        check=registrations_rules.check_may_register,
        perform=row_saver(participants.hand_in_letter, "letter"),
        template=TEMPLATE,
        extra_context=_purpose,
    ),
    ActionPage(
        name="invite-organisation",
        label=_("Invite organization"),
        success_message=_("Organization accredited; its registration link has been sent."),
        model=Registration,
        records=_registrations,
        form=registrations.InviteOrganisationForm,
        check=accreditations.check_may_invite,
        perform=row_saver(participants.invite_organisation, "accreditation"),
        template=TEMPLATE,
        extra_context=_purpose,
    ),
    ActionPage(
        name="issue-badges",
        label=_("Issue badges for all accredited"),
        success_message=_("Badges issued. You can print them now."),
        model=Registration,
        records=_registrations,
        form=registrations.BadgeDaysForm,
        check=badges_rules.check_may_badge,
        perform=_badge,
    ),
    ActionPage(
        name="set-registration-category",
        is_edit=True,
        label=_("Edit categories and quotas"),
        success_message=_("Category saved. Existing registrations are unaffected."),
        model=Registration,
        records=_registrations,
        form=registrations.CategoryForm,
        check=registrations_rules.check_may_change_registration,
        perform=registrations_actions.set_category,
    ),
    ActionPage(
        name="change-registration",
        is_edit=True,
        label=_("Edit terms of registration"),
        success_message=_("Terms saved."),
        model=Registration,
        records=_registrations,
        form=registrations.TermsForm,
        check=registrations_rules.check_may_change_registration,
        perform=registrations_actions.change_registration,
    ),
    ActionPage(
        name="release-participants",
        label=_("Publish list of participants"),
        success_message=_("List published; it is updated daily."),
        model=Registration,
        records=_registrations,
        form=registrations.ReleaseListForm,
        check=registrations_rules.check_may_release_list,
        perform=registrations_actions.release_list,
    ),
    ActionPage(
        name="take-back-participants",
        label=_("Withdraw list of participants"),
        success_message=_("List withdrawn; only the secretariat can see it."),
        model=Registration,
        records=_registrations,
        form=fields.ActForm,
        check=registrations_rules.check_can_take_back_list,
        perform=registrations_actions.take_back_list,
    ),
    ActionPage(
        name="accredit-participant",
        label=_("Accredit"),
        success_message=_("Participant accredited."),
        model=Participant,
        records=_participants,
        form=fields.ActForm,
        check=participants_rules.check_can_accredit,
        perform=participants.accredit_participant,
        key="pk",
    ),
    ActionPage(
        name="refuse-participant",
        label=pgettext_lazy("participant", "Refuse"),
        success_message=_("Registration refused."),
        model=Participant,
        records=_participants,
        form=registrations.RefusalForm,
        check=participants_rules.check_can_refuse_participant,
        perform=participants.refuse_participant,
        key="pk",
    ),
    ActionPage(
        name="change-participant",
        is_edit=True,
        is_primary=True,
        label=_("Correct details"),
        success_message=_("Details corrected. Badges with the previous details are no longer valid."),
        model=Participant,
        records=_participants,
        form=registrations.ChangeParticipantForm,
        check=participants_rules.check_may_change_participant,
        perform=participants.change_participant,
        key="pk",
        template=TEMPLATE,
        extra_context=_purpose,
    ),
    ActionPage(
        name="withdraw-participant",
        label=_("Withdraw registration"),
        success_message=_("Registration withdrawn."),
        model=Participant,
        records=_participants,
        form=fields.ActForm,
        check=participants_rules.check_can_withdraw_participant,
        perform=participants.withdraw_participant,
        key="pk",
        template="registration/withdraw.html",
        extra_context=_purpose,
    ),
    ActionPage(
        name="restore-participant",
        label=_("Restore registration"),
        success_message=_("Registration restored."),
        model=Participant,
        records=_participants,
        form=fields.ActForm,
        check=participants_rules.check_may_restore_participant,
        perform=participants.restore_participant,
        key="pk",
    ),
    ActionPage(
        name="issue-badge",
        label=_("Issue badge"),
        success_message=_("Badges issued. You can print them now."),
        model=Participant,
        records=_participants,
        form=registrations.BadgeDaysForm,
        check=badges_rules.check_can_badge,
        perform=badges.issue_badge,
        key="pk",
    ),
    ActionPage(
        name="revoke-badge",
        label=_("Revoke badge"),
        success_message=_("Badge revoked: devices are updated when next online."),
        model=Badge,
        records=_badges,
        form=fields.ActForm,
        check=badges_rules.check_can_revoke_badge,
        perform=badges.revoke_badge,
        key="pk",
    ),
    ActionPage(
        name="approve-application",
        label=_("Approve application"),
        success_message=_("Organization accredited; its registration link has been sent."),
        model=Accreditation,
        records=_accreditations,
        form=registrations.ApprovalForm,
        check=accreditations.check_can_decide_accreditation,
        perform=participants.approve_accreditation,
        key="pk",
    ),
    ActionPage(
        name="refuse-application",
        label=_("Refuse application"),
        success_message=_("Application refused; the applicant is being notified."),
        model=Accreditation,
        records=_accreditations,
        form=registrations.RefusalForm,
        check=accreditations.check_can_decide_accreditation,
        perform=participants.refuse_accreditation,
        key="pk",
    ),
    ActionPage(
        name="send-registration-link",
        label=_("Send new link"),
        success_message=_("New link sent. The previous one is no longer valid."),
        model=Accreditation,
        records=_accreditations,
        form=fields.ActForm,
        check=accreditations.check_can_send_link,
        perform=participants.send_link,
        key="pk",
    ),
    ActionPage(
        name="undo-check-in",
        label=_("Undo check-in"),
        success_message=_("Check-in undone."),
        model=CheckIn,
        records=_check_ins,
        form=fields.ActForm,
        check=badges_rules.check_can_undo_check_in,
        perform=badges.undo_check_in,
        key="pk",
    ),
)

"""What is done on the site to persons proposed for an event."""

from collections.abc import Callable
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.events.models import Event
from palermo.events.queries.events import events_visible_to
from palermo.library.actions.versions import NewFile
from palermo.site.action_pages import ActionMaker, ActionPage, as_edit, register_actions
from palermo.site.forms import fields
from palermo.speakers.actions import speakers
from palermo.speakers.actions import speaking as speaking_actions
from palermo.speakers.models import Speaker
from palermo.speakers.proposing import Declaration
from palermo.speakers.queries import speaker_proposals_visible_to
from palermo.speakers.rules import speakers as speakers_rules
from palermo.speakers.rules import speaking as speaking_rules
from palermo.speakers.states import SpeakerState
from palermo.speakers.web.forms import speakers as speakers_forms
from palermo.speakers.web.forms import speaking


def _events(viewer: Viewer) -> QuerySet[Event]:
    return events_visible_to(viewer).select_related("activity")


def _speakers(viewer: Viewer) -> QuerySet[Speaker]:
    return speaker_proposals_visible_to(viewer).select_related(
        "event__activity__mandate", "event__programme", "contact"
    )


def _propose(
    event: Event, *, speaker: Speaker, declared: Declaration, email: str, cv: NewFile | None, by: Actor
) -> Speaker:
    speaker.event = event
    return speakers.propose_speaker(speaker, declared=declared, email=email, cv=cv, by=by)


def _answer_check(to: SpeakerState) -> Callable[[Actor, Speaker], None]:
    return lambda user, speaker: speaking_rules.check_may_record_answer(user, speaker, to)


def _answer(to: SpeakerState) -> Callable[..., Speaker]:
    return lambda speaker, **details: speaking_actions.record_answer(speaker, to, **details)


_act = ActionMaker(Speaker, _speakers)


ON_AN_EVENT = partial(ActionPage, model=Event, records=_events, key="activity__slug")
register_actions(
    ON_AN_EVENT(
        name="propose-speaker",
        label=_("Nominate a speaker"),
        success_message=_("Nomination saved. It is visible to you and the secretariat until shared."),
        form=speakers_forms.ProposeSpeakerForm,
        check=speakers_rules.check_may_propose_speaker,
        perform=_propose,
    ),
    ON_AN_EVENT(
        name="name-survivor-officer",
        label=_("Name officers for declarations by survivors"),
        success_message=_("Officers saved."),
        form=speakers_forms.SurvivorOfficerForm,
        check=speakers_rules.check_may_name_survivor_officer,
        perform=speakers.name_survivor_officer,
        is_offered=False,
    ),
    _act(
        "share-speaker",
        _("Add to longlist and share"),
        _("Added to the longlist: Member States can see it and comment."),
        fields.ActForm,
        speakers_rules.check_may_share_speaker,
        speakers.share_speaker,
    ),
    _act(
        "advise-on-speaker",
        _("Comment on nomination"),
        _("Your State’s comment has been saved. All Member States can see it."),
        speakers_forms.AdviceForm,
        speakers_rules.check_may_advise_first,
        speakers.advise_on_speaker,
    ),
    ActionPage(
        name="advise-again",
        label=_("Add another comment"),
        success_message=_("Your State’s comment has been saved. All Member States can see it."),
        model=Speaker,
        records=_speakers,
        form=speakers_forms.AdviceForm,
        check=speakers_rules.check_may_advise_again,
        perform=speakers.advise_on_speaker,
        is_change=True,
    ),
    _act(
        "short-list-speaker",
        _("Add to shortlist"),
        _("Added to the shortlist."),
        fields.ActForm,
        speakers_rules.check_may_short_list,
        speakers.short_list_speaker,
    ),
    _act(
        "choose-speaker",
        _("Record decision"),
        _("Selected under the mandate of the event."),
        speakers_forms.ChoiceForm,
        speakers_rules.check_may_choose_speaker,
        speakers.choose_speaker,
    ),
    _act(
        "invite-speaker",
        _("Invite"),
        _("Invited. If an e-mail address has been recorded, a reply link is being sent."),
        speaking.InviteSpeakerForm,
        speaking_rules.check_may_invite_speaker,
        speaking_actions.invite_speaker,
    ),
    _act(
        "send-speaker-link",
        _("Send new link"),
        _("New link sent. The previous one is no longer valid."),
        fields.ActForm,
        speaking_rules.check_may_send_link,
        speaking_actions.send_speaker_link,
    ),
    _act(
        "record-acceptance",
        _("Record acceptance"),
        _("Acceptance saved."),
        speaking.AcceptedForm,
        _answer_check(SpeakerState.ACCEPTED),
        _answer(SpeakerState.ACCEPTED),
    ),
    _act(
        "record-refusal",
        _("Record that they declined"),
        _("Recorded as declined."),
        fields.ReasonForm,
        _answer_check(SpeakerState.DECLINED),
        _answer(SpeakerState.DECLINED),
    ),
    _act(
        "confirm-speaker",
        _("Confirm speaker"),
        _("Speaker confirmed; also confirmed in the programme."),
        fields.ActForm,
        speaking_rules.check_may_confirm_speaker,
        speaking_actions.confirm_speaker,
    ),
    _act(
        "publish-speaker",
        _("Publish name and biography"),
        _("Published."),
        fields.ActForm,
        speaking_rules.check_may_publish_speaker,
        speaking_actions.publish_speaker,
    ),
    _act(
        "unpublish-speaker",
        _("Remove from public pages"),
        _("Removed from all public pages."),
        fields.ActForm,
        speaking_rules.check_may_unpublish_speaker,
        speaking_actions.unpublish_speaker,
    ),
    _act(
        "put-speaker-into-programme",
        _("Add to programme"),
        _("Added to the working copy of the programme. Assign a role there."),
        speakers_forms.IntoProgrammeForm,
        speaking_rules.check_may_add_to_programme,
        speaking_actions.add_to_programme,
    ),
    _act(
        "replace-speaker",
        _("Name substitute"),
        _("Substitute named; roles in the programme were transferred."),
        speakers_forms.SubstituteForm,
        speaking_rules.check_may_replace_speaker,
        speaking_actions.replace_speaker,
    ),
    _act(
        "change-speaker-consent",
        _("Record consent"),
        _("Consent saved, with the date and who recorded it."),
        speaking.ConsentForm,
        speaking_rules.check_may_change_consent,
        speaking_actions.change_consent,
    ),
    _act(
        "declare-speaker-interest",
        _("Record declaration"),
        _("Declaration saved; earlier ones are kept."),
        speaking.InterestForm,
        speaking_rules.check_may_change_consent,
        speaking_actions.declare_interest,
    ),
    as_edit(
        _act(
            "change-speaker",
            _("Edit nomination"),
            _("Nomination saved."),
            speakers_forms.ChangeSpeakerForm,
            speakers_rules.check_may_change_speaker,
            speakers.change_speaker,
        )
    ),
    _act(
        "set-aside-speaker",
        _("Record as not selected"),
        _("Recorded as not selected, with the reason."),
        fields.ReasonForm,
        speakers_rules.check_may_set_aside_speaker,
        speakers.set_aside_speaker,
    ),
    _act(
        "take-back-speaker",
        _("Withdraw nomination"),
        _("Nomination withdrawn."),
        fields.ReasonForm,
        speakers_rules.check_may_take_back,
        speakers.take_back_speaker,
    ),
    _act(
        "withdraw-speaker",
        _("Record as no longer participating"),
        _("Recorded as no longer participating, with the reason."),
        fields.ReasonForm,
        speaking_rules.check_may_withdraw_speaker,
        speaking_actions.withdraw_speaker,
    ),
)

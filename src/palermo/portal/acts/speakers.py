"""What is done on the site to persons proposed for an event."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.events import actions, rules
from palermo.events.models import Event, Speaker
from palermo.events.queries import events_visible_to, speakers_told_to
from palermo.events.states import SpeakerState
from palermo.portal import forms
from palermo.portal.acts.act import Act


def _events(viewer: Viewer) -> QuerySet[Event]:
    return events_visible_to(viewer).select_related("activity")


def _speakers(viewer: Viewer) -> QuerySet[Speaker]:
    return speakers_told_to(viewer).select_related("event__activity__mandate", "event__programme", "contact")


def _propose(event: Event, *, speaker: Speaker, by: Any, **given: Any) -> Speaker:
    speaker.event = event
    return actions.propose_speaker(speaker, by=by, **given)


def _checked_answer(to: SpeakerState) -> Callable[[Any, Speaker], None]:
    return lambda user, speaker: rules.check_may_record_answer(user, speaker, to)


def _answer(to: SpeakerState) -> Callable[..., Speaker]:
    return lambda speaker, **given: actions.record_answer(speaker, to, **given)


def _act(
    name: str,
    label: Promise,
    done: Promise,
    form: type[forms.ActForm],
    check: Callable[[Any, Any], None],
    perform: Callable[..., Speaker],
) -> Act:
    return Act(name, label, done, Speaker, _speakers, form, check, perform)


ON_AN_EVENT = partial(Act, model=Event, records=_events, key="activity__slug")
ACTS = (
    ON_AN_EVENT(
        "propose-speaker",
        _("Propose somebody to speak"),
        _("Proposed. Nobody else sees it until the secretariat shares it."),
        form=forms.ProposeSpeakerForm,
        check=rules.check_may_propose_speaker,
        perform=_propose,
    ),
    ON_AN_EVENT(
        "name-survivor-officer",
        _("Say who acts on what persons declare as survivors"),
        _("It is on record who acts on it."),
        form=forms.SurvivorOfficerForm,
        check=rules.check_may_name_survivor_officer,
        perform=actions.name_survivor_officer,
        is_offered=False,
    ),
    _act(
        "share-speaker",
        _("Put on the long list and share"),
        _("On the long list: Member States see it and advise."),
        forms.ActForm,
        rules.check_may_share_speaker,
        actions.share_speaker,
    ),
    _act(
        "advise-on-speaker",
        _("Advise"),
        _("The advice of your State is on record. Every Member State reads it."),
        forms.AdviceForm,
        rules.check_may_advise,
        actions.advise_on_speaker,
    ),
    _act(
        "short-list-speaker",
        _("Put on the short list"),
        _("On the short list."),
        forms.ActForm,
        rules.check_may_short_list,
        actions.short_list_speaker,
    ),
    _act(
        "choose-speaker",
        _("Record the decision"),
        _("Chosen, under the mandate of the event."),
        forms.ChoiceForm,
        rules.check_may_choose_speaker,
        actions.choose_speaker,
    ),
    _act(
        "invite-speaker",
        _("Invite"),
        _("Invited. Where an address is on record, a mail with a link is on its way."),
        forms.InviteSpeakerForm,
        rules.check_may_invite_speaker,
        actions.invite_speaker,
    ),
    _act(
        "send-speaker-link",
        _("Send a new link"),
        _("A new link is on its way. The one before opens nothing any more."),
        forms.ActForm,
        rules.check_may_send_link,
        actions.send_speaker_link,
    ),
    _act(
        "record-acceptance",
        _("Record that they accept"),
        _("The acceptance is on record."),
        forms.AcceptedForm,
        _checked_answer(SpeakerState.ACCEPTED),
        _answer(SpeakerState.ACCEPTED),
    ),
    _act(
        "record-refusal",
        _("Record that they decline"),
        _("It is on record that they decline."),
        forms.ReasonForm,
        _checked_answer(SpeakerState.DECLINED),
        _answer(SpeakerState.DECLINED),
    ),
    _act(
        "confirm-speaker",
        _("Confirm the speaker"),
        _("Confirmed: the programme counts them as confirmed from now on."),
        forms.ActForm,
        rules.check_may_confirm_speaker,
        actions.confirm_speaker,
    ),
    _act(
        "publish-speaker",
        _("Publish name and biography"),
        _("Published: everybody reads who speaks."),
        forms.ActForm,
        rules.check_may_publish_speaker,
        actions.publish_speaker,
    ),
    _act(
        "unpublish-speaker",
        _("Take off the public pages"),
        _("Taken off every public page."),
        forms.ActForm,
        rules.check_may_unpublish_speaker,
        actions.unpublish_speaker,
    ),
    _act(
        "put-speaker-into-programme",
        _("Put into the programme"),
        _("In the working copy of the programme. Give them a part there."),
        forms.IntoProgrammeForm,
        rules.check_may_put_into_programme,
        actions.put_into_programme,
    ),
    _act(
        "replace-speaker",
        _("Name a substitute"),
        _("The substitute takes their place; the parts in the programme passed over."),
        forms.SubstituteForm,
        rules.check_may_replace_speaker,
        actions.replace_speaker,
    ),
    _act(
        "change-speaker-consent",
        _("Record a consent"),
        _("The consent is on record, with the day and who recorded it."),
        forms.ConsentForm,
        rules.check_may_change_consent,
        actions.change_consent,
    ),
    _act(
        "declare-speaker-interest",
        _("Record what they declare"),
        _("The declaration is on record, beside the earlier ones."),
        forms.InterestForm,
        rules.check_may_change_consent,
        actions.declare_interest,
    ),
    _act(
        "change-speaker",
        _("Change the proposal"),
        _("The change is on record."),
        forms.ChangeSpeakerForm,
        rules.check_may_change_speaker,
        actions.change_speaker,
    ),
    _act(
        "set-aside-speaker",
        _("Record that they are not chosen"),
        _("Not chosen; the reason is on record."),
        forms.ReasonForm,
        rules.check_may_set_aside_speaker,
        actions.set_aside_speaker,
    ),
    _act(
        "take-back-speaker",
        _("Take the proposal back"),
        _("The proposal is taken back."),
        forms.ReasonForm,
        rules.check_may_take_back,
        actions.take_back_speaker,
    ),
    _act(
        "withdraw-speaker",
        _("Record that they do not take part any more"),
        _("No longer taking part; the reason is on record."),
        forms.ReasonForm,
        rules.check_may_withdraw_speaker,
        actions.withdraw_speaker,
    ),
)

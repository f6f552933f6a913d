"""What is done on the site to guidance and to corrections of the notes of it."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import State
from palermo.accounts.viewer import Viewer
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.governance.actions import guidance as guidance_actions
from palermo.governance.models import Correction, Guidance, Meeting
from palermo.governance.queries.guidance import corrections_visible_to, guidance_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.rules import guidance as guidance_rules
from palermo.governance.states.guidance import CorrectionState
from palermo.governance.web.forms import guidance as guidance_forms
from palermo.site.action_pages import ActionMaker, ActionPage, allow_undo, register_actions
from palermo.site.forms import fields


def _guidance(viewer: Viewer) -> QuerySet[Guidance]:
    return guidance_visible_to(viewer).select_related("meeting")


def _corrections(viewer: Viewer) -> QuerySet[Correction]:
    return corrections_visible_to(viewer).select_related("guidance", "state_by")


def _record(meeting: Meeting, *, guidance: Guidance, by: Actor) -> Guidance:
    guidance.slug = free_slug(Guidance, guidance.topic, f"guidance-{meeting.starts_on.isoformat()}")
    return guidance_actions.record_guidance(guidance, by=by)


def _correct(guidance: Guidance, *, state: State, text: MultilingualText, by: Actor) -> Guidance:
    slug = free_slug(Correction, MultilingualText(), f"{guidance.slug[:60]}-{state.slug}"[:90])
    return guidance_actions.correct_notes(guidance, slug=slug, state=state, text=text, by=by)


def _correction_context(correction: Correction, viewer: Viewer) -> dict[str, object]:
    return {"correction": correction}


_correction_act = ActionMaker(
    Correction, _corrections, template="governance/actions/correction.html", extra_context=_correction_context
)


register_actions(
    ActionPage(
        name="record-guidance",
        label=_("Record guidance"),
        success_message=_("Guidance saved as the secretariat’s notes."),
        model=Meeting,
        records=meetings_visible_to,
        form=guidance_forms.GuidanceForm,
        check=guidance_rules.check_may_record_guidance,
        perform=_record,
        is_primary=True,
    ),
    ActionPage(
        name="answer-guidance",
        label=_("Reply to guidance"),
        success_message=_("Reply saved."),
        model=Guidance,
        records=_guidance,
        form=guidance_forms.AnswerForm,
        check=guidance_rules.check_may_answer_guidance,
        perform=guidance_actions.answer_guidance,
    ),
    ActionPage(
        name="correct-notes",
        label=_("Propose a correction"),
        success_message=_("Correction sent to the secretariat."),
        model=Guidance,
        records=_guidance,
        form=guidance_forms.CorrectionForm,
        check=guidance_rules.check_may_correct_notes,
        perform=_correct,
    ),
    _correction_act(
        "accept-correction",
        _("Accept correction"),
        _("Notes corrected. The previous version remains available."),
        guidance_forms.AcceptForm,
        lambda user, correction: guidance_rules.check_may_decide_correction(user, correction, CorrectionState.ACCEPTED),
        guidance_actions.accept_correction,
    ),
    _correction_act(
        "decline-correction",
        _("Decline correction"),
        _("Correction declined; the delegation can see your reply."),
        guidance_forms.DeclineForm,
        lambda user, correction: guidance_rules.check_may_decide_correction(user, correction, CorrectionState.DECLINED),
        guidance_actions.decline_correction,
    ),
    _correction_act(
        "withdraw-correction",
        _("Withdraw correction"),
        _("Correction withdrawn."),
        fields.ActForm,
        guidance_rules.check_may_withdraw_correction,
        guidance_actions.withdraw_correction,
    ),
)
allow_undo(
    "record-guidance",
)

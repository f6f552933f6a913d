"""What is done on the site to guidance and to corrections of the notes of it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.core.text import MultilingualText
from palermo.governance import actions as governance
from palermo.governance import rules
from palermo.governance.models import Correction, Guidance, Meeting
from palermo.governance.queries import corrections_visible_to, guidance_visible_to, meetings_visible_to
from palermo.governance.states import CorrectionState
from palermo.portal import forms
from palermo.portal.acts.act import Act
from palermo.portal.acts.slugs import free_slug


def _guidance(viewer: Viewer) -> QuerySet[Guidance]:
    return guidance_visible_to(viewer).select_related("meeting")


def _corrections(viewer: Viewer) -> QuerySet[Correction]:
    return corrections_visible_to(viewer).select_related("guidance", "state_by")


def _record(meeting: Meeting, *, guidance: Guidance, **given: Any) -> Guidance:
    guidance.slug = free_slug(Guidance, guidance.topic, f"guidance-{meeting.starts_on.isoformat()}")
    return governance.record_guidance(guidance, **given)


def _correct(guidance: Guidance, **given: Any) -> Guidance:
    slug = free_slug(Correction, MultilingualText(), f"{guidance.slug[:60]}-{given['state'].slug}"[:90])
    return governance.correct_notes(guidance, slug=slug, **given)


def _shown(correction: Correction, viewer: Viewer) -> dict[str, Any]:
    return {"correction": correction}


def _correction_act(name: str, label: Any, done: Any, form: Any, check: Any, perform: Any) -> Act:
    template = "portal/acts/correction.html"
    return Act(name, label, done, Correction, _corrections, form, check, perform, template=template, more=_shown)


ACTS = (
    Act(
        "record-guidance",
        _("Record guidance"),
        _("The guidance is on record, as the secretariat's notes."),
        Meeting,
        meetings_visible_to,
        forms.GuidanceForm,
        rules.check_may_record_guidance,
        _record,
    ),
    Act(
        "answer-guidance",
        _("Answer the guidance"),
        _("What came of the guidance is on record."),
        Guidance,
        _guidance,
        forms.AnswerForm,
        rules.check_may_answer_guidance,
        governance.answer_guidance,
    ),
    Act(
        "correct-notes",
        _("Correct these notes"),
        _("The secretariat has your correction."),
        Guidance,
        _guidance,
        forms.CorrectionForm,
        rules.check_may_correct_notes,
        _correct,
    ),
    _correction_act(
        "accept-correction",
        _("Accept the correction"),
        _("The notes are corrected. What they said before stays readable."),
        forms.AcceptForm,
        lambda user, correction: rules.check_may_decide_correction(user, correction, CorrectionState.ACCEPTED),
        governance.accept_correction,
    ),
    _correction_act(
        "decline-correction",
        _("Decline the correction"),
        _("The notes stay as they are; the delegation sees your answer."),
        forms.DeclineForm,
        lambda user, correction: rules.check_may_decide_correction(user, correction, CorrectionState.DECLINED),
        governance.decline_correction,
    ),
    _correction_act(
        "withdraw-correction",
        _("Withdraw the correction"),
        _("The correction is withdrawn."),
        forms.ActForm,
        rules.check_may_withdraw_correction,
        governance.withdraw_correction,
    ),
)

"""Pages that record a decision, adopted or in draft, or begin the endorsement of a text by Member States."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission as Kind
from palermo.accounts.permissions import check_may
from palermo.core.dates import PartialDate
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.governance.actions import drafts
from palermo.governance.models import Decision, Endorsement, Mandate, Meeting
from palermo.governance.web.forms import drafts as drafts_forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions


def _draft(record: None, *, decision: Decision, text: MultilingualText, by: Actor) -> Decision:
    decision.slug = _slug_of(decision)
    return drafts.draft_decision(decision, text=text, by=by)


def _record(
    record: None,
    *,
    decision: Decision,
    text: MultilingualText,
    on: PartialDate,
    at: Meeting | None,
    under: Mandate | None,
    by: Actor,
) -> Decision:
    decision.slug = _slug_of(decision)
    return drafts.record_decision(decision, text=text, on=on, at=at, under=under, by=by)


def _slug_of(decision: Decision) -> str:
    """A slug made of the body and the number, or of the title where there is no number."""
    number = decision.number or decision.temporary_number
    words = f"{decision.body.slug} {number.replace('/', ' ')}" if number else ""
    named_by = MultilingualText({"en": words}) if words else decision.title
    return free_slug(Decision, named_by, decision.kind)


def _check_may_record(user: Actor, record: None) -> None:
    """Check that this person may both enter a decision and record its adoption."""
    check_may(user, Kind.DRAFT_DECISION)
    check_may(user, Kind.ADOPT_DECISION)


def _begin_endorsement(
    record: None, *, endorsement: Endorsement, text: MultilingualText, closes_at: datetime | None, by: Actor
) -> Endorsement:
    endorsement.slug = free_slug(Endorsement, endorsement.title, "text")
    return drafts.begin_endorsement(endorsement, text=text, closes_at=closes_at, by=by)


register_actions(
    ActionPage(
        name="record-decision",
        label=_("Record adopted decision"),
        success_message=_("Decision recorded. Next, record a mandate from each paragraph that gives one."),
        model=Decision,
        records=None,
        list_page="decision_list",
        form=drafts_forms.AdoptedDecisionForm,
        check=_check_may_record,
        perform=_record,
    ),
    ActionPage(
        name="draft-decision",
        label=_("Record draft decision"),
        success_message=_("Draft saved. Record its adoption here once it is adopted."),
        model=Decision,
        records=None,
        list_page="decision_list",
        form=drafts_forms.DraftForm,
        check=lambda user, record: check_may(user, Kind.DRAFT_DECISION),
        perform=_draft,
    ),
    ActionPage(
        name="put-text-to-member-states",
        label=_("Submit a text to Member States"),
        success_message=_("Text submitted to Member States; this version is now frozen."),
        model=Endorsement,
        records=None,
        list_page="endorsement_list",
        form=drafts_forms.BeginningForm,
        check=lambda user, record: check_may(user, Kind.PUT_TEXT),
        perform=_begin_endorsement,
    ),
)
allow_undo(
    "record-decision",
    "draft-decision",
)

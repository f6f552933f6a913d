"""Pages that begin a draft decision or the endorsement of a text by Member States."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission as Kind
from palermo.accounts.permissions import check_may
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.governance.actions import drafts
from palermo.governance.models import Decision, Endorsement
from palermo.governance.web.forms import drafts as drafts_forms
from palermo.site.action_pages import ActionPage, register_actions


def _draft(record: None, *, decision: Decision, text: MultilingualText, by: Actor) -> Decision:
    """Record a draft; its slug is made of the body and the number, or of the title where there is no number."""
    number = decision.number or decision.temporary_number
    words = f"{decision.body.slug} {number.replace('/', ' ')}" if number else ""
    named_by = MultilingualText({"en": words}) if words else decision.title
    decision.slug = free_slug(Decision, named_by, decision.kind)
    return drafts.draft_decision(decision, text=text, by=by)


def _begin_endorsement(
    record: None, *, endorsement: Endorsement, text: MultilingualText, closes_at: datetime | None, by: Actor
) -> Endorsement:
    endorsement.slug = free_slug(Endorsement, endorsement.title, "text")
    return drafts.begin_endorsement(endorsement, text=text, closes_at=closes_at, by=by)


register_actions(
    ActionPage(
        name="draft-decision",
        label=_("Record draft decision"),
        success_message=_("Draft saved. Record its adoption here once it is adopted."),
        model=Decision,
        records=None,
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
        form=drafts_forms.BeginningForm,
        check=lambda user, record: check_may(user, Kind.PUT_TEXT),
        perform=_begin_endorsement,
    ),
)

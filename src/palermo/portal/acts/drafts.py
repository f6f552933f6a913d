"""What is begun on the site: a draft decision, a text before Member States."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from palermo.accounts.acts import Act as Kind
from palermo.accounts.acts import check_may
from palermo.core.text import MultilingualText
from palermo.governance.actions import drafts
from palermo.governance.models import Decision, Endorsement
from palermo.portal.acts.act import Act
from palermo.portal.acts.slugs import free_slug
from palermo.portal.forms import drafts as drafts_forms


def _draft(record: None, *, decision: Decision, **given: Any) -> Decision:
    """Its id is the body's and the number where it has one, which no other decision of the body has."""
    number = decision.number or decision.temporary_number
    named = f"{decision.body.slug} {number.replace('/', ' ')}" if number else ""
    words = MultilingualText({"en": named}) if named else decision.title
    decision.slug = free_slug(Decision, words, decision.kind)
    return drafts.draft_decision(decision, **given)


def _put_text(record: None, *, endorsement: Endorsement, **given: Any) -> Endorsement:
    endorsement.slug = free_slug(Endorsement, endorsement.title, "text")
    return drafts.begin_endorsement(endorsement, **given)


ACTS = (
    Act(
        "draft-decision",
        _("Record a draft decision"),
        _("The draft is on record. When it is adopted, record that here."),
        Decision,
        None,
        drafts_forms.DraftForm,
        lambda user, record: check_may(user, Kind.DRAFT_DECISION),
        _draft,
    ),
    Act(
        "put-text-to-member-states",
        _("Put a text to Member States"),
        _("The text is frozen as it is, and before Member States."),
        Endorsement,
        None,
        drafts_forms.BeginningForm,
        lambda user, record: check_may(user, Kind.PUT_TEXT),
        _put_text,
    ),
)

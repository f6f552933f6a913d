"""What is done to decisions and to amendments to their drafts on the site."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from palermo.core.text import MultilingualText
from palermo.governance.actions import amendments as amendments_actions
from palermo.governance.actions import decisions as decisions_actions
from palermo.governance.models import Amendment, Decision
from palermo.governance.queries.decisions import amendments_visible_to, decisions_visible_to
from palermo.governance.rules import amendments
from palermo.governance.rules import decisions as decisions_rules
from palermo.portal.acts.act import Act
from palermo.portal.acts.slugs import free_slug
from palermo.portal.forms import decisions, fields


def _propose_amendment(decision: Decision, *, amendment: Amendment, **given: Any) -> Amendment:
    amendment.slug = free_slug(Amendment, MultilingualText({"en": f"{decision.slug} amendment"}), "amendment")
    return amendments_actions.propose_amendment(amendment, **given)


PROPOSE_AMENDMENT = Act(
    "propose-amendment",
    _("Record an amendment"),
    _("The amendment is on record."),
    Decision,
    decisions_visible_to,
    decisions.AmendmentForm,
    amendments.check_may_propose_amendment,
    _propose_amendment,
)
DECIDE_AMENDMENT = Act(
    "decide-amendment",
    _("Record what became of it"),
    _("What became of the amendment is on record."),
    Amendment,
    amendments_visible_to,
    decisions.AmendmentFateForm,
    amendments.check_may_decide_amendment,
    lambda amendment, *, state, **given: amendments_actions.decide_amendment(amendment, state, **given),
)

ACTS = (
    Act(
        "adopt-decision",
        _("Record the adoption"),
        _("The adoption is on record."),
        Decision,
        decisions_visible_to,
        decisions.AdoptionForm,
        decisions_rules.check_may_adopt,
        decisions_actions.adopt_decision,
    ),
    PROPOSE_AMENDMENT,
    Act(
        "set-aside-decision",
        _("Record that it was not adopted"),
        _("It is on record that the draft was not adopted."),
        Decision,
        decisions_visible_to,
        fields.ReasonForm,
        decisions_rules.check_can_set_aside,
        decisions_actions.set_aside_decision,
    ),
    Act(
        "number-decision",
        _("Give the number"),
        _("The decision has its number."),
        Decision,
        decisions_visible_to,
        decisions.NumberForm,
        decisions_rules.check_may_number,
        decisions_actions.number_decision,
    ),
    Act(
        "supersede-decision",
        _("Record that it is superseded"),
        _("It is on record that the decision was superseded."),
        Decision,
        decisions_visible_to,
        decisions.SuccessionForm,
        decisions_rules.check_may_supersede,
        decisions_actions.supersede_decision,
    ),
    DECIDE_AMENDMENT,
)

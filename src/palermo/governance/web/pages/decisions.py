"""What is done to decisions and to amendments to their drafts on the site."""

from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.governance.actions import amendments as amendments_actions
from palermo.governance.actions import decisions as decisions_actions
from palermo.governance.models import Amendment, Decision
from palermo.governance.queries.decisions import amendments_visible_to, decisions_visible_to
from palermo.governance.rules import amendments
from palermo.governance.rules import decisions as decisions_rules
from palermo.governance.web.forms import decisions
from palermo.site.action_pages import ActionPage, allow_undo, register_actions
from palermo.site.forms import fields


def _propose_amendment(decision: Decision, *, amendment: Amendment, by: Actor) -> Amendment:
    amendment.slug = free_slug(Amendment, MultilingualText({"en": f"{decision.slug} amendment"}), "amendment")
    return amendments_actions.propose_amendment(amendment, by=by)


PROPOSE_AMENDMENT = ActionPage(
    name="propose-amendment",
    label=_("Record amendment"),
    success_message=_("Amendment saved."),
    model=Decision,
    records=decisions_visible_to,
    form=decisions.AmendmentForm,
    check=amendments.check_may_propose_amendment,
    perform=_propose_amendment,
)
DECIDE_AMENDMENT = ActionPage(
    name="decide-amendment",
    label=_("Record result"),
    success_message=_("Result saved."),
    model=Amendment,
    records=amendments_visible_to,
    form=decisions.AmendmentFateForm,
    check=amendments.check_may_decide_amendment,
    perform=lambda amendment, *, state, on, by: amendments_actions.decide_amendment(amendment, state, on=on, by=by),
)

register_actions(
    ActionPage(
        name="adopt-decision",
        label=_("Record adoption"),
        success_message=_("Adoption recorded."),
        model=Decision,
        records=decisions_visible_to,
        form=decisions.AdoptionForm,
        check=decisions_rules.check_may_adopt,
        perform=decisions_actions.adopt_decision,
    ),
    PROPOSE_AMENDMENT,
    ActionPage(
        name="set-aside-decision",
        label=_("Record that it was not adopted"),
        success_message=_("Recorded as not adopted."),
        model=Decision,
        records=decisions_visible_to,
        form=fields.ReasonForm,
        check=decisions_rules.check_can_set_aside,
        perform=decisions_actions.set_aside_decision,
    ),
    ActionPage(
        name="number-decision",
        label=_("Assign number"),
        success_message=_("Number assigned."),
        model=Decision,
        records=decisions_visible_to,
        form=decisions.NumberForm,
        check=decisions_rules.check_may_number,
        perform=decisions_actions.number_decision,
    ),
    ActionPage(
        name="supersede-decision",
        label=_("Mark as superseded"),
        success_message=_("Decision marked as superseded."),
        model=Decision,
        records=decisions_visible_to,
        form=decisions.SuccessionForm,
        check=decisions_rules.check_may_supersede,
        perform=decisions_actions.supersede_decision,
    ),
    DECIDE_AMENDMENT,
)
allow_undo(
    "adopt-decision",
    "propose-amendment",
    "set-aside-decision",
    "number-decision",
    "supersede-decision",
    "decide-amendment",
)

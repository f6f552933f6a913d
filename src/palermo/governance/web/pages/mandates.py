"""What is done to mandates on the site, and how they are made from their sources."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from palermo.governance.actions import mandates as mandates_actions
from palermo.governance.models import Endorsement, Guidance, Mandate, OperativeParagraph
from palermo.governance.queries.decisions import paragraphs_visible_to
from palermo.governance.queries.endorsements import endorsements_visible_to
from palermo.governance.queries.guidance import guidance_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.rules import mandates as mandates_rules
from palermo.governance.web.forms import mandates
from palermo.site.action_pages import ActionPage, register_actions
from palermo.site.slugs import free_slug


def _make(source: Model, *, mandate: Mandate, **given: Any) -> Mandate:
    mandate.slug = free_slug(Mandate, mandate.title, "mandate")
    return mandates_actions.make_mandate(mandate, **given)


_MAKING: dict[str, object] = {
    "label": _("Record a mandate"),
    "success_message": _("The mandate is on record."),
    "form": mandates.MandateForm,
    "check": mandates_rules.check_may_make_mandate,
    "perform": _make,
}
FROM_PARAGRAPH = ActionPage(
    name="make-mandate-from-paragraph", model=OperativeParagraph, records=paragraphs_visible_to, key="pk", **_MAKING
)

register_actions(
    FROM_PARAGRAPH,
    ActionPage(name="make-mandate-from-guidance", model=Guidance, records=guidance_visible_to, **_MAKING),
    ActionPage(name="make-mandate-from-endorsement", model=Endorsement, records=endorsements_visible_to, **_MAKING),
    ActionPage(
        name="narrow-mandate",
        label=_("Narrow the mandate"),
        success_message=_("The mandate is narrowed."),
        model=Mandate,
        records=mandates_visible_to,
        form=mandates.NarrowingForm,
        check=mandates_rules.check_may_narrow_mandate,
        perform=mandates_actions.narrow_mandate,
        template="governance/actions/mandate.html",
    ),
    ActionPage(
        name="end-mandate",
        label=_("End the mandate"),
        success_message=_("The mandate has ended."),
        model=Mandate,
        records=mandates_visible_to,
        form=mandates.EndOfMandateForm,
        check=mandates_rules.check_may_end_mandate,
        perform=lambda mandate, *, state, **given: mandates_actions.end_mandate(mandate, state, **given),
        template="governance/actions/mandate.html",
    ),
)

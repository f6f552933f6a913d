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
from palermo.portal.acts.act import Act
from palermo.portal.acts.slugs import free_slug
from palermo.portal.forms import mandates


def _make(source: Model, *, mandate: Mandate, **given: Any) -> Mandate:
    mandate.slug = free_slug(Mandate, mandate.title, "mandate")
    return mandates_actions.make_mandate(mandate, **given)


_MAKING: dict[str, Any] = {
    "label": _("Record a mandate"),
    "success_message": _("The mandate is on record."),
    "form": mandates.MandateForm,
    "check": mandates_rules.check_may_make_mandate,
    "perform": _make,
}
FROM_PARAGRAPH = Act(
    "make-mandate-from-paragraph", model=OperativeParagraph, records=paragraphs_visible_to, key="pk", **_MAKING
)

ACTS = (
    FROM_PARAGRAPH,
    Act("make-mandate-from-guidance", model=Guidance, records=guidance_visible_to, **_MAKING),
    Act("make-mandate-from-endorsement", model=Endorsement, records=endorsements_visible_to, **_MAKING),
    Act(
        "narrow-mandate",
        _("Narrow the mandate"),
        _("The mandate is narrowed."),
        Mandate,
        mandates_visible_to,
        mandates.NarrowingForm,
        mandates_rules.check_may_narrow_mandate,
        mandates_actions.narrow_mandate,
        template="portal/acts/mandate.html",
    ),
    Act(
        "end-mandate",
        _("End the mandate"),
        _("The mandate has ended."),
        Mandate,
        mandates_visible_to,
        mandates.EndOfMandateForm,
        mandates_rules.check_may_end_mandate,
        lambda mandate, *, state, **given: mandates_actions.end_mandate(mandate, state, **given),
        template="portal/acts/mandate.html",
    ),
)

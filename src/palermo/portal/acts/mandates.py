"""What is done to mandates on the site, and how they are made from their sources."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from palermo.governance import actions as governance
from palermo.governance import rules
from palermo.governance.models import Endorsement, Guidance, Mandate, OperativeParagraph
from palermo.governance.queries import (
    endorsements_visible_to,
    guidance_visible_to,
    mandates_visible_to,
    paragraphs_visible_to,
)
from palermo.portal import forms
from palermo.portal.acts.act import Act
from palermo.portal.acts.slugs import free_slug


def _make(source: Model, *, mandate: Mandate, **given: Any) -> Mandate:
    mandate.slug = free_slug(Mandate, mandate.title, "mandate")
    return governance.make_mandate(mandate, **given)


_MAKING: dict[str, Any] = {
    "label": _("Record a mandate"),
    "done": _("The mandate is on record."),
    "form": forms.MandateForm,
    "check": rules.check_may_make_mandate,
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
        forms.NarrowingForm,
        rules.check_may_narrow_mandate,
        governance.narrow_mandate,
        template="portal/acts/mandate.html",
    ),
    Act(
        "end-mandate",
        _("End the mandate"),
        _("The mandate has ended."),
        Mandate,
        mandates_visible_to,
        forms.EndOfMandateForm,
        rules.check_may_end_mandate,
        lambda mandate, *, state, **given: governance.end_mandate(mandate, state, **given),
        template="portal/acts/mandate.html",
    ),
)

"""What is done to mandates on the site, and how they are made from their sources."""

from collections.abc import Callable

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.core.refusals import Refused
from palermo.core.slugs import free_slug
from palermo.governance.actions import mandates as mandates_actions
from palermo.governance.models import Decision, Endorsement, Guidance, Mandate, OperativeParagraph
from palermo.governance.queries.decisions import decisions_visible_to, paragraphs_visible_to
from palermo.governance.queries.endorsements import endorsements_visible_to
from palermo.governance.queries.guidance import guidance_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.rules import mandates as mandates_rules
from palermo.governance.web.forms import mandates
from palermo.site.action_pages import ActionPage, allow_undo, register_actions


def _make(source: Model, *, mandate: Mandate, by: Actor) -> Mandate:
    mandate.slug = free_slug(Mandate, mandate.title, "mandate")
    return mandates_actions.make_mandate(mandate, by=by)


def _check_may_make_from_decision(user: Actor, decision: Decision) -> None:
    """Check that a paragraph of the decision can give a mandate, and that this person may record it."""
    paragraph = decision.paragraphs.first()
    if paragraph is None:
        raise Refused(_("No operative paragraphs yet."))
    mandates_rules.check_may_make_mandate(user, paragraph)


def _make_from(
    name: str, model: type[Model], records: Callable[[Viewer], QuerySet], *, key: str = "slug"
) -> ActionPage:
    """The page on which a mandate is made from a source of one kind."""
    return ActionPage(
        name=name,
        label=_("Record mandate"),
        success_message=_("Mandate saved."),
        model=model,
        records=records,
        form=mandates.MandateForm,
        check=mandates_rules.check_may_make_mandate,
        perform=_make,
        key=key,
    )


FROM_PARAGRAPH = _make_from("make-mandate-from-paragraph", OperativeParagraph, paragraphs_visible_to, key="pk")

register_actions(
    FROM_PARAGRAPH,
    ActionPage(
        name="make-mandate-from-decision",
        label=_("Record mandate"),
        success_message=_("Mandate saved."),
        model=Decision,
        records=decisions_visible_to,
        form=mandates.MandateFromDecisionForm,
        check=_check_may_make_from_decision,
        perform=_make,
        is_primary=True,
    ),
    _make_from("make-mandate-from-guidance", Guidance, guidance_visible_to),
    _make_from("make-mandate-from-endorsement", Endorsement, endorsements_visible_to),
    ActionPage(
        name="narrow-mandate",
        label=_("Amend mandate"),
        success_message=_("Mandate amended."),
        model=Mandate,
        records=mandates_visible_to,
        form=mandates.NarrowingForm,
        check=mandates_rules.check_may_narrow_mandate,
        perform=mandates_actions.narrow_mandate,
        template="governance/actions/mandate.html",
    ),
    ActionPage(
        name="end-mandate",
        label=_("Close mandate"),
        success_message=_("Mandate closed."),
        model=Mandate,
        records=mandates_visible_to,
        form=mandates.EndOfMandateForm,
        check=mandates_rules.check_may_end_mandate,
        perform=lambda mandate, *, state, **values: mandates_actions.end_mandate(mandate, state, **values),
        template="governance/actions/mandate.html",
    ),
)
allow_undo(
    "make-mandate-from-paragraph",
    "make-mandate-from-decision",
    "make-mandate-from-guidance",
    "make-mandate-from-endorsement",
)

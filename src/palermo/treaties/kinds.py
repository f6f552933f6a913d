"""Treaties, their actions and statements as kinds of record."""

from palermo.audit.versioned_models import for_audience
from palermo.core.kinds import RecordKind, register
from palermo.treaties.models import (
    EffectRule,
    LawArticle,
    LawElement,
    ListedName,
    Review,
    StateCorrection,
    Statement,
    Treaty,
    TreatyAction,
)
from palermo.treaties.queries.corrections import state_correction_condition, state_corrections_visible_to
from palermo.treaties.queries.laws import law_condition, laws_visible_to, reviews_visible_to
from palermo.treaties.queries.participation import (
    actions_visible_to,
    published_treaties,
    statements_visible_to,
    treaties_visible_to,
)
from palermo.treaties.structured_data import treaty_data

PARTICIPANTS = ("state", "organisation")

register(
    RecordKind(
        model=Treaty,
        slug="treaties",
        visible_to=treaties_visible_to,
        shown_to=published_treaties,
        # The day of its page is that of the status, so the page is not one of the record as at a day.
        has_history=True,
        list_page="treaty_list",
        sitemap_page="treaty",
        summary=lambda treaty: treaty.name,
        structured_data=treaty_data,
    ),
    RecordKind(model=EffectRule, slug="effect-rules", key=("treaty__slug", "kind"), part_of=("treaty",)),
    RecordKind(
        model=TreatyAction,
        slug="treaty-actions",
        visible_to=actions_visible_to,
        key=("treaty__slug", "participant__slug", "kind", "deposited_on"),
        part_of=("treaty",),
        named_by=PARTICIPANTS,
    ),
    RecordKind(
        model=Statement, slug="statements", visible_to=statements_visible_to, part_of=("treaty",), named_by=PARTICIPANTS
    ),
    RecordKind(model=ListedName, slug="listed-names"),
)

# National law and reviews.
register(
    RecordKind(
        model=LawArticle,
        slug="laws",
        visible_to=laws_visible_to,
        version_condition=law_condition,
        has_history=True,
    ),
    RecordKind(
        model=StateCorrection,
        slug="state-corrections",
        visible_to=state_corrections_visible_to,
        version_condition=state_correction_condition,
        has_history=True,
    ),
    RecordKind(model=LawElement, slug="law-elements", key=("law__slug", "element"), part_of=("law",)),
    RecordKind(
        model=Review,
        slug="reviews",
        visible_to=reviews_visible_to,
        version_condition=for_audience,
        has_history=True,
    ),
)

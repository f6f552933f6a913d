"""Action pages of indicators and their editions."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from palermo.figures.actions import indicators as actions
from palermo.figures.models import Indicator, IndicatorEdition
from palermo.figures.queries.indicators import indicator_editions_visible_to, indicators_visible_to
from palermo.figures.rules import indicators as rules
from palermo.figures.web.forms.indicators import IndicatorEditionForm
from palermo.site.action_pages import ActionPage, allow_undo, register_actions
from palermo.site.forms.fields import ActForm

_edition_page = partial(
    ActionPage[IndicatorEdition], model=IndicatorEdition, records=indicator_editions_visible_to, key="pk"
)

register_actions(
    ActionPage[Indicator](
        name="begin-indicator-edition",
        label=_("Begin an edition"),
        success_message=_("Edition begun as a copy of the last one. Edit it, then publish it."),
        model=Indicator,
        records=indicators_visible_to,
        form=ActForm,
        check=rules.check_may_begin_indicator_edition,
        perform=actions.begin_indicator_edition,
    ),
    _edition_page(
        name="publish-indicator-edition",
        label=_("Publish edition"),
        success_message=_("Edition published."),
        form=ActForm,
        check=rules.check_may_publish_indicator_edition,
        perform=actions.publish_indicator_edition,
        template="figures/indicators/publish.html",
        is_primary=True,
    ),
    _edition_page(
        name="discard-indicator-edition",
        label=_("Discard draft"),
        success_message=_("Draft discarded."),
        form=ActForm,
        check=rules.check_may_discard_indicator_edition,
        perform=actions.discard_indicator_edition,
    ),
    _edition_page(
        name="change-indicator-edition",
        form=IndicatorEditionForm,
        check=rules.check_may_change_indicator_edition,
        perform=actions.change_indicator_edition,
        is_edit=True,
    ),
)
allow_undo("begin-indicator-edition", "change-indicator-edition", "discard-indicator-edition")

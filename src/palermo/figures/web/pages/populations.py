"""Action pages of populations.

None can be undone: the list is signed into the register with each act. A population is edited again.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from palermo.accounts.models import User
from palermo.figures.actions import populations as actions
from palermo.figures.models import Population
from palermo.figures.queries.populations import populations_visible_to
from palermo.figures.rules import populations as rules
from palermo.figures.web.forms import populations as forms
from palermo.site.action_pages import ActionPage, register_actions

type Values = Mapping[str, object]


def _add(nothing: None, *, values: Values, relations: rules.Relations, by: User) -> Population:
    return actions.add_population(Population(**values), relations=relations, by=by)


register_actions(
    ActionPage(
        name="add-population",
        label=_("Add a population"),
        success_message=_("Population added. The list is signed."),
        model=Population,
        records=None,
        form=forms.AddPopulationForm,
        check=rules.check_may_keep_populations,
        perform=_add,
        list_page="population_list",
    ),
    ActionPage(
        name="change-population",
        key="pk",
        label=_("Edit"),
        success_message=_("Saved. The list is signed."),
        model=Population,
        records=populations_visible_to,
        form=forms.ChangePopulationForm,
        check=rules.check_may_keep_populations,
        perform=actions.change_population,
        is_edit=True,
    ),
)

"""Action pages of populations.

None can be undone: the list is signed into the register with each act. A population is edited again.
"""

from django.utils.translation import gettext_lazy as _

from palermo.figures.actions import populations as actions
from palermo.figures.models import Population
from palermo.figures.queries.populations import populations_visible_to
from palermo.figures.rules import populations as rules
from palermo.figures.web.forms import populations as forms
from palermo.site.action_pages import ActionPage, register_actions, row_creator

register_actions(
    ActionPage(
        name="add-population",
        label=_("Add a population"),
        success_message=_("Population added. The list is signed."),
        model=Population,
        records=None,
        form=forms.AddPopulationForm,
        check=rules.check_may_keep_populations,
        perform=row_creator(actions.add_population, Population),
        list_page="population_list",
    ),
    ActionPage(
        name="change-population",
        key="pk",
        success_message=_("Saved. The list is signed."),
        model=Population,
        records=populations_visible_to,
        form=forms.ChangePopulationForm,
        check=rules.check_may_keep_populations,
        perform=actions.change_population,
        is_edit=True,
    ),
)

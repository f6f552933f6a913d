"""Action pages of the register of trainers. No version of an entry is kept, so none of them can be undone."""

from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.site.action_pages import ActionPage, register_actions, row_creator
from palermo.site.forms.fields import ActForm
from palermo.toolkit.actions import trainers as actions
from palermo.toolkit.models import Trainer
from palermo.toolkit.queries.trainers import trainers_visible_to
from palermo.toolkit.rules import trainers as rules
from palermo.toolkit.web.forms.trainers import TrainerForm


def _trainers(viewer: Viewer) -> QuerySet[Trainer]:
    return trainers_visible_to(viewer).select_related("user")


_page = partial(ActionPage[Trainer], model=Trainer, records=_trainers)

register_actions(
    ActionPage[Trainer](
        name="add-trainer",
        label=_("Add trainer"),
        success_message=_("Trainer added. Request their consent to publish the entry."),
        model=Trainer,
        records=None,
        form=TrainerForm,
        check=rules.check_may_add_trainer,
        perform=row_creator(actions.add_trainer, Trainer),
        list_page="trainer_list",
    ),
    _page(
        name="ask-trainer",
        label=_("Request consent"),
        success_message=_("A personal link is being sent."),
        form=ActForm,
        check=rules.check_may_ask_trainer,
        perform=actions.ask_trainer,
        is_primary=True,
    ),
    _page(
        name="withdraw-trainer",
        label=_("Record withdrawal of consent"),
        success_message=_("The entry is no longer published."),
        form=ActForm,
        check=rules.check_may_withdraw_trainer,
        perform=actions.withdraw_consent,
    ),
    _page(
        name="remove-trainer",
        label=_("Remove from the register"),
        success_message=_("Entry removed."),
        form=ActForm,
        check=rules.check_may_change_trainer,
        perform=actions.remove_trainer,
    ),
    _page(
        name="change-trainer",
        form=TrainerForm,
        check=rules.check_may_change_trainer,
        perform=actions.change_trainer,
        is_edit=True,
    ),
)

"""Action pages of treaties and of the depositary's lists."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.actors import Actor
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.forms.fields import ActForm
from palermo.treaties.actions import treaties as actions
from palermo.treaties.actions.lists import TreatyList, import_lists
from palermo.treaties.models import Treaty
from palermo.treaties.queries.participation import treaties_visible_to
from palermo.treaties.rules import treaties as rules
from palermo.treaties.web.forms import treaties as forms


def _import(_treaty: Treaty, *, given: TreatyList, by: Actor) -> Treaty:
    [report] = import_lists([given], by=by)
    return report.treaty


register_actions(
    ActionPage(
        name="record-treaty",
        label=_("Record a treaty"),
        success_message=_("Treaty recorded. Next, import the depositary’s list of participants."),
        model=Treaty,
        records=None,
        list_page="treaty_list",
        form=forms.NewTreatyForm,
        check=lambda user, record: rules.check_may_record_treaty(user),
        perform=row_creator(actions.record_treaty, Treaty),
    ),
    ActionPage(
        name="import-treaty-list",
        label=_("Import the depositary’s list"),
        success_message=_("List imported."),
        model=Treaty,
        records=treaties_visible_to,
        form=forms.TreatyListForm,
        check=rules.check_may_import_list,
        perform=_import,
        template="treaties/import_list.html",
    ),
    ActionPage(
        name="publish-treaty",
        label=pgettext_lazy("treaty", "Publish"),
        success_message=_("Treaty published."),
        model=Treaty,
        records=treaties_visible_to,
        form=ActForm,
        check=rules.check_may_publish_treaty,
        perform=actions.publish_treaty,
    ),
    ActionPage(
        name="change-treaty",
        label=_("Edit treaty"),
        model=Treaty,
        records=treaties_visible_to,
        form=forms.ChangeTreatyForm,
        check=rules.check_may_change_treaty,
        perform=actions.change_treaty,
        is_edit=True,
    ),
)
allow_undo("record-treaty", "import-treaty-list", "change-treaty")

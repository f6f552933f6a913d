"""Action pages of occasions and of what is presented there."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.row_pages import row_adder, row_pages
from palermo.toolkit.actions import occasions as actions
from palermo.toolkit.models import Edition, Occasion, Presentation
from palermo.toolkit.queries.occasions import editions_visible_to, occasions_visible_to, presentations_visible_to
from palermo.toolkit.rules import occasions as rules
from palermo.toolkit.web.forms import occasions as forms


def _editions(viewer: Viewer) -> QuerySet[Edition]:
    return editions_visible_to(viewer).select_related("tool__activity")


def _presentations(viewer: Viewer) -> QuerySet[Presentation]:
    return presentations_visible_to(viewer).select_related("edition__tool__activity", "occasion")


register_actions(
    ActionPage(
        name="record-occasion",
        label=_("Record an occasion"),
        success_message=_("Occasion recorded."),
        model=Occasion,
        records=None,
        list_page="occasion_list",
        form=forms.OccasionForm,
        check=lambda user, record: rules.check_may_record_occasion(user),
        perform=row_creator(actions.record_occasion, Occasion),
    ),
    ActionPage(
        name="change-occasion",
        model=Occasion,
        records=occasions_visible_to,
        form=forms.OccasionForm,
        check=rules.check_may_change_occasion,
        perform=actions.change_occasion,
        is_edit=True,
    ),
    ActionPage(
        name="record-presentation",
        label=_("Record a presentation"),
        success_message=_("Presentation recorded."),
        model=Edition,
        records=_editions,
        key="pk",
        form=forms.PresentationForm,
        check=rules.check_may_present,
        perform=row_adder(actions.presentations),
        is_offered=False,
    ),
    *row_pages(
        actions.presentations,
        "presentation",
        records=_presentations,
        form=forms.PresentationForm,
        removed=_("Presentation removed."),
        is_offered=False,
    ),
)
allow_undo("record-occasion", "change-occasion", "record-presentation", "change-presentation", "remove-presentation")

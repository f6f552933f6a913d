"""The action page of workbooks of national returns."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.returns.actions import workbooks as actions
from palermo.returns.models import Return
from palermo.returns.queries.returns import returns_visible_to
from palermo.returns.rules import workbooks as rules
from palermo.returns.web.forms import workbooks as forms
from palermo.site.action_pages import ActionPage, register_actions


def _returns(viewer: Viewer) -> QuerySet[Return]:
    return returns_visible_to(viewer).select_related("round__edition", "agreement")


register_actions(
    ActionPage(
        name="upload-return-workbook",
        label=_("Fill in by workbook"),
        success_message=_("The figures of the workbook were saved."),
        model=Return,
        records=_returns,
        form=forms.UploadWorkbookForm,
        check=rules.check_may_upload_workbook,
        perform=actions.import_workbook,
        template="returns/returns/upload.html",
    ),
)

"""Action pages of sources of data and of agreements with them."""

from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.viewer import Viewer
from palermo.knowledge.actions import agreements as actions
from palermo.knowledge.actions.datasets import delete_data
from palermo.knowledge.models import Agreement, Source
from palermo.knowledge.queries.sources import agreements_visible_to, sources_visible_to
from palermo.knowledge.rules import agreements as rules
from palermo.knowledge.rules.datasets import check_may_delete_data
from palermo.knowledge.states.sources import AgreementStatus
from palermo.knowledge.web.forms import agreements as forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.forms.fields import ActForm, ReasonForm


def _agreements(viewer: Viewer) -> QuerySet[Agreement]:
    return agreements_visible_to(viewer).select_related("document")


_source_page = partial(ActionPage[Source], model=Source, records=sources_visible_to)
_agreement_page = partial(ActionPage[Agreement], model=Agreement, records=_agreements)

register_actions(
    ActionPage[Source](
        name="add-data-source",
        label=_("Add a source of data"),
        success_message=_("Source added."),
        model=Source,
        records=None,
        form=forms.SourceForm,
        check=rules.check_may_keep_sources,
        perform=row_creator(actions.add_source, Source),
        list_page="source_list",
    ),
    _source_page(
        name="add-data-agreement",
        label=_("Add an agreement"),
        success_message=_("Draft of the agreement saved."),
        form=forms.AgreementForm,
        check=rules.check_may_keep_sources,
        perform=row_creator(actions.add_agreement, Agreement, "source"),
    ),
    _source_page(
        name="change-data-source",
        form=forms.SourceForm,
        check=rules.check_may_keep_sources,
        perform=actions.change_source,
        is_edit=True,
    ),
    _agreement_page(
        name="sign-data-agreement",
        label=_("Record signature"),
        success_message=_("Signature recorded."),
        form=forms.SignAgreementForm,
        check=rules.check_may_sign_agreement,
        perform=actions.sign_agreement,
        is_primary=lambda agreement: agreement.status == AgreementStatus.DRAFT,
    ),
    _agreement_page(
        name="end-data-agreement",
        label=pgettext_lazy("agreement", "End early"),
        success_message=_("End of the agreement recorded."),
        form=ReasonForm,
        check=rules.check_may_end_agreement,
        perform=actions.end_agreement,
    ),
    _agreement_page(
        name="delete-agreement-data",
        label=_("Delete the data"),
        success_message=_("Data deleted."),
        form=ActForm,
        check=check_may_delete_data,
        perform=delete_data,
        is_primary=True,
    ),
    _agreement_page(
        name="change-data-agreement",
        form=forms.AgreementForm,
        check=rules.check_may_change_agreement,
        perform=actions.change_agreement,
        is_edit=True,
    ),
)
allow_undo(
    "add-data-source",
    "add-data-agreement",
    "change-data-source",
    "sign-data-agreement",
    "end-data-agreement",
    "change-data-agreement",
)

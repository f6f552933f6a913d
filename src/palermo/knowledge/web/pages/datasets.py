"""Action pages of datasets, their editions and what was found in them.

What hands in, publishes or deletes data cannot be undone; of findings, which are many, no versions are kept, and an
explanation is taken back by an act of its own.
"""

from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.viewer import Viewer
from palermo.knowledge.actions import datasets as actions
from palermo.knowledge.finding_sentences import sentences_of
from palermo.knowledge.layouts import layout_of
from palermo.knowledge.models import Dataset, DatasetEdition, Finding, Source
from palermo.knowledge.queries.datasets import dataset_editions_visible_to, datasets_visible_to, findings_visible_to
from palermo.knowledge.queries.sources import sources_visible_to
from palermo.knowledge.rules import datasets as rules
from palermo.knowledge.web.forms import datasets as forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.forms.fields import ActForm, ReasonOnlyForm


def _editions(viewer: Viewer) -> QuerySet[DatasetEdition]:
    return dataset_editions_visible_to(viewer).select_related("dataset__source", "agreement")


def _findings(viewer: Viewer) -> QuerySet[Finding]:
    return findings_visible_to(viewer).select_related("edition__dataset__source")


def _sentence(finding: Finding, viewer: Viewer) -> dict[str, object]:
    return {"sentence": sentences_of([finding], layout_of(finding.edition.dataset))[0]}


_dataset_page = partial(ActionPage[Dataset], model=Dataset, records=datasets_visible_to)
_edition_page = partial(ActionPage[DatasetEdition], model=DatasetEdition, records=_editions, key="pk")
_finding_page = partial(
    ActionPage[Finding],
    model=Finding,
    records=_findings,
    key="pk",
    is_offered=False,
    template="knowledge/datasets/explain.html",
    extra_context=_sentence,
)

register_actions(
    ActionPage[Source](
        name="add-dataset",
        label=_("Add a dataset"),
        success_message=_("Dataset added."),
        model=Source,
        records=sources_visible_to,
        form=forms.DatasetForm,
        check=rules.check_may_keep_datasets,
        perform=row_creator(actions.add_dataset, Dataset, "source"),
    ),
    _dataset_page(
        name="hand-in-dataset-edition",
        label=pgettext_lazy("data", "Hand in a file"),
        success_message=_("File received. It is now being checked."),
        form=forms.EditionForm,
        check=rules.check_may_hand_in,
        perform=actions.hand_in_edition,
        is_primary=True,
    ),
    _dataset_page(
        name="change-dataset",
        form=forms.DatasetForm,
        check=rules.check_may_change_dataset,
        perform=actions.change_dataset,
        is_edit=True,
    ),
    _edition_page(
        name="explain-findings",
        label=_("Explain findings of a rule"),
        success_message=_("Explanation saved."),
        form=forms.ExplainFindingsForm,
        check=rules.check_may_explain,
        perform=actions.explain_findings,
    ),
    _edition_page(
        name="return-dataset-edition",
        label=_("Return to the source"),
        success_message=_("Returned to the source."),
        form=ReasonOnlyForm,
        check=rules.check_may_decide_edition,
        perform=actions.return_edition,
    ),
    _edition_page(
        name="accept-dataset-edition",
        label=pgettext_lazy("edition of a dataset", "Accept"),
        success_message=_("Edition accepted."),
        form=ActForm,
        check=rules.check_may_accept_edition,
        perform=actions.accept_edition,
        is_primary=True,
    ),
    _finding_page(
        name="explain-finding",
        label=pgettext_lazy("finding", "Explain"),
        success_message=_("Explanation saved."),
        form=forms.ExplainFindingForm,
        check=rules.check_may_explain_finding,
        perform=actions.explain_finding,
    ),
    _finding_page(
        name="reopen-finding",
        label=pgettext_lazy("finding", "Reopen"),
        success_message=_("Finding reopened."),
        form=ActForm,
        check=rules.check_may_reopen_finding,
        perform=actions.reopen_finding,
    ),
)
allow_undo("add-dataset", "change-dataset")

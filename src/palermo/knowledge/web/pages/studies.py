"""Action pages of studies, their drafts and the comments on these."""

from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.viewer import Viewer
from palermo.governance.models import Activity
from palermo.knowledge.actions import studies as actions
from palermo.knowledge.actions import study_drafts as draft_actions
from palermo.knowledge.models import DraftComment, EthicsReview, Study, StudyContribution, StudyDataset, StudyDraft
from palermo.knowledge.queries.studies import (
    draft_comments_visible_to,
    ethics_reviews_visible_to,
    studies_visible_to,
    study_activities,
    study_contributions_visible_to,
    study_datasets_visible_to,
    study_drafts_visible_to,
)
from palermo.knowledge.rules import studies as rules
from palermo.knowledge.rules import study_drafts as draft_rules
from palermo.knowledge.web.forms import studies as forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.forms.fields import ActForm
from palermo.site.row_pages import row_adder, row_pages


def _studies(viewer: Viewer) -> QuerySet[Study]:
    return studies_visible_to(viewer).select_related("activity", "publication")


def _contributions(viewer: Viewer) -> QuerySet[StudyContribution]:
    return study_contributions_visible_to(viewer).select_related("study__activity")


def _reviews(viewer: Viewer) -> QuerySet[EthicsReview]:
    return ethics_reviews_visible_to(viewer).select_related("study__activity", "document")


def _uses(viewer: Viewer) -> QuerySet[StudyDataset]:
    return study_datasets_visible_to(viewer).select_related("study__activity", "edition__agreement")


def _drafts(viewer: Viewer) -> QuerySet[StudyDraft]:
    return study_drafts_visible_to(viewer).select_related("study__activity")


def _comments(viewer: Viewer) -> QuerySet[DraftComment]:
    return draft_comments_visible_to(viewer).select_related("draft__study__activity")


# Those that stand beside what they are about on the page of the study are not in its menu of acts as well.
_study_page = partial(ActionPage[Study], model=Study, records=_studies, key="activity__slug", is_offered=False)
_review_page = partial(ActionPage[EthicsReview], model=EthicsReview, records=_reviews, key="pk")
_draft_page = partial(ActionPage[StudyDraft], model=StudyDraft, records=_drafts, key="pk")
_comment_page = partial(ActionPage[DraftComment], model=DraftComment, records=_comments, key="pk")

register_actions(
    ActionPage(
        name="describe-study",
        label=_("Describe study"),
        success_message=_("Study saved."),
        model=Activity,
        records=study_activities,
        form=forms.StudyForm,
        check=rules.check_may_describe_study,
        perform=actions.describe_study,
        is_edit=True,
    ),
    _study_page(
        name="add-study-contribution",
        label=_("Add a contribution"),
        success_message=_("Contribution recorded."),
        form=forms.ContributionForm,
        check=rules.check_may_keep_study,
        perform=row_adder(actions.contributions),
        keeps=("role",),
    ),
    *row_pages(
        actions.contributions,
        "study-contribution",
        records=_contributions,
        form=forms.ContributionForm,
        removed=_("Contribution removed."),
    ),
    _study_page(
        name="submit-ethics-review",
        label=_("Record submission to an ethics body"),
        success_message=_("Submission recorded."),
        form=forms.SubmitReviewForm,
        check=rules.check_may_keep_study,
        perform=row_creator(actions.submit_review, EthicsReview, "study"),
    ),
    _review_page(
        name="decide-ethics-review",
        label=_("Record decision"),
        success_message=_("Decision recorded."),
        form=forms.DecideReviewForm,
        check=rules.check_may_decide_review,
        perform=actions.decide_review,
    ),
    _review_page(
        name="change-ethics-review",
        form=forms.ChangeReviewForm,
        check=rules.check_may_change_review,
        perform=actions.change_review,
        is_edit=True,
    ),
    _study_page(
        name="use-dataset",
        label=_("Add data used"),
        success_message=_("Data recorded."),
        form=forms.UseDatasetForm,
        check=rules.check_may_use_dataset,
        perform=row_adder(actions.datasets),
    ),
    *row_pages(
        actions.datasets, "dataset-use", records=_uses, form=forms.UseForm, removed=_("Data removed from the study.")
    ),
    _study_page(
        name="publish-study",
        label=_("Record publication of the results"),
        success_message=_("Publication recorded."),
        form=forms.PublicationForm,
        check=rules.check_may_publish_study,
        perform=actions.publish_study,
    ),
    _study_page(
        name="change-study-publication",
        label=_("Edit publication"),
        form=forms.PublicationForm,
        check=rules.check_may_change_publication,
        perform=actions.change_publication,
        is_edit=True,
    ),
    _study_page(
        name="add-study-draft",
        label=_("Add a draft"),
        success_message=_("Draft recorded. Circulate it when it is ready."),
        form=forms.DraftForm,
        check=draft_rules.check_may_add_draft,
        perform=row_creator(draft_actions.add_draft, StudyDraft, "study"),
    ),
    _draft_page(
        name="circulate-study-draft",
        label=_("Circulate for comments"),
        success_message=_("Draft circulated."),
        form=forms.CirculateForm,
        check=draft_rules.check_may_circulate_draft,
        perform=draft_actions.circulate_draft,
    ),
    _draft_page(
        name="change-study-draft",
        form=forms.DraftForm,
        check=draft_rules.check_may_change_draft,
        perform=draft_actions.change_draft,
        is_edit=True,
    ),
    _draft_page(
        name="remove-study-draft",
        label=_("Remove"),
        success_message=_("Draft removed."),
        form=ActForm,
        check=draft_rules.check_may_change_draft,
        perform=draft_actions.remove_draft,
    ),
    _draft_page(
        name="comment-on-draft",
        label=_("Comment on this draft"),
        success_message=_("Comment sent."),
        form=forms.CommentForm,
        check=draft_rules.check_may_comment,
        perform=row_creator(draft_actions.add_comment, DraftComment, "draft"),
    ),
    _draft_page(
        name="close-study-draft",
        label=_("Close comments"),
        success_message=_("Comments closed."),
        form=ActForm,
        check=draft_rules.check_may_close_draft,
        perform=draft_actions.close_draft,
    ),
    _draft_page(
        name="reopen-study-draft",
        label=_("Reopen comments"),
        success_message=_("Comments reopened."),
        form=forms.ReopenForm,
        check=draft_rules.check_may_reopen_draft,
        perform=draft_actions.reopen_draft,
    ),
    _comment_page(
        name="answer-draft-comment",
        label=pgettext_lazy("to a comment", "Reply"),
        success_message=_("Reply saved."),
        form=forms.AnswerForm,
        check=draft_rules.check_may_answer_comment,
        perform=draft_actions.answer_comment,
    ),
    _comment_page(
        name="change-draft-comment",
        form=forms.CommentForm,
        check=draft_rules.check_may_change_comment,
        perform=draft_actions.change_comment,
        is_edit=True,
    ),
    _comment_page(
        name="withdraw-draft-comment",
        label=_("Withdraw"),
        success_message=_("Comment withdrawn."),
        form=ActForm,
        check=draft_rules.check_may_change_comment,
        perform=draft_actions.withdraw_comment,
    ),
)
allow_undo(
    "describe-study",
    "add-study-contribution",
    "change-study-contribution",
    "remove-study-contribution",
    "submit-ethics-review",
    "decide-ethics-review",
    "change-ethics-review",
    "use-dataset",
    "change-dataset-use",
    "remove-dataset-use",
    "add-study-draft",
    "change-study-draft",
    "remove-study-draft",
    "close-study-draft",
)

"""What is contributed to a study, how its ethics were reviewed, and what became of comments on a draft."""

from django.db import models
from django.utils.translation import pgettext_lazy


class StudyRole(models.TextChoices):
    """What a partner does in a study."""

    LEAD = "lead", pgettext_lazy("study", "Leads the study")
    DATA = "data", pgettext_lazy("study", "Provides data")
    FIELDWORK = "fieldwork", pgettext_lazy("study", "Carries out fieldwork")
    ANALYSIS = "analysis", pgettext_lazy("study", "Analyses")
    REVIEW = "review", pgettext_lazy("study", "Reviews")
    FUNDING = "funding", pgettext_lazy("study", "Funds")


class EthicsResult(models.TextChoices):
    """What the reviewing body decided."""

    PENDING = "pending", pgettext_lazy("ethics review", "Awaiting decision")
    APPROVED = "approved", pgettext_lazy("ethics review", "Approved")
    CONDITIONAL = "conditional", pgettext_lazy("ethics review", "Approved with conditions")
    REFUSED = "refused", pgettext_lazy("ethics review", "Not approved")
    EXEMPT = "exempt", pgettext_lazy("ethics review", "No review required")


class StudyDraftStatus(models.TextChoices):
    """Whether a draft is being written, with its reviewers, or was revised since."""

    DRAFT = "draft", pgettext_lazy("draft of a study", "In preparation")
    CIRCULATED = "circulated", pgettext_lazy("draft of a study", "Open for comments")
    CLOSED = "closed", pgettext_lazy("draft of a study", "Comments closed")


STUDY_DRAFT_MOVES: dict[StudyDraftStatus, frozenset[StudyDraftStatus]] = {
    StudyDraftStatus.DRAFT: frozenset({StudyDraftStatus.CIRCULATED}),
    StudyDraftStatus.CIRCULATED: frozenset({StudyDraftStatus.CLOSED}),
    StudyDraftStatus.CLOSED: frozenset({StudyDraftStatus.CIRCULATED}),
}


class CommentAnswer(models.TextChoices):
    """What the authors did with a comment."""

    OPEN = "open", pgettext_lazy("comment", "Awaiting reply")
    ACCEPTED = "accepted", pgettext_lazy("comment", "Accepted")
    PARTLY = "partly", pgettext_lazy("comment", "Partly accepted")
    DECLINED = "declined", pgettext_lazy("comment", "Not accepted")

"""What is written of studies alone: who does what, ethics reviews, drafts with the comments on them."""

from palermo.knowledge.models import DraftComment, EthicsReview, Study, StudyContribution, StudyDraft
from palermo.library.models import Document
from palermo.record.kinds.treaties import PARTICIPANT
from palermo.record.schema import Children, Table, choice, day, partial, ref, text, text6, whole

CONTRIBUTION = Table(
    noun="a contribution to a study",
    model=StudyContribution,
    parent="study",
    key=("number",),
    parts=(
        whole("number", "its place among the contributions to the study"),
        *PARTICIPANT,
        choice("role", "what it does in the study"),
        text6("description", "what it contributes, as a noun phrase"),
        day("since_on", "since when"),
    ),
)

ETHICS_REVIEW = Table(
    noun="an ethics review",
    model=EthicsReview,
    parent="study",
    key=("number",),
    parts=(
        whole("number", "its place among the reviews of the study"),
        text6("body", "the ethics body"),
        text("reference", "its reference"),
        day("submitted_on", "when the study was submitted to it"),
        choice("result", "what it decided"),
        day("decided_on", "when it decided"),
        text6("conditions", "its conditions, in whole sentences"),
        day("valid_until", "the last day on which the decision is valid"),
        ref("document", Document, "the document that holds the decision"),
    ),
)

DRAFT_COMMENT = Table(
    noun="a comment on a draft of a study",
    model=DraftComment,
    parent="draft",
    key=("number",),
    parts=(
        whole("number", "its number among the comments on the draft"),
        *PARTICIPANT,
        text("place", "the page or paragraph to which it refers"),
        text("text", "the comment, in the author's words"),
        day("made_on", "when it was made"),
        choice("answer", "what the authors did with it"),
        text("reply", "the reply"),
        day("answered_on", "when it was answered"),
    ),
)

STUDY_DRAFT = Table(
    noun="a draft of a study",
    model=StudyDraft,
    parent="study",
    key=("number",),
    parts=(
        whole("number", "its number"),
        ref("document", Document, "the document that is the draft"),
        choice("status", "whether it is in preparation, open for comments, or closed"),
        choice("audience", "to whom it was circulated"),
        day("circulated_on", "when it was circulated"),
        day("comments_until", "the last day for comments"),
        text6("note", "what its readers should know, in whole sentences"),
        Children("comments", DRAFT_COMMENT, "the comments on it"),
    ),
)

STUDY = Table(
    noun="a study",
    model=Study,
    parent="activity",
    key=(),
    parts=(
        text6("question", "what it asks, in whole sentences"),
        text6("obstacle", "the obstacle, in whole sentences"),
        text6("aim", "the aim, in whole sentences"),
        text6("method", "how it is done, in whole sentences"),
        ref("protocol", Document, "the document that says how it is done"),
        partial("results_due", "when results are due"),
        text6("results_for", "for whom"),
        ref("publication", Document, "the document that holds the results"),
        day("published_on", "when the results were published"),
        Children("contributions", CONTRIBUTION, "who does what in it"),
        Children("ethics_reviews", ETHICS_REVIEW, "the reviews by ethics bodies"),
        Children("drafts", STUDY_DRAFT, "the drafts of its results, with comments"),
    ),
)

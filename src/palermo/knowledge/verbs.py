"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "agreement.added": _("drafted an agreement on data"),
        "agreement.changed": _("edited an agreement on data"),
        "agreement.data_deleted": _("deleted the data received under an agreement"),
        "agreement.ended": _("recorded that an agreement on data ended early"),
        "agreement.signed": _("recorded the signature of an agreement on data"),
        "data_source.added": _("added a source of data"),
        "data_source.changed": _("edited a source of data"),
        "dataset.added": _("added a dataset"),
        "dataset.changed": _("edited a dataset"),
        "dataset_edition.accepted": _("accepted an edition of a dataset"),
        "dataset_edition.checked": _("checked an edition of a dataset"),
        "dataset_edition.received": _("received an edition of a dataset"),
        "dataset_edition.returned": _("returned an edition of a dataset to its source"),
        "dataset_edition.unreadable": _("returned a file that could not be read"),
        "finding.explained": _("explained findings in a dataset"),
        "finding.reopened": _("reopened a finding in a dataset"),
        "draft_comment.answered": _("replied to a comment on a draft of a study"),
        "draft_comment.changed": _("edited a comment on a draft of a study"),
        "draft_comment.made": _("commented on a draft of a study"),
        "draft_comment.withdrawn": _("withdrew a comment on a draft of a study"),
        "ethics_review.changed": _("corrected an ethics review"),
        "ethics_review.decided": _("recorded the decision on an ethics review"),
        "ethics_review.submitted": _("recorded the submission to an ethics body"),
        "practice.added": _("recorded a good practice"),
        "practice.changed": _("edited a good practice"),
        "practice.published": _("published a good practice"),
        "practice.withdrawn": _("withdrew a good practice"),
        "study.changed": _("edited the description of a study"),
        "study.described": _("described a study"),
        "study.publication_changed": _("corrected the publication of results of a study"),
        "study.published": _("recorded the publication of results of a study"),
        "study_contribution.added": _("recorded a contribution to a study"),
        "study_contribution.changed": _("edited a contribution to a study"),
        "study_contribution.removed": _("removed a contribution to a study recorded in error"),
        "study_dataset.added": _("recorded data used in a study"),
        "study_dataset.changed": _("edited an entry on data used in a study"),
        "study_dataset.removed": _("removed an entry on data used in a study recorded in error"),
        "study_draft.added": _("recorded a draft of a study"),
        "study_draft.changed": _("edited a draft of a study"),
        "study_draft.circulated": _("circulated a draft of a study for comments"),
        "study_draft.closed": _("closed comments on a draft of a study"),
        "study_draft.removed": _("removed a draft of a study"),
        "study_draft.reopened": _("reopened comments on a draft of a study"),
    }
)

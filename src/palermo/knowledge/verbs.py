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
    }
)

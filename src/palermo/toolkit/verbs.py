"""What acts on tools are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "certificates.issued": _("issued certificates of training"),
        "certificates.revoked": _("revoked a certificate of training"),
        "course.added": _("added a course"),
        "course.changed": _("edited a course"),
        "course.removed": _("removed a course recorded in error"),
        "trainer.added": _("added a trainer to the register"),
        "trainer.asked": _("requested the consent of a trainer"),
        "trainer.changed": _("edited the entry of a trainer"),
        "trainer.consented": _("agreed to the publication of an entry in the register of trainers"),
        "trainer.refused": _("refused or withdrew consent to the publication of an entry in the register of trainers"),
        "trainer.removed": _("removed a trainer from the register"),
        "training.added": _("added a training session"),
        "training.cancelled": _("cancelled a training session"),
        "training.changed": _("edited a training session"),
        "training.counted": _("entered the number of participants of a training session"),
        "training.evaluated": _("requested feedback from participants of a training session"),
        "training.held": _("recorded that a training session was held"),
        "uptake.changed": _("edited a use of a tool"),
        "uptake.confirmed": _("confirmed a reported use of a tool"),
        "uptake.declined": _("declined a reported use of a tool"),
        "uptake.recorded": _("recorded a use of a tool"),
        "uptake.removed": _("removed a use of a tool recorded in error"),
        "uptake.reported": _("reported a use of a tool"),
    }
)

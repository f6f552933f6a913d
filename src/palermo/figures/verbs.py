"""What acts on indicators and releases of figures are called in histories."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.file_acts import register_file_acts
from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "indicator_edition.begun": _("began an edition of an indicator"),
        "indicator_edition.changed": _("edited a draft edition of an indicator"),
        "indicator_edition.discarded": _("discarded a draft edition of an indicator"),
        "indicator_edition.loaded": _("loaded an edition of an indicator"),
        "indicator_edition.published": _("published an edition of an indicator"),
        "population.added": _("added a population to a register of releases"),
        "population.changed": _("edited a population"),
        "release.abandoned": _("abandoned a release of figures"),
        "release.approved": _("approved a release of figures"),
        "release.changed": _("edited a release of figures"),
        "release.drafted": _("drafted a release of figures"),
        "release.preparation_cancelled": _("stopped the preparation of a release of figures"),
        "release.preparation_failed": _("could not prepare a release of figures"),
        "release.preparation_stopped": _("ended the preparation of a release of figures"),
        "release.prepared": _("prepared a release of figures"),
        "release.preparing": _("began to prepare a release of figures"),
        "release.proposed": _("proposed a release of figures"),
        "release.refused": _("refused a release of figures"),
        "release.released": _("released figures"),
        "release.returned": _("returned a release of figures to its author"),
        "release.source_informed": _("wrote to the source of a release of figures"),
        "release.taken_back": _("took a release of figures back"),
        "release.withdrawn": _("withdrew a release of figures"),
        "release_register.begun": _("began a register of releases"),
        "release_register.budget_decided": _("decided the privacy budget of a register of releases"),
        "release_register.policy_signed": _("signed a new policy into a register of releases"),
    }
)
register_file_acts({"release.prepared": ["digest"], "release.preparation_failed": [], "release.refused": []})

"""What acts on code lists and mappings are called in histories."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "code_list.added": _("added a code list"),
        "code_list.changed": _("edited the description of a code list"),
        "code_list_edition.begun": _("began an edition of a code list"),
        "code_list_edition.changed": _("edited a draft edition of a code list"),
        "code_list_edition.loaded": _("loaded an edition of a code list"),
        "code_list_edition.published": _("published an edition of a code list"),
        "code_list_edition.uploaded": _("uploaded codes to a draft edition of a code list"),
        "code_list_edition.withdrawn": _("withdrew a draft edition of a code list"),
        "code_mapping.begun": _("began a mapping between code lists"),
        "code_mapping.loaded": _("loaded a mapping between code lists"),
        "code_mapping.published": _("published a mapping between code lists"),
        "code_mapping.uploaded": _("uploaded rows to a draft mapping between code lists"),
        "code_mapping.withdrawn": _("withdrew a draft mapping between code lists"),
    }
)

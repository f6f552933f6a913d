"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "notice.changed": _("changed the draft of a notice on the screens"),
        "notice.published": _("published a notice on the screens"),
        "notice.withdrawn": _("withdrew a notice from the screens"),
        "notice.written": _("wrote a notice for the screens"),
        "programme.begun": _("began the programme of an event"),
        "programme.changed": _("changed the programme of an event"),
        "programme.exported": _("took people or parts of a programme away as a table"),
        "programme.imported": _("brought the programme of another system into the working copy"),
        "programme.put": _("put a version of a programme to Member States"),
        "programme.released": _("released a version of a programme"),
        "programme.withdrawn": _("withdrew a version of a programme"),
        "screen.added": _("put up a screen"),
        "screen.address_changed": _("gave a screen another address"),
        "screen.changed": _("changed a screen"),
        "screen.removed": _("took down a screen"),
    }
)

"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.file_acts import register_file_acts
from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "notice.changed": _("edited the draft of an announcement on screens"),
        "notice.published": _("published an announcement on screens"),
        "notice.withdrawn": _("withdrew an announcement from screens"),
        "notice.written": _("wrote an announcement for screens"),
        "programme.begun": _("created the programme of an event"),
        "programme.changed": _("edited the programme of an event"),
        "programme.exported": _("exported people or roles of a programme"),
        "programme.imported": _("imported a programme from another system"),
        "programme.put": _("submitted a version of a programme to Member States"),
        "programme.released": _("published a version of a programme"),
        "programme.withdrawn": _("withdrew a version of a programme"),
        "programme.session_summarized": _("wrote the summary of a session"),
        "screen.added": _("added a screen"),
        "screen.address_changed": _("changed the address of a screen"),
        "screen.changed": _("edited a screen"),
        "screen.removed": _("removed a screen"),
    },
    giving_out=["programme.released"],
)
register_file_acts({"programme.imported": []}, is_of_record=True)

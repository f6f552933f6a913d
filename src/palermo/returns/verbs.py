"""What acts on national returns are called in histories."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "return.accepted": _("accepted a national return"),
        "return.approved": _("approved a national return"),
        "return.completed": _("completed a national return"),
        "return.corrected": _("began a correction of a national return"),
        "return.file_added": _("attached a file to a national return"),
        "return.file_removed": _("removed a file from a national return"),
        "return.filled": _("filled in a national return"),
        "return.note_changed": _("edited the note on a national return"),
        "return.opened": _("began a national return"),
        "return.received": _("recorded the receipt of a national return"),
        "return.sent_back": _("sent a national return back"),
        "return.table_described": _("edited the sources of a national return"),
        "return.table_ready": _("marked a table of a national return as ready"),
        "return.tables_assigned": _("assigned tables of a national return"),
        "return_query.answered": _("answered a query about a national return"),
        "return_query.asked": _("asked about a national return"),
        "return_query.asked_again": _("asked again about a national return"),
        "return_query.closed": _("closed a query about a national return"),
    }
)

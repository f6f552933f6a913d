"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "document.derestricted": _("extended the audience of a document"),
        "document.issued": _("issued a document"),
        "document.opened": _("extended the audience of a document on its due date"),
        "document.opening_called_off": _("cancelled the extension of a document’s audience"),
        "document.opening_planned": _("scheduled the extension of a document’s audience"),
        "document.reader_named": _("named a reader of a document"),
        "document.reader_removed": _("removed a named reader of a document"),
        "document.released": _("shared a report with Member States"),
        "document.restricted": _("restricted a document"),
        "document.symbol_assigned": _("assigned a symbol to a document"),
        "document.version_replaced": _("replaced a text or file of a document"),
        "document.withdrawn": _("withdrew a document"),
        "reads.exported": _("exported the access log"),
        "reads.forgotten": _("deleted old access log entries"),
    }
)

"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "document.derestricted": _("opened a document to more readers"),
        "document.issued": _("issued a document"),
        "document.opened": _("recorded that a document opened to more readers on its day"),
        "document.opening_called_off": _("called off the opening of a document"),
        "document.opening_planned": _("set the day on which a document opens to more readers"),
        "document.reader_named": _("named a reader for a document"),
        "document.reader_removed": _("took a document from a named reader"),
        "document.released": _("released a report to Member States"),
        "document.restricted": _("restricted a document"),
        "document.symbol_assigned": _("gave a document its symbol"),
        "document.version_replaced": _("replaced a text or file of a document"),
        "document.withdrawn": _("withdrew a document"),
        "reads.exported": _("took the log of reads away as a file"),
        "reads.forgotten": _("removed old entries of the log of reads"),
    }
)

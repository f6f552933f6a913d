"""What is done to documents on the site."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.library.actions import audiences as audiences_actions
from palermo.library.actions import documents as documents_actions
from palermo.library.actions import readers as readers_actions
from palermo.library.actions import versions as versions_actions
from palermo.library.models import Document, DocumentReader, LanguageVersion
from palermo.library.queries import documents_visible_to, readers_visible_to, versions_visible_to
from palermo.library.rules import audiences, documents, readers, versions
from palermo.portal.acts.act import Act
from palermo.portal.forms import documents as documents_forms
from palermo.portal.forms import fields


def _readers(viewer: Viewer) -> QuerySet[DocumentReader]:
    return readers_visible_to(viewer).select_related("document", "user", "state", "organisation")


def _versions(viewer: Viewer) -> QuerySet[LanguageVersion]:
    return versions_visible_to(viewer).select_related("document")


ACTS = (
    Act(
        "issue-document",
        _("Issue"),
        _("The document is issued: its audience sees it from now on."),
        Document,
        documents_visible_to,
        fields.DayForm,
        documents.check_can_issue,
        documents_actions.issue_document,
    ),
    Act(
        "assign-symbol",
        _("Give the symbol"),
        _("The document has its symbol."),
        Document,
        documents_visible_to,
        documents_forms.SymbolForm,
        documents.check_may_assign_symbol,
        documents_actions.assign_symbol,
    ),
    Act(
        "restrict-document",
        _("Restrict"),
        _("The document is restricted: from now on only its new audience sees it."),
        Document,
        documents_visible_to,
        documents_forms.RestrictionForm,
        audiences.check_may_restrict,
        audiences_actions.restrict_document,
    ),
    Act(
        "derestrict-document",
        _("Open to more readers"),
        _("It is on record from which day on the document is open to them."),
        Document,
        documents_visible_to,
        documents_forms.OpeningForm,
        audiences.check_may_derestrict,
        audiences_actions.derestrict_document,
    ),
    Act(
        "call-off-opening",
        _("Call off the opening"),
        _("The document stays with its present audience."),
        Document,
        documents_visible_to,
        documents_forms.WhyForm,
        audiences.check_may_call_off_opening,
        audiences_actions.call_off_opening,
    ),
    Act(
        "name-reader",
        _("Name a reader"),
        _("The reader is named, and reads the document from that day on."),
        Document,
        documents_visible_to,
        documents_forms.ReaderForm,
        readers.check_may_name_reader,
        readers_actions.name_reader,
    ),
    Act(
        "remove-reader",
        _("Take the document from a named reader"),
        _("The document is taken from this reader. That they were named stays in the history."),
        DocumentReader,
        _readers,
        documents_forms.WhyForm,
        readers.check_may_remove_reader,
        readers_actions.remove_reader,
        key="pk",
    ),
    Act(
        "replace-version",
        _("Replace the text or file"),
        _("It is replaced. What was there before stays in the history."),
        LanguageVersion,
        _versions,
        documents_forms.ReplacementForm,
        versions.check_may_replace_version,
        versions_actions.replace_version,
        key="pk",
    ),
    Act(
        "withdraw-document",
        _("Withdraw"),
        _("The document is withdrawn: it stays on record, with the reason."),
        Document,
        documents_visible_to,
        documents_forms.WithdrawalForm,
        documents.check_may_withdraw,
        documents_actions.withdraw_document,
    ),
)

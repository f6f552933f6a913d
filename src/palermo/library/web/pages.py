"""What is done to documents on the site."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.core.languages import BY_CODE
from palermo.core.slugs import free_slug
from palermo.library.actions import audiences as audiences_actions
from palermo.library.actions import documents as documents_actions
from palermo.library.actions import readers as readers_actions
from palermo.library.actions import versions as versions_actions
from palermo.library.actions.drafting import draft_document, edit_draft
from palermo.library.actions.versions import NewFile
from palermo.library.models import Document, DocumentReader, LanguageVersion
from palermo.library.queries import documents_visible_to, readers_visible_to, versions_visible_to
from palermo.library.rules import audiences, documents, readers, versions
from palermo.library.web import forms as documents_forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions
from palermo.site.forms import fields
from palermo.site.forms.fields import ReasonOnlyForm


def _readers(viewer: Viewer) -> QuerySet[DocumentReader]:
    return readers_visible_to(viewer).select_related("document", "user", "state", "organisation")


def _versions(viewer: Viewer) -> QuerySet[LanguageVersion]:
    return versions_visible_to(viewer).select_related("document")


def _missing_languages(document: Document, _viewer: Viewer) -> dict[str, object]:
    """The intended languages in which the document has neither text nor file, named in themselves."""
    missing = [code for code in versions.languages_without_version(document) if code in document.languages_expected]
    return {"missing": [BY_CODE[code] for code in missing]}


def _add_document(
    _record: None, *, document: Document, language: str, text: str, file: NewFile | None, by: Actor
) -> Document:
    """Put a draft on record; the page that follows is its own, where it is issued."""
    document.slug = free_slug(Document, document.title, document.kind)
    return draft_document(document, language=language, text=text, file=file, by=by)


register_actions(
    ActionPage(
        name="add-document",
        label=_("Add document"),
        success_message=_("Draft saved. Issue it when it is ready: until then only the secretariat can see it."),
        model=Document,
        records=None,
        list_page="document_list",
        form=documents_forms.NewDocumentForm,
        check=lambda user, record: documents.check_can_add_document(user),
        perform=_add_document,
    ),
    ActionPage(
        name="edit-document",
        label=_("Edit draft"),
        success_message=_("Draft saved."),
        model=Document,
        records=documents_visible_to,
        form=documents_forms.EditDraftForm,
        check=documents.check_may_edit_draft,
        perform=edit_draft,
        is_primary=True,
        is_edit=True,
    ),
    ActionPage(
        name="issue-document",
        label=_("Issue document"),
        success_message=_("Document issued: its audience can now see it."),
        model=Document,
        records=documents_visible_to,
        form=fields.DayForm,
        check=documents.check_can_issue,
        perform=documents_actions.issue_document,
        template="library/issue.html",
        extra_context=_missing_languages,
    ),
    ActionPage(
        name="assign-symbol",
        label=_("Assign symbol"),
        success_message=_("Symbol assigned."),
        model=Document,
        records=documents_visible_to,
        form=documents_forms.SymbolForm,
        check=documents.check_may_assign_symbol,
        perform=documents_actions.assign_symbol,
    ),
    ActionPage(
        name="restrict-document",
        label=_("Restrict access"),
        success_message=_("Document restricted: only its new audience can see it."),
        model=Document,
        records=documents_visible_to,
        form=documents_forms.RestrictionForm,
        check=audiences.check_may_restrict,
        perform=audiences_actions.restrict_document,
    ),
    ActionPage(
        name="derestrict-document",
        label=_("Widen access"),
        success_message=_("Wider access scheduled."),
        model=Document,
        records=documents_visible_to,
        form=documents_forms.OpeningForm,
        check=audiences.check_may_derestrict,
        perform=audiences_actions.derestrict_document,
    ),
    ActionPage(
        name="call-off-opening",
        label=_("Cancel wider access"),
        success_message=_("The document keeps its present audience."),
        model=Document,
        records=documents_visible_to,
        form=ReasonOnlyForm,
        check=audiences.check_may_call_off_opening,
        perform=audiences_actions.call_off_opening,
    ),
    ActionPage(
        name="name-reader",
        label=_("Give access to a person or State"),
        success_message=_("Access given; it begins on that day."),
        model=Document,
        records=documents_visible_to,
        form=documents_forms.ReaderForm,
        check=readers.check_may_name_reader,
        perform=readers_actions.name_reader,
    ),
    ActionPage(
        name="remove-reader",
        label=_("End access"),
        success_message=_("Access ended; this remains in the history."),
        model=DocumentReader,
        records=_readers,
        form=ReasonOnlyForm,
        check=readers.check_may_remove_reader,
        perform=readers_actions.remove_reader,
        key="pk",
    ),
    ActionPage(
        name="add-version",
        label=_("Add language version"),
        success_message=_("Language version added."),
        model=Document,
        records=documents_visible_to,
        form=documents_forms.LanguageVersionForm,
        check=versions.check_may_add_version,
        perform=versions_actions.add_version,
    ),
    ActionPage(
        name="replace-version",
        label=_("Replace text or file"),
        success_message=_("Replaced. The previous version is kept in the history."),
        model=LanguageVersion,
        records=_versions,
        form=documents_forms.ReplacementForm,
        check=versions.check_may_replace_version,
        perform=versions_actions.replace_version,
        key="pk",
    ),
    ActionPage(
        name="withdraw-document",
        label=_("Withdraw document"),
        success_message=_("Document withdrawn; it is kept on record, with the reason."),
        model=Document,
        records=documents_visible_to,
        form=documents_forms.WithdrawalForm,
        check=documents.check_may_withdraw,
        perform=documents_actions.withdraw_document,
    ),
)
allow_undo(
    "assign-symbol",
)

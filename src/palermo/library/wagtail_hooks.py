"""The administration of documents, as long as they are drafts. Issuing and withdrawing are acts, not fields."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.chooser import ChooserViewSet

from palermo.library.forms import DocumentForm, LanguageVersionForm, save_version
from palermo.library.models import Document, DocumentAlias, LanguageVersion
from palermo.site.administration.choosers import record_chooser
from palermo.site.administration.viewsets import MenuEntry, RecordViewSet, record_group, record_viewset


@hooks.register("register_admin_viewset")
def library() -> list[MenuEntry]:
    """Documents with their language versions and other symbols."""
    return record_group("library", _("Documents"), icon="doc-full", order=320, viewsets=_viewsets())


@hooks.register("register_admin_viewset")
def document_chooser() -> ChooserViewSet:
    """The dialogue in which a document is chosen."""
    return record_chooser(Document, label=_("Choose a document"))


def _viewsets() -> list[RecordViewSet]:
    fields = ["title", "kind", "original_language", "languages_meant", "dated", "job_number", "modifies"]
    fields += ["modification", "resubmits"]
    document = record_viewset(
        Document,
        fields=fields,
        # Later, a symbol and an audience change by acts, which give their reasons.
        fields_on_adding=["slug", "symbol", "audience", *fields],
        form=DocumentForm,
        columns=["kind", "audience", "state", "dated_on"],
        filters=["kind", "audience", "state"],
    )
    version = record_viewset(
        LanguageVersion,
        fields=["status", "translator", "dated_on", "text", "upload"],
        fields_on_adding=["language", "status", "translator", "dated_on", "text", "upload"],
        form=LanguageVersionForm,
        parents=["document"],
        related=["document"],
        add=save_version,
        change=save_version,
    )
    alias = record_viewset(DocumentAlias, fields=["symbol", "kind"], parents=["document"])
    return [document, version, alias]

"""The back office of documents."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.chooser import ChooserViewSet

from palermo.accounts.backoffice.choosers import record_chooser
from palermo.accounts.backoffice.viewsets import MenuEntry, RecordViewSet, record_group, record_viewset
from palermo.library.forms import DocumentForm, LanguageVersionForm, save_version
from palermo.library.models import Document, DocumentAlias, LanguageVersion


@hooks.register("register_admin_viewset")
def library() -> list[MenuEntry]:
    """Documents with their language versions and other symbols. Issuing and withdrawing are acts, not fields."""
    return record_group("library", _("Library"), icon="doc-full", order=300, viewsets=_viewsets())


@hooks.register("register_admin_viewset")
def document_chooser() -> ChooserViewSet:
    """The dialogue in which a document is chosen."""
    return record_chooser(Document, label=_("Choose a document"))


# A symbol and an audience change by acts, which give their reasons.
BY_ACT = ("symbol", "audience")
FIELDS = (
    *("slug", "symbol", "title", "kind", "audience", "original_language", "languages_meant", "dated", "job_number"),
    *("modifies", "modification", "resubmits"),
)


def _viewsets() -> list[RecordViewSet]:
    return [
        record_viewset(
            Document,
            label=_("Document"),
            plural=_("Documents"),
            fields=FIELDS,
            fields_on_change=[name for name in FIELDS if name not in {"slug", *BY_ACT}],
            form=DocumentForm,
            columns=["kind", "audience", "state", "dated_on"],
            filters=["kind", "audience", "state"],
        ),
        record_viewset(
            LanguageVersion,
            label=_("Language version"),
            plural=_("Language versions"),
            fields=["language", "status", "translator", "dated_on", "text", "upload"],
            fields_on_change=["status", "translator", "dated_on", "text", "upload"],
            form=LanguageVersionForm,
            parents=["document"],
            related=["document"],
            add=save_version,
            change=save_version,
        ),
        record_viewset(
            DocumentAlias,
            label=_("Other symbol"),
            plural=_("Other symbols"),
            fields=["symbol", "kind"],
            parents=["document"],
        ),
    ]

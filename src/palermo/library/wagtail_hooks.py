"""The administration of documents: corrections, and what no act records. Documents and their texts are written on the
site, where they are issued, changed and withdrawn.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.chooser import ChooserViewSet

from palermo.library.forms import DocumentForm
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
    described = ["title", "kind", "original_language", "languages_meant", "dated"]
    document = record_viewset(
        Document,
        fields=[*described, "job_number", "modifies", "modification", "resubmits"],
        adds=False,
        by_act={"edit-document": described},
        form=DocumentForm,
        columns=["kind", "audience", "state", "dated_on"],
        filters=["kind", "audience", "state"],
    )
    version = record_viewset(LanguageVersion, fields=[], adds=False, parents=["document"], related=["document"])
    alias = record_viewset(DocumentAlias, fields=["symbol", "kind"], parents=["document"])
    return [document, version, alias]

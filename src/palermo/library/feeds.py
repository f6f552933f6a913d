"""The feed of documents."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import VISITOR
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.library.models import Document
from palermo.library.web.papers import languages_of, papers
from palermo.site.feeds import Feed, register_feeds


def _documents() -> QuerySet[Document]:
    rows = papers(VISITOR).filter(issued_on__isnull=False, issued_on__lte=clock.today())
    return rows.order_by("-issued_on", "-pk")


def _version(document: Document) -> dict[str, object]:
    """The document's text where it has one in this language, and the languages in which it is held."""
    here = document.versions.filter(language=active_language().code).first()
    return {"text": here.text if here else "", "held": languages_of(document)}


register_feeds(
    Feed(
        name="documents",
        order=1,
        label=_("Documents"),
        page="document_list",
        pages=("document_list", "document"),
        records=_documents,
        day=lambda document: document.issued_on,
        slug=lambda document: document.slug,
        kind=lambda document: document.get_kind_display(),
        template="library/feeds/document.html",
        log="documents",
        more=_version,
    ),
)

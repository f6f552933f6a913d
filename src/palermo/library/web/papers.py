"""Documents as pages show them: only those the reader may see, with their languages but without their texts."""

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from palermo.accounts.viewer import Viewer
from palermo.core.languages import CODES, active_language, language_in_sentence
from palermo.core.speech.lists import format_list
from palermo.library.models import Document, LanguageVersion
from palermo.library.queries import documents_visible_to

VERSIONS = Prefetch("versions", LanguageVersion.objects.defer("text"))


def papers(viewer: Viewer) -> QuerySet[Document]:
    """Documents the viewer may see, each with the languages it is held in."""
    return documents_visible_to(viewer).prefetch_related(VERSIONS)


def paper_of(viewer: Viewer, field: str = "document") -> Prefetch:
    """The document a record points to; None in its place for a reader who may not see it."""
    return Prefetch(field, papers(viewer))


def languages_of(document: Document) -> dict[str, str]:
    """Code → address of each language the document is held in, in the official order: the page with its file."""
    page, codes = reverse("document", args=[document.slug]), {version.language for version in document.versions.all()}
    return {code: f"{page}?text={code}" for code in CODES if code in codes}


def only_in(document: Document) -> str:
    """The languages of a document that is not meant for all six, as a sentence names them; nothing where it is."""
    names = [language_in_sentence(code) for code in document.languages_expected]
    return format_list(names, active_language().code) if len(names) < len(CODES) else ""

"""Form fields for documents."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from palermo.core.languages import active_language
from palermo.core.speech.lists import format_list
from palermo.core.text import plain
from palermo.library.models import Document
from palermo.library.models.documents import DAY

# A browser shows those that match what is typed: so many, the latest, are sent to it.
OFFERED = 200


class DocumentInput(forms.TextInput):
    """The symbol, the title or the id of a document: typed, or chosen from the latest by their titles."""

    template_name = "library/widgets/document.html"

    def __init__(self) -> None:
        self.documents = Document.objects.none()
        super().__init__({"dir": "auto", "autocomplete": "off"})

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        list_id = f"{(attrs or {}).get('id', name)}_documents"
        context = super().get_context(name, value, {**(attrs or {}), "list": list_id})
        latest = self.documents.order_by(DAY.desc(), "slug").only("slug", "symbol", "title")[:OFFERED]
        context["documents"] = [(each.symbol or plain(each.title), plain(each.title)) for each in latest]
        return context


def _is_title(document: Document, written: str) -> bool:
    """Whether these words are its title in a language, or as the page shows it; small and capital letters are alike."""
    return written.casefold() in {words.casefold() for words in (*document.title.values(), plain(document.title))}


class DocumentField(forms.CharField):
    """One document, by symbol, title or id: there are too many for a list of choices.

    A title may be written in any language, as the list offers it or without what marks another language there.
    """

    widget: DocumentInput
    # A form offers its reader those that they may read, unless it narrows them further.
    model: ClassVar[type[Model]] = Document

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(required=required, widget=DocumentInput(), **kwargs)

    @property
    def queryset(self) -> QuerySet[Document]:
        """The documents of which one can be named."""
        return self.widget.documents

    @queryset.setter
    def queryset(self, documents: QuerySet[Document]) -> None:
        self.widget.documents = documents

    def prepare_value(self, value: object) -> object:
        return value.symbol or value.slug if isinstance(value, Document) else value

    def clean(self, value: str | None) -> Document | None:
        written = super().clean(value)
        for field in ("symbol", "slug") if written else ():
            if document := self.queryset.filter(**{field: written}).first():
                return document
        titled = [each for each in self.queryset.only("slug", "title") if _is_title(each, written)] if written else []
        if len(titled) > 1:
            slugs = format_list(sorted(each.slug for each in titled), active_language().code)
            raise ValidationError(
                _("Several documents have this title. Enter one of the identifiers %(identifiers)s."),
                params={"identifiers": slugs},
            )
        if titled:
            return titled[0]
        if written:
            raise ValidationError(
                _("No document has the symbol, title or identifier “%(written)s”."), params={"written": written}
            )
        return None


class DocumentsField(forms.CharField):
    """Documents, one a line, by symbol or id: there are too many to be chosen from."""

    model: ClassVar[type[Model]] = Document

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        self.queryset = Document.objects.none()
        super().__init__(widget=forms.Textarea({"rows": 3, "dir": "ltr"}), required=required, **kwargs)

    def prepare_value(self, value: object) -> object:
        return "\n".join(each.symbol or each.slug for each in value) if isinstance(value, list) else value

    def clean(self, value: object) -> list[Document]:
        return [self._find(line.strip()) for line in super().clean(value).splitlines() if line.strip()]

    def _find(self, written: str) -> Document:
        for field in ("symbol", "slug"):
            if document := self.queryset.filter(**{field: written}).first():
                return document
        raise ValidationError(_("No document has the symbol or identifier “%(written)s”."), params={"written": written})

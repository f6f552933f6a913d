"""A document is named by its symbol, its title in any language, or its identifier."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from palermo.core.text import MultilingualText
from palermo.library.models import Document
from palermo.library.web.fields import DocumentField
from tests.factories.library import make_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def field():
    made = DocumentField(label="Document")
    made.queryset = Document.objects.all()
    return made


@pytest.mark.parametrize("written", ["Practical information", "practical INFORMATION", "实用信息", "practical"])
def test_a_document_without_symbol_is_found_by_its_title_or_identifier(field, written):
    title = MultilingualText({"en": "Practical information", "zh": "实用信息"})
    document = make_document(slug="practical", symbol="")
    Document.objects.filter(pk=document.pk).update(title=title)
    make_document("Another", symbol="E/2")
    assert field.clean(written) == document


def test_what_the_list_offers_is_taken(field):
    make_document("Without symbol", symbol="")
    make_document("With symbol", symbol="E/2")
    with translation.override("fr"):
        offered = field.widget.get_context("document", "", {"id": "id_document"})["documents"]
        assert sorted(field.clean(value).symbol for value, _title in offered) == ["", "E/2"]


def test_a_title_of_two_documents_is_refused_with_their_identifiers(field):
    for slug in ("one", "two"):
        make_document("The same", slug=slug, symbol="")
    with pytest.raises(ValidationError) as refused:
        field.clean("The same [en]")
    assert refused.value.messages == ["Several documents have this title. Enter one of the identifiers one and two."]


def test_words_of_no_document_are_refused(field):
    with pytest.raises(ValidationError) as refused:
        field.clean("Nothing")
    assert refused.value.messages == ["No document has the symbol, title or identifier “Nothing”."]

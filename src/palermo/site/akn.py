"""Elements of Akoma Ntoso 3.0, the OASIS standard for legal texts and papers of parliaments."""

from lxml import etree

from palermo.site.docx.xml import storable

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
XML = "http://www.w3.org/XML/1998/namespace"
# ISO 639-2, terminological.
LANGUAGES = {"ar": "ara", "zh": "zho", "en": "eng", "fr": "fra", "ru": "rus", "es": "spa"}


def new_element(tag: str, **attributes: str) -> etree._Element:
    """An element; an underscore at the end of an attribute's name is left out, as in `class_`."""
    given = {name.rstrip("_"): storable(text) for name, text in attributes.items()}
    return etree.Element(f"{{{NAMESPACE}}}{tag}", given)


def add_element(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    """A new element at the end of another one."""
    child = new_element(tag, **attributes)
    parent.append(child)
    return child


def add_words(element: etree._Element, words: str) -> None:
    """Words after whatever the element holds already."""
    words = storable(words)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words

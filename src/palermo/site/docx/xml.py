"""Short hands for WordprocessingML."""

from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from docx.oxml.xmlchemy import BaseOxmlElement

Element = BaseOxmlElement
_SPACES = {"w": nsmap["w"], "r": nsmap["r"]}


def w(tag: str, *children: Element | None, **attributes: object) -> Element:
    """An element of the main namespace; attributes are of that namespace too, children that are None are left out."""
    element = OxmlElement(f"w:{tag}", nsdecls=_SPACES)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(child for child in children if child is not None)
    return element


def related_element(tag: str, relation: str, **attributes: object) -> Element:
    """An element that points to another part of the package."""
    element = w(tag, **attributes)
    element.set(qn("r:id"), relation)
    return element


def words(text: str) -> Element:
    """Text with its spaces kept."""
    element = w("t")
    element.set(qn("xml:space"), "preserve")
    element.text = storable(text)
    return element


def storable(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return "".join(character for character in text if character >= " " or character in "\t\n")

"""Word files without metadata: what they are related to for its own sake is left out when they are written anew."""

import io
from collections.abc import Iterator

import docx  # noqa: F401 -- makes the parts of Word files known to the reader of packages
from docx.opc.package import OpcPackage
from docx.opc.part import Part, XmlPart
from docx.opc.parts.coreprops import CorePropertiesPart
from lxml import etree

from palermo.outreach.cleaning.findings import ATTACHMENTS, CHANGES, COMMENTS, FoundError
from palermo.outreach.cleaning.pictures import clean_picture
from palermo.site.docx.archive import settled_zip

# The last part of the name of a relation: what the file says of its making, and where it came from.
_ASIDE = {
    *("extended-properties", "extendedProperties", "custom-properties", "customProperties", "thumbnail"),
    *("customXml", "people", "attachedTemplate", "printerSettings"),
    *("mailMergeSource", "mailMergeHeaderSource", "recipientData"),
}
_EMBEDDED = {"package", "oleObject", "aFChunk", "control"}
# What points to such relations, and the marks of the sessions in which a text was written.
_POINTERS = {"attachedTemplate", "printerSettings", "mailMerge", "docVars"}
_SESSION = "rsid"
_KEPT = {"title", "language"}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def clean_word(content: bytes) -> bytes:
    """A Word file with its text and title, without metadata, also of the pictures in it.

    Raises
    ------
    FoundError
        If it has comments, tracked changes or other files in it.
    """
    package = OpcPackage.open(io.BytesIO(content))
    parts = package.parts
    found = set[str]()
    for part in parts:
        found |= _found_in(part)
    if found:
        raise FoundError(found)
    for related in (package.rels, *(part.rels for part in parts)):
        for key in [key for key, each in related.items() if _name(each.reltype) in _ASIDE]:
            del related[key]
    for part in package.parts:
        _clean_part(part)
    made = io.BytesIO()
    package.save(made)
    return settled_zip(made.getvalue())


def _name(relation: str) -> str:
    return relation.rpartition("/")[2]


def _root(part: Part) -> etree._Element | None:
    if isinstance(part, XmlPart):
        return part.element
    return etree.fromstring(part.blob, _PARSER) if part.partname.endswith(".xml") else None


def _elements(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for each in root.iter(etree.Element):
        yield each, etree.QName(each).localname


def _found_in(part: Part) -> set[str]:
    found = {ATTACHMENTS for each in part.rels.values() if _name(each.reltype) in _EMBEDDED}
    if isinstance(part, CorePropertiesPart) or (root := _root(part)) is None:
        return found
    for element, name in _elements(root):
        if any(etree.QName(each).localname == "author" for each in element.attrib):
            found.add(COMMENTS if name == "comment" else CHANGES)
    return found


def _clean_part(part: Part) -> None:
    if isinstance(part, CorePropertiesPart):
        for element in list(part.element):
            if etree.QName(element).localname not in _KEPT:
                part.element.remove(element)
        return
    root = _root(part)
    if root is None:
        part._blob = clean_picture(part.blob)
        return
    for element, name in list(_elements(root)):
        if name in _POINTERS or name.startswith(_SESSION):
            element.getparent().remove(element)
        for key in [each for each in element.attrib if etree.QName(each).localname.startswith(_SESSION)]:
            del element.attrib[key]
    if not isinstance(part, XmlPart):
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

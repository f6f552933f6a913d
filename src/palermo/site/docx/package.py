"""The parts of a Word file put together."""

import io

from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.package import Package
from lxml import etree

from palermo.site.docx.faces import Face
from palermo.site.docx.notes import separator_references
from palermo.site.docx.xml import Element, w

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def add_part(package: Package, name: str, content_type: str, root: Element) -> XmlPart:
    """A part of the document, such as its styles."""
    return XmlPart(PackURI(f"/word/{name}.xml"), content_type, root, package)


def relate(document: XmlPart, name: str, content_type: str, relation: str, root: Element) -> str:
    """Add a part to which the document refers by the identifier that is given back."""
    return document.relate_to(add_part(document.package, name, content_type, root), relation)


def package_bytes(package: Package) -> bytes:
    """The file."""
    stream = io.BytesIO()
    package.save(stream)
    return stream.getvalue()


def settings(face: Face) -> Element:
    """The settings: pages on the left and on the right have heads of their own."""
    address = "http://schemas.microsoft.com/office/word"
    spacing = "compressPunctuation" if face.language.code == "zh" else "doNotCompress"
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=567),
        w("evenAndOddHeaders"),
        w("characterSpacingControl", val=spacing),
        separator_references(),
        w("compat", w("compatSetting", name="compatibilityMode", uri=address, val=15)),
        w("themeFontLang", **dict(zip(("val", "eastAsia", "bidi"), face.tags().attrib.values(), strict=True))),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def add_property(package: Package, name: str, value: str) -> None:
    """Give the file a property of its own, which word processors keep."""
    root = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap={None: _CUSTOM, "vt": _VALUES})
    each = etree.SubElement(root, f"{{{_CUSTOM}}}property", fmtid=_FORMAT, pid="2", name=name)
    etree.SubElement(each, f"{{{_VALUES}}}lpwstr").text = value
    package.relate_to(XmlPart(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, root, package), _CUSTOM_RELATION)

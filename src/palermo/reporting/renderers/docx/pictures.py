"""Maps above tables: a paragraph with a picture, whose file joins the document once all of it is there."""

import struct
from collections.abc import Iterator

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from palermo.reporting.renderers.docx.tables import TEXT_WIDTH
from palermo.reporting.renderers.pictures import describe_map, png_of_map
from palermo.reporting.spoken import Report, Table
from palermo.site.docx.text import paragraph
from palermo.site.docx.xml import Element, storable, w

# In English Metric Units, of which a twentieth of a point has 635.
WIDTH = TEXT_WIDTH * 635


def map_paragraph(table: Table, report: Report) -> Element:
    """The map of a table as wide as the text; its relation is the key of the table until `relate_maps`."""
    wide, high = struct.unpack(">II", png_of_map(report, table)[16:24])
    size = f'cx="{WIDTH}" cy="{WIDTH * high // wide}"'
    drawing = parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "pic", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="1" name="map"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="1" name="map.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed=""/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    [described] = drawing.iter(qn("wp:docPr"))
    described.set("descr", storable(describe_map(report, table)))
    [blip] = drawing.iter(qn("a:blip"))
    blip.set(qn("r:embed"), table.key)
    return paragraph("TableText", [w("r", drawing)], w("keepNext"))


def relate_maps(document: XmlPart, report: Report) -> None:
    """Put the files of the maps into the package of a document, and name them in its pictures."""
    tables = {table.key: table for table in _mapped(report)}
    for number, blip in enumerate(document.element.iter(qn("a:blip")), start=1):
        content = png_of_map(report, tables[blip.get(qn("r:embed"))])
        part = Part(PackURI(f"/word/media/map{number}.png"), "image/png", content, document.package)
        blip.set(qn("r:embed"), document.relate_to(part, RT.IMAGE))
    for number, described in enumerate(document.element.iter(qn("wp:docPr")), start=1):
        described.set("id", str(number))


def _mapped(report: Report) -> Iterator[Table]:
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Table) and block.picture:
                yield block

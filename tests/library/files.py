"""Small real files of each kind, made by the libraries that read them."""

import io
import zipfile
from functools import cache

import docx
import typst
from openpyxl import Workbook
from PIL import Image
from pypdf import PdfReader, PdfWriter

from palermo.site.fonts import installed_fonts


@cache
def pdf(*pages: str, language: str = "en", tagged: bool = True) -> bytes:
    """A PDF with a page for each text."""
    written = "\n#pagebreak()\n".join(f'#text("{page}")' for page in pages)
    fonts = '#set text(font: ("Noto Sans", "Amiri", "Noto Sans CJK SC"))'
    source = f'#set document(title: [A paper])\n#set text(lang: "{language}")\n{fonts}\n{written}'
    compiler = typst.Compiler(input=source.encode(), font_paths=installed_fonts(), ignore_system_fonts=True)
    return compiler.compile(format="pdf", pdf_tags=tagged, timestamp=0)


def pdf_with(change) -> bytes:
    """A PDF of one page after `change` was done to its writer."""
    writer, made = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("A paper")))), io.BytesIO()
    change(writer)
    writer.write(made)
    return made.getvalue()


@cache
def locked_pdf() -> bytes:
    """One under a password."""
    return pdf_with(lambda writer: writer.encrypt("secret", algorithm="RC4-128"))


def scan() -> bytes:
    """A PDF that is a picture."""
    made = io.BytesIO()
    Image.new("L", (60, 80), 200).save(made, "PDF")
    return made.getvalue()


def word(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs, a table and a header."""
    written, made = docx.Document(), io.BytesIO()
    for paragraph in paragraphs:
        written.add_paragraph(paragraph)
    written.add_table(1, 2).rows[0].cells[1].text = "in a table"
    written.sections[0].header.paragraphs[0].text = "at the head"
    written.save(made)
    return made.getvalue()


def with_part(package: bytes, name: str, content: str) -> bytes:
    """An office file with one more part, or another in its place."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, content)
    return made.getvalue()


def excel(*rows: tuple) -> bytes:
    """An Excel file with one sheet."""
    book, made = Workbook(), io.BytesIO()
    book.active.title = "Sheet of it"
    for row in rows:
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def bomb(kind: str, megabytes: int) -> bytes:
    """An office file that becomes large when it is unpacked."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("[Content_Types].xml", "<x/>")
        packed.writestr("word/document.xml" if kind == "docx" else "xl/workbook.xml", "<x/>")
        with packed.open("word/media/blank.bin", "w") as part:
            for _ in range(megabytes):
                part.write(bytes(1024 * 1024))
    return made.getvalue()

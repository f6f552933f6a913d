"""Word files edited as an editor would: on their XML, with and without tracked changes."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class WordFile:
    """A Word file whose body is edited."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            self.parts = {name: packed.read(name) for name in packed.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])

    def bytes(self) -> bytes:
        self.parts["word/document.xml"] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, part in self.parts.items():
                packed.writestr(name, part)
        return stream.getvalue()

    def paragraph(self, words: str) -> etree._Element:
        """The one paragraph of the body that holds these words."""
        (found,) = [each for each in self.root.iter(qn("w:p")) if words in text_of(each)]
        return found

    def replace(self, old: str, new: str) -> None:
        """Change words that stand within one run."""
        (found,) = [each for each in self.root.iter(qn("w:t")) if old in (each.text or "")]
        found.text = found.text.replace(old, new)

    def insert_tracked(self, behind: str, words: str, author: str) -> None:
        """Words at the end of a paragraph, as a tracked insertion."""
        added = element(
            f'<w:ins w:id="9001" w:author="{author}" w:date="2026-11-20T10:00:00Z"><w:r><w:t xml:space="preserve">'
            f"{words}</w:t></w:r></w:ins>"
        )
        last = self.paragraph(behind).findall(qn("w:r"))[-1]
        last.addnext(added)

    def delete_tracked(self, words: str, author: str) -> None:
        """A whole paragraph, as a tracked deletion."""
        paragraph = self.paragraph(words)
        for run in paragraph.findall(qn("w:r")):
            gone = element(f'<w:del w:id="9002" w:author="{author}" w:date="2026-11-20T10:00:00Z"/>')
            run.addprevious(gone)
            gone.append(run)
            for text in run.iter(qn("w:t")):
                text.tag = qn("w:delText")
        mark = element(f'<w:rPr><w:del w:id="9003" w:author="{author}"/></w:rPr>')
        paragraph.find(qn("w:pPr")).append(mark)

    def remove(self, words: str) -> None:
        paragraph = self.paragraph(words)
        paragraph.getparent().remove(paragraph)

    def move_behind(self, words: str, behind: str) -> None:
        self.paragraph(behind).addnext(self.paragraph(words))

    def add_behind(self, behind: str, words: str) -> None:
        """A further paragraph that looks like another one."""
        like = self.paragraph(behind)
        added = deepcopy(like)
        for each in list(added):
            if each.tag != qn("w:pPr"):
                added.remove(each)
        added.append(element(f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'))
        like.addnext(added)

    def heading(self, words: str, *, behind: str) -> None:
        """A further heading behind a paragraph, in the style of the others."""
        made = element(f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>')
        self.paragraph(behind).addnext(made)

    def move_section(self, heading: str, *, before: str) -> None:
        """A heading and all up to the next one, before another heading."""
        first, target = self.paragraph(heading), self.paragraph(before)
        moved = [first]
        while (following := moved[-1].getnext()) is not None and not _is_heading(following):
            if following.tag == qn("w:sectPr"):
                break
            moved.append(following)
        for each in moved:
            target.addprevious(each)

    def comment(self, on: str, words: str, author: str) -> None:
        """A comment on all words of a run that holds these."""
        (text,) = [each for each in self.root.iter(qn("w:t")) if on in (each.text or "")]
        run = text.getparent()
        before, _on, after = text.text.partition(on)
        for part, at in ((before, -1), (after, 1)):
            other = deepcopy(run)
            other.find(qn("w:t")).text = part
            other.find(qn("w:t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.addprevious(other) if at < 0 else run.addnext(other)
        text.text = on
        key = str(700 + len(list(self.root.iter(qn("w:commentReference")))))
        run.addprevious(element(f'<w:commentRangeStart w:id="{key}"/>'))
        end = element(f'<w:commentRangeEnd w:id="{key}"/>')
        run.addnext(end)
        end.addnext(element(f'<w:r><w:commentReference w:id="{key}"/></w:r>'))
        self._add_comment(
            f'<w:comment w:id="{key}" w:author="{author}" w:date="2026-11-20T10:00:00Z" w:initials="A"><w:p><w:r>'
            f"<w:t>{words}</w:t></w:r></w:p></w:comment>"
        )

    def _add_comment(self, source: str) -> None:
        if "word/comments.xml" not in self.parts:
            self.parts["word/comments.xml"] = f'<w:comments xmlns:w="{W}"/>'.encode()
            kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
            types = self.parts["[Content_Types].xml"]
            self.parts["[Content_Types].xml"] = types.replace(
                b"</Types>", b'<Override PartName="/word/comments.xml" ContentType="' + kind + b'"/></Types>'
            )
            relation = (
                b'<Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
                b'comments" Target="comments.xml"/></Relationships>'
            )
            name = "word/_rels/document.xml.rels"
            self.parts[name] = self.parts[name].replace(b"</Relationships>", relation)
        root = etree.fromstring(self.parts["word/comments.xml"])
        root.append(element(source))
        self.parts["word/comments.xml"] = etree.tostring(root)


def _is_heading(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style is not None and style.get(qn("w:val")).startswith("Heading")


def element(source: str) -> etree._Element:
    """An element of the main namespace from its source."""
    (made,) = etree.fromstring(f'<r xmlns:w="{W}">{source}</r>')
    return made


def text_of(paragraph: etree._Element) -> str:
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t")))


def edit(content: bytes, change: Callable[[WordFile], object]) -> bytes:
    """The file after a change."""
    file = WordFile(content)
    change(file)
    return file.bytes()


def through_libreoffice(content: bytes, folder: Path, *formats: str) -> bytes:
    """The file opened and saved by LibreOffice, in one format after the other."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.fail("LibreOffice is not installed: apt-get install --no-install-recommends libreoffice-writer-nogui")
    source = folder / "start.docx"
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for number, form in enumerate(formats):
        target = folder / f"saved{number}"
        command = [office, profile, "--headless", "--convert-to", form, "--outdir", str(target), str(source)]
        subprocess.run(command, check=True, timeout=180, capture_output=True)
        source = target / f"{source.stem}.{form}"
    return source.read_bytes()

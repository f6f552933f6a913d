"""The two formats that go out and come back: PO, as Babel writes it, and XLIFF 1.2. What comes back is not trusted."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from palermo.core.clock import now
from palermo.core.languages import BY_CODE, LANGUAGES
from palermo.record.exchange.units import Unit

LARGEST_FILE = 10 * 1024 * 1024
WARNING = gettext_lazy(
    "Some of these texts are restricted: each says for whom it is. Keep this file where only they can read it."
)
XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
# What XML cannot hold at all; the digest still tells the original.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# So short that Babel leaves a comment with a digest on one line.
_SOURCE, _TARGET = "source: ", "target: "
UNFINISHED = ("needs-", "new")


class Incoming(NamedTuple):
    """A unit as it came back. `place` says where in the file it stands; digests are empty where a tool dropped them."""

    id: str
    source: str
    target: str
    digest: str
    target_digest: str
    is_unfinished: bool
    place: str


class FileError(Exception):
    """A file that cannot be read, with the sentence that says why."""


def write(form: str, units: list[Unit], language: str) -> bytes:
    """The file in one of the FORMATS."""
    return FORMATS[form][0](units, language)


def read(name: str, content: bytes) -> tuple[str, list[Incoming]]:
    """The language of a file, and its units.

    Raises
    ------
    FileError
        Saying what was expected and what was found.
    """
    form = name.rpartition(".")[2].lower()
    form = {"xliff": "xlf", "xml": "xlf"}.get(form, form)
    if form not in FORMATS:
        raise FileError(_("Expected a file whose name ends in .po, .xlf or .xliff, found “%(name)s”.") % {"name": name})
    return FORMATS[form][1](content)


def _write_po(units: list[Unit], language: str) -> bytes:
    spoken = BY_CODE[language]
    catalog = Catalog(
        locale=spoken.django_code.replace("-", "_").replace("hans", "Hans"),
        project="Palermo",
        version=now().date().isoformat(),
        msgid_bugs_address="",
        last_translator="",
        language_team=spoken.name,
        fuzzy=False,
        creation_date=now(),
        revision_date=now(),
        header_comment="#" if not any(unit.is_restricted for unit in units) else f"# {WARNING}",
    )
    for unit in units:
        told = [*unit.notes, f"{_SOURCE}{unit.digest}", f"{_TARGET}{unit.target_digest}"]
        flags = {"fuzzy"} if unit.is_stale else set()
        catalog.add(unit.source, unit.target, context=unit.id, auto_comments=told, flags=flags)
    out = BytesIO()
    write_po(out, catalog, width=0)
    return out.getvalue()


def _read_po(content: bytes) -> tuple[str, list[Incoming]]:
    try:
        catalog = read_po(BytesIO(content), abort_invalid=True)
    except (PoFileError, ValueError, UnicodeDecodeError, LookupError) as error:
        raise FileError(_("This is no PO file in UTF-8 that can be read: %(fault)s") % {"fault": error}) from None
    language = _code(str(catalog.locale or catalog.locale_identifier or ""))
    return language, [_from_po(message) for message in catalog if message.id]


def _from_po(message: object) -> Incoming:
    told = message.auto_comments
    source, target = (next((c.removeprefix(p) for c in told if c.startswith(p)), "") for p in (_SOURCE, _TARGET))
    words = [each if isinstance(each, str) else each[0] for each in (message.id, message.string or "")]
    place = _("line %(line)d") % {"line": message.lineno or 0}
    return Incoming(message.context or "", words[0], words[1], source, target, message.fuzzy, place)


def _write_xliff(units: list[Unit], language: str) -> bytes:
    root = etree.Element(f"{{{XLIFF}}}xliff", {"version": "1.2"}, nsmap={None: XLIFF})
    by_original: dict[str, list[Unit]] = {}
    for unit in units:
        by_original.setdefault(unit.original, []).append(unit)
    for original, some in by_original.items():
        file = _sub(root, "file", original="palermo", datatype="plaintext")
        file.set("source-language", BY_CODE[original].tag)
        file.set("target-language", BY_CODE[language].tag)
        if any(unit.is_restricted for unit in some):
            _sub(_sub(file, "header"), "note", str(WARNING), priority="1")
        body = _sub(file, "body")
        for unit in some:
            _put(body, unit)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _put(body: etree._Element, unit: Unit) -> None:
    element = _sub(body, "trans-unit", id=unit.id)
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    _sub(element, "source", unit.source)
    state = "needs-review-translation" if unit.is_stale else "needs-translation"
    _sub(element, "target", unit.target, state="translated" if unit.target and not unit.is_stale else state)
    for note in unit.notes:
        _sub(element, "note", note)
    _sub(element, "note", f"{_SOURCE}{unit.digest}")
    _sub(element, "note", f"{_TARGET}{unit.target_digest}")


def _sub(parent: etree._Element, name: str, words: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{XLIFF}}}{name}", attributes)
    element.text = _NOT_XML.sub("\ufffd", words) or None
    return element


def _read_xliff(content: bytes) -> tuple[str, list[Incoming]]:
    root = _parsed(content)
    if root.tag != f"{{{XLIFF}}}xliff" or root.get("version") != "1.2":
        found = f"{etree.QName(root).localname} {root.get('version', '')}".strip()
        raise FileError(_("Expected XLIFF 1.2, found %(found)s. Export the file as 1.2.") % {"found": found})
    files = root.findall(f"{{{XLIFF}}}file")
    languages = {_code(file.get("target-language", "")) for file in files}
    if len(languages) != 1:
        raise FileError(_("Expected one target language in the whole file, found %(n)d.") % {"n": len(languages)})
    return languages.pop(), [_from_xliff(unit) for file in files for unit in file.iter(f"{{{XLIFF}}}trans-unit")]


def _parsed(content: bytes) -> etree._Element:
    """The tree of a file: no entity, no document type, nothing from outside, nothing huge."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FileError(_("This is no XML that can be read: %(fault)s") % {"fault": error}) from None
    if root.getroottree().docinfo.internalDTD is not None or any(True for _each in root.iter(etree.Entity)):
        raise FileError(_("Expected plain XLIFF, found a document type or an entity. Export the file once more."))
    return root


def _from_xliff(unit: etree._Element) -> Incoming:
    source, target = (unit.find(f"{{{XLIFF}}}{name}") for name in ("source", "target"))
    notes = ["".join(note.itertext()) for note in unit.findall(f"{{{XLIFF}}}note")]
    digests = [next((n.removeprefix(p) for n in notes if n.startswith(p)), "") for p in (_SOURCE, _TARGET)]
    words = ["" if each is None else "".join(each.itertext()) for each in (source, target)]
    state = "" if target is None else target.get("state", "")
    place = _("line %(line)d") % {"line": unit.sourceline or 0}
    return Incoming(unit.get("id", ""), words[0], words[1], digests[0], digests[1], state.startswith(UNFINISHED), place)


def _code(tag: str) -> str:
    """Our code of a language tag as tools write them: zh-Hans, zh_CN and zh are all Chinese here."""
    return next((each.code for each in LANGUAGES if tag.lower().replace("_", "-").split("-")[0] == each.code), "")


Writer = Callable[[list[Unit], str], bytes]
Reader = Callable[[bytes], tuple[str, list[Incoming]]]
FORMATS: dict[str, tuple[Writer, Reader]] = {"po": (_write_po, _read_po), "xlf": (_write_xliff, _read_xliff)}
MEDIA = {"po": "text/x-gettext-translation; charset=utf-8", "xlf": "application/xliff+xml"}

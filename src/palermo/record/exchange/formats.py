"""The two formats that go out and come back: PO, as Babel writes it, and XLIFF 1.2. What comes back is not trusted."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from palermo.core.clock import now
from palermo.core.languages import BY_CODE, LANGUAGES
from palermo.core.limited_process.starting import Unreadable, read_apart
from palermo.record.exchange.reader import SOURCE, TARGET, XLIFF
from palermo.record.exchange.units import Unit

LARGEST_FILE = 10 * 1024 * 1024
WARNING = gettext_lazy(
    "Some of these texts are restricted; each states its audience. Store this file where only that "
    "audience can read it."
)
# What XML cannot hold at all; the digest is still that of the original.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
READER = "palermo.record.exchange.reader"
REFUSALS = {
    "no_po": gettext_lazy("The file is not a valid PO file in UTF-8: %(fault)s"),
    "charset": gettext_lazy("Expected a PO file in UTF-8, found one in “%(found)s”. Save it as UTF-8."),
    "plural": gettext_lazy("Expected texts without plural forms. Use the file exported here."),
    "many": gettext_lazy("Expected at most %(most)d texts, found %(found)d. Import the file in parts."),
    "long": gettext_lazy("Line %(line)d: expected a text of at most %(most)d characters, found a longer one."),
    "control": gettext_lazy("Line %(line)d: expected text without control characters, found %(found)s."),
    "no_xml": gettext_lazy("The file is not valid XML: %(fault)s"),
    "document_type": gettext_lazy("Expected plain XLIFF, found a document type or entity. Export the file again."),
    "no_xliff": gettext_lazy("Expected XLIFF 1.2, found %(found)s. Export the file as 1.2."),
}


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
    return FORMATS[form](units, language)


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
    try:
        answer = read_apart(READER, content, name=name, form=form)
    except Unreadable as unreadable:
        raise FileError(str(unreadable)) from None
    if "refused" in answer:
        raise FileError(REFUSALS[answer["refused"]] % answer["values"])
    languages = {_code(each) for each in answer["languages"]}
    if len(languages) != 1:
        raise FileError(_("Expected one target language in the whole file, found %(n)d.") % {"n": len(languages)})
    return languages.pop(), [_incoming_unit(*unit) for unit in answer["units"]]


def _incoming_unit(
    unit_id: str, source: str, target: str, digest: str, target_digest: str, is_unfinished: bool, line: int
) -> Incoming:
    place = _("line %(line)d") % {"line": line}
    return Incoming(unit_id, source, target, digest, target_digest, is_unfinished, place)


def _write_po(units: list[Unit], language: str) -> bytes:
    target = BY_CODE[language]
    catalog = Catalog(
        locale=target.django_code.replace("-", "_").replace("hans", "Hans"),
        project="Palermo",
        version=now().date().isoformat(),
        msgid_bugs_address="",
        last_translator="",
        language_team=target.name,
        fuzzy=False,
        creation_date=now(),
        revision_date=now(),
        header_comment="#" if not any(unit.is_restricted for unit in units) else f"# {WARNING}",
    )
    for unit in units:
        comments = [*unit.notes, f"{SOURCE}{unit.digest}", f"{TARGET}{unit.target_digest}"]
        flags = {"fuzzy"} if unit.is_stale else set()
        catalog.add(unit.source, unit.target, context=unit.id, auto_comments=comments, flags=flags)
    out = BytesIO()
    write_po(out, catalog, width=0)
    return out.getvalue()


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
            _add_unit(body, unit)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _add_unit(body: etree._Element, unit: Unit) -> None:
    element = _sub(body, "trans-unit", id=unit.id)
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    _sub(element, "source", unit.source)
    state = "needs-review-translation" if unit.is_stale else "needs-translation"
    _sub(element, "target", unit.target, state="translated" if unit.target and not unit.is_stale else state)
    for note in unit.notes:
        _sub(element, "note", note)
    _sub(element, "note", f"{SOURCE}{unit.digest}")
    _sub(element, "note", f"{TARGET}{unit.target_digest}")


def _sub(parent: etree._Element, name: str, words: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{XLIFF}}}{name}", attributes)
    element.text = _NOT_XML.sub("\ufffd", words) or None
    return element


def _code(tag: str) -> str:
    """Our code of a language tag as tools write them: zh-Hans, zh_CN and zh are all Chinese here."""
    return next((each.code for each in LANGUAGES if tag.lower().replace("_", "-").split("-")[0] == each.code), "")


FORMATS: dict[str, Callable[[list[Unit], str], bytes]] = {"po": _write_po, "xlf": _write_xliff}
MEDIA = {"po": "text/x-gettext-translation; charset=utf-8", "xlf": "application/xliff+xml"}

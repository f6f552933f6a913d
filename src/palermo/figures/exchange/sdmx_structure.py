"""The structure of the figures in SDMX-ML 2.1: code lists, concepts, the data structure and its dataflows."""

from collections.abc import Iterable, Iterator
from datetime import UTC
from xml.etree import ElementTree as ET

from django.utils.translation import gettext_lazy as _

from palermo.core import clock
from palermo.core.languages import BY_CODE
from palermo.core.text import MultilingualText
from palermo.figures.dimensions import BY_KEY, KEYS
from palermo.figures.exchange.dictionary import MEANINGS, in_all_languages
from palermo.figures.exchange.sdmx_codes import (
    AGENCY,
    ANNUAL,
    ATTRIBUTES,
    CONFIDENTIAL,
    DIMENSIONS,
    FREE,
    MEASURE,
    OF_SET,
    SECONDARY,
    STRUCTURE,
    TIME,
    VERSION,
    sdmx_code,
)
from palermo.figures.labels import area_texts, category_texts, codes_in_order
from palermo.figures.models import Indicator, Release
from palermo.figures.pipeline.policies import families_of

TYPE = "application/vnd.sdmx.structure+xml;version=2.1;charset=utf-8"
_NAMESPACE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
_MES, _STR, _COM = (f"{{{_NAMESPACE}/{name}}}" for name in ("message", "structure", "common"))
_XML = "{http://www.w3.org/XML/1998/namespace}"
_SCHEME = "FIGURE_CONCEPTS"
# The meaning of each concept that is no dimension of ours, in the words of the dictionary of columns.
_COLUMN_OF = {
    "INDICATOR": "indicator",
    "REF_AREA": "state",
    TIME: "year",
    MEASURE: "value",
    "LOWER_LIMIT": "low",
    "UPPER_LIMIT": "high",
    "SIGN": "sign",
    "UNIT_MEASURE": "unit",
    "ORIGIN": "origin",
    "DATA_SOURCE": "source",
    "DATA_AGENCY": "agency",
    "LEGAL_BASIS": "article",
    "DATASET": "dataset",
    "NATIONAL_RETURN": "national_return",
    "RELEASE": "release",
    "RELEASE_STATUS": "status",
    "NOTICE": "notice",
}
_OTHER_MEANINGS = {
    "FREQ": _("Frequency"),
    "OBS_STATUS": _("Status of the figure"),
    "CONF_STATUS": _("Whether the figure is confidential"),
}
# Of the cross-domain lists, the codes that are used.
_OBS_STATUS = {
    "A": _("Normal value"),
    "E": _("Estimated value"),
    "L": _("Not collected"),
    "M": _("Cannot exist"),
    "Q": _("Suppressed"),
}
_CONF_STATUS = {
    FREE: _("May be published"),
    CONFIDENTIAL: _("Small number, not published"),
    SECONDARY: _("Not published, to protect a small number"),
}
_WHOLE = {"OBS_VALUE", "LOWER_LIMIT", "UPPER_LIMIT", "ORIGIN"}
type Codes = Iterable[tuple[str, MultilingualText, str]]


def structure_of_figures(indicators: Iterable[Indicator], releases: Iterable[Release]) -> bytes:
    """The message, with a dataflow for each release."""
    for prefix, name in (("mes", "message"), ("str", "structure"), ("com", "common")):
        ET.register_namespace(prefix, f"{_NAMESPACE}/{name}")
    root = ET.Element(f"{_MES}Structure")
    header = ET.SubElement(root, f"{_MES}Header")
    for tag, words in (("ID", "figures-structure"), ("Test", "false"), ("Prepared", _prepared())):
        ET.SubElement(header, f"{_MES}{tag}").text = words
    ET.SubElement(header, f"{_MES}Sender", {"id": AGENCY})
    structures = ET.SubElement(root, f"{_MES}Structures")
    _add_dataflows(ET.SubElement(structures, f"{_STR}Dataflows"), releases)
    lists = ET.SubElement(structures, f"{_STR}Codelists")
    for name, title, codes in _code_lists(indicators):
        _add_code_list(lists, name, title, codes)
    _add_concepts(ET.SubElement(structures, f"{_STR}Concepts"))
    _add_structure(ET.SubElement(structures, f"{_STR}DataStructures"))
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _prepared() -> str:
    return clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def dataflow_id(release: Release) -> str:
    """The identifier of the dataflow of a release."""
    return f"{STRUCTURE}_{release.slug}"


def _add_dataflows(parent: ET.Element, releases: Iterable[Release]) -> None:
    for release in releases:
        flow = _maintainable(
            parent, "Dataflow", dataflow_id(release), f"{release.number}.0", release.title, release.slug
        )
        _reference(ET.SubElement(flow, f"{_STR}Structure"), STRUCTURE, VERSION, "DataStructure", "datastructure")


def _code_lists(indicators: Iterable[Indicator]) -> Iterator[tuple[str, MultilingualText, Codes]]:
    yield "CL_FREQ", _meaning("FREQ"), [(ANNUAL, in_all_languages(_("Annual")), "")]
    titles = [(each.slug, each.current.title if each.current else MultilingualText(), "") for each in indicators]
    yield "CL_INDICATOR", _meaning("INDICATOR"), titles
    yield "CL_AREA", _meaning("REF_AREA"), [(code.upper(), names, "") for code, names in area_texts().items()]
    for key in KEYS:
        above = {part: parent for parent, parts in families_of(key) for part in parts}
        codes = [
            (sdmx_code(key, code), category_texts(key, code), sdmx_code(key, above[code]) if code in above else "")
            for code in codes_in_order(key)
        ]
        yield f"CL_{BY_KEY[key].concept}", _meaning(BY_KEY[key].concept), codes
    for name, codes_of in (("OBS_STATUS", _OBS_STATUS), ("CONF_STATUS", _CONF_STATUS)):
        yield f"CL_{name}", _meaning(name), [(code, in_all_languages(words), "") for code, words in codes_of.items()]


def _meaning(concept: str) -> MultilingualText:
    by_concept = {BY_KEY[key].concept: BY_KEY[key].title for key in KEYS}
    column = _COLUMN_OF.get(concept)
    words = MEANINGS[column] if column else _OTHER_MEANINGS.get(concept) or by_concept[concept]
    return in_all_languages(words)


def _add_code_list(parent: ET.Element, name: str, title: MultilingualText, codes: Codes) -> None:
    listed = _maintainable(parent, "Codelist", name, VERSION, title, name)
    for code, names, above in codes:
        entry = ET.SubElement(listed, f"{_STR}Code", {"id": code})
        _add_names(entry, names, code)
        if above:
            ET.SubElement(ET.SubElement(entry, f"{_STR}Parent"), "Ref", {"id": above})


def _add_concepts(parent: ET.Element) -> None:
    scheme = _maintainable(parent, "ConceptScheme", _SCHEME, VERSION, in_all_languages(_("Published figures")), _SCHEME)
    for concept in (*DIMENSIONS, TIME, MEASURE, *ATTRIBUTES, *OF_SET):
        _add_names(ET.SubElement(scheme, f"{_STR}Concept", {"id": concept}), _meaning(concept), concept)


def _add_structure(parent: ET.Element) -> None:
    title = in_all_languages(_("Published figures"))
    made = _maintainable(parent, "DataStructure", STRUCTURE, VERSION, title, STRUCTURE)
    components = ET.SubElement(made, f"{_STR}DataStructureComponents")
    dimensions = ET.SubElement(components, f"{_STR}DimensionList", {"id": "DimensionDescriptor"})
    for place, concept in enumerate(DIMENSIONS, 1):
        dimension = ET.SubElement(dimensions, f"{_STR}Dimension", {"id": concept, "position": str(place)})
        code_list = "CL_AREA" if concept == "REF_AREA" else f"CL_{concept}"
        _add_component(dimension, concept, code_list)
    time = ET.SubElement(dimensions, f"{_STR}TimeDimension", {"id": TIME, "position": str(len(DIMENSIONS) + 1)})
    _add_component(time, TIME, text_type="ObservationalTimePeriod")
    attributes = ET.SubElement(components, f"{_STR}AttributeList", {"id": "AttributeDescriptor"})
    for names, relation in ((ATTRIBUTES, "PrimaryMeasure"), (OF_SET, "None")):
        for concept, is_mandatory in names.items():
            status = {"id": concept, "assignmentStatus": "Mandatory" if is_mandatory else "Conditional"}
            attribute = ET.SubElement(attributes, f"{_STR}Attribute", status)
            has_list = concept in ("OBS_STATUS", "CONF_STATUS")
            _add_component(attribute, concept, f"CL_{concept}" if has_list else "", _text_type(concept))
            place_of = ET.SubElement(ET.SubElement(attribute, f"{_STR}AttributeRelationship"), f"{_STR}{relation}")
            if relation == "PrimaryMeasure":
                ET.SubElement(place_of, "Ref", {"id": MEASURE})
    measures = ET.SubElement(components, f"{_STR}MeasureList", {"id": "MeasureDescriptor"})
    _add_component(ET.SubElement(measures, f"{_STR}PrimaryMeasure", {"id": MEASURE}), MEASURE, text_type="Long")


def _text_type(concept: str) -> str:
    return "Long" if concept in _WHOLE else "String"


def _add_component(parent: ET.Element, concept: str, code_list: str = "", text_type: str = "String") -> None:
    identity = ET.SubElement(parent, f"{_STR}ConceptIdentity")
    whole = {"maintainableParentID": _SCHEME, "maintainableParentVersion": VERSION, "id": concept}
    ET.SubElement(identity, "Ref", {"agencyID": AGENCY, **whole, "class": "Concept", "package": "conceptscheme"})
    representation = ET.SubElement(parent, f"{_STR}LocalRepresentation")
    if code_list:
        _reference(ET.SubElement(representation, f"{_STR}Enumeration"), code_list, VERSION, "Codelist", "codelist")
    else:
        ET.SubElement(representation, f"{_STR}TextFormat", {"textType": text_type})


def _maintainable(
    parent: ET.Element, tag: str, name: str, version: str, title: MultilingualText, otherwise: str
) -> ET.Element:
    made = ET.SubElement(
        parent, f"{_STR}{tag}", {"id": name, "agencyID": AGENCY, "version": version, "isFinal": "true"}
    )
    _add_names(made, title, otherwise)
    return made


def _add_names(parent: ET.Element, names: MultilingualText, otherwise: str) -> None:
    for code, words in names.items():
        ET.SubElement(parent, f"{_COM}Name", {f"{_XML}lang": BY_CODE[code].tag}).text = words
    if not names:
        ET.SubElement(parent, f"{_COM}Name", {f"{_XML}lang": "en"}).text = otherwise


def _reference(parent: ET.Element, name: str, version: str, kind: str, package: str) -> None:
    whole = {"id": name, "version": version, "agencyID": AGENCY, "package": package, "class": kind}
    ET.SubElement(parent, "Ref", whole)

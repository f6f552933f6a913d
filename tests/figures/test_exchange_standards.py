"""What the programs of others read in the files: SDMX, data packages, JSON Schema, DCAT. All give the figures back."""

import io
import json
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import frictionless
import jsonschema
import pytest
from disclosure.values import from_sdmx
from django.test import Client
from pysdmx.io import get_datasets, read_sdmx
from rdflib import Graph, Namespace
from rdflib.namespace import RDF

from palermo.figures.dimensions import BY_KEY, KEYS
from palermo.figures.exchange.rows import COLUMNS
from palermo.figures.exchange.sdmx_codes import sdmx_code
from palermo.figures.labels import codes_in_order
from palermo.figures.models import FigureOrigin, Release
from palermo.figures.states.releases import ReleaseStatus
from tests.factories.common import text
from tests.factories.figures import make_release
from tests.figures.channels import READERS, content_of, sorted_rows
from tests.figures.test_exchange import TRUE

pytestmark = [
    pytest.mark.django_db,
    # Pandas, as pysdmx calls it, and what frictionless does to old versions of others.
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::ResourceWarning"),
]

ATTRIBUTES = {
    "OBS_VALUE": "value",
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
CODES = {key: {sdmx_code(key, code): code for code in codes_in_order(key)} for key in KEYS}


@pytest.fixture
def release() -> Release:
    made = make_release(TRUE, title=text("Figures & “others” <2007>"))
    FigureOrigin.objects.update(source_text="Ministry of the “Interior” & <Justice>", agency="")
    return made


@pytest.fixture
def withdrawn(release: Release) -> Release:
    release.status, release.withdrawn_on = ReleaseStatus.WITHDRAWN, date(2007, 7, 2)
    release.reason = text("A ministry counted twice")
    release.save()
    return release


def file_of(release: Release, form: str) -> bytes:
    return content_of(Client().get(f"/en/data/releases/{release.slug}/figures.{form}"))


def rows_of_sdmx(content: bytes, structure: bytes | None = None) -> list[dict]:
    """The observations of a message that was validated, as the rows that they tell."""
    if structure is None:
        datasets = read_sdmx(content.decode(), validate=True).data
    else:
        datasets = get_datasets(content.decode(), structure.decode(), validate=True)
    rows = []
    for dataset in datasets:
        table = dataset.data.astype(object).where(dataset.data.notna(), None)
        for observation in table.to_dict("records"):
            rows.append(_row({**observation, **dataset.attributes}))
    return rows


def _row(observation: dict) -> dict:
    told = {name: "" if value is None else str(value) for name, value in observation.items()}
    codes = {key: CODES[key][told[BY_KEY[key].concept]] for key in KEYS}
    values = {name: told.get(concept, "") for concept, name in ATTRIBUTES.items()}
    for name in ("value", "low", "high", "origin"):
        values[name] = int(float(values[name])) if values[name] else None
    (known,) = from_sdmx({name: [told.get(name, "")] for name in ("OBS_VALUE", "OBS_STATUS", "CONF_STATUS")})
    return {
        **values,
        **codes,
        "indicator": told["INDICATOR"],
        "state": told["REF_AREA"].lower(),
        "year": int(told["TIME_PERIOD"]),
        "kind": known.kind.word,
        "by": "+".join(key for key, code in codes.items() if code != "total"),
    }


@pytest.mark.parametrize("form", ["sdmx.csv", "sdmx.xml"])
def test_sdmx_gives_all_rows_back(release: Release, form: str) -> None:
    expected = sorted_rows(READERS["csv"](file_of(release, "csv")))
    assert sorted_rows(rows_of_sdmx(file_of(release, form))) == expected


@pytest.mark.parametrize("form", ["sdmx.csv", "sdmx.xml"])
def test_sdmx_of_a_withdrawn_release_says_so(withdrawn: Release, form: str) -> None:
    expected = sorted_rows(READERS["csv"](file_of(withdrawn, "csv")))
    assert sorted_rows(rows_of_sdmx(file_of(withdrawn, form))) == expected


def test_sdmx_tells_what_is_confidential(release: Release) -> None:
    (dataset,) = read_sdmx(file_of(release, "sdmx.csv").decode(), validate=True).data
    by_sex = dataset.data[(dataset.data["SEX"] != "_T") & (dataset.data["AGE"] == "_T")]
    found = {row["SEX"]: (row["OBS_STATUS"], row["CONF_STATUS"]) for row in by_sex.to_dict("records")}
    assert found == {"F": ("A", "F"), "M": ("Q", "D"), "O": ("Q", "C")}


def test_structure_describes_the_figures(release: Release) -> None:
    structure = content_of(Client().get("/data/structure.xml"))
    message = read_sdmx(structure.decode(), validate=True)
    (definition,) = message.get_data_structure_definitions()
    dimensions = ["FREQ", "INDICATOR", "REF_AREA", "SEX", "AGE", "FORM", "CITIZENSHIP", "REPATRIATION", "TIME_PERIOD"]
    assert [each.id for each in definition.components.dimensions] == dimensions
    lists = {each.id: [code.id for code in each.items] for each in message.get_codelists()}
    assert lists["CL_SEX"] == ["_T", "F", "M", "O", "_U"]
    assert lists["CL_INDICATOR"] == ["persons-convicted", "victims-detected"]
    assert [flow.id for flow in message.get_dataflows()] == [f"FIGURES_{release.slug}"]
    for form in ("sdmx.csv", "sdmx.xml"):
        rows = rows_of_sdmx(file_of(release, form), structure)
        assert len(rows) == len(TRUE)


def test_every_code_of_the_data_is_in_the_structure(release: Release) -> None:
    message = read_sdmx(content_of(Client().get("/data/structure.xml")).decode(), validate=True)
    lists = {each.id: {code.id for code in each.items} for each in message.get_codelists()}
    (dataset,) = read_sdmx(file_of(release, "sdmx.csv").decode(), validate=True).data
    columns = {"REF_AREA": "CL_AREA"} | {
        name: f"CL_{name}" for name in ("FREQ", "INDICATOR", "SEX", "AGE", "FORM", "CITIZENSHIP", "REPATRIATION")
    }
    columns |= {"OBS_STATUS": "CL_OBS_STATUS", "CONF_STATUS": "CL_CONF_STATUS"}
    for column, name in columns.items():
        assert set(dataset.data[column]) - lists[name] == set(), column


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_data_package_is_valid(release: Release, is_withdrawn: bool, tmp_path: Path, request) -> None:
    if is_withdrawn:
        request.getfixturevalue("withdrawn")
    with ZipFile(io.BytesIO(file_of(release, "zip"))) as package:
        package.extractall(tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"README.md", "datapackage.json", "dictionary.csv", "figures.csv", "sources.csv"}
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["message"])
    description = json.loads((tmp_path / "datapackage.json").read_text())
    assert [each["name"] for each in description["licenses"]] == ["CC-BY-3.0-IGO"]
    assert [field["name"] for field in description["resources"][0]["schema"]["fields"]] == list(COLUMNS)
    notice = "Withdrawn on 2 July 2007: A ministry counted twice [en]"
    assert description["notices"] == ([notice] if is_withdrawn else [])
    readme = (tmp_path / "README.md").read_text()
    assert readme.count(f"**Withdrawn:** {notice} Do not use these figures.") == is_withdrawn


@pytest.mark.parametrize("field", ["sex", "kind", "year", "state"])
def test_data_package_refuses_what_the_figures_cannot_be(release: Release, field: str, tmp_path: Path) -> None:
    """The description would be worth nothing if it took everything."""
    with ZipFile(io.BytesIO(file_of(release, "zip"))) as package:
        package.extractall(tmp_path)
    path = tmp_path / "figures.csv"
    head, first, *rest = path.read_text().splitlines()
    cells = first.split(",")
    cells[head.split(",").index(field)] = "" if field == "state" else "wrong"
    path.write_text("\r\n".join([head, ",".join(cells), *rest]))
    assert not frictionless.Package(str(tmp_path / "datapackage.json")).validate().valid


def test_json_is_as_its_schema_says(release: Release) -> None:
    schema = json.loads(content_of(Client().get("/data/figures.schema.json")))
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    content = json.loads(file_of(release, "json"))
    assert list(check.iter_errors(content)) == []
    content["figures"][0]["value"] = None
    assert [error.message for error in check.iter_errors(content)] == ["None is not of type 'integer'"]


def test_json_of_a_withdrawn_release_is_as_its_schema_says(withdrawn: Release) -> None:
    schema = json.loads(content_of(Client().get("/data/figures.schema.json")))
    content = json.loads(file_of(withdrawn, "json"))
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(content)) == []
    assert content["releases"][0]["notice"] == "Withdrawn on 2 July 2007: A ministry counted twice [en]"


def test_catalogue_is_linked_data_about_releases_and_indicators(withdrawn: Release) -> None:
    other = make_release(TRUE)
    content = content_of(Client().get("/data/catalogue.jsonld"))
    graph = Graph().parse(data=content, format="json-ld")
    dcat, dct = Namespace("http://www.w3.org/ns/dcat#"), Namespace("http://purl.org/dc/terms/")
    adms = Namespace("http://www.w3.org/ns/adms#")
    found = {str(graph.value(each, dct.identifier)): each for each in graph.subjects(RDF.type, dcat.Dataset)}
    assert set(found) == {withdrawn.slug, other.slug, "victims-detected", "persons-convicted"}
    statuses = {
        slug: str(graph.value(found[slug], adms.status)).rpartition("/")[2] for slug in (withdrawn.slug, other.slug)
    }
    assert statuses == {withdrawn.slug: "WITHDRAWN", other.slug: "COMPLETED"}
    files = {
        str(graph.value(each, dcat.downloadURL)).rpartition("/figures.")[2]
        for each in graph.objects(found[other.slug], dcat.distribution)
    }
    assert files == {*READERS, "sdmx.csv", "sdmx.xml"}
    for each in graph.objects(None, dcat.downloadURL):
        assert content_of(Client().get(str(each).removeprefix("http://127.0.0.1:8000"))), each


def test_every_dimension_has_codes_that_sdmx_can_write() -> None:
    for key in KEYS:
        assert len(CODES[key]) == len(codes_in_order(key)), key

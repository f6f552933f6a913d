"""Pages and files of code lists and mappings, and how the secretariat keeps its own."""

import csv
import hashlib
import io
import json
import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from harmonise.lists import code_list, mapping

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.knowledge.actions import lists as actions
from palermo.knowledge.actions import mappings as mapping_actions
from palermo.knowledge.actions.shipped_lists import load_shipped_lists
from palermo.knowledge.exchange.lists import CodeTable, code_rows, read_codes
from palermo.knowledge.exchange.mappings import read_mapping
from palermo.knowledge.models import Code, CodeList, CodeListEdition, CodeMapping
from palermo.site.tables.sheets import TableRefused
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.knowledge import make_code_list, make_code_mapping, make_list_edition
from tests.portal.filling import act, client_of, fill, six

pytestmark = pytest.mark.django_db

TABLE = (
    "code,parent,valid_from,valid_to,en,fr,labels,attribute_level\n"
    "africa,,,,Africa,Afrique,,region\n"
    "204,africa,1960-08-01,,Benin,Bénin,Dahomey {en 1960-08-01/1975-12-02} | BEN,area\n"
)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.PALERMO_TODAY = date(2026, 3, 1)


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def words_of(path: str, client: Client | None = None, **query) -> str:
    answer = (client or Client()).get(path, query)
    assert answer.status_code == 200, answer.status_code
    return " ".join(BeautifulSoup(answer.content, "html.parser").main.get_text(" ").split())


def rows_of(path: str) -> list[list[str]]:
    content = Client().get(path).getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def read(table: str) -> CodeTable:
    return read_codes(table.encode(), "codes.csv")


class TestReading:
    """What visitors find."""

    def test_lists_stand_by_their_maintainers_own_ones_first(self):
        for title, origin in (("Zones", ""), ("Gender", "IOM"), ("Age", "IOM"), ("Areas", "Statistics")):
            make_list_edition(make_code_list(title, origin=text(origin) if origin else {}), "one", "two")
        page = BeautifulSoup(Client().get("/en/code-lists/").content, "html.parser").main
        assert [each.get_text(" ", strip=True) for each in page.select("h2")] == [
            "Maintained here",
            "IOM [en]",
            "Statistics [en]",
        ]
        assert [each.get_text(" ", strip=True) for each in page.select("ul.code-lists a")] == [
            *("Zones [en]", "Age [en]", "Gender [en]", "Areas [en]"),
        ]
        assert words_of("/en/code-lists/").count("2 codes · edition 1") == 4

    def test_attributes_stand_in_the_order_of_their_names_on_pages_and_in_files(self, officer):
        """Some databases keep the members of an object in another order than that in which they were written."""
        code_list = make_code_list("Zones", slug="zones")
        table = "code,en,labels,attribute_zone,attribute_a,attribute_level\na,Alpha,B {fr /2000-01-01},1,2,3\n"
        edition = actions.begin_list_edition(code_list, values={}, table=read(table), by=officer)
        edition = actions.publish_list_edition(edition, by=officer)
        head = rows_of("/en/code-lists/zones/1/codes.csv")[0]
        assert head[-3:] == ["attribute_a", "attribute_level", "attribute_zone"]
        written = Client().get("/en/code-lists/zones/1/codes.json").json()["codes"][0]
        assert list(written["attributes"]) == ["a", "level", "zone"]
        assert list(written["labels"][0]) == ["label", "language", "valid_to"]
        page = BeautifulSoup(Client().get("/en/code-lists/zones/1/").content, "html.parser")
        shown = [each.get_text() for each in page.select("details bdi")]
        assert shown[-6:] == ["a", "2", "level", "3", "zone", "1"]

    def test_a_list_is_found_by_a_word_in_any_language(self):
        make_list_edition(make_code_list("Zones"), "one")
        make_list_edition(make_code_list("Gender"), "one")
        assert "Gender" not in words_of("/en/code-lists/", find="zones [zh")
        assert "No code lists match your search." in words_of("/en/code-lists/", find="nowhere")

    def test_pages_take_as_many_queries_for_many_rows_as_for_few(self):
        def queries(path):
            with CaptureQueriesContext(connection) as asked:
                Client().get(path)
            return len(asked)

        one = make_list_edition(make_code_list(slug="one"), "a")
        make_code_mapping(one, make_list_edition(make_code_list(slug="other"), "b"), {"a": "b"})
        paths = ["/en/code-lists/", "/en/code-lists/one/", "/en/code-lists/one/1/"]
        paths += ["/en/code-lists/one/1/to/other/1/1/"]
        few = [queries(path) for path in paths]
        many = make_list_edition(make_code_list(slug="many"), *(f"a{number}" for number in range(20)))
        goal = make_list_edition(make_code_list(slug="goal"), "b")
        make_code_mapping(many, goal, {f"a{number}": "b" for number in range(20)})
        paths = ["/en/code-lists/", "/en/code-lists/many/", "/en/code-lists/many/1/"]
        paths += ["/en/code-lists/many/1/to/goal/1/1/"]
        assert [queries(path) for path in paths] == few

    def test_columns_in_which_no_code_has_anything_are_left_out(self, officer):
        def columns(slug):
            page = BeautifulSoup(Client().get(f"/en/code-lists/{slug}/1/").content, "html.parser")
            return [each.get_text() for each in page.select("table.codes th[scope=col]")]

        make_list_edition(make_code_list(slug="sexes"), "female", "male")
        actions.begin_list_edition(make_code_list(slug="areas"), values={}, table=read(TABLE), by=officer)
        actions.publish_list_edition(CodeListEdition.objects.get(code_list__slug="areas"), by=officer)
        assert columns("sexes") == ["Name", "Code", "Other languages and labels"]
        assert columns("areas") == ["Name", "Code", "Validity", "Former names", "Other languages and labels"]

    def test_an_edition_shows_its_codes_as_a_tree_with_validity_and_former_names(self, officer):
        actions.begin_list_edition(make_code_list(slug="areas"), values={}, table=read(TABLE), by=officer)
        actions.publish_list_edition(CodeListEdition.objects.get(), by=officer)
        page = BeautifulSoup(Client().get("/en/code-lists/areas/1/").content, "html.parser")
        rows = [
            [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")][:4]
            for row in page.select("table.codes tbody tr")
        ]
        assert rows == [
            ["Africa", "africa", "", ""],
            ["Benin", "204", "since 1 August 1960", "Dahomey: 1 August 1960–1 December 1975"],
        ]
        assert [each["data-depth"] for each in page.select("table.codes th[data-depth]")] == ["0", "1"]
        assert page.select_one("table.codes details li[lang=fr]").get_text() == "Afrique"

    def test_codes_are_found_by_code_name_and_label_in_any_script(self):
        load_shipped_lists(by="palermo test")
        for find in ("dahomey", "204", "бенин", "贝宁", "بنن"):
            page = BeautifulSoup(Client().get("/en/code-lists/m49/1/", {"find": find}).content, "html.parser")
            assert [each.get_text() for each in page.select("table.codes tbody th")] == ["Benin"], find

    def test_pages_hold_100_codes_and_a_code_leads_to_its_own(self):
        load_shipped_lists(by="palermo test")
        last = Code.objects.filter(edition__code_list__slug="m49").order_by("position").last()
        address = last.get_absolute_url()
        assert address == f"/en/code-lists/m49/1/?page=3#code-{len(code_list('m49').codes)}"
        page = BeautifulSoup(Client().get(address.partition("#")[0]).content, "html.parser")
        assert page.select_one(f"#code-{last.position} th").get_text() == last.names["en"]

    def test_two_editions_are_compared(self, officer):
        areas = make_code_list(slug="areas")
        for table in (
            "code,parent,valid_to,en\na,,,Africa\nb,a,,Dahomey\nc,,,Ceylon\nd,,,Stays\ne,,,Old\n",
            "code,parent,valid_to,en\na,,,Africa\nb,,,Benin\nd,,,Stays\ne,,2011-07-09,Old\nf,,,New\n",
        ):
            edition = actions.begin_list_edition(areas, values={}, table=read(table), by=officer)
            actions.publish_list_edition(edition, by=officer)
        page = BeautifulSoup(Client().get("/en/code-lists/areas/comparison/").content, "html.parser").main
        found = {
            heading.get_text(): [" ".join(each.get_text(" ").split()) for each in heading.find_next("ul").select("li")]
            for heading in page.select("h2")
        }
        assert found["Added"] == ["New f"]
        assert found["Ended"] == ["Ceylon c", "Old e"]
        assert found["Moved"] == ["Benin b : a → —"] or found["Moved"] == ["Benin b: a → —"]
        assert len(found["Renamed"]) == 1
        assert "Dahomey" in found["Renamed"][0]

    def test_a_mapping_says_what_is_lost_and_what_becomes_of_labels(self):
        load_shipped_lists(by="palermo test")
        path = "/en/code-lists/htcds-forms/1/to/forms/1/1/"
        shown = words_of(path)
        shipped = mapping("htcds-forms", "forms")
        for row in shipped.rows:
            if row.loss:
                assert row.loss["en"] in shown
        labels = ["ForcedLabour;ForcedBegging", "Other", "no such label"]
        answer = Client().post(path, {"labels": "\n".join(labels)})
        assert answer.status_code == 200
        assert answer.cookies == {}
        page = BeautifulSoup(answer.content, "html.parser").main
        targets = [
            [each.get_text() for each in row.select("td:last-child code")]
            for row in page.select("table.rows")[0].select("tbody tr")
        ]
        assert targets == [list(shipped.translate(label).targets) for label in labels]
        sentences = [" ".join(each.get_text().split()) for each in page.select("h3 + ul > li")]
        assert sentences == [" ".join(each.split()) for each in shipped.apply(labels).report.sentences("en")]

    @pytest.mark.parametrize(
        ("labels", "sentence"),
        [
            ("\n".join(["label"] * 501), "Expected at most 500 labels, found 501."),
            ("short\n" + "x" * 201, "Line 2: expected a label of at most 200 characters, found 201."),
            (" ", "Enter at least one label."),
        ],
    )
    def test_too_much_is_refused_in_a_sentence(self, labels, sentence):
        edition = make_list_edition(make_code_list(slug="one"), "a")
        make_code_mapping(edition, make_list_edition(make_code_list(slug="other"), "b"), {"a": "b"})
        answer = Client().post("/en/code-lists/one/1/to/other/1/1/", {"labels": labels})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()

    def test_an_edition_without_codes_says_why_and_gives_no_file(self):
        load_shipped_lists(by="palermo test")
        reason = code_list("ic-tip").refusals
        assert reason["en"] in words_of("/en/code-lists/ic-tip/1/")
        for form in ("csv", "json", "sdmx.json"):
            for language, code in (("en", "en"), ("zh-hans", "zh")):
                answer = Client().get(f"/{language}/code-lists/ic-tip/1/codes.{form}")
                assert answer.status_code == 409
                assert reason[code] in answer.content.decode()


class TestFiles:
    """What is downloaded is what is on record, and comes back as it was."""

    def test_csv_is_the_table_that_can_be_uploaded(self, officer):
        load_shipped_lists(by="palermo test")
        for name in ("m49", "ctdc-age", "methods-of-control"):
            content = Client().get(f"/en/code-lists/{name}/1/codes.csv").getvalue()
            table = read_codes(content, "codes.csv")
            again = actions.begin_list_edition(make_code_list(), values={}, table=table, by=officer)
            edition = CodeListEdition.objects.get(code_list__slug=name, number=1)
            assert code_rows(again.codes.order_by("position")) == code_rows(edition.codes.order_by("position"))
            assert [row[0] for row in code_rows(edition.codes.order_by("position"))][1:] == [
                code.code for code in code_list(name, "1").codes
            ]

    def test_csv_of_a_mapping_is_the_table_that_can_be_uploaded(self):
        load_shipped_lists(by="palermo test")
        shipped = mapping("htcds-forms", "forms")
        content = Client().get("/en/code-lists/htcds-forms/1/to/forms/1/1/rows.csv").getvalue()
        source, target = (CodeListEdition.objects.get(code_list__slug=name) for name in ("htcds-forms", "forms"))
        rows = read_mapping(source, target, content, "rows.csv").rows
        assert [(row.source, row.target or None, row.relation, dict(row.loss)) for row in rows] == [
            (row.source, row.target, str(row.relation), dict(row.loss or {})) for row in shipped.rows
        ]

    def test_a_code_that_begins_as_a_formula_does_is_marked(self):
        make_list_edition(make_code_list(slug="odd"), "=1+1", "-99")
        assert [row[0] for row in rows_of("/en/code-lists/odd/1/codes.csv")] == ["code", "'=1+1", "'-99"]
        content = Client().get("/en/code-lists/odd/1/codes.csv").getvalue()
        assert [row.code for row in read_codes(content, "codes.csv").rows] == ["=1+1", "-99"]

    def test_json_has_everything_in_six_languages(self):
        load_shipped_lists(by="palermo test")
        data = json.loads(Client().get("/fr/code-lists/m49/1/codes.json").content)
        shipped = code_list("m49")
        assert (data["list"], data["edition"], data["digest"]) == ("m49", 1, shipped.digest)
        assert [(code["code"], code["parent"], code["names"]) for code in data["codes"]] == [
            (code.code, code.parent, dict(code.names)) for code in shipped.codes
        ]
        rows = json.loads(Client().get("/en/code-lists/sex/1/to/sdg-sex/1/1/rows.json").content)["rows"]
        assert [(row["source"], row["target"]) for row in rows] == [
            (row.source, row.target) for row in mapping("sex", "sdg-sex").rows
        ]

    def test_sdmx_has_names_by_language_and_parents(self):
        load_shipped_lists(by="palermo test")
        data = json.loads(Client().get("/en/code-lists/forms/1/codes.sdmx.json").content)
        [found] = data["data"]["codelists"]
        shipped = code_list("forms")
        assert (found["id"], found["version"]) == ("forms", "1.0.0")
        assert [(code["id"], code.get("parent"), code["names"]["zh-Hans"]) for code in found["codes"]] == [
            (code.code, code.parent, code.names["zh"]) for code in shipped.codes
        ]

    def test_codes_that_sdmx_cannot_have_are_refused(self):
        make_list_edition(make_code_list(slug="odd"), "fine", "18+ years")
        answer = Client().get("/en/code-lists/odd/1/codes.sdmx.json")
        assert answer.status_code == 409
        assert "“18+ years” cannot be a code in SDMX" in answer.content.decode()
        assert "SDMX" not in words_of("/en/code-lists/odd/1/")


class TestTables:
    """Every fault of a table is listed, with row, column, what was expected and what was found."""

    def test_faults_of_codes(self):
        table = (
            "code,parent,valid_from,valid_to,en,labels\n"
            "a,,2007-13-01,,Africa,\n"
            "a,,,,Again,\n"
            "b,nowhere,2008-01-01,2007-01-01,,\n"
            f"{'c' * 81},,,,Long,x {{fr 2008-01-01/2007-01-01}}\n"
            "d,e,,,Delta,\n"
            "e,d,,,africa,\n"
        )
        with pytest.raises(TableRefused) as refused:
            read(table)
        assert refused.value.sentences == [
            "Row 2, column “valid_from”: expected a day such as 2007-06-18, found “2007-13-01”.",
            "Row 4: expected a name in at least one language, found none.",
            "Row 4, column “valid_to”: expected a day after 2008-01-01, found “2007-01-01”.",
            f"Row 5, column “code”: expected a code of at most 80 characters, found “{'c' * 60}”.",
            "Row 5, column “labels”: expected labels separated by |, such as: Dahomey {fr 1958-12-04/1975-12-02}, "
            "found “x {fr 2008-01-01/2007-01-01}”.",
            "Row 3, column “code”: expected each code once, found “a” in row 2 too.",
            "Row 4, column “parent”: expected a code of this table that is not under this code itself, "
            "found “nowhere”.",
            "Row 6, column “parent”: expected a code of this table that is not under this code itself, found “e”.",
            "Row 7, column “parent”: expected a code of this table that is not under this code itself, found “d”.",
            "Row 7: expected names and labels of one code only, found “africa”, which row 2 has too.",
        ]

    def test_faults_of_columns(self):
        with pytest.raises(TableRefused) as refused:
            read("Code,name,attribute_\nx,y,z\n")
        known = "code, parent, valid_from, valid_to, ar, zh, en, fr, ru, es, labels, attribute_…"
        assert refused.value.sentences == [
            f"Row 1: expected one of the columns {known}, found “name”.",
            f"Row 1: expected one of the columns {known}, found “attribute_”.",
        ]
        with pytest.raises(TableRefused) as refused:
            read("parent,en\n,Africa\n")
        assert refused.value.sentences == ["Row 1: expected the column “code”, found none."]

    def test_faults_of_a_mapping(self):
        source = make_list_edition(make_code_list("Source", slug="source"), "a", "b", "c", "d")
        target = make_list_edition(make_code_list("Target", slug="target"), "x", "y")
        table = (
            "source,target,relation,loss_en\n"
            "a,x,exact,something\n"
            "a,x,exact,\n"
            "z,y,broader,\n"
            "b,q,same,\n"
            "b,,loses,\n"
            "c,,narrower,\n"
        )
        with pytest.raises(TableRefused) as refused:
            read_mapping(source, target, table.encode(), "rows.csv")
        assert refused.value.sentences == [
            "Row 2, column “loss_en”: expected nothing, since nothing is lost, found “something”.",
            "Row 4, column “source”: expected a code of Source [en], edition 1, found “z”.",
            "Row 5, column “relation”: expected exact, broader, narrower, loses, found “same”.",
            "Row 6: expected a description of what is lost in at least one language, found none.",
            "Row 7, column “target”: expected a code of Target [en], edition 1, found “”.",
            "Row 3, column “target”: expected a code that “a” does not have yet, or nothing if it has no other row, "
            "found “x”.",
            "Row 6, column “target”: expected a code that “b” does not have yet, or nothing if it has no other row, "
            "found “”.",
            "Expected a row for each code of Source [en], edition 1, found none for d.",
        ]


class TestKeeping:
    """From an empty list to a published edition and a published mapping, on the pages."""

    FIELDS = {"source": "Protocol", "licence": "None needed", "separators": "; &"}

    def make_areas(self, client):
        fill(client, "/en/acts/add-code-list/", **six("title", "Areas"))
        act(client, "begin-list-edition", "areas-en", **self.FIELDS, pasted=TABLE)
        return CodeListEdition.objects.get(code_list__slug="areas-en", number=1)

    def test_a_list_is_added_filled_and_published(self, officer):
        client = client_of(officer)
        edition = self.make_areas(client)
        assert (edition.status, edition.separators, edition.source) == ("draft", [";", "&"], "Protocol")
        assert Client().get("/en/code-lists/areas-en/1/").status_code == 404
        assert "Areas" not in words_of("/en/code-lists/")
        assert "This edition is a draft." in words_of("/en/code-lists/areas-en/1/", client)
        act(client, "publish-list-edition", edition.pk)
        edition.refresh_from_db()
        assert (edition.status, edition.published_on) == ("published", date(2026, 3, 1))
        head = ("code", "parent", "valid_from", "valid_to", "ar", "zh", "en", "fr", "ru", "es", "labels")
        africa = ("africa", "", "", "", "", "", "Africa", "Afrique", "", "", "")
        label = "Dahomey {en 1960-08-01/1975-12-02} | BEN"
        content = {
            "list": "areas-en",
            "edition": 1,
            "separators": [";", "&"],
            "width": None,
            "codes": [
                *([*head, "attribute_level"], [*africa, "region"]),
                [*("204", "africa", "1960-08-01", "", "", "", "Benin", "Bénin", "", ""), label, "area"],
            ],
        }
        written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert edition.digest == hashlib.sha256(written.encode()).hexdigest()
        assert "Benin" in words_of("/en/code-lists/areas-en/1/")
        verbs = AuditEvent.objects.filter(target_kind="code-lists").order_by("sequence").values_list("verb", flat=True)
        assert list(verbs) == ["code_list.added", "code_list_edition.begun", "code_list_edition.published"]

    def test_a_preview_says_what_differs_from_the_previous_edition(self, officer):
        client = client_of(officer)
        act(client, "publish-list-edition", self.make_areas(client).pk)
        table = "code,parent,en\nafrica,,The continent\n204,,Benin\nasia,,Asia\n"
        file = SimpleUploadedFile("codes.csv", table.encode())
        answer = client.post(
            "/en/acts/begin-list-edition/areas-en/", {**self.FIELDS, "once": "", "pasted": "", "file": file}
        )
        page = BeautifulSoup(answer.content, "html.parser")
        assert [each.get_text() for each in page.select(".error-summary li")] == [
            "3 codes were read.",
            "Compared with edition 1: added: Asia.",
            "Compared with edition 1: renamed: The continent.",
            "Compared with edition 1: moved: Benin.",
        ]
        # A file is not sent a second time: what it held stands in the form.
        held = page.select_one("textarea[name=pasted]").get_text().strip()
        assert list(csv.reader(io.StringIO(held))) == list(csv.reader(io.StringIO(table)))
        assert CodeListEdition.objects.count() == 1

    def test_faults_keep_what_was_typed_and_save_nothing(self, officer):
        client = client_of(officer)
        areas = make_code_list(slug="areas")
        wrong = "code,en\na,\n"
        answer = client.post("/en/acts/begin-list-edition/areas/", {**self.FIELDS, "pasted": wrong, "once": ""})
        assert "Row 2: expected a name in at least one language, found none." in answer.content.decode()
        assert BeautifulSoup(answer.content, "html.parser").select_one("[name=source]").get_text().strip() == "Protocol"
        assert areas.editions.count() == 0

    def test_a_draft_is_corrected_or_withdrawn(self, officer):
        client = client_of(officer)
        edition = self.make_areas(client)
        act(client, "upload-list-codes", edition.pk, pasted="code,en\nasia,Asia\n")
        assert list(edition.codes.values_list("code", "position")) == [("asia", 1)]
        act(client, "change-list-edition", edition.pk, source="Another source")
        edition.refresh_from_db()
        assert edition.source == "Another source"
        act(client, "withdraw-list-edition", edition.pk)
        assert (CodeListEdition.objects.count(), Code.objects.count()) == (0, 0)
        assert self.make_next(client).number == 1

    def make_next(self, client):
        act(client, "begin-list-edition", "areas-en", **self.FIELDS, pasted=TABLE)
        return CodeListEdition.objects.get()

    def test_an_edition_of_another_organizations_list_names_a_new_edition_of_theirs(self, officer):
        client = client_of(officer)
        areas = make_code_list(slug="areas", origin=text("Statistics Division"))
        first = make_list_edition(areas, "a", source="Areas, revision 1, 2007")
        assert "another organization: Statistics Division" in words_of("/en/acts/begin-list-edition/areas/", client)
        for source, sentence in (
            ("", r"maintained by another organization: Statistics Division \[en\]\. Enter from which"),
            ("Areas,  revision 1, 2007", "Edition 1 already names this source"),
        ):
            with pytest.raises(Refused, match=sentence):
                actions.begin_list_edition(areas, values={"source": source}, table=read(TABLE), by=officer)
        act(client, "begin-list-edition", "areas", source="Areas, revision 2", licence="Free", pasted=TABLE)
        edition = areas.editions.exclude(pk=first.pk).get()
        with pytest.raises(Refused, match="maintained by another organization"):
            actions.change_list_edition(edition, values={"source": " "}, by=officer)
        CodeListEdition.objects.filter(pk=edition.pk).update(source="")
        with pytest.raises(Refused, match="maintained by another organization"):
            actions.publish_list_edition(edition, by=officer)
        own = make_code_list(slug="own")
        assert actions.begin_list_edition(own, values={}, table=read(TABLE), by=officer).number == 1

    def test_a_published_edition_is_not_changed_and_a_second_draft_not_begun(self, officer):
        edition = make_list_edition(make_code_list(slug="areas"), "a")
        for do in (
            lambda: actions.upload_codes(edition, table=read(TABLE), by=officer),
            lambda: actions.change_list_edition(edition, values={"source": "x"}, by=officer),
            lambda: actions.withdraw_list_edition(edition, by=officer),
            lambda: actions.publish_list_edition(edition, by=officer),
        ):
            with pytest.raises(
                Refused, match=re.escape("This edition is published and does not change. Begin a new edition.")
            ):
                do()
        actions.begin_list_edition(edition.code_list, values={}, table=read(TABLE), by=officer)
        with pytest.raises(Refused, match=re.escape("Edition 2 is still a draft. Publish or withdraw it first.")):
            actions.begin_list_edition(edition.code_list, values={}, table=read(TABLE), by=officer)

    def test_a_draft_without_codes_is_not_published(self, officer):
        draft = make_list_edition(None, status="draft")
        with pytest.raises(Refused, match=re.escape("This edition has no codes. Upload its codes first.")):
            actions.publish_list_edition(draft, by=officer)

    def test_a_mapping_is_begun_published_and_shown(self, officer):
        client = client_of(officer)
        source = make_list_edition(make_code_list("Source", slug="source"), "a", "b", "c")
        target = make_list_edition(make_code_list("Target", slug="target"), "x", "y")
        fields = {"target": target.pk, "origin": "Definitions compared", "licence": "None needed"}
        rows = "source,target,relation,loss_en\na,x,exact,\na,y,exact,\nb,y,broader,the detail.\nc,,loses,all of it.\n"
        act(client, "begin-code-mapping", source.pk, **fields, pasted=rows)
        mapping_made = CodeMapping.objects.get()
        path = "/en/code-lists/source/1/to/target/1/1/"
        assert mapping_made.get_absolute_url() == path
        assert Client().get(path).status_code == 404
        assert "This mapping is a draft." in words_of(path, client)
        act(client, "upload-code-mapping", mapping_made.pk, pasted=rows.replace("the detail", "the kind"))
        act(client, "publish-code-mapping", mapping_made.pk)
        assert "the kind." in words_of(path)
        translated = Client().post(path, {"labels": "a\nc"}).content.decode()
        assert "all of it." in translated
        for do in (
            lambda: mapping_actions.publish_mapping(mapping_made, by=officer),
            lambda: mapping_actions.withdraw_mapping(mapping_made, by=officer),
        ):
            with pytest.raises(
                Refused, match=re.escape("This mapping is published and does not change. Begin a new one.")
            ):
                do()
        act(client, "begin-code-mapping", source.pk, **fields, pasted=rows)
        draft = CodeMapping.objects.get(number=2)
        act(client, "withdraw-code-mapping", draft.pk)
        assert list(CodeMapping.objects.values_list("number", flat=True)) == [1]

    def test_no_mapping_leads_to_an_edition_that_cannot_be_exported(self, officer):
        load_shipped_lists(by="palermo test")
        source, target = (CodeListEdition.objects.get(code_list__slug=name) for name in ("sex", "ic-tip"))
        table = read_mapping(
            source,
            source,
            b"source,target,relation\n"
            + b"".join(f"{code},{code},exact\n".encode() for code in source.codes.values_list("code", flat=True)),
            "rows.csv",
        )
        with pytest.raises(Refused, match=re.escape("The list of IC-TIP holds no codes yet")):
            mapping_actions.begin_mapping(source, target=target, values={}, table=table, by=officer)

    @pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
    def test_others_keep_no_lists(self, role):
        user = make_user(role)
        draft = make_list_edition(make_code_list(slug="hidden"), "a", status="draft")
        for do in (
            lambda: actions.add_code_list(CodeList(title=text("New")), by=user),
            lambda: actions.change_code_list(draft.code_list, values={}, by=user),
            lambda: actions.publish_list_edition(draft, by=user),
            lambda: load_shipped_lists(by=user),
        ):
            with pytest.raises(Refused):
                do()
        client = client_of(user)
        assert client.get("/en/code-lists/hidden/").status_code == 404
        assert client.get("/en/code-lists/hidden/1/codes.csv").status_code == 404
        assert "Begin an edition" not in words_of("/en/code-lists/", client)

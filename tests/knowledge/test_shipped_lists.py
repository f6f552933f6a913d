"""The code lists and mappings that come with Palermo: loaded once, as they are, and never changed."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from harmonise.lists import code_list, code_lists, mapping, mappings

from palermo.audit.models import AuditEvent, RecordVersion
from palermo.config.cli.main import main
from palermo.core.refusals import Refused
from palermo.knowledge import triggers
from palermo.knowledge.actions.shipped_lists import LoadReport, load_shipped_lists
from palermo.knowledge.harmonised import harmonised_edition, harmonised_mapping
from palermo.knowledge.models import Code, CodeList, CodeListEdition, CodeMapping, CodeMappingRow
from tests.factories.knowledge import make_code_list, make_code_mapping, make_list_edition

pytestmark = pytest.mark.django_db

BY = "palermo test"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.PALERMO_TODAY = date(2026, 3, 1)


def editions_on_record():
    return CodeListEdition.objects.select_related("code_list").order_by("code_list__slug", "number")


def test_every_edition_and_mapping_is_loaded_as_the_package_has_it():
    shipped = [edition for one in code_lists() for edition in one.editions]
    maps = [mapping(*each) for each in mappings()]
    assert load_shipped_lists(by=BY) == LoadReport(
        lists=len(code_lists()),
        editions=len(shipped),
        codes=sum(len(edition.codes) for edition in shipped),
        mappings=len(maps),
        rows=sum(len(each.rows) for each in maps),
        known=0,
    )
    loaded = {
        (row.code_list.slug, str(row.number)): harmonised_edition(row, row.codes.order_by("position"))
        for row in editions_on_record()
    }
    assert loaded.keys() == {(edition.name, edition.number) for edition in shipped}
    for edition in shipped:
        found = loaded[edition.name, edition.number]
        assert found.codes == edition.codes
        assert (found.source, found.licence, found.digest) == (edition.source, edition.licence, edition.digest)
        assert (found.separators, found.width) == (edition.separators, edition.width)
        assert (dict(found.titles), dict(found.refusals or {})) == (dict(edition.titles), dict(edition.refusals or {}))
    read = {
        (each.source.name, each.source.number, each.target.name, each.number): each
        for each in map(
            harmonised_mapping, CodeMapping.objects.select_related("source__code_list", "target__code_list")
        )
    }
    assert len(read) == len(maps)
    for each in maps:
        found = read[each.source.name, each.source.number, each.target.name, each.number]
        assert (found.rows, found.origin, found.digest) == (each.rows, each.origin, each.digest)


def test_what_is_loaded_is_published_on_the_day_of_loading_and_in_the_log():
    load_shipped_lists(by=BY)
    assert set(CodeListEdition.objects.values_list("status", "published_on")) == {("published", date(2026, 3, 1))}
    entries = AuditEvent.objects.filter(verb="code_list_edition.loaded", target_id="m49")
    assert [(each.target_kind, each.details) for each in entries] == [
        ("code-lists", {"edition": 1, "codes": len(code_list("m49").codes), "digest": code_list("m49").digest})
    ]
    assert AuditEvent.objects.filter(verb="code_mapping.loaded").count() == len(mappings())
    versions = RecordVersion.objects.filter(kind="code-list-editions")
    assert {(each.change, each.data["status"]) for each in versions} == {("+", "published")}


def test_a_second_run_changes_nothing():
    load_shipped_lists(by=BY)
    before = (list(Code.objects.values()), list(CodeMappingRow.objects.values()), AuditEvent.objects.count())
    editions = sum(len(one.numbers) for one in code_lists())
    assert load_shipped_lists(by=BY) == LoadReport(known=editions)
    assert (list(Code.objects.values()), list(CodeMappingRow.objects.values()), AuditEvent.objects.count()) == before


def test_an_edition_of_the_same_number_with_another_digest_is_refused_and_nothing_is_loaded():
    make_list_edition(make_code_list(slug="sex"), "female", digest="f" * 64)
    make_list_edition(make_code_list(slug="means"), "force", status="draft")
    with pytest.raises(Refused) as refused:
        load_shipped_lists(by=BY)
    assert str(refused.value).split("\n") == [
        "means, edition 1: expected nothing or the published content, found a draft. Withdraw the draft.",
        f"sex, edition 1: expected content with the digest {code_list('sex').digest}, found {'f' * 64}. "
        "What is published does not change; a correction is a new edition.",
    ]
    assert [str(each) for each in CodeList.objects.all()] == ["means", "sex"]


def test_a_list_on_record_keeps_its_title_and_gets_the_editions_that_it_lacks():
    make_code_list("Gender of ours", slug="ctdc-gender")
    load_shipped_lists(by=BY)
    found = CodeList.objects.get(slug="ctdc-gender")
    assert found.title["en"] == "Gender of ours [en]"
    assert [each.number for each in found.editions.order_by("number")] == [1, 2]


def test_lists_of_others_name_who_maintains_them():
    load_shipped_lists(by=BY)
    own = set(CodeList.objects.filter(origin={}).values_list("slug", flat=True))
    assert own == {
        *("acts", "age-bands", "forms", "justice-stages", "means", "methods-of-control", "roles", "sex"),
    }
    assert all(set(each.origin) == {"ar", "zh", "en", "fr", "ru", "es"} for each in CodeList.objects.exclude(origin={}))


def test_the_command_says_what_was_added(capsys):
    assert main(["lists", "load"]) == 0
    editions = sum(len(one.numbers) for one in code_lists())
    assert f"Added {len(code_lists())} lists, {editions} editions" in capsys.readouterr().out
    assert main(["lists", "load"]) == 0
    said = capsys.readouterr().out.splitlines()
    on_record = f"{editions} editions were on record."
    assert said[0] == f"Added 0 lists, 0 editions with 0 codes, 0 mappings with 0 rows. {on_record}"
    assert said[1].startswith("Added 0 indicators, ")


class TestTheDatabaseRefuses:
    """What is published is not changed by any statement; what is a draft is."""

    @pytest.fixture(autouse=True)
    def _triggers(self):
        # The databases of tests are made without them: see tests/databases.py.
        triggers.remove(connection)
        triggers.install(connection)

    @pytest.fixture
    def edition(self):
        return make_list_edition(make_code_list(slug="forms"), "begging", "labour")

    @pytest.fixture
    def draft(self, edition):
        return make_list_edition(edition.code_list, "begging", status="draft")

    @pytest.fixture
    def table(self, edition):
        return make_code_mapping(edition, make_list_edition(None, "forced"), {"begging": "forced"})

    def refuses(self, change):
        with pytest.raises(IntegrityError, match=triggers.SENTENCE), transaction.atomic():
            change()

    def test_to_change_remove_or_add_a_code(self, edition, draft):
        codes = Code.objects.filter(edition=edition)
        other = draft.codes.get()
        self.refuses(lambda: codes.update(code="other"))
        self.refuses(lambda: codes.update(edition=draft))
        self.refuses(lambda: codes.filter(code="labour").delete())
        self.refuses(lambda: Code.objects.create(edition=edition, position=3, code="new", names={"en": "New"}))
        self.refuses(lambda: Code.objects.filter(pk=other.pk).update(edition=edition))
        assert [each.code for each in codes.order_by("position")] == ["begging", "labour"]

    def test_to_change_or_remove_the_edition(self, edition, draft):
        editions = CodeListEdition.objects.filter(pk=edition.pk)
        self.refuses(lambda: editions.update(digest="0" * 64))
        self.refuses(lambda: editions.update(status="draft"))
        self.refuses(lambda: editions._raw_delete(editions.db))
        assert editions.get().status == "published"

    def test_to_change_remove_or_add_a_row_of_a_mapping(self, edition, table):
        rows = CodeMappingRow.objects.filter(mapping=table)
        self.refuses(lambda: rows.update(relation="broader"))
        self.refuses(lambda: rows.delete())
        labour = edition.codes.get(code="labour")
        self.refuses(
            lambda: CodeMappingRow.objects.create(
                mapping=table, position=2, source=labour, relation="loses", loss={"en": "all of it."}
            )
        )
        self.refuses(lambda: CodeMapping.objects.filter(pk=table.pk).update(number=2))
        assert [(each.source.code, each.relation) for each in rows] == [("begging", "exact")]

    def test_but_not_a_draft(self, draft):
        Code.objects.filter(edition=draft).update(code="other")
        Code.objects.create(edition=draft, position=2, code="new", names={"en": "New"})
        CodeListEdition.objects.filter(pk=draft.pk).update(source="Protocol")
        Code.objects.filter(edition=draft, code="new").delete()
        assert [each.code for each in draft.codes.all()] == ["other"]
        draft.codes.all().delete()
        draft.delete()
        assert CodeListEdition.objects.filter(pk=draft.pk).count() == 0

    def test_nor_loading(self):
        assert load_shipped_lists(by=BY).editions == sum(len(one.numbers) for one in code_lists())

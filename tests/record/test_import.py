"""What an import creates, changes, logs and leaves alone."""

import hashlib
from collections import Counter

import pytest

from palermo.accounts.models import Organisation, State
from palermo.audit.chain import find_faults
from palermo.audit.models import AuditEvent
from palermo.core.dates import PartialDate
from palermo.core.text import MultilingualText
from palermo.governance.models import (
    Activity,
    Body,
    Decision,
    DonorContribution,
    Guidance,
    Mandate,
    Meeting,
    OperativeParagraph,
    Session,
)
from palermo.library.models import Document, LanguageVersion
from palermo.record.importing import import_folder
from palermo.toolkit.models import Edition
from tests.record.sample import SAMPLE, database_rows, with_line, write

pytestmark = pytest.mark.django_db
RECORDS = len([name for name in SAMPLE if name.endswith(".yaml")])
BY = "palermo record import"


def test_a_first_import_creates_every_record(folder):
    report = import_folder(folder, by=BY)
    assert (report.new, report.changed, report.unchanged) == (RECORDS, 0, 0)
    assert str(report) == f"Imported: {RECORDS} new, 0 changed, 0 unchanged."


def test_texts_dates_and_references_arrive_as_written(folder):
    import_folder(folder, by=BY)
    event = Activity.objects.get(slug="brasilia-2007")
    assert event.title == MultilingualText({"en": "Regional event for Latin America", "fr": "Manifestation régionale"})
    assert (event.lead.slug, event.mandate.slug) == ("office", "convene")
    assert [partner.role for partner in event.partners.all()] == ["host", "support"]
    assert [document.slug for document in event.documents.all()] == ["agenda"]
    assert (event.event.place.slug, event.event.head_count) == ("brasilia", 800)
    assert event.event.reschedulings.get().previous_starts == PartialDate.parse("2007-09")


def test_references_in_a_circle_are_kept_on_both_sides(folder):
    import_folder(folder, by=BY)
    guidance = Guidance.objects.get(slug="regional-events")
    assert (guidance.under.slug, Mandate.objects.get(guidance=guidance).slug) == ("guided", "convene")


def test_a_key_left_out_means_what_the_format_says(folder):
    import_folder(folder, by=BY)
    meeting = Meeting.objects.get(slug="consultation")
    assert meeting.ends_on == meeting.starts_on
    assert Guidance.objects.get(slug="regional-events").given == PartialDate(meeting.starts_on)
    assert Mandate.objects.get(slug="guided").state == "in_force"


def test_a_file_of_a_version_is_stored_under_its_hash(folder, stored_files):
    import_folder(folder, by=BY)
    version = LanguageVersion.objects.get(language="zh")
    assert (version.file_name, version.media_type, version.size) == ("agenda-in-chinese.pdf", "application/pdf", 19)
    assert (stored_files / version.sha256[:2] / version.sha256).read_text() == "%PDF-1.7 not really"


def test_lists_keep_their_order(folder):
    import_folder(folder, by=BY)
    committee = Body.objects.get(slug="committee")
    assert [seat.organisation.slug for seat in committee.memberships.all()] == ["office", "ministry"]
    assert list(Edition.objects.values_list("state", "order")) == [("draft", 1), ("final", 2)]


def test_a_second_import_changes_nothing(folder):
    import_folder(folder, by=BY)
    before = database_rows()
    report = import_folder(folder, by=BY)
    assert (report.records, report.unchanged) == ((), RECORDS)
    assert database_rows() == before


def test_places_in_a_list_that_the_administration_left_alike_are_left_alone(folder):
    import_folder(folder, by=BY)
    Body.objects.get(slug="committee").memberships.update(order=0)
    assert import_folder(folder, by=BY).records == ()


def test_only_what_differs_is_updated_and_told(folder):
    import_folder(folder, by=BY)
    write(
        folder,
        with_line("meetings/consultation.yaml", "topic: {en: regional events}", "topic: {en: events, fr: activités}"),
    )
    write(folder, with_line("events/brasilia-2007.yaml", "documents: [agenda]\n", ""))
    report = import_folder(folder, by=BY)
    assert [record.is_new for record in report.records] == [False, False]
    shown = {record.file: [tuple(change) for change in record.changes] for record in report.records}
    assert shown == {
        "events/brasilia-2007.yaml": [("documents", ["agenda"], None)],
        "meetings/consultation.yaml": [
            ("briefings[1].topic.en", "regional events", "events"),
            ("briefings[1].topic.fr", None, "activités"),
        ],
    }
    assert Activity.objects.get(slug="brasilia-2007").documents.count() == 0


def test_new_rows_are_added_to_a_record_that_exists(folder):
    import_folder(folder, by=BY)
    write(
        folder,
        with_line(
            "decisions/decision-1.yaml",
            "  text: {en: Guidance is given in consultations.}\n",
            "  text: {en: Guidance is given in consultations.}\n- number: 3\n  text: {en: The Committee follows it.}\n",
        ),
    )
    report = import_folder(folder, by=BY)
    assert [tuple(change) for change in report.records[0].changes] == [
        ("paragraphs[3]", None, {"number": "3", "text": {"en": "The Committee follows it."}})
    ]
    assert list(OperativeParagraph.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_references_may_be_to_records_of_the_database(folder, tmp_path):
    import_folder(folder, by=BY)
    alone = write(tmp_path / "alone", {"places/sao-paulo.yaml": "id: sao-paulo\nname: {en: São Paulo}\nstate: bra\n"})
    assert import_folder(alone, by=BY).new == 1
    assert State.objects.get(slug="bra").places.count() == 2


def test_a_new_record_gets_a_key_of_its_own_after_others_were_added(folder, tmp_path):
    import_folder(folder, by=BY)
    added = Organisation.objects.create(slug="added", name={"en": "Added"}, kind="private")
    write(folder, {"organisations/one.yaml": "id: one\nname: {en: One}\nkind: private\n"})
    import_folder(folder, by=BY)
    after = Organisation.objects.create(slug="after", name={"en": "After"}, kind="private")
    assert len({added.pk, after.pk, Organisation.objects.get(slug="one").pk}) == 3


def test_each_record_created_or_changed_is_in_the_log(folder):
    import_folder(folder, by=BY)
    imported = AuditEvent.objects.filter(actor_name=BY).values_list("verb", flat=True)
    assert Counter(imported) == {"record.imported": RECORDS - 1, "passage.imported": 1}
    write(folder, with_line("contributions/gift-of-brazil.yaml", "amount: 1500.5", "amount: 2000"))
    import_folder(folder, by=BY)
    entry = AuditEvent.objects.get(verb="record.changed")
    assert (entry.target_kind, entry.target_id) == ("contributions", "gift-of-brazil")
    assert entry.details == {"fields": ["amount"]}
    assert DonorContribution.objects.get(slug="gift-of-brazil").amount == 2000
    assert find_faults() == []


OTHER_DOCUMENT = "id: other\nsymbol: {}\ntitle: {{en: Other}}\nkind: note\naudience: public\n"


def with_number(slug, number):
    text = SAMPLE["sessions/commission-17.yaml"].replace("id: commission-17", f"id: {slug}")
    return {f"sessions/{slug}.yaml": text.replace("number: 17", f"number: {number}")}


def with_decisions(second, third):
    text = (
        "id: {}\nbody: commission\nkind: decision\nnumber: {}\ntitle: {{en: One}}\nwording: paraphrase\nstate: draft\n"
    )
    return {
        "decisions/decision-2.yaml": text.format("decision-2", second),
        "decisions/decision-3.yaml": text.format("decision-3", third),
    }


def test_what_only_one_may_have_is_exchanged_in_one_import(folder):
    write(folder, with_number("commission-18", 18) | with_number("commission-19", 19))
    write(folder, {"documents/other.yaml": OTHER_DOCUMENT.format("E/CN.15/2008/2"), **with_decisions("16/2", "16/3")})
    import_folder(folder, by=BY)
    write(folder, {"documents/other.yaml": OTHER_DOCUMENT.format("E/CN.15/2008/1"), **with_decisions("16/3", "16/2")})
    write(folder, with_line("documents/agenda.yaml", "symbol: E/CN.15/2008/1\n", "symbol: E/CN.15/2008/2\n"))
    write(folder, with_number("commission-18", 19) | with_number("commission-19", 20))
    assert import_folder(folder, by=BY).changed == 6
    assert dict(Document.objects.values_list("slug", "symbol")) == {
        "agenda": "E/CN.15/2008/2",
        "other": "E/CN.15/2008/1",
    }
    assert dict(Session.objects.values_list("slug", "number")) == {
        "commission-16": 16,
        "commission-17": 17,
        "commission-18": 19,
        "commission-19": 20,
    }
    assert dict(Decision.objects.values_list("slug", "number")) == {
        "decision-1": "16/1",
        "decision-2": "16/3",
        "decision-3": "16/2",
    }
    assert import_folder(folder, by=BY).records == ()


def test_a_check_tells_everything_and_changes_nothing(folder, stored_files):
    import_folder(folder, by=BY)
    write(folder, with_line("documents/agenda.yaml", "symbol: E/CN.15/2008/1\n", "symbol: E/CN.15/2008/2\n"))
    write(folder, {"documents/agenda-in-chinese.pdf": "%PDF-1.7 another"})
    write(folder, {"places/sao-paulo.yaml": "id: sao-paulo\nname: {en: São Paulo}\n"})
    before, files = database_rows(), sorted(stored_files.rglob("*"))
    report = import_folder(folder, by=BY, check=True)
    old, new = hashlib.sha256(b"%PDF-1.7 not really").hexdigest(), hashlib.sha256(b"%PDF-1.7 another").hexdigest()
    assert str(report) == (
        "documents/agenda.yaml: changed\n"
        "    symbol: “E/CN.15/2008/1” → “E/CN.15/2008/2”\n"
        f"    versions.zh.file: “{old[:60]}…” → “{new[:60]}…”\n"
        "places/sao-paulo.yaml: new\n"
        f"Would be imported: 1 new, 1 changed, {RECORDS - 1} unchanged. Nothing was changed."
    )
    assert (database_rows(), sorted(stored_files.rglob("*"))) == (before, files)


def test_a_check_of_a_first_import_changes_nothing(folder):
    before = database_rows()
    assert import_folder(folder, by=BY, check=True).new == RECORDS
    assert database_rows() == before


def test_one_record_is_called_one(tmp_path):
    shown: list[str] = []
    alone = write(tmp_path / "alone", {"places/rio.yaml": "id: rio\nname: {en: Rio}\n"})
    import_folder(alone, by=BY, check=True, progress=shown.append)
    assert shown == [f"Reading {alone} …", "Checking 1 record …", "Testing 1 record …"]


def test_progress_is_told_in_sentences(folder):
    shown: list[str] = []
    import_folder(folder, by=BY, progress=shown.append)
    assert shown == [f"Reading {folder} …", f"Checking {RECORDS} records …", f"Writing {RECORDS} records …"]

"""An issued report among the files of the record: it leaves and comes back whole, and no file changes it."""

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction

from palermo.accounts.models import User
from palermo.audit.models import AuditEvent
from palermo.core.languages import CODES
from palermo.record.exporting import export_folder
from palermo.record.importing import import_folder
from palermo.reporting.actions.changing_issued import begin_corrigendum, correct_place, issue_in_advance
from palermo.reporting.actions.issuing import index_reports, issue_report
from palermo.reporting.models import IssuedFile, IssuedText, Report, StatedRecord
from tests.record.sample import database_rows, folder_bytes
from tests.record.test_broken_files import BY, LANGUAGES, refused
from tests.record.test_export import empty_the_database

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
ON = date(2008, 2, 6)
SLUG = "briefing-2008-01-31"
FILE = f"reports/{SLUG}.yaml"
FROZEN = "expected no change, since the report is issued and stays as it was"
DEMONSTRATION = Path(__file__).parents[2] / "src/palermo/record/demonstration"
EXPECTED_JSON = "expected a report in one language, as it was issued, in JSON"


def issue(slug: str = SLUG) -> Report:
    """Issue a report, unless the demonstration comes with it issued."""
    report = Report.objects.get(slug=slug)
    if report.state == "issued":
        return report
    return issue_report(report, on=ON, by=User.objects.get(email="secretariat@example.org"))


@pytest.fixture(autouse=True)
def stored_files(settings, tmp_path: Path) -> Path:
    """Files of the test's own, and among them those that the demonstration comes with."""
    stored = shutil.copytree(settings.MEDIA_ROOT, tmp_path / "stored")
    settings.MEDIA_ROOT = stored
    return stored


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    """Where the first test that asks puts the archive, since issuing takes seconds."""
    return tmp_path_factory.mktemp("archive")


@pytest.fixture
def folder(archive: Path, tmp_path: Path, stored_files: Path) -> Path:
    """The briefing as an archive holds it once it is issued; in the database it still is in preparation."""
    if not any(archive.iterdir()):
        before = folder_bytes(stored_files)
        with transaction.atomic():
            issue()
            export_folder(archive)
            transaction.set_rollback(True)
        _take_back(stored_files, before)
    (tmp_path / "archive/reports").mkdir(parents=True)
    for path in (archive / "reports").glob(f"{SLUG}.*"):
        shutil.copy(path, tmp_path / "archive/reports")
    return tmp_path / "archive"


def _take_back(stored: Path, before: dict[str, bytes]) -> None:
    for name in folder_bytes(stored).keys() - before.keys():
        (stored / name).unlink()


def change(folder: Path, old: str, new: str, file: str = FILE) -> None:
    text = (folder / file).read_text()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    (folder / file).write_text(text.replace(old, new))


def line_of(folder: Path, text: str, file: str = FILE) -> int:
    return (folder / file).read_text().split("\n").index(text) + 1


def without_files_of_pdf(folder: Path) -> None:
    for path in folder.rglob("*.pdf"):
        path.unlink()
    text = (folder / FILE).read_text()
    start, end = text.index("files:\n"), text.index("texts:\n")
    entries = text[start:end].removeprefix("files:\n").split("- language: ")[1:]
    kept = [f"- language: {entry}" for entry in entries if "format: pdf" not in entry]
    (folder / FILE).write_text(text[:start] + "files:\n" + "".join(kept) + text[end:])


def without(folder: Path, key: str, following: str, suffixes: tuple[str, ...]) -> None:
    for path in folder.rglob("*"):
        if path.suffix in suffixes:
            path.unlink()
    text = (folder / FILE).read_text()
    (folder / FILE).write_text(text[: text.index(f"{key}:\n")] + text[text.index(f"{following}:\n") :])


def frozen_rows() -> dict[str, list]:
    files = IssuedFile.objects.order_by("report__slug", "language", "format")
    texts = IssuedText.objects.order_by("report__slug", "language")
    return {
        "files": list(files.values_list("report__slug", "language", "format", "sha256")),
        "texts": list(texts.values_list("report__slug", "language", "content")),
        "stated": sorted(StatedRecord.objects.values_list("report__slug", "paragraph", "kind", "record_id")),
    }


def stored_bytes() -> dict[str, bytes]:
    found = {}
    for file in IssuedFile.objects.all():
        with file.file.open("rb") as content:
            found[file.sha256] = content.read()
    return found


@pytest.mark.slow
def test_an_issued_report_leaves_and_comes_back_as_the_same_bytes(tmp_path, stored_files):
    issue()
    issue("progress-2008")
    export_folder(tmp_path / "first")
    kept, stored = frozen_rows(), stored_bytes()
    empty_the_database()
    shutil.rmtree(stored_files)
    assert Report.objects.count() == 0
    import_folder(tmp_path / "first", by=BY)
    index_reports()
    assert frozen_rows() == kept
    assert stored_bytes() == stored
    export_folder(tmp_path / "second")
    first = folder_bytes(tmp_path / "first")
    assert folder_bytes(tmp_path / "second") == first
    assert sorted(name for name in first if SLUG in name) == sorted(
        [FILE, *(f"reports/{SLUG}.{code}.{form}" for code in CODES for form in ("html", "docx", "pdf", "xml", "json"))]
    )
    assert import_folder(tmp_path / "first", by=BY).records == ()


def test_an_archived_report_says_its_files_texts_and_statements(folder):
    text = (folder / FILE).read_text()
    files = text[text.index("files:\n") : text.index("texts:\n")]
    sha256 = files.split("sha256: ")[1].split("\n")[0]
    assert files.startswith(
        f"files:\n- language: ar\n  format: akn\n  sha256: {sha256}\n  file: {SLUG}.ar.xml\n- language: ar\n"
    )
    assert text[text.index("texts:\n") : text.index("stated:\n")] == "texts:\n" + "".join(
        f"  {code}:\n    file: {SLUG}.{code}.json\n" for code in CODES
    )
    assert text[text.index("stated:\n") :].startswith("stated:\n- paragraph: 1\n  kind: ")
    frozen = (folder / f"reports/{SLUG}.zh.json").read_text()
    assert frozen == json.dumps(json.loads(frozen), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def test_a_report_in_preparation_leaves_without_what_is_made_from_the_record(tmp_path):
    assert StatedRecord.objects.filter(report__slug=SLUG).exists()
    export_folder(tmp_path / "export")
    text = (tmp_path / "export" / FILE).read_text()
    assert [key for key in ("files:", "texts:", "stated:") if key in text] == []


def test_a_report_issued_elsewhere_takes_the_place_of_the_one_in_preparation(folder):
    StatedRecord.objects.create(report=Report.objects.get(slug=SLUG), paragraph=99, kind="events", record_id="none")
    report = import_folder(folder, by=BY)
    assert (report.new, report.changed, report.notes) == (0, 1, ())
    issued = Report.objects.get(slug=SLUG)
    assert (issued.state, issued.issued_on, issued.files.count(), issued.texts.count()) == ("issued", ON, 24, 6)
    assert not issued.stated_records.filter(paragraph=99).exists()
    assert AuditEvent.objects.filter(verb="record.changed", target_id=SLUG).count() == 1
    assert import_folder(folder, by=BY).records == ()


def test_a_check_of_an_issued_report_keeps_nothing(folder, stored_files):
    before = database_rows(), folder_bytes(stored_files)
    assert import_folder(folder, by=BY, check=True).changed == 1
    assert (database_rows(), folder_bytes(stored_files)) == before


def _files_missing(folder):
    without_files_of_pdf(folder)
    pdfs = ", ".join(f"{code}.pdf" for code in CODES)
    line = line_of(folder, "files:")
    return [
        f"{FILE}, line {line}, files: expected a file in each language and format, since the state is issued; "
        f"found none for {pdfs}."
    ]


def _no_files(folder):
    without(folder, "files", "texts", (".html", ".docx", ".pdf", ".xml"))
    return [
        f"{FILE}, line 2, files: expected a file in each language and format, since the state is issued; found nothing."
    ]


def _no_texts(folder):
    without(folder, "texts", "stated", (".json",))
    return [f"{FILE}, line 2, texts: expected a text in each language, since the state is issued; found nothing."]


def _a_text_missing(folder):
    change(folder, f"  ru:\n    file: {SLUG}.ru.json\n", "")
    (folder / f"reports/{SLUG}.ru.json").unlink()
    line = line_of(folder, "texts:")
    return [
        f"{FILE}, line {line}, texts: expected a text in each language, since the state is issued; found none for ru."
    ]


def _other_bytes(folder):
    (folder / f"reports/{SLUG}.zh.pdf").write_bytes(b"%PDF another")
    expected = (folder / FILE).read_text().split(f"\n  file: {SLUG}.zh.pdf")[0][-64:]
    line = line_of(folder, f"  file: {SLUG}.zh.pdf")
    return [
        f"{FILE}, line {line}, files[8].file: expected the bytes whose sha256 is {expected}; "
        f"found bytes whose sha256 is {hashlib.sha256(b'%PDF another').hexdigest()}."
    ]


def _no_file_named(folder):
    (folder / f"reports/{SLUG}.zh.pdf").unlink()
    change(folder, f"  file: {SLUG}.zh.pdf\n", "")
    line = line_of(folder, "files:") + 7 * 4 + 1
    return [f"{FILE}, line {line}, files[8].file: expected the name of a file beside this one; found nothing."]


def _no_json(folder):
    (folder / f"reports/{SLUG}.fr.json").write_text('{\n  "blueprint": briefing\n}\n')
    line = line_of(folder, f"    file: {SLUG}.fr.json")
    return [f"{FILE}, line {line}, texts.fr.file: {EXPECTED_JSON}; found “Expecting value” on its line 2."]


def _no_report(folder):
    (folder / f"reports/{SLUG}.fr.json").write_text("[1]\n")
    line = line_of(folder, f"    file: {SLUG}.fr.json")
    return [
        f"{FILE}, line {line}, texts.fr.file: {EXPECTED_JSON}; "
        "found “Input should be a dictionary or an instance of Report”."
    ]


def _report_without_a_title(folder):
    path = folder / f"reports/{SLUG}.fr.json"
    path.write_text(json.dumps({key: part for key, part in json.loads(path.read_text()).items() if key != "title"}))
    line = line_of(folder, f"    file: {SLUG}.fr.json")
    return [f"{FILE}, line {line}, texts.fr.file: {EXPECTED_JSON}; found “title: Field required”."]


def _levels_without_end(folder):
    (folder / f"reports/{SLUG}.fr.json").write_text("[" * 200_000)
    line = line_of(folder, f"    file: {SLUG}.fr.json")
    return [f"{FILE}, line {line}, texts.fr.file: {EXPECTED_JSON}; found levels without end."]


def _no_character(folder):
    path = folder / f"reports/{SLUG}.fr.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "more": "\ud800"}))
    line = line_of(folder, f"    file: {SLUG}.fr.json")
    return [f"{FILE}, line {line}, texts.fr.file: expected text without control characters; found U+D800."]


def _text_too_large(folder):
    (folder / f"reports/{SLUG}.fr.json").write_bytes(b" " * (8 * 1024 * 1024 + 1))
    line = line_of(folder, f"    file: {SLUG}.fr.json")
    return [f"{FILE}, line {line}, texts.fr.file: expected a file of at most 8,388,608 bytes; found 8,388,609."]


def _text_of_another_language(folder):
    shutil.copy(folder / f"reports/{SLUG}.en.json", folder / f"reports/{SLUG}.fr.json")
    line = line_of(folder, f"    file: {SLUG}.fr.json")
    return [
        f"{FILE}, line {line}, texts.fr.file: expected the report briefing as at 2008-01-31 in fr; "
        "found the report briefing as at 2008-01-31 in en."
    ]


def _text_of_another_day(folder):
    change(folder, "cutoff_on: 2008-01-31", "cutoff_on: 2008-01-30")
    return [
        f"{FILE}, line {line_of(folder, f'    file: {SLUG}.{code}.json')}, texts.{code}.file: expected the report "
        f"briefing as at 2008-01-30 in {code}; found the report briefing as at 2008-01-31 in {code}."
        for code in CODES
    ]


def _unknown_folder(folder):
    line = line_of(folder, "stated:") + 2
    lines = (folder / FILE).read_text().split("\n")
    lines[line - 1] = "  kind: evnts"
    (folder / FILE).write_text("\n".join(lines))
    return [
        f"{FILE}, line {line}, stated[1].kind: expected one of states, regional-groups, places, organisations, bodies, "
        "topics, procedures, treaties, statements, listed_names, documents, laws, reviews, "
        "state_corrections, sessions, follow_ups, meetings, decisions, guidance, endorsements, mandates, "
        "notes, questionnaires, rounds, initiatives, events, speakers, programmes, registrations, occasions, "
        "tools, tool_versions, text_rounds, uptakes, studies, activities, assistance, partner_rules, "
        "partnerships, campaigns, campaign_material, outcomes, good_practices, commitments, action_plans, "
        "press_releases, press_contacts, kit_items, cuttings, advice, feedback, courses, trainers, "
        "training_sessions, task_templates, contributions, reports_due, record_names, document_types, reports; "
        "found “evnts”."
    ]


def _in_preparation(folder):
    change(folder, "state: issued\nissued_on: 2008-02-06\n", "state: prepared\n")
    stated = (folder / FILE).read_text().count("- paragraph: ")
    return [
        f"{FILE}, line {line_of(folder, f'{key}:')}, {key}: expected no {key}, since the state is prepared; found {n}."
        for key, n in (("files", 24), ("texts", 6), ("stated", stated))
    ]


def _without_a_day(folder):
    change(folder, "issued_on: 2008-02-06\n", "")
    return [f"{FILE}, line 2, issued_on: expected a day, since the state is issued; found nothing."]


def _unknown_language(folder):
    change(folder, f"  ru:\n    file: {SLUG}.ru.json\n", f"  de:\n    file: {SLUG}.ru.json\n")
    line = line_of(folder, "  de:")
    return [
        f"{FILE}, line {line}, texts.de: expected one of {LANGUAGES}; found “de”.",
        f"reports/{SLUG}.ru.json: expected a file that a record beside it names; found one that none names.",
    ]


BROKEN = {
    breaking.__name__.strip("_").replace("_", " "): breaking
    for breaking in (
        _files_missing,
        _no_files,
        _no_texts,
        _a_text_missing,
        _other_bytes,
        _no_file_named,
        _no_json,
        _no_report,
        _report_without_a_title,
        _levels_without_end,
        _no_character,
        _text_too_large,
        _text_of_another_language,
        _text_of_another_day,
        _unknown_folder,
        _in_preparation,
        _without_a_day,
        _unknown_language,
    )
}


@pytest.mark.parametrize("breaking", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_archive_of_a_report_is_refused_in_a_sentence_and_nothing_is_kept(folder, stored_files, breaking):
    sentences = breaking(folder)
    before = database_rows(), folder_bytes(stored_files)
    assert sorted(refused(folder)) == sorted(sentences)
    assert (database_rows(), folder_bytes(stored_files)) == before


def _another_title(folder):
    change(folder, "  en: Briefing for the consultation of 6 February 2008", "  en: Another title")
    return [
        f"{FILE}, line {line_of(folder, 'title:')}, title.en: {FROZEN}; "
        "found “Briefing for the consultation of 6 February 2008” → “Another title”."
    ]


def _another_day(folder):
    change(folder, "issued_on: 2008-02-06", "issued_on: 2008-02-07")
    line = line_of(folder, "issued_on: 2008-02-07")
    return [f"{FILE}, line {line}, issued_on: {FROZEN}; found “2008-02-06” → “2008-02-07”."]


def _a_recommendation(folder):
    change(folder, "files:\n", "recommendations:\n- number: 1\n  text: {en: Read it.}\nfiles:\n")
    line = line_of(folder, "recommendations:")
    return [f"{FILE}, line {line}, recommendations[1]: {FROZEN}; found nothing → number “1”, text en “Read it.”."]


def _a_statement_fewer(folder):
    text = (folder / FILE).read_text()
    (folder / FILE).write_text(text[: text.rindex("- paragraph: ")])
    return [f"{FILE}, line {line_of(folder, 'stated:')}, stated: {FROZEN}; found 1 fewer."]


def _a_statement_more(folder):
    with (folder / FILE).open("a") as file:
        file.write("- paragraph: 99\n  kind: events\n  record: vienna-forum\n")
    number = (folder / FILE).read_text().count("- paragraph: ")
    return [
        f"{FILE}, line {line_of(folder, 'stated:')}, stated[{number}]: {FROZEN}; "
        "found nothing → paragraph “99”, kind “events”, record “vienna-forum”."
    ]


def _another_word(folder):
    path = folder / f"reports/{SLUG}.en.json"
    before = IssuedText.objects.get(report__slug=SLUG, language="en").content
    path.write_text(json.dumps({**before, "version": before["version"] + 1}))
    (sentence,) = refused(folder)
    assert sentence.startswith(f"{FILE}, line {line_of(folder, 'texts:')}, texts.en.file: {FROZEN}; found “")
    return [sentence]


FROZEN_CHANGES = {
    breaking.__name__.strip("_").replace("_", " "): breaking
    for breaking in (
        _another_title,
        _another_day,
        _a_recommendation,
        _a_statement_fewer,
        _a_statement_more,
        _another_word,
        _files_missing,
        _no_texts,
    )
}


@pytest.mark.parametrize("breaking", FROZEN_CHANGES.values(), ids=FROZEN_CHANGES.keys())
def test_a_file_that_would_change_an_issued_report_is_refused_and_nothing_is_kept(folder, breaking):
    import_folder(folder, by=BY)
    before = database_rows()
    sentences = breaking(folder)
    assert sorted(refused(folder)) == sorted(sentences)
    assert database_rows() == before


def test_a_report_issued_since_its_file_was_written_is_kept_and_said_to_be(folder, tmp_path):
    export_folder(tmp_path / "earlier")
    import_folder(folder, by=BY)
    kept = frozen_rows(), Report.objects.get(slug=SLUG).title
    change(tmp_path / "earlier", "  en: Briefing for the consultation of 6 February 2008", "  en: Another", FILE)
    change(tmp_path / "earlier", "  en: Vienna\n", "  en: Wien\n", "places/vienna.yaml")
    report = import_folder(tmp_path / "earlier", by=BY)
    assert [record.file for record in report.records] == ["places/vienna.yaml"]
    assert str(report) == (
        f"{FILE}: kept: “{SLUG}” was issued on 2008-02-06 and stays as it was; the file still has it in preparation.\n"
        f"Imported: 0 new, 1 changed, {report.read - 1} unchanged."
    )
    assert (frozen_rows(), Report.objects.get(slug=SLUG).title) == kept
    checked = import_folder(tmp_path / "earlier", by=BY, check=True)
    assert (checked.records, checked.notes) == ((), report.notes)


@pytest.mark.slow
def test_the_demonstration_may_be_loaded_again_after_a_report_of_it_was_issued():
    issue()
    issue("progress-2008")
    before = database_rows()
    report = import_folder(DEMONSTRATION, by="palermo demo")
    assert (report.records, [note.partition(": kept: ")[0] for note in report.notes]) == (
        (),
        [FILE, "reports/progress-2008.yaml"],
    )
    assert database_rows() == before


def test_what_the_database_lost_of_an_issued_report_may_come_back(folder):
    import_folder(folder, by=BY)
    whole = frozen_rows()
    IssuedText.objects.filter(report__slug=SLUG).delete()
    StatedRecord.objects.filter(report__slug=SLUG).delete()
    assert import_folder(folder, by=BY).changed == 1
    assert frozen_rows() == whole


def test_an_issued_report_whose_text_is_lost_is_a_page_that_says_so(folder, client):
    import_folder(folder, by=BY)
    client.force_login(User.objects.get(email="secretariat@example.org"))
    addresses = [f"/en/reports/{SLUG}/", f"/en/reports/{SLUG}/fr.pdf"]
    assert b"".join(client.get(addresses[1]).streaming_content)[:5] == b"%PDF-"
    IssuedText.objects.filter(report__slug=SLUG, language="en").delete()
    IssuedFile.objects.get(report__slug=SLUG, language="fr", format="pdf").file.delete(save=False)
    answers = [client.get(address) for address in addresses]
    sentence = (
        "This report was issued on 6 February 2008, but its files are not stored here. Ask the "
        "secretariat to import it from the archive."
    )
    assert [(answer.status_code, f'<p class="lead">{sentence}</p>' in answer.text) for answer in answers] == [
        (409, True),
        (409, True),
    ]


def test_corrections_and_advance_versions_leave_and_come_back(tmp_path):
    officer = User.objects.get(email="secretariat@example.org")
    advance = issue_in_advance(Report.objects.get(slug=SLUG), on=ON, languages=["en", "zh"], by=officer)
    made = begin_corrigendum(issue(), reason="A wrong word", by=officer)
    correct_place(made, "en", "paragraph-1", "Canary", by=officer)
    correct_place(made, "en", "whole-2", "", by=officer)
    export_folder(tmp_path / "prepared")
    assert "Canary" not in (tmp_path / f"prepared/reports/{made.slug}.yaml").read_text()
    issue_report(made, on=ON, by=officer)
    export_folder(tmp_path / "issued")

    rows = [("en", "paragraph-1", "Canary"), ("en", "whole-2", "")]
    assert list(made.corrections.values_list("language", "place", "text")) == rows
    made.corrections.all().delete()
    advance.texts.all().delete()
    import_folder(tmp_path / "issued", by=BY)
    assert list(made.corrections.values_list("language", "place", "text")) == rows
    assert list(advance.texts.values_list("language", flat=True)) == ["en", "zh"]
    assert import_folder(tmp_path / "issued", by=BY).records == ()

"""An issued report is frozen: its files, its text and what each paragraph stated stay as they were."""

import hashlib
import io
import re
import zipfile
from datetime import date

import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.config.cli.main import main
from palermo.core.languages import CODES, LANGUAGES
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.governance.models import Activity, AgendaItem, Meeting, Session
from palermo.reporting.actions.issuing import index_report, issue_report
from palermo.reporting.building import build
from palermo.reporting.frozen import freeze, thaw
from palermo.reporting.models import Report
from palermo.reporting.rendering import render, render_report
from palermo.reporting.spoken import Paragraph
from palermo.reporting.states import Format
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
ON = date(2008, 2, 6)


@pytest.fixture
def briefing():
    return Report.objects.get(blueprint="briefing")


@pytest.fixture
def officer():
    return User.objects.get(email="secretariat@example.org")


def _bytes(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def _digest(file):
    with file.file.open("rb") as opened:
        return hashlib.sha256(opened.read()).hexdigest()


@pytest.mark.parametrize("language", CODES)
def test_freezing_keeps_everything(language):
    shown = build("progress", date(2008, 1, 31), language)
    assert thaw(freeze(shown)) == shown


def test_issuing_keeps_every_language_and_format(briefing, officer):
    issue_report(briefing, on=ON, by=officer)
    briefing.refresh_from_db()
    assert (briefing.state, briefing.issued_on) == ("issued", ON)
    files = {(file.language, file.format): file for file in briefing.files.all()}
    assert set(files) == {(code, form) for code in CODES for form in ("html", "docx", "pdf", "akn")}
    assert {key: _digest(file) for key, file in files.items()} == {key: file.sha256 for key, file in files.items()}
    event = AuditEvent.objects.order_by("sequence").last()
    assert (event.verb, event.target_id, len(event.details["files"])) == ("report.issued", briefing.slug, 24)


def refusal(report: Report, officer: User) -> str:
    """Why a report is not issued; nothing of it is kept."""
    with pytest.raises(Refused) as refused:
        issue_report(report, on=ON, by=officer)
    report.refresh_from_db()
    assert (report.state, report.issued_on, report.files.count()) == ("prepared", None, 0)
    return str(refused.value)


def test_report_with_a_cutoff_still_to_come_is_not_issued(briefing, officer, settings):
    settings.PALERMO_TODAY = date(2008, 1, 30)
    assert refusal(briefing, officer) == (
        "The cut-off date, 31 January 2008, is in the future. Issue the report on that day or later."
    )


def test_report_with_open_questions_is_not_issued(briefing, officer):
    Meeting.objects.filter(slug="committee-2008-01-17").update(took_place=False)
    assert refusal(briefing, officer) == (
        "The report cannot be issued. Problems in Arabic: 1. See “Problems” on its page."
    )


def test_question_that_keeps_nothing_from_being_issued_does_not(briefing, officer):
    Meeting.objects.filter(slug="consultation-2008-02-06").update(scheduled_on=None)
    issue_report(briefing, on=ON, by=officer)
    assert briefing.files.count() == 24


def test_report_for_a_session_of_another_body_is_not_issued(briefing, officer):
    briefing.session = Session.objects.get(slug="cop-untoc-4")
    briefing.save()
    assert refusal(briefing, officer) == (
        "Conference of the Parties to the United Nations Convention against Transnational Organized Crime: fourth "
        "session is not a session of the governing body. Choose one of its sessions."
    )


def test_report_under_an_item_of_another_agenda_is_not_issued(briefing, officer):
    briefing.session = Session.objects.get(slug="ccpcj-16")
    briefing.agenda_item = AgendaItem.objects.get(session__slug="ccpcj-17", number="4")
    briefing.save()
    assert refusal(briefing, officer) == (
        "Agenda item 4 is not on the agenda of Commission on Crime Prevention and Criminal Justice: sixteenth session. "
        "Choose an item of that agenda."
    )


def test_issued_report_does_not_follow_the_record(briefing, officer):
    issue_report(briefing, on=ON, by=officer)
    client = Client()
    client.force_login(officer)
    pages = [reverse("report", args=[briefing.slug]), reverse("report_file", args=[briefing.slug, "ru", "html"])]

    def stated_lengths():
        answers = [_bytes(client.get(page)) for page in pages]
        # Links to the records behind a paragraph carry their present titles; the paper itself does not change.
        return [re.sub(rb"<details.*?</details>|<[^>]*csrf[^>]*>", b"", answer, flags=re.S) for answer in answers]

    before, statements = stated_lengths(), list(briefing.stated_records.values_list("paragraph", "record_id"))
    Activity.objects.update(title=MultilingualText(dict.fromkeys(CODES, "Another title")))
    index_report(briefing)
    assert stated_lengths() == before
    assert list(briefing.stated_records.values_list("paragraph", "record_id")) == statements


@pytest.mark.parametrize("form", Format)
def test_report_built_again_gives_the_bytes_that_were_issued(briefing, officer, form):
    issue_report(briefing, on=ON, by=officer)
    kept = {file.language: _digest(file) for file in briefing.files.filter(format=form)}
    again = {code: render_report(briefing, code, [form]).files[form] for code in CODES}
    assert {code: hashlib.sha256(made).hexdigest() for code, made in again.items()} == kept


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("ar", "6 February 2008"),
        ("zh", "6 February 2008"),
        ("en", "6 February 2008"),
        ("fr", "6 février 2008"),
        ("ru", "6 February 2008"),
        ("es", "6 de febrero de 2008"),
    ],
)
def test_issued_files_carry_the_day_of_issue(briefing, officer, language, day):
    issue_report(briefing, on=ON, by=officer)
    page = briefing.files.get(language=language, format="html")
    with page.file.open("rb") as opened:
        masthead = opened.read().decode().partition("</header>")[0]
    assert f"<p>{day}</p>" in masthead
    assert thaw(briefing.texts.get(language=language).content).masthead.issued_on == ON


@pytest.mark.parametrize(
    ("language", "pending"),
    [
        ("ar", "الرمز قيد التحديد"),
        ("zh", "文号待定"),
        ("en", "Symbol pending"),
        ("fr", "Cote à attribuer"),
        ("ru", "Условное обозначение будет присвоено"),
        ("es", "Signatura pendiente"),
    ],
)
def test_paper_issued_without_symbol_has_no_line_for_it(briefing, officer, language, pending):
    before = render_report(briefing, language, [Format.HTML]).files[Format.HTML].decode()
    issue_report(briefing, on=ON, by=officer)
    assert thaw(briefing.texts.get(language=language).content).masthead.symbol_line is None
    issued = {form: _of_issue(briefing, language, form) for form in Format}
    with zipfile.ZipFile(io.BytesIO(issued["docx"])) as package:
        issued["docx"] = package.read("word/document.xml")
    issued["pdf"] = pypdf.PdfReader(io.BytesIO(issued["pdf"])).pages[0].extract_text().encode()
    assert [pending in text for text in (before, *(each.decode() for each in issued.values()))] == [True] + [False] * 4
    assert '<p class="document-symbol">' not in issued["html"].decode()


def _of_issue(report, language, form):
    with report.files.get(language=language, format=form).file.open("rb") as opened:
        return opened.read()


def _words_told(form, content):
    """The number of words stated in a file."""
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content = package.read("docProps/app.xml")
    pattern = {"html": rb'name="word-count" content="(\d+)"', "docx": rb"<Words>(\d+)<", "akn": rb"words[^>]*>(\d+)<"}
    return int(re.search(pattern[form], content)[1])


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_pages_files_and_command_tell_the_same_number_of_words(briefing, officer, language, tmp_path, capsys):
    issue_report(briefing, on=ON, by=officer)
    # What changes in the record afterwards changes nothing of what was issued, here or there.
    Activity.objects.update(title=MultilingualText(dict.fromkeys(CODES, "A much longer title than any of them had")))
    client = Client()
    client.force_login(officer)
    words = thaw(briefing.texts.get(language=language.code).content).words
    pages = [f"/{language.django_code}/reports/{briefing.slug}/", reverse("report_preparation", args=[briefing.slug])]
    assert [f">{words}" in re.sub(r"\s+", "", client.get(page).content.decode()) for page in pages] == [True, True]
    arguments = ["report", "build", briefing.slug, "--lang", language.code, "--out", str(tmp_path)]
    assert main(arguments) == 0
    output = re.findall(r"bytes, ([\d,]+) words", capsys.readouterr().out)
    assert [int(number.replace(",", "")) for number in output] == [words] * 4
    files = {form: _of_issue(briefing, language.code, form) for form in ("html", "docx", "akn")}
    assert {form: _words_told(form, content) for form, content in files.items()} == dict.fromkeys(files, words)
    made = [path.read_bytes() for path in sorted(tmp_path.iterdir())]
    assert made == [_of_issue(briefing, language.code, form) for form in ("docx", "html", "pdf", "akn")]


@pytest.mark.parametrize("language", CODES)
def test_formats_number_their_paragraphs_alike(language):
    files = render("progress", date(2008, 1, 31), language, list(Format))
    sections = files.spoken.sections
    numbers = [block.number for section in sections for block in section.blocks if isinstance(block, Paragraph)]
    assert numbers == list(range(1, len(numbers) + 1))
    html = [int(number) for number in re.findall(rb'class="paragraph" id="p(\d+)"', files.files[Format.HTML])]
    akn = [int(number) for number in re.findall(rb'<paragraph eId="para_(\d+)"', files.files[Format.AKN])]
    # Word counts them by their style, from one and through the whole paper.
    with zipfile.ZipFile(io.BytesIO(files.files[Format.DOCX])) as package:
        document = package.read("word/document.xml")
    docx = re.findall(rb'<w:pStyle w:val="(?:NumberedParagraph|BoldParagraph)"/>', document)
    assert (html, akn, len(docx)) == (numbers, numbers, len(numbers))
    assert b"<w:numPr>" not in document
    pages = pypdf.PdfReader(io.BytesIO(files.files[Format.PDF])).pages
    text = "\n".join(page.extract_text() for page in pages)
    mark = "-" if language == "ar" else "."
    shown = {int(number) for number in re.findall(rf"^ *(\d+) ?{re.escape(mark)}(?!\d)", text, re.MULTILINE)}
    assert set(numbers) - shown == set()


def test_report_is_issued_once(briefing, officer):
    issue_report(briefing, on=ON, by=officer)
    with pytest.raises(Refused, match=r"^The status “issued” is final and cannot become “issued”\.$"):
        issue_report(briefing, on=ON, by=officer)


def test_report_that_lacks_a_translation_is_not_issued(briefing, officer):
    forum = Activity.objects.get(slug="vienna-forum")
    Activity.objects.filter(pk=forum.pk).update(title=MultilingualText({c: forum.title[c] for c in CODES if c != "ar"}))
    with pytest.raises(Refused, match=r"The report cannot be issued\."):
        issue_report(briefing, on=ON, by=officer)
    briefing.refresh_from_db()
    assert (briefing.state, briefing.files.count(), briefing.texts.count()) == ("prepared", 0, 0)


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT, None])
def test_only_the_secretariat_issues(briefing, role):
    with pytest.raises(Refused, match="Only the secretariat may issue a report"):
        issue_report(briefing, on=ON, by=make_user(role))

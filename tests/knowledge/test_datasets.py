"""Datasets: files handed in are checked, explained, accepted or returned, and shown to those who may see them."""

import io
from datetime import date
from pathlib import Path

import duckdb
import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from harmonise.errors import FAULTS
from openpyxl import load_workbook

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.knowledge import finding_sentences
from palermo.knowledge.actions import datasets as actions
from palermo.knowledge.actions.checks import keep_check
from palermo.knowledge.checking import check_received
from palermo.knowledge.faults import sentences_on
from palermo.knowledge.models import Dataset, DatasetEdition, Finding
from palermo.knowledge.reasons import NOT_KEPT
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.knowledge import make_agreement, make_dataset, make_dataset_edition, make_finding, make_source
from tests.knowledge.files import CASES, CORRECTED, FIGURES, WITH_FAULTS, open_document
from tests.portal.filling import act, client_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
OFFICER = "an officer"


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def figures(source=None, **fields):
    """A dataset of figures by years, of a State unless a source is given, with an agreement in force."""
    source = source or make_source(state=make_state())
    dataset = make_dataset(source, **{"layout": "", "own_layout": FIGURES, **fields})
    return dataset, make_agreement(source)


def hand_in(dataset, agreement, content=WITH_FAULTS, name="victims.csv", **fields):
    file = ContentFile(content, name)
    edition = actions.hand_in_edition(dataset, file=file, agreement=agreement, by=OFFICER, **fields)
    edition.refresh_from_db()
    return edition


def focal_point_of(state):
    user = make_user(Role.FOCAL_POINT)
    user.postings.update(state=state)
    return user


def address_of(edition, language="en"):
    return f"/{language}/data/datasets/{edition.dataset.slug}/{edition.number}/"


def test_a_focal_point_hands_in_a_file_which_is_checked_explained_and_accepted():
    dataset, agreement = figures()
    focal_point, office = client_of(focal_point_of(dataset.source.state)), client_of(make_user(Role.SECRETARIAT))
    upload = SimpleUploadedFile("C:\\files\\victims.csv", WITH_FAULTS)
    act(
        focal_point,
        "hand-in-dataset-edition",
        dataset.slug,
        upload=upload,
        agreement=agreement.slug,
        covers_from="2005-01-01",
        covers_until="2007-12-31",
    )
    edition = DatasetEdition.objects.get()
    assert (edition.status, edition.row_count, edition.file_name) == ("checked", 5, "victims.csv")
    assert edition.counts == {"out-of-range": 1, "not-a-whole-number": 1, "year-of-the-protocol": 1}
    assert [step.kind for step in edition.steps.order_by("position")] == ["received", "parsed", "harmonised", "checked"]
    page = Page(focal_point.get(address_of(edition)))
    assert page.all("ol.findings li > p:first-child") == [
        "Error : Row 3, column value: the figure is outside its range. Expected: from 0 to 1,000. Found: “70000”.",
        "Error : Row 4, column value: this is not a whole number. Expected: a whole number with digits 0 to 9 or "
        "one of <5. Found: “many”.",
        "Note : Row 6, column year: a year before the Protocol. Expected: a year from 2000 on. Found: “1999”.",
    ]
    with pytest.raises(Refused, match="2 errors are open"):
        actions.accept_edition(edition, by=OFFICER)
    finding = edition.findings.get(rule="out-of-range")
    act(focal_point, "explain-finding", finding.pk, explanation="A year with a large operation.")
    act(focal_point, "explain-findings", edition.pk, rule="not-a-whole-number", explanation="To be counted again.")
    act(office, "accept-dataset-edition", edition.pk)
    edition.refresh_from_db()
    assert (edition.status, edition.decided_on) == ("accepted", date(2008, 2, 1))
    verbs = list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs == [
        "dataset_edition.received",
        "dataset_edition.checked",
        "finding.explained",
        "finding.explained",
        "dataset_edition.accepted",
    ]


def test_rows_are_kept_as_parquet_with_kinds_and_common_codes():
    edition = hand_in(*figures())
    columns = 'row, value, "value kind", "value low", "value high", "sex in sex"'
    rows = duckdb.sql(f"SELECT {columns} FROM '{edition.rows_file.path}'").fetchall()
    assert rows == [
        (2, 12, "count", None, None, "female"),
        (3, 70000, "count", None, None, "female"),
        (4, None, None, None, None, "female"),
        (5, None, "suppressed", 1, 4, "male"),
        (6, 3, "count", None, None, "male"),
    ]
    losses = edition.steps.get(kind="harmonised").report["columns"]
    assert {each["column"]: each["unread"] for each in losses} == {"state": 0, "year": 0, "sex": 0, "value": 1}
    page = Page(client_of(make_user(Role.SECRETARIAT)).get(address_of(edition, "fr")))
    assert "1 cellule n’a pas pu être lue et est vide." in page.all("dl.losses dd")


def test_what_is_gone_in_the_next_edition_is_corrected_and_what_remains_keeps_its_explanation():
    dataset, agreement = figures()
    first = hand_in(dataset, agreement)
    actions.explain_findings(first, rule="year-of-the-protocol", explanation="Counted later.", by=OFFICER)
    actions.return_edition(first, reason=MultilingualText({"en": "Please correct row 4."}), by=OFFICER)
    second = hand_in(dataset, agreement, CORRECTED)
    assert dict(first.findings.values_list("rule", "status")) == {
        "out-of-range": "open",
        "not-a-whole-number": "corrected",
        "year-of-the-protocol": "explained",
    }
    # Its row has moved: whether the explanation still holds is for people to say.
    assert set(second.findings.values_list("rule", "row", "status")) == {
        ("out-of-range", 4, "open"),
        ("year-of-the-protocol", 7, "open"),
    }
    third = hand_in(dataset, agreement, CORRECTED + b"Atlantis,2006,Male,8\n")
    actions.explain_findings(third, rule="out-of-range", explanation="A large operation.", by=OFFICER)
    fourth = hand_in(dataset, agreement, CORRECTED + b"Atlantis,2006,Male,9\n")
    kept = fourth.findings.get(rule="out-of-range")
    assert (kept.row, kept.status, kept.explanation) == (4, "explained", "A large operation.")
    table = Page(client_of(make_user(Role.SECRETARIAT)).get(address_of(second))).all("table tbody tr")
    assert [" ".join(row.split()) for row in table][:3] == [
        "the figure is outside its range Error 1 1 1",
        "a year before the Protocol Note 1 1 1",
        "this is not a whole number 0 0 1",
    ]


def test_a_returned_edition_says_why_and_nothing_of_its_files_is_left(django_capture_on_commit_callbacks):
    edition = hand_in(*figures())
    kept = [Path(edition.received_file.path), Path(edition.rows_file.path)]
    assert [path.is_file() for path in kept] == [True, True]
    with django_capture_on_commit_callbacks(execute=True):
        act(client_of(make_user(Role.SECRETARIAT)), "return-dataset-edition", edition.pk, reason_en="Wrong year.")
    assert [path.is_file() for path in kept] == [False, False]
    page = Page(client_of(focal_point_of(edition.dataset.source.state)).get(address_of(edition)))
    assert "Wrong year." in page.text


@pytest.mark.parametrize(
    ("content", "name", "sentence", "in_french"),
    [
        (
            b"land,jahr\nAtlantis,2005\n",
            "victims.csv",
            "The headings of the file are not those of the layout victims: 0 of 4 were found.\n"
            "Unknown columns: land and jahr.",
            "Les en-têtes du fichier ne sont pas ceux du format victims\u00a0: 0 sur 4 ont été trouvés.\n"
            "Colonnes inconnues\u00a0: land et jahr.",
        ),
        (
            b"\xd0\xcf\x11\xe0 an old workbook",
            "victims.xlsx",
            "The file is a workbook of an older kind, or has a password. Save it as .xlsx without a password.",
            "Le fichier est un classeur d’un type ancien ou est protégé par un mot de passe. Enregistrez-le au format "
            ".xlsx sans mot de passe.",
        ),
        (
            b"{",
            "victims.json",
            "The file is not valid JSON; the fault is in line 1.",
            "Le fichier n’est pas un fichier JSON valide\u00a0; l’erreur se trouve à la ligne 1.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_returned_with_a_sentence_and_nothing_is_kept(content, name, sentence, in_french):
    edition = hand_in(*figures(), content=content, name=name)
    assert edition.status == "refused"
    source = client_of(focal_point_of(edition.dataset.source.state))
    for language, shown in (("en", sentence), ("fr", in_french)):
        page = Page(source.get(address_of(edition, language)))
        # The words of a page are read without a space before a full stop.
        assert page.one("main .reading").split() == shown.replace(" .", ".").split()
    assert "In technical terms" not in Page(source.get(address_of(edition))).text
    assert (edition.received_file.name, edition.rows_file.name, edition.row_count) == ("", "", None)
    assert [step.kind for step in edition.steps.all()] == ["received"]
    assert not edition.findings.exists()


def test_every_fault_of_a_file_has_its_sentence_in_six_languages():
    known = {kind: {name: name.upper() for name in names} for kind, names in FAULTS.items()}
    known["wrong-layout"] |= {"missing": ["FIRST"], "unknown": ["SECOND"]}
    for kind, words in {**known, "invalid-layout": {}, "unread": {}, "": {}}.items():
        said = sentences_on(kind, words)
        assert len(set(said.values())) == 6, kind
        named = {"missing": ["FIRST"], "unknown": ["SECOND"]}
        shown = {each for name, value in words.items() for each in named.get(name, [value])}
        # A file of another kind need not end in anything.
        shown -= {"FOUND"} if kind == "other-kind" else set()
        assert [(language, word) for language, each in said.items() for word in shown if word not in each] == []


def test_a_layout_that_stopped_working_is_named_in_english_as_such():
    dataset, agreement = figures()
    Dataset.objects.filter(pk=dataset.pk).update(own_layout=FIGURES.replace('"year" < 2000', "no SQL"))
    edition = hand_in(dataset, agreement)
    assert edition.reason["en"] == "The layout of this dataset cannot be used. Please contact the secretariat."
    source = client_of(focal_point_of(dataset.source.state))
    page = BeautifulSoup(source.get(address_of(edition, "fr")).content, "lxml")
    technical = page.select_one("main bdi[lang=en]")
    assert technical.get_text().startswith("victims: a rule on year cannot be used:")
    assert "Le format de ce jeu de données ne peut pas être utilisé." in page.main.get_text()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_those_who_act_for_the_source_are_written_that_a_file_was_returned(
    language, django_capture_on_commit_callbacks
):
    dataset, agreement = figures()
    contact = focal_point_of(dataset.source.state)
    contact.language = language
    contact.save()
    focal_point_of(make_state())
    with django_capture_on_commit_callbacks(execute=True):
        edition = hand_in(dataset, agreement)
    assert mail.outbox == []
    with django_capture_on_commit_callbacks(execute=True):
        actions.return_edition(edition, reason=MultilingualText({"en": "Amber reason"}), by=OFFICER)
    letter = mail.outbox[0]
    assert ([each.to for each in mail.outbox], "Amber" in letter.body) == ([[contact.email]], False)
    subject, findings = {
        "en": ("File of data returned", "3 findings are listed there."),
        "fr": ("Fichier de données retourné", "3 constatations y sont énumérées."),
    }[language]
    assert (letter.subject, findings in letter.body) == (subject, True)
    assert address_of(edition, language) in letter.body
    dataset.audience = "secretariat"
    dataset.save()
    with django_capture_on_commit_callbacks(execute=True):
        hand_in(dataset, agreement, b"{", "victims.json")
    assert (len(mail.outbox), "Dataset" in letter.body, "Dataset" in mail.outbox[1].body) == (2, True, False)


def test_of_cases_no_value_is_kept_and_no_workbook_is_made():
    source = make_source(organisation=make_organisation())
    dataset = make_dataset(source, layout="", own_layout=CASES, rows="cases")
    content = b"id,age,story\nA1,340,\nA2,secretword,\nA2,30,\n"
    plain, covering = make_agreement(source), make_agreement(source, covers_personal_data=True)
    with pytest.raises(Refused, match="does not cover data on persons"):
        hand_in(dataset, plain, content)
    edition = hand_in(dataset, covering, content, "register.csv")
    assert set(edition.counts) == {"out-of-range", "not-a-whole-number", "repeated-value"}
    written = str([list(edition.findings.values()), list(edition.steps.values()), edition.counts])
    assert [word for word in ("340", "secretword") if word in written] == []
    office = client_of(make_user(Role.SECRETARIAT))
    assert office.get(f"{address_of(edition)}findings.xlsx").status_code == 404
    assert "“secretword”" not in Page(office.get(address_of(edition))).text


def test_a_large_number_of_findings_leaves_each_rule_its_share(monkeypatch):
    monkeypatch.setattr(finding_sentences, "MOST_KEPT", 10)
    rows = b"".join(b"Atlantis,%d,Male,70000\n" % (2000 + n) for n in range(30)) + b"Atlantis,1999,Male,many\n"
    edition = hand_in(*figures(), content=b"state,year,sex,value\n" + rows)
    assert edition.counts == {"out-of-range": 30, "not-a-whole-number": 1, "year-of-the-protocol": 1}
    kept = list(edition.findings.values_list("rule", flat=True))
    assert sorted(set(kept)) == ["not-a-whole-number", "out-of-range", "year-of-the-protocol"]
    assert (len(kept), kept.count("out-of-range")) == (10, 8)


def test_readers_see_accepted_editions_without_findings():
    dataset, agreement = figures()
    edition = hand_in(dataset, agreement, CORRECTED.replace(b"70000", b"700").replace(b"1999", b"2001"))
    source, others = client_of(focal_point_of(dataset.source.state)), client_of(focal_point_of(make_state()))
    assert [each.get(address_of(edition)).status_code for each in (source, others, Client())] == [200, 404, 404]
    actions.accept_edition(edition, by=OFFICER)
    faulty = hand_in(dataset, agreement)
    assert [each.get(address_of(faulty)).status_code for each in (source, others, Client())] == [200, 404, 404]
    page = Page(Client().get(address_of(edition)))
    assert "Findings" not in page.all("h2")
    assert "Steps" in page.all("h2")
    for each in (others, Client()):
        assert each.get(f"{address_of(edition)}findings.xlsx").status_code == 404
    listed = Page(Client().get(f"/en/data/datasets/{dataset.slug}/"))
    assert listed.all("ul.papers h3") == ["Edition 1"]


def test_the_workbook_marks_the_findings_in_the_language_of_the_reader():
    edition = hand_in(*figures())
    response = client_of(focal_point_of(edition.dataset.source.state)).get(f"{address_of(edition, 'fr')}findings.xlsx")
    assert response.status_code == 200
    book = load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["Résultats", "Données marquées"]
    assert [row[4].value for row in book["Résultats"].iter_rows(min_row=3)][2].startswith(
        "Ligne 6, colonne year : une année antérieure au Protocole."
    )


def test_data_are_received_only_under_an_agreement_in_force_and_once():
    dataset, agreement = figures()
    ended = make_agreement(dataset.source, ends_on=date(2008, 1, 31))
    others = make_agreement()
    draft = make_agreement(dataset.source, status="draft", signed_on=None, starts_on=None)
    for wrong, sentence in (
        (ended, "was in force until 31 January 2008"),
        (others, "Choose an agreement with"),
        (draft, "is not signed"),
    ):
        with pytest.raises(Refused, match=sentence):
            hand_in(dataset, wrong)
    assert not DatasetEdition.objects.exists()
    hand_in(dataset, agreement)
    with pytest.raises(Refused, match="already received as edition 1"):
        hand_in(dataset, agreement)
    with pytest.raises(Refused, match="end before they begin"):
        hand_in(dataset, agreement, CORRECTED, covers_from=date(2007, 1, 1), covers_until=date(2006, 1, 1))
    office = client_of(make_user(Role.SECRETARIAT))
    form = BeautifulSoup(office.get(f"/en/acts/hand-in-dataset-edition/{dataset.slug}/").content, "lxml")
    assert [each["value"] for each in form.select("select[name=agreement] option")] == ["", agreement.slug]


@pytest.mark.parametrize(
    ("fields", "is_in_force"),
    [
        ({"starts_on": date(2008, 2, 2)}, False),
        ({"starts_on": date(2008, 2, 1)}, True),
        ({"ends_on": date(2008, 2, 1)}, True),
        ({"ends_on": date(2008, 1, 31)}, False),
        ({}, True),
    ],
)
def test_data_are_received_from_the_first_day_of_an_agreement_to_its_last(fields, is_in_force):
    dataset = figures()[0]
    dataset.source.agreements.all().delete()
    agreement = make_agreement(dataset.source, **fields)
    if is_in_force:
        edition = hand_in(dataset, agreement, b"state,year,sex,value\nAtlantis,2005,Male,1\n")
        assert actions.accept_edition(edition, by=OFFICER).status == "accepted"
    else:
        with pytest.raises(Refused, match="No agreement with “Source"):
            hand_in(dataset, agreement)


def test_an_edition_is_not_accepted_once_its_agreement_has_ended():
    dataset, agreement = figures()
    edition = hand_in(dataset, agreement, b"state,year,sex,value\nAtlantis,2005,Male,1\n")
    agreement.status, agreement.ended_on, agreement.reason = "ended", date(2008, 1, 31), {"en": "Over."}
    agreement.save()
    with pytest.raises(Refused, match="was in force until"):
        actions.accept_edition(edition, by=OFFICER)


def test_what_is_decided_is_not_explained_and_an_explanation_can_be_withdrawn():
    dataset, agreement = figures()
    edition = hand_in(dataset, agreement)
    finding = edition.findings.get(rule="out-of-range")
    source = client_of(focal_point_of(dataset.source.state))
    act(source, "explain-finding", finding.pk, explanation="Right.")
    act(source, "reopen-finding", finding.pk)
    finding.refresh_from_db()
    assert (finding.status, finding.explanation, finding.decided_on) == ("open", "", None)
    assert AuditEvent.objects.latest("sequence").details["explanation"] == "Right."
    actions.return_edition(edition, reason=MultilingualText({"en": "No."}), by=OFFICER)
    with pytest.raises(Refused, match="This edition was decided on 1 February 2008"):
        actions.explain_finding(finding, explanation="Right.", by=OFFICER)
    with pytest.raises(Refused):
        actions.accept_edition(edition, by=OFFICER)


def test_who_does_not_act_for_the_source_hands_in_and_explains_nothing():
    dataset, agreement = figures()
    edition = hand_in(dataset, agreement)
    for person in (focal_point_of(make_state()), make_user(Role.COMMITTEE_MEMBER), make_user(Role.PARTNER)):
        with pytest.raises(Refused, match="Only the secretariat may"):
            actions.receive_edition(dataset, file=ContentFile(CORRECTED, "a.csv"), agreement=agreement, by=person)
        with pytest.raises(Refused, match="Only the secretariat may"):
            actions.explain_findings(edition, rule="not-a-whole-number", explanation="No.", by=person)
    source = focal_point_of(dataset.source.state)
    with pytest.raises(Refused, match="Only the secretariat may"):
        actions.accept_edition(edition, by=source)
    with pytest.raises(Refused, match="Only the secretariat may"):
        actions.add_dataset(Dataset(source=dataset.source, layout="unodc"), by=source)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"layout": "", "own_layout": ""}, "Choose a layout, or enter one of its own, not both."),
        ({"layout": "unodc", "own_layout": FIGURES}, "Choose a layout, or enter one of its own, not both."),
        ({"layout": "", "own_layout": 'name = "x"'}, "This layout cannot be used"),
        ({"layout": "", "own_layout": "name ="}, "expected TOML"),
    ],
)
def test_a_layout_that_cannot_be_used_is_refused_with_its_fault(values, sentence):
    source = make_source()
    office = client_of(make_user(Role.SECRETARIAT))
    form = {"title_en": "Victims", "audience": "public", **values}
    response = office.post(f"/en/acts/add-dataset/{source.slug}/", form)
    assert response.status_code == 200
    assert sentence in Page(response).text
    assert not Dataset.objects.exists()


def test_the_layout_says_whether_rows_are_cases():
    source, office = make_source(), client_of(make_user(Role.SECRETARIAT))
    act(office, "add-dataset", source.slug, title_en="Cases", layout="htcds", audience="secretariat")
    act(office, "add-dataset", source.slug, title_en="Victims", own_layout=FIGURES, audience="public")
    assert dict(Dataset.objects.values_list("slug", "rows")) == {"cases": "cases", "victims": "figures"}


def test_a_file_of_another_kind_or_without_content_is_refused_in_the_form():
    dataset, agreement = figures()
    office = client_of(make_user(Role.SECRETARIAT))
    for name, content, sentence in (
        ("victims.pdf", b"%PDF-", "is not an accepted file type"),
        ("victims.csv", b"", "The file is empty"),
    ):
        form = {"upload": SimpleUploadedFile(name, content), "agreement": agreement.slug}
        response = office.post(f"/en/acts/hand-in-dataset-edition/{dataset.slug}/", form)
        assert response.status_code == 200
        assert sentence in Page(response).text
    assert not DatasetEdition.objects.exists()


def test_a_check_that_was_stopped_halfway_begins_anew_and_is_done_once():
    dataset, agreement = figures()
    edition = actions.receive_edition(dataset, file=ContentFile(WITH_FAULTS, "a.csv"), agreement=agreement, by=OFFICER)
    edition.steps.create(position=2, kind="parsed", version="an earlier one", done_at="2008-01-01T00:00Z")
    assert actions.check_edition.enqueue(edition.pk).return_value == "checked"
    assert actions.check_edition.enqueue(edition.pk).return_value == "checked"
    assert (edition.steps.count(), edition.findings.count()) == (4, 3)


def test_pages_ask_as_often_however_many_rows_there_are():
    source = make_source(state=make_state())
    office = client_of(make_user(Role.SECRETARIAT))
    counts = []
    for more in (1, 4):
        for _ in range(more):
            dataset, agreement = figures(source)
            edition = hand_in(dataset, agreement)
        pages = ("/en/data/datasets/", "/en/data/sources/", f"/en/data/sources/{source.slug}/", address_of(edition))
        counts.append([queries_of(office, page) for page in pages])
    rows = b"".join(b"Atlantis,%d,Male,70000\n" % (2000 + n) for n in range(30))
    many = hand_in(dataset, agreement, b"state,year,sex,value\n" + rows)
    assert counts[0] == counts[1]
    # One more: the edition before it is compared with.
    assert queries_of(office, address_of(many)) <= counts[0][3] + 1
    assert Finding.objects.filter(edition=many).count() == 30


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_finding_without_the_words_of_its_sentence_is_shown_by_its_rule():
    finding = make_finding(make_dataset_edition(status="checked", counts={"out-of-range": 1}, row_count=3))
    page = Page(client_of(make_user(Role.SECRETARIAT)).get(address_of(finding.edition)))
    assert page.all("ol.findings li > p:first-child") == ["Error : 2 value: the figure is outside its range"]


def test_an_edition_made_elsewhere_is_shown_without_files():
    edition = make_dataset_edition()
    assert Client().get(address_of(edition)).status_code == 200


def test_control_characters_of_a_file_are_shown_as_replaced():
    dataset, agreement = figures()
    content = b"state,year,s\0ex,value,sex\nAtlantis,2005,,12,Fem\x01ale\n"
    edition = hand_in(dataset, agreement, content)
    assert edition.status == "checked"
    shown = {finding.rule: (finding.column, finding.details["found"]) for finding in edition.findings.all()}
    assert shown["unknown-column"] == ("s\N{REPLACEMENT CHARACTER}ex", "")
    assert shown["not-in-list"] == ("sex", "Fem\N{REPLACEMENT CHARACTER}ale")
    assert edition.steps.get(kind="harmonised").report["left_out"] == ["s\N{REPLACEMENT CHARACTER}ex"]


def test_data_deleted_while_they_are_checked_are_not_kept_after_all():
    dataset, agreement = figures()
    file = ContentFile(WITH_FAULTS, "victims.csv")
    edition = actions.receive_edition(dataset, file=file, agreement=agreement, by=OFFICER)
    agreement.keep_until = date(2008, 1, 31)
    agreement.save()
    actions.delete_data(agreement, by=OFFICER)
    checked = finding_sentences.Checked(1, [], {})
    with pytest.raises(Refused, match=r"“returned to the source” is final"):
        keep_check(edition, rows=ContentFile(b"rows", "part-0.parquet"), checked=checked, by=OFFICER)
    assert check_received(edition.pk, by=OFFICER) == "refused"
    edition.refresh_from_db()
    assert (edition.row_count, bool(edition.rows_file), edition.findings.count()) == (None, False, 0)
    assert edition.reason["en"] == str(NOT_KEPT)


def test_rules_with_as_many_findings_stand_by_name_and_drafts_of_agreements_last():
    """Whatever order the database keeps the members of an object in, and an agreement without its first day."""
    source = make_source()
    dataset = make_dataset(source)
    edition = make_dataset_edition(dataset, counts={"zzz": 2, "jump": 2, "out-of-range": 2})
    client = client_of(make_user(Role.SECRETARIAT))
    shown = client.get(address_of(edition)).context["rules"]
    assert [each.rule for each in shown] == ["jump", "out-of-range", "zzz"]
    make_agreement(source, status="draft", signed_on=None, starts_on=None, slug="a-draft")
    shown = client.get(f"/en/data/sources/{source.slug}/").context["agreements"]
    assert [each.starts_on for each in shown] == [date(2007, 6, 1), None]


def test_a_workbook_of_libreoffice_is_handed_in_and_comes_back_with_its_findings_marked():
    dataset, agreement = figures()
    focal_point = client_of(focal_point_of(dataset.source.state))
    content = open_document(line.split(",") for line in WITH_FAULTS.decode().splitlines())
    upload = SimpleUploadedFile("victims.ods", content)
    act(focal_point, "hand-in-dataset-edition", dataset.slug, upload=upload, agreement=agreement.slug)
    edition = DatasetEdition.objects.get()
    plain = hand_in(*figures(make_source(state=make_state("Elsewhere"))))
    assert (edition.status, edition.row_count, edition.file_name) == ("checked", plain.row_count, "victims.ods")
    note = {"parts-not-seen": 1}
    assert edition.counts == {**plain.counts, **note}
    marked = load_workbook(io.BytesIO(focal_point.get(f"{address_of(edition)}findings.xlsx").content))
    rows = [[cell.value for cell in row] for row in marked.worksheets[-1].iter_rows()]
    assert [rows[0], len(rows)] == [["#", "state", "year", "sex", "value"], 6]

"""Certificates: issued to names that are kept nowhere, verified by anybody, with and without a network, and revoked."""

import io
from datetime import date
from zipfile import ZipFile

import pdfua
import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pypdf import PdfReader

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.config.cli.main import main
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.site.signing import own_pem
from palermo.toolkit.actions import certificates as actions
from palermo.toolkit.certificates.statements import SignedStatement, write_token
from palermo.toolkit.models import Certificate
from tests.factories.accounts import make_state, make_user
from tests.factories.common import text
from tests.factories.training import make_certificate, make_course, make_planned_training, make_trainer, make_training
from tests.portal.filling import act, client_of, words_of

pytestmark = pytest.mark.django_db
NAME = "Zoë Canarynameová"


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)
    cache.clear()


def issue(client, session, names, language="en"):
    return client.post(f"/en/training/{session.slug}/certificates/", {"names": names, "language": language})


def answer_to(code, name, client=None, language="en"):
    """What the page says of a code and a name."""
    response = (client or Client()).post(f"/{language}/certificates/", {"code": code, "name": name})
    found = BeautifulSoup(response.content, "lxml").select_one("[role=status]")
    return " ".join(found.get_text(" ").split()) if found else words_of(response)


NOT_CONFIRMED = "Not confirmed. No certificate with this code was issued to this name. Check both."


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "key.pem"
    path.write_bytes(own_pem())
    return path


def test_a_name_is_only_on_the_certificate():
    session, office = make_training(make_course("Manual course", hours=12)), client_of(make_user(Role.SECRETARIAT))
    response = issue(office, session, f"  {NAME} \n\n王芳\n")
    assert (response.status_code, response["Content-Type"], response["Cache-Control"]) == (
        200,
        "application/zip",
        "private, no-store",
    )
    certificates = list(Certificate.objects.all())
    packed = ZipFile(io.BytesIO(response.content))
    assert packed.namelist() == [f"{number:03}-{each.code}.pdf" for number, each in enumerate(certificates, 1)]
    words = PdfReader(io.BytesIO(packed.read(packed.namelist()[0]))).pages[0].extract_text()
    assert (NAME in words, certificates[0].code in words, "12 hours of instruction" in words) == (True, True, True)
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [table for row in cursor.fetchall() if "Canaryname" in str(row) or "canaryname" in str(row)]
    assert found == []
    entry = AuditEvent.objects.latest("sequence")
    assert (entry.verb, entry.details) == ("certificates.issued", {"codes": [each.code for each in certificates]})


def test_anybody_verifies_a_certificate_by_its_code_and_name():
    session = make_training(make_course("Manual course"), state=make_state("Atlantis"))
    response = issue(client_of(make_user(Role.SECRETARIAT)), session, NAME)
    assert response["Content-Type"] == "application/pdf"
    certificate = Certificate.objects.get()
    valid = answer_to(certificate.code.lower().replace("-", " "), f" {NAME.upper()}  ")
    assert valid == (
        "This certificate is valid. It was issued to the name that you entered. Course Manual course [en] Date "
        "14–18 January 2008 Place Lakeside [en] Organizer Atlantis [en] Issued on 1 February 2008"
    )
    assert answer_to(certificate.code, "Zoe Canarynameova") == NOT_CONFIRMED
    assert answer_to("ABCD-EFGH-JKLM-NPQR", NAME) == NOT_CONFIRMED
    assert "There is a problem Code: Enter" in answer_to("", "")


def test_the_address_in_the_qr_code_fills_in_the_code():
    page = Client().get("/en/certificates/?code=ABCD-EFGH-JKLM-NPQR")
    assert BeautifulSoup(page.content, "lxml").select_one("#id_code")["value"] == "ABCD-EFGH-JKLM-NPQR"
    assert page["X-Robots-Tag"] == "noindex"


def test_a_revoked_certificate_is_refused_with_its_reason():
    certificate = make_certificate(NAME)
    act(client_of(make_user(Role.SECRETARIAT)), "revoke-certificate", certificate.code, reason_en="Issued in error")
    assert answer_to(certificate.code, NAME) == (
        "This certificate was revoked and is not valid. Revoked on 1 February 2008 Reason Issued in error"
    )
    assert answer_to(certificate.code, "Somebody else") == NOT_CONFIRMED
    certificate.refresh_from_db()
    with pytest.raises(Refused, match="was revoked on 1 February 2008"):
        actions.revoke_certificate(certificate, reason=text("Again"), by="a test")
    with pytest.raises(Refused, match="Enter the reason"):
        actions.revoke_certificate(make_certificate(), reason=MultilingualText(), by="a test")


def test_guessing_is_limited():
    client = Client()
    statuses = [
        client.post("/en/certificates/", {"code": "ABCD-EFGH-JKLM-NPQR", "name": NAME}).status_code for _n in range(31)
    ]
    assert statuses == [200] * 30 + [429]


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ("", "Enter the names, one on each line."),
        ("Ana Ruiz\nANA  ruiz", "Names 1 and 2 are the same. Remove one, or add what tells the two persons apart."),
        ("x" * 121, "Name 1 has 121 characters; at most 120 fit on a certificate."),
        ("Ana\u200bRuiz\u202e", "Name 1 contains characters that cannot be printed."),
        (
            "\n".join(f"Name {n}" for n in range(101)),
            "At most 100 certificates can be issued at a time; found 101 names.",
        ),
    ],
)
def test_names_that_cannot_be_certified_are_refused_and_none_is_issued(names, sentence):
    response = issue(client_of(make_user(Role.SECRETARIAT)), make_training(), names)
    assert sentence in words_of(response)
    assert Certificate.objects.count() == 0


def test_only_those_who_run_a_session_that_was_held_issue_certificates():
    session, planned = make_training(), make_planned_training()
    trainer = make_user(Role.FOCAL_POINT)
    session.trainers.add(make_trainer(user=trainer))
    assert issue(client_of(trainer), session, NAME).status_code == 200
    for client, of in (
        (client_of(make_user(Role.DELEGATE)), session),
        (client_of(make_user(Role.SECRETARIAT)), planned),
    ):
        assert issue(client, of, NAME).status_code == 409
    assert issue(Client(), session, NAME).status_code == 302
    assert Certificate.objects.count() == 1


def test_codes_are_shown_to_those_who_run_the_session_alone():
    certificate = make_certificate(NAME)
    address = certificate.session.get_absolute_url()
    office, delegate = client_of(make_user(Role.SECRETARIAT)), client_of(make_user(Role.DELEGATE))
    shown = [certificate.code in words_of(client.get(address)) for client in (office, delegate, Client())]
    assert shown == [True, False, False]


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_a_certificate_verifies_without_a_network(language, tmp_path, key_file, capsys):
    issued = issue(client_of(make_user(Role.SECRETARIAT)), make_training(language=language), NAME, language)
    path = tmp_path / "certificate.pdf"
    path.write_bytes(issued.content)
    assert [finding.message for finding in pdfua.validate(path).findings] == []
    assert main(["verify-certificate", str(path), "--key", str(key_file)]) == 0
    code = Certificate.objects.get().code
    assert capsys.readouterr().out.startswith(f"The certificate {code} is valid: issued to “{NAME}” on 2008-02-01")


def attached(tmp_path):
    """The text attached to a new certificate, in a file."""
    issued = issue(client_of(make_user(Role.SECRETARIAT)), make_training(), NAME)
    path = tmp_path / "certificate.txt"
    path.write_bytes(PdfReader(io.BytesIO(issued.content)).attachments["certificate.txt"][0])
    return path


def test_a_changed_byte_another_name_and_another_key_are_found_without_a_network(tmp_path, key_file, capsys):
    path = attached(tmp_path)
    whole = path.read_text()
    changes = {
        "hours": whole.replace("hours: ", "hours: 9"),
        "signature": whole.replace("signature: ", "signature: 00"),
        "holder": whole.replace(f"holder: {NAME}", "holder: Somebody Else"),
    }
    refusals = {}
    for name, changed in changes.items():
        path.write_text(changed)
        refusals[name] = (main(["verify-certificate", str(path), "--key", str(key_file)]), capsys.readouterr().out)
    forged = "The signature does not match this key, or the certificate was changed.\nThe certificate is not valid.\n"
    other = "The certificate was not issued to “Somebody Else”.\nThe certificate is not valid.\n"
    assert refusals == {"hours": (1, forged), "signature": (1, forged), "holder": (1, other)}


def test_every_changed_byte_of_the_statement_is_found(tmp_path, key_file, capsys):
    path = attached(tmp_path)
    whole = path.read_bytes()
    signed = whole.index(b"signature: ")
    passed = []
    for at in range(0, signed, 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        passed += [at] if main(["verify-certificate", str(path), "--key", str(key_file)]) == 0 else []
    assert passed == []


def test_the_qr_code_verifies_with_the_name_and_the_revoked_list(tmp_path, key_file, capsys):
    certificate = make_certificate(NAME)
    signed = SignedStatement(certificate.statement, bytes.fromhex(certificate.signature))
    scanned = f"https://example.org/en/certificates/?code={certificate.code}#{write_token(signed)}"
    revoked = tmp_path / "revoked.txt"
    verify = ["verify-certificate", scanned, "--key", str(key_file), "--name", NAME, "--revoked", str(revoked)]
    revoked.write_bytes(Client().get("/en/certificates/revoked.txt").content)
    assert main(verify) == 0
    actions.revoke_certificate(certificate, reason=text("Error"), by="a test")
    revoked.write_bytes(Client().get("/en/certificates/revoked.txt").content)
    assert main(verify) == 1
    assert f"The certificate {certificate.code} was revoked." in capsys.readouterr().out
    revoked.write_bytes(revoked.read_bytes().replace(certificate.code.encode(), b"ABCD-EFGH-JKLM-NPQR"))
    assert main(verify) == 1
    assert "not signed with this key, or was changed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"hello", "expected “palermo certificate 1”; found “hello”"),
        (b"%PDF-1.7 nonsense", "The PDF file cannot be read"),
    ],
)
def test_what_is_no_certificate_is_refused_in_a_sentence(content, sentence, tmp_path, key_file, capsys):
    path = tmp_path / "file"
    path.write_bytes(content)
    assert main(["verify-certificate", str(path), "--key", str(key_file)]) == 1
    assert sentence in capsys.readouterr().err


def test_the_public_key_is_for_everybody(key_file):
    assert Client().get("/en/certificates/key.pem").content == key_file.read_bytes()

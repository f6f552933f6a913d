"""Having a bundle built, giving it out, withdrawing it; and who may."""

import re
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.tasks import TaskResultStatus
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core import worker
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.library.actions.audiences import restrict_document
from palermo.library.actions.versions import set_file
from palermo.library.models import LanguageVersion, Read
from palermo.offline.actions import withdraw_bundle
from palermo.offline.models import OfflineBundle
from palermo.offline.tasks import build_bundle
from palermo.speakers.actions.speaking import change_consent
from palermo.toolkit.actions.texts import add_passage, freeze_version, publish_version, write_passage
from tests.factories.accounts import make_user
from tests.factories.activities import make_event, make_tool
from tests.factories.common import text
from tests.factories.library import make_document
from tests.factories.offline import build, built_as, make_bundle, unpacked
from tests.factories.programmes import make_item, make_part, make_programme, make_programme_person, make_release
from tests.factories.speakers import make_published

pytestmark = pytest.mark.django_db
DAY = date(2008, 1, 31)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = DAY


def client_of(role: Role | None) -> Client:
    client = Client()
    if role:
        client.force_login(make_user(role))
    return client


def order(**given):
    asked = {"audience": "member_states", "parts": ["documents", "events"], "languages": ["en", "zh"], "event": ""}
    asked |= {f"title_{code}": "Forum" for code in CODES} | {f"reason_{code}": "For the Forum" for code in CODES}
    return asked | given


def filed(document, content: bytes = b"%PDF-1.7\n", language: str = "en"):
    version = LanguageVersion(document=document, language=language)
    set_file(version, content, name="a.pdf", media_type="application/pdf")
    version.save()
    return version


def status(client: Client, address: str) -> int:
    """With the answer taken to its end, as a reader takes it."""
    response = client.get(address)
    b"".join(response.streaming_content if response.streaming else ())
    return response.status_code


def downloaded(response) -> dict[str, bytes]:
    with ZipFile(BytesIO(b"".join(response.streaming_content))) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_an_officer_has_one_built_and_it_is_in_the_log_with_its_reason():
    make_document("A paper", words="Words", audience="member_states", slug="a-paper")
    response = client_of(Role.SECRETARIAT).post("/en/acts/build-bundle/", order(), follow=True)
    bundle = OfflineBundle.objects.get()
    assert response.redirect_chain == [(f"/en/bundles/{bundle.slug}/", 302)]
    assert bundle.slug == "bundle-2008-01-31-member-states"
    assert (bundle.state, bundle.languages, bundle.parts) == ("built", "zh en", "events documents")
    assert bundle.as_at_on == DAY
    entries = (
        AuditEvent.objects.filter(target_id=bundle.slug).order_by("sequence").values_list("verb", "details__reason__en")
    )
    assert list(entries) == [("bundle.ordered", "For the Forum"), ("bundle.built", None)]
    assert "en/document-a-paper.html" in unpacked(bundle)


def test_a_bundle_is_set_in_the_faces_of_the_system():
    make_document("A paper", words="Words", audience="member_states", slug="a-paper")
    client_of(Role.SECRETARIAT).post("/en/acts/build-bundle/", order())
    files = unpacked(OfflineBundle.objects.get())
    assert [name for name in files if name.endswith("woff2")] == []
    pages = {name: text for name, text in files.items() if name.endswith((".html", ".css"))}
    assert [name for name, text in pages.items() if re.search(rb"href=\"[^\"]*fonts|rel=\"preload\"|url\(", text)] == []


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT])
def test_nobody_else_does(role):
    response = client_of(role).post("/en/acts/build-bundle/", order())
    assert (response.status_code, OfflineBundle.objects.count()) == (403, 0)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"languages": []}, "Choose at least one language."),
        ({"parts": []}, "Choose at least one."),
        ({"audience": "secretariat"}, "Select a valid choice."),
    ],
)
def test_an_order_that_does_not_hold_together_is_said_to(given, sentence):
    response = client_of(Role.SECRETARIAT).post("/en/acts/build-bundle/", order(**given))
    assert sentence in response.content.decode()
    assert not OfflineBundle.objects.exists()


def test_an_event_must_be_one_that_the_audience_sees():
    event = make_event("Closed event", audience="steering_committee")
    response = client_of(Role.SECRETARIAT).post("/en/acts/build-bundle/", order(event=event.pk))
    assert "This event is not available to this audience." in response.content.decode()
    assert not OfflineBundle.objects.exists()


def test_what_is_handed_out_is_handed_out_somewhere():
    event = make_event(audience="public")
    refused = client_of(Role.SECRETARIAT).post("/en/acts/build-bundle/", order(parts=["handed_out"]))
    assert "Choose the event at which it is distributed." in refused.content.decode()
    client_of(Role.SECRETARIAT).post("/en/acts/build-bundle/", order(parts=["handed_out"], event=event.pk))
    assert list(OfflineBundle.objects.values_list("parts", "event")) == [("handed_out", event.pk)]


def test_its_history_is_the_secretariat_s():
    bundle = make_bundle("public", state="built", **built_as("built"))
    address = f"/en/history/bundles/{bundle.slug}/"
    for role, there in ((Role.SECRETARIAT, True), (Role.DELEGATE, False), (None, False)):
        page = client_of(role).get(f"/en/bundles/{bundle.slug}/").content.decode()
        assert (status(client_of(role), address) == 200, address in page) == (there, there)


def test_a_file_that_is_not_in_its_place_lets_nothing_be_built_and_is_said():
    version = filed(make_document("A paper"))
    version.file.storage.delete(version.file.name)
    bundle = build()
    assert (bundle.state, bundle.built_at, bool(bundle.file)) == ("failed", None, False)
    assert bundle.failure == "This file is missing from storage. Please notify the secretariat."
    page = client_of(Role.SECRETARIAT).get(f"/en/bundles/{bundle.slug}/").content.decode()
    assert bundle.failure in page


def test_a_file_that_could_run_something_is_there_as_text():
    version = LanguageVersion(document=make_document(slug="a-page"), language="en")
    set_file(version, b"<!doctype html><script>alert(1)</script>", name="a.html", media_type="text/html")
    version.save()
    held = unpacked(build(parts="documents", languages="en"))
    assert {name for name in held if name.startswith("files/")} == {"files/a-page.en.html.txt"}
    assert 'href="../files/a-page.en.html.txt"' in held["en/document-a-page.html"].decode()


def test_it_is_there_for_its_audience_alone():
    bundles = {audience: build(audience, parts="events", languages="en") for audience in Audience.values[:3]}
    expected = {
        None: {"public"},
        Role.FOCAL_POINT: {"public"},
        Role.DELEGATE: {"public", "member_states"},
        Role.COMMITTEE_MEMBER: {"public", "member_states", "steering_committee"},
        Role.SECRETARIAT: {"public", "member_states", "steering_committee"},
    }
    for role, audiences in expected.items():
        client = client_of(role)
        for ending in ("/", ".zip"):
            answers = {a: status(client, f"/en/bundles/{b.slug}{ending}") for a, b in bundles.items()}
            assert answers == {a: 200 if a in audiences else 404 for a in bundles}, (role, ending)
        listed = client.get("/en/bundles/").content.decode()
        assert {a for a, b in bundles.items() if b.slug in listed} == audiences


def test_each_download_is_a_read_of_each_restricted_paper_in_it():
    filed(make_document("Restricted", audience="member_states", slug="restricted"))
    make_document("Open", words="Words", slug="open")
    bundle = build("member_states", languages="en fr")
    Read.objects.all().delete()
    client, address = client_of(Role.DELEGATE), f"/en/bundles/{bundle.slug}.zip"
    assert "files/restricted.en.pdf" in downloaded(client.get(address))
    shown = list(Read.objects.values_list("slug", "language", "by", "form", "audience"))
    assert shown == [("restricted", "en", "bundle", "pdf", "member_states")]
    client.head(address)
    part = client.get(address, headers={"range": "bytes=0-9"})
    assert (part.status_code, b"".join(part.streaming_content)[:2], Read.objects.count()) == (206, b"PK", 1)


@pytest.mark.parametrize(
    ("audience", "kept"), [("public", "public, max-age=300"), ("member_states", "private, no-cache")]
)
def test_only_what_is_public_is_kept_by_others(audience, kept):
    """A bundle for Member States is theirs also where no paper in it is restricted."""
    bundle = build(audience, parts="events", languages="en")
    client = client_of(Role.DELEGATE if audience != "public" else None)
    response = client.get(f"/en/bundles/{bundle.slug}.zip")
    assert (response["Cache-Control"], response["Content-Type"]) == (kept, "application/zip")
    assert "manifest.json" in downloaded(response)


def test_what_is_restricted_later_closes_the_bundle_that_holds_it():
    document = make_document("A paper", words="Words", slug="a-paper", symbol="E/CN.15/2008/CRP.9")
    bundle = build("public", languages="en")
    address = f"/en/bundles/{bundle.slug}.zip"
    assert status(Client(), address) == 200
    restrict_document(document, to=Audience.MEMBER_STATES, reason=text("Reason"), by=make_user(Role.SECRETARIAT))
    refused = Client().get(address)
    assert refused.status_code == 409
    assert "withdrawn or restricted after it was built" in refused.content.decode()
    visitors = Client().get(f"/en/bundles/{bundle.slug}/").content.decode()
    officers = client_of(Role.SECRETARIAT).get(f"/en/bundles/{bundle.slug}/").content.decode()
    assert ("E/CN.15/2008/CRP.9" in visitors, "E/CN.15/2008/CRP.9" in officers) == (False, True)
    assert f"{bundle.slug}.zip</bdi></a>" not in visitors


def test_a_speaker_who_takes_their_consent_back_closes_the_bundle_that_names_them():
    programme = make_programme(make_event("Forum", starts_on=DAY, ends_on=DAY))
    speaker = make_published("Ms. Named", event=programme.event)
    make_part(make_item(programme, "Panel"), make_programme_person(programme, "Ms. Named", speaker=speaker))
    make_release(programme)
    bundle, address = build("public", parts="programmes", languages="en"), "/en/bundles/{}.zip"
    assert [name for name, held in unpacked(bundle).items() if b"Ms. Named" in held] != []
    assert status(Client(), address.format(bundle.slug)) == 200
    withdrawn = {"kind": "publication", "to": "withdrawn", "reason": text("As asked")}
    change_consent(speaker, **withdrawn, by=make_user(Role.SECRETARIAT))
    assert Client().get(address.format(bundle.slug)).status_code == 409
    # Built again it names nobody who does not agree.
    again = build("public", parts="programmes", languages="en", slug="again")
    assert [name for name, held in unpacked(again).items() if b"Ms. Named" in held] == []
    assert status(Client(), address.format(again.slug)) == 200


def test_a_withdrawn_bundle_is_given_to_nobody_and_its_reason_is_kept():
    bundle = build("public", parts="events", languages="en")
    office = client_of(Role.SECRETARIAT)
    given = {"on": DAY.isoformat()} | {f"reason_{code}": "Replaced" for code in CODES}
    office.post(f"/en/acts/withdraw-bundle/{bundle.slug}/", given)
    assert Client().get(f"/en/bundles/{bundle.slug}/").status_code == 404
    assert Client().get(f"/en/bundles/{bundle.slug}.zip").status_code == 404
    assert office.get(f"/en/bundles/{bundle.slug}.zip").status_code == 409
    assert "Replaced" in office.get(f"/en/bundles/{bundle.slug}/").content.decode()
    event = AuditEvent.objects.get(verb="bundle.withdrawn")
    assert (event.target_id, event.details["reason"]["en"]) == (bundle.slug, "Replaced")


def test_a_bundle_is_withdrawn_by_a_day_that_has_come():
    bundle = build("public", parts="events", languages="en")
    with pytest.raises(Refused, match=r"The date of withdrawal is in the future\."):
        withdraw_bundle(bundle, on=date(2008, 2, 1), reason=text("Reason"), by=make_user(Role.SECRETARIAT))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(count, django_assert_num_queries):
    for _number in range(count):
        build("public", parts="events", languages="en")
    client = Client()
    client.get("/en/bundles/")
    with django_assert_num_queries(2):
        client.get("/en/bundles/")


def test_the_key_is_there_for_everybody():
    response = Client().get("/en/bundles/key.pem")
    assert response.content.startswith(b"-----BEGIN PUBLIC KEY-----")


def test_a_bundle_whose_building_was_not_begun_says_so():
    bundle = make_bundle()
    assert (
        "The package is being built in the background."
        in client_of(Role.SECRETARIAT).get(f"/en/bundles/{bundle.slug}/").content.decode()
    )


def test_the_page_shows_whether_its_building_goes_on(settings):
    settings.TASKS = settings.TASKS | {"background": {"BACKEND": "palermo.core.work.InDatabase"}}
    officer = make_user(Role.SECRETARIAT)
    ordered = make_bundle()
    build_bundle.enqueue(ordered.pk, officer.pk)
    build_bundle.enqueue(make_bundle().pk, officer.pk)
    rows = DBTaskResult.objects.order_by("enqueued_at")
    building, interrupted = "The package is being built in the background.", "The work was interrupted."
    failed = "The work could not be completed."

    def shown() -> list[str]:
        page = client_of(Role.SECRETARIAT).get(f"/en/bundles/{ordered.slug}/").text
        return [each for each in (building, interrupted, failed) if each in page]

    assert shown() == [building]
    rows[0].claim("elsewhere:1:7:abc")
    for lease, sentence in ((worker.LEASE, building), (timedelta(seconds=-1), interrupted)):
        DBTaskResult.objects.filter(pk=rows[0].pk).update(run_after=timezone.now() + lease)
        assert shown() == [sentence]
    DBTaskResult.objects.filter(pk=rows[0].pk).update(status=TaskResultStatus.FAILED)
    assert shown() == [failed]


def test_the_latest_published_text_of_a_tool_is_in_it_for_its_audience():
    officer, tool = make_user(Role.SECRETARIAT), make_tool("Law", slug="law")
    article = add_passage(
        tool, kind="article", parent=None, after=None, language="en", content="FIRST-WORDS", by=officer
    )
    for words, audience in (("SECOND-WORDS", Audience.PUBLIC), ("DRAFT-WORDS", None)):
        base = article.texts.get(language="en", is_current=True).number
        write_passage(article, "en", words, base=base, by=officer)
        version = freeze_version(tool, by=officer)
        if audience:
            publish_version(version, audience=audience, by=officer)
    files = unpacked(build("public", parts="tools", languages="en zh"))
    assert sorted(name for name in files if name.startswith("texts/")) == [
        f"texts/law-v1.en.{form}" for form in ("docx", "epub", "pdf")
    ]
    word = ZipFile(BytesIO(files["texts/law-v1.en.docx"])).read("word/document.xml")
    assert set(re.findall(rb"[A-Z]+-WORDS", word)) == {b"SECOND-WORDS"}
    assert [name for name, content in files.items() if b"DRAFT-WORDS" in content or b"FIRST-WORDS" in content] == []

"""Pages of nominated persons: what each reader sees, letters, files, and numbers of queries."""

import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pypdf import PdfReader

from palermo.accounts.states import Role
from palermo.core.digests import digest_of_text
from palermo.core.languages import LANGUAGES
from palermo.speakers.models import SpeakerInterest, SpeakerLink
from tests.factories.accounts import make_person, make_state, make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.programmes import make_item, make_part, make_programme, make_programme_person, make_release
from tests.factories.speakers import (
    make_advice,
    make_published,
    make_speaker,
    make_survivor,
    make_survivor_officer,
)
from tests.portal.programme_pages import client_of, questions
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = datetime(2008, 1, 20, 12, tzinfo=UTC)


@pytest.fixture
def event():
    return make_event("Forum", kind="forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))


@pytest.fixture
def office():
    return client_of(Role.SECRETARIAT)


def listed(event) -> str:
    return f"/en/events/{event.activity.slug}/speakers/"


def about(speaker, rest: str = "") -> str:
    return f"/en/speakers/{speaker.slug}/{rest}"


@pytest.mark.parametrize("role", [None, Role.DELEGATE, Role.SECRETARIAT])
def test_the_list_asks_as_often_for_three_as_for_one(event, role):
    client = client_of(role)

    def more(times: int) -> int:
        for _time in range(times):
            fields = {"event": event, "from_state": make_state(), "proposed_for_state": make_state()}
            make_advice(make_speaker(state="long_listed", **fields))
            make_published(**fields)
        return questions(client, listed(event))

    for_one = more(1)
    assert more(2) <= for_one
    assert for_one <= 16


def test_a_visitor_is_told_who_is_published_or_that_nobody_is(event):
    make_speaker("Hidden", event=event, state="long_listed")
    nobody = Page(Client().get(listed(event)))
    assert nobody.one(".nothing").startswith("No speakers have been announced yet.")
    assert nobody.soup.select("table, .speakers") == []
    make_published("Told", event=event, topic=text("Witnesses"))
    assert Page(Client().get(listed(event))).all(".speakers h3") == ["Told [en]"]


def test_stages_stand_in_the_order_in_which_somebody_comes_along(event, office):
    for state in ("declined", "confirmed", "short_listed", "long_listed", "proposed"):
        make_speaker(state, event=event, state=state)
    page = Page(office.get(listed(event)))
    assert page.all("section[id] > h2") == [
        "Nominated, not shared yet 1",
        "Longlist 1",
        "Shortlist 1",
        "Selected 1",
        "Not participating 1",
        "Composition of the list",
    ]
    # The numbers of the table are sums of those of the headings.
    assert page.all("#balance thead th") == ["All candidates", "Shortlisted or selected", "Confirmed"]
    assert page.all("#balance tbody tr:first-child td") == ["3", "2", "1"]


def test_a_page_of_a_person_and_of_an_event_is_kept_by_nobody(event):
    speaker = make_published(event=event)
    kept = {Client().get(path)["Cache-Control"] for path in (listed(event), about(speaker))}
    assert kept == {"private, no-store"}


def test_the_curriculum_vitae_is_for_those_who_are_told_of_the_proposal(event):
    speaker = make_published(event=event)
    speaker.cv_sha256, speaker.cv_media_type, speaker.cv_name = "a" * 64, "text/plain", "cv.txt"
    speaker.cv_file.save("cv.txt", ContentFile(b"A life"))
    answers = {role: client_of(role).get(about(speaker, "cv/")) for role in [None, *Role]}
    shown = {
        Role.SECRETARIAT: 200,
        Role.DELEGATE: 200,
        Role.COMMITTEE_MEMBER: 200,
        Role.FOCAL_POINT: 404,
        Role.PARTNER: 404,
        None: 302,
    }
    assert {role: answer.status_code for role, answer in answers.items()} == shown
    given = [answer for answer in answers.values() if answer.streaming]
    assert [b"".join(answer.streaming_content) for answer in given] == [b"A life"] * 3
    assert {answer["Cache-Control"] for answer in given} == {"private, no-store"}
    assert all("sandbox" in answer["Content-Security-Policy"] for answer in given)


def test_the_desk_of_a_delegation_leads_to_those_on_whom_it_has_not_advised(event):
    home = make_state("Home")
    delegate = Client()
    delegate.force_login(make_person("Delegate", Role.DELEGATE, state=home))
    for state in ("proposed", "long_listed", "short_listed", "chosen"):
        make_speaker(f"Nominee, {state}", event=event, state=state)
    make_advice(make_speaker(event=event, state="long_listed"), by_state=home)
    heading = "Speakers awaiting your comments"

    def names_shown(client: Client) -> list[str]:
        found = Page(client.get("/en/desk/")).soup.find("h3", string=heading)
        return [" ".join(each.get_text(" ").split()) for each in found.find_next("ul").select("li")] if found else []

    assert names_shown(delegate) == [
        "Forum [en] Nominee, long_listed [en] · Comment on nomination "
        "Nominee, short_listed [en] · Comment on nomination"
    ]
    assert names_shown(client_of(Role.COMMITTEE_MEMBER)) == []


def test_after_a_comment_no_act_is_the_button_and_another_can_be_added(event):
    home = make_state("Home")
    delegate = Client()
    delegate.force_login(make_person("Delegate", Role.DELEGATE, state=home))
    speaker = make_speaker(event=event, state="long_listed")
    given = {"by_state": home.pk, "kind": "support", "written_in": "en"}

    def offered() -> tuple[list[str], list[str]]:
        page = Page(delegate.get(about(speaker)))
        return page.all("nav.acts > a"), page.all("nav.acts li a")

    assert offered() == (["Comment on nomination"], [])
    assert delegate.post(f"/en/acts/advise-on-speaker/{speaker.slug}/", given).status_code == 302
    assert offered() == ([], ["Add another comment"])
    again = delegate.post(f"/en/acts/advise-on-speaker/{speaker.slug}/", given)
    assert again.context["refusal"] == ("Your delegation has commented on this nomination. Use “Add another comment”.")
    delegate.post(f"/en/acts/advise-again/{speaker.slug}/", given | {"kind": "comment", "text": "Well known"})
    assert Page(delegate.get(about(speaker))).all("#advice + ul .meta") == ["Support", "Comment only"]


def test_who_may_comment_is_told_to_those_who_may_not(event):
    speaker = make_speaker(event=event, state="long_listed")
    sentence = "Only delegations of Member States can comment on nominations."
    shown = {
        role: sentence in Page(client_of(role).get(about(speaker))).all("main p.meta")
        for role in (Role.COMMITTEE_MEMBER, Role.DELEGATE, Role.SECRETARIAT)
    }
    assert shown == {Role.COMMITTEE_MEMBER: True, Role.DELEGATE: False, Role.SECRETARIAT: False}


# Letters


def chosen(event):
    fields = {"function": text("Judge"), "from_state": make_state("Land"), "answer_by_on": date(2008, 2, 1)}
    return make_speaker("Ms. Asked", event=event, state="invited", **fields)


def words_in_docx(content: bytes) -> str:
    return zipfile.ZipFile(BytesIO(content)).read("word/document.xml").decode()


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_letter_is_written_in_each_language_in_both_forms(event, office, language):
    speaker = chosen(event)
    address = about(speaker, f"letter/{language.code}")
    docx, pdf = (office.get(f"{address}.{form}") for form in ("docx", "pdf"))
    written = words_in_docx(docx.content)
    for shown in ("Ms. Asked", "Judge", "Land", "Forum"):
        assert f"{shown} [{language.code}]" in written
    assert ("<w:bidi/>" in written, "<w:rtl/>" in written) == (language.right_to_left,) * 2
    document = PdfReader(BytesIO(pdf.content))
    assert (len(document.pages), document.trailer["/Root"]["/Lang"].startswith(language.code)) == (1, True)
    assert f"[{language.code}]" in document.metadata.title
    assert office.get(f"{address}.pdf").content == pdf.content
    assert office.get(f"{address}.docx").content == docx.content


def test_a_letter_is_the_secretariats_and_for_those_who_were_chosen(event, office):
    speaker, early = chosen(event), make_speaker(event=event, state="short_listed")
    answers = {role: client_of(role).get(about(speaker, "letter/en.pdf")).status_code for role in [None, *Role]}
    assert answers == {role: 200 if role == Role.SECRETARIAT else 403 if role else 302 for role in [None, *Role]}
    assert office.get(about(early, "letter/en.pdf")).status_code == 404


# Visible to some only


def test_a_survivor_is_named_to_the_officer_who_acts_on_it_and_to_no_other(event):
    speaker = make_speaker("Ms. One", event=event, state="confirmed")
    make_survivor(speaker)
    one, other = make_user(Role.SECRETARIAT), make_user(Role.SECRETARIAT)
    make_survivor_officer(event, one)
    seen = {}
    for user in (one, other, make_user(Role.DELEGATE), make_user(Role.COMMITTEE_MEMBER)):
        client = Client()
        client.force_login(user)
        pages = [about(speaker), about(speaker) + "?on=2008-01-20", f"/en/history/speakers/{speaker.slug}/"]
        seen[user] = any("Participates as a survivor" in client.get(page).content.decode() for page in pages)
    assert list(seen.values()) == [True, False, False, False]


def test_what_the_invited_declares_is_not_told_to_delegates(event):
    speaker = make_speaker(event=event, state="accepted")
    SpeakerInterest.objects.create(
        speaker=speaker, number=1, party="invitee", has_interest=True, text=text("A cousin"), declared_on="2008-01-20"
    )
    shown = {role: "A cousin" in client_of(role).get(about(speaker)).content.decode() for role in Role}
    assert [role for role, is_told in shown.items() if is_told] == [Role.SECRETARIAT]


# The invited person's page


def opened(speaker, purpose: str) -> Client:
    expires = datetime(2008, 2, 1, tzinfo=UTC) if purpose == "answer" else None
    made = {"made_at": datetime(2008, 1, 19, tzinfo=UTC), "expires_at": expires}
    SpeakerLink.objects.create(speaker=speaker, purpose=purpose, digest=digest_of_text("secret"), **made)
    client = Client()
    response = client.get("/en/speaking/secret/")
    assert (response.status_code, response["Location"], response["Referrer-Policy"]) == (
        302,
        "/en/speaking/",
        "no-referrer",
    )
    return client


def test_the_secret_is_left_behind_and_nothing_of_others_is_told(event):
    speaker = make_speaker("Ms. One", event=event, state="invited")
    make_advice(speaker, "Hidden advice")
    page = opened(speaker, "answer").get("/en/speaking/")
    shown = page.content.decode()
    assert ("secret" in shown, "Hidden advice" in shown, "Ms. One reason" in shown) == (False, False, False)
    assert ("no-store" in page["Cache-Control"], page["X-Robots-Tag"]) == (True, "noindex")


def test_an_answer_that_lacks_something_is_shown_again_and_uses_nothing_up(event):
    speaker = make_speaker(event=event, state="invited")
    client = opened(speaker, "answer")
    page = Page(client.post("/en/speaking/", {"answer": "accept", "written_in": "en"}))
    assert page.all(".errorlist") == [
        "Declare whether there is a conflict of interest. This is required before confirmation."
    ]
    assert SpeakerLink.objects.get().used_at is None


def test_who_did_not_open_a_link_is_told_so():
    page = Client().get("/en/speaking/")
    assert (page.status_code, "This link is not valid." in page.content.decode()) == (404, True)


def test_a_biography_keeps_its_translations_while_its_own_words_stay(event):
    speaker = make_speaker(event=event, state="confirmed", biography=text("Born"))
    client = opened(speaker, "consent")
    same = {"written_in": "en", "biography": "Born [en]", "photograph": "on"}
    assert client.post("/en/speaking/", same).status_code == 200
    speaker.refresh_from_db()
    assert (speaker.biography, speaker.photograph_consent) == (text("Born"), "given")
    client.post("/en/speaking/", same | {"biography": "Another life"})
    speaker.refresh_from_db()
    assert dict(speaker.biography) == {"en": "Another life"}


# The programme


def released(event):
    speaker, programme = make_published("Ms. Named", event=event), make_programme(event)
    make_part(
        make_item(programme, "Panel"),
        make_programme_person(programme, "Ms. Named", slug="named", speaker=speaker),
        confirmed_on=None,
    )
    make_release(programme, "public")
    return speaker


def test_a_name_that_may_go_is_kept_by_no_cache_and_its_place_says_why_it_is_empty(event):
    speaker, path = released(event), f"/en/events/{event.activity.slug}/programme"
    files = [f"{path}.{form}" for form in ("json", "ics", "pdf")]
    assert {Client().get(file)["Cache-Control"] for file in files} == {"public, no-cache"}
    assert Client().get(f"{path}.json").json()["people"][0]["speaker"] == speaker.slug
    assert Client().get(f"{path}/?person=named").status_code == 200
    speaker.published_at = None
    speaker.save()
    given = Client().get(f"{path}.json").json()
    assert (given["people"], given["names_withheld"]) == ([], 1)
    assert Page(Client().get(f"{path}/")).one(".roles dd") == "name not published"
    # As for somebody of whom nothing is on record.
    for person in ("named", "of-nobody"):
        sentence = f"There is no choice “{person}”. Choose one from the list."
        assert Page(Client().get(f"{path}/?person={person}")).all(".error-summary li") == [sentence]


def test_the_secretariat_reads_the_public_version_as_the_public_does(event, office):
    speaker = released(event)
    speaker.published_at = None
    speaker.save()
    page = Page(office.get(f"/en/events/{event.activity.slug}/programme/"))
    assert page.one(".roles dd") == "name not published"

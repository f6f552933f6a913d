"""The whole life of a proposal, by forms alone: from two delegations over the office to the invited and the public."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR
from palermo.audit.models import AuditEvent
from palermo.programme.models import ProgrammePart
from palermo.programme.queries.programmes import current_releases_visible_to
from palermo.speakers.models import Speaker, SpeakerLink
from tests.factories.accounts import make_organisation, make_person, make_state, make_user
from tests.factories.activities import make_event
from tests.factories.programmes import make_item, make_programme, make_room
from tests.portal.filling import act as act_on
from tests.portal.filling import client_of, fill, held, link_in, six, words_of
from tests.portal.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]
NAME = "Ms. Invented Alpha"


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = datetime(2008, 1, 10, 12, tzinfo=UTC)


@pytest.fixture
def event():
    return make_event("Forum", kind="forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))


@pytest.fixture
def people():
    """Delegates of two States, a member of the Committee, an officer, a visitor."""
    first, second = make_state("Alphaland", slug="alphaland"), make_state("Betaland", slug="betaland")
    agency = make_organisation("Agency")
    return {
        "a": client_of(make_person("Delegate A", Role.DELEGATE, state=first)),
        "b": client_of(make_person("Delegate B", Role.DELEGATE, state=second)),
        "member": client_of(make_person("Member", Role.COMMITTEE_MEMBER, organisation=agency)),
        "office": client_of(make_user(Role.SECRETARIAT)),
        "visitor": Client(),
    }


def propose(client: Client, event, **written) -> Speaker:
    fill(
        client,
        f"/en/acts/propose-speaker/{event.activity.slug}/",
        **{
            "name": NAME,
            "function": "Judge",
            "organisation": "Supreme Court",
            "topic": "Protecting witnesses",
            "reason": "Thirty years on the bench",
            "interest": "no",
            "survivor": "yes",
            "sector": "government",
            "gender": "woman",
            "upload": SimpleUploadedFile("cv.txt", b"A life in one line"),
            **written,
        },
    )
    return Speaker.objects.latest("pk")


def addresses(event, speaker) -> list[str]:
    return [
        f"/en/events/{event.activity.slug}/speakers/",
        f"/en/speakers/{speaker.slug}/",
        f"/en/speakers/{speaker.slug}/cv/",
        f"/en/history/speakers/{speaker.slug}/",
        f"/en/events/{event.activity.slug}/",
    ]


def reads(client: Client, event, speaker) -> str:
    """Everything that a reader is shown at the addresses of a person, as text."""
    shown = []
    for address in addresses(event, speaker):
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        shown.append(body.decode(errors="replace") if response.status_code == 200 else "")
    return "\n".join(shown)


def act(client: Client, name: str, record, **written) -> str:
    return act_on(client, name, record.slug, **written)


@pytest.mark.slow
def test_from_proposal_to_publication_and_back(event, people):
    office, visitor = people["office"], people["visitor"]
    speaker = propose(people["a"], event)
    page = f"/en/speakers/{speaker.slug}/"
    assert NAME in reads(people["a"], event, speaker)
    for other in ("b", "member", "visitor"):
        assert NAME not in reads(people[other], event, speaker)
        assert people[other].get(page).status_code == 404

    # Shared: Member States advise, and read what the others advised.
    act(office, "share-speaker", speaker)
    assert NAME in reads(people["b"], event, speaker)
    assert NAME in reads(people["member"], event, speaker)
    assert NAME not in reads(visitor, event, speaker)
    act(people["b"], "advise-on-speaker", speaker, kind="support", text="A good choice")
    assert "A good choice" in reads(people["a"], event, speaker)
    assert "A good choice" not in reads(visitor, event, speaker)

    # The Steering Committee's member proposes too, and another falls out.
    other = propose(people["member"], event, name="Mr. Invented Beta", survivor="")
    act(office, "share-speaker", other)
    act(office, "short-list-speaker", speaker)
    act(office, "set-aside-speaker", other, **six("reason", "One is enough"))
    act(office, "choose-speaker", speaker)
    speaker.refresh_from_db()
    assert (speaker.state, speaker.decided_under) == ("chosen", event.activity.mandate)

    # Invited by a mail whose link is used once.
    act(office, "invite-speaker", speaker, answer_by="2008-01-31", email="alpha@example.org")
    link = link_in(mail.outbox[-1])
    own = Client()
    own.get(link)
    shown = fill(
        own,
        "/en/speaking/",
        answer="accept",
        interest="yes",
        interest_text="A cousin sells locks",
        biography="She was born and became a judge.",
        publication="on",
        recording="",
    )
    assert "Thank you for accepting." in shown
    own.get(link)
    assert "You have already replied." in words_of(own.get("/en/speaking/"))
    assert "A cousin sells locks" in reads(office, event, speaker)
    assert "A cousin sells locks" not in reads(people["b"], event, speaker)

    # Confirmed, in the programme, in a published version: only publication makes the name public.
    act(office, "confirm-speaker", speaker)
    programme = make_programme(event)
    item = make_item(programme, "Panel", room=make_room(programme), slug="panel")
    act(office, "put-speaker-into-programme", speaker)
    person = speaker.programme_people.get()
    fill(office, f"/en/acts/add-programme-part/{item.pk}/", person=str(person.pk), role="speaker")
    fill(office, f"/en/acts/release-programme/{programme.slug}/", audience="public")
    assert NAME not in public(visitor, event, speaker)
    act(office, "publish-speaker", speaker)
    fill(office, f"/en/acts/release-programme/{programme.slug}/", audience="public")
    seen = public(visitor, event, speaker)
    assert NAME in seen
    assert NAME in words_of(visitor.get("/en/search/?q=Invented"))
    assert "became a judge" in seen
    for private in ("Thirty years", "cousin", "A good choice", "survivor", "alpha@example.org", "Woman"):
        assert private not in seen

    # Consent withdrawn by the lasting link: gone everywhere at once, though the version stays frozen.
    own.get(link_in(mail.outbox[-1]))
    form = BeautifulSoup(own.get("/en/speaking/").content, "lxml").select_one("form.act")
    assert form.select_one("[name=publication]").has_attr("checked")
    fields = held(form)
    del fields["publication"]
    own.post("/en/speaking/", fields)
    assert NAME not in public(visitor, event, speaker)
    assert visitor.get(page).status_code == 404
    assert NAME in current_releases_visible_to(VISITOR).get().content["people"][0]["name"].values()
    verbs = AuditEvent.objects.filter(target_id=speaker.slug, verb="speaker.consent").values_list(
        "actor_name", "details__kind", "details__to"
    )
    by_link = "the invited person, by their link"
    assert list(verbs) == [
        (by_link, "publication", "given"),
        (by_link, "recording", "withdrawn"),
        (by_link, "photograph", "withdrawn"),
        (by_link, "publication", "withdrawn"),
    ]


def public(visitor: Client, event, speaker) -> str:
    """Everything by which a visitor could come to a name."""
    slug = event.activity.slug
    paths = [
        *(f"/en/events/{slug}/programme{rest}" for rest in ("/", "/?as=rooms", "/changes/", ".json", ".ics", ".pdf")),
        f"/en/events/{slug}/programme/?person={speaker.slug}",
        "/en/search/?q=Invented",
        "/en/search/suggest/?q=Invented",
        "/en/feeds/everything.xml",
        "/en/updates/",
        "/en/calendar.ics",
    ]
    shown = [reads(visitor, event, speaker)]
    for path in paths:
        response = visitor.get(path)
        if response.status_code == 200 and path.endswith(".pdf"):
            shown.append(pdf_words(response.content))
        elif response.status_code == 200:
            shown.append(plain_words(response))
    return "\n".join(shown)


def plain_words(response) -> str:
    """A page without its markup, since what was searched for is marked; a calendar without its folds."""
    if "html" in response["Content-Type"]:
        return words_of(response)
    return response.content.decode().replace("\r\n ", "")


def pdf_words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)


@pytest.mark.slow
def test_a_substitute_takes_over_the_part_of_somebody_who_declines(event, people):
    office = people["office"]
    first, second = propose(people["a"], event), propose(people["member"], event, name="Mr. Invented Beta")
    programme = make_programme(event)
    item = make_item(programme, "Panel", slug="panel")
    for speaker in (first, second):
        for step in ("share-speaker", "short-list-speaker", "choose-speaker"):
            act(office, step, speaker)
    act(office, "put-speaker-into-programme", first)
    part = {"person": str(first.programme_people.get().pk), "role": "chair"}
    fill(office, f"/en/acts/add-programme-part/{item.pk}/", **part)
    act(office, "invite-speaker", first, answer_by="2008-01-31", email="alpha@example.org")
    own = Client()
    own.get(link_in(mail.outbox[-1]))
    fill(own, "/en/speaking/", answer="decline", reason="I am ill")
    first.refresh_from_db()
    assert (first.state, first.end_reason["en"], SpeakerLink.objects.filter(used_at=None).count()) == (
        "declined",
        "I am ill",
        0,
    )
    act(office, "replace-speaker", first, substitute=str(second.pk))
    assert ProgrammePart.objects.get().person.speaker == second
    assert "Mr. Invented Beta" in words_of(office.get(f"/en/speakers/{first.slug}/"))


@pytest.mark.slow
def test_the_secretariat_enters_an_answer_with_its_reason_and_declarations(event, people):
    office, speaker = people["office"], propose(people["a"], event)
    for step in ("share-speaker", "short-list-speaker", "choose-speaker"):
        act(office, step, speaker)
    act(office, "invite-speaker", speaker, answer_by="2008-01-31")
    assert mail.outbox == []
    act(office, "record-acceptance", speaker, interest="no", **six("reason", "By a note of their mission"))
    act(office, "change-speaker-consent", speaker, kind="publication", to="given", **six("reason", "By letter"))
    act(office, "confirm-speaker", speaker)
    act(office, "publish-speaker", speaker)
    assert NAME in Page(people["visitor"].get(f"/en/speakers/{speaker.slug}/")).text
    act(office, "change-speaker-consent", speaker, kind="publication", to="withdrawn", **six("reason", "By telephone"))
    speaker.refresh_from_db()
    assert (speaker.published_at, people["visitor"].get(f"/en/speakers/{speaker.slug}/").status_code) == (None, 404)

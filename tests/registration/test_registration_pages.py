"""The pages of registration: what each reader sees, letters, applications, links and lists."""

import csv
import io
import re
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from pypdf import PdfReader

from palermo.accounts.models import Posting
from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.registration.models import Accreditation, Badge, CredentialsLetter, HeadCount, Participant, Registration
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.library import make_document
from tests.factories.registrations import (
    FIRST,
    LAST,
    PDF,
    make_accreditation,
    make_badges,
    make_letter,
    make_participant,
    make_registration,
)
from tests.portal.reading import Page, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.PALERMO_TODAY = datetime(2008, 1, 25, 12, tzinfo=UTC)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def registration():
    return make_registration(make_event("Forum", slug="forum", starts_on=FIRST, ends_on=LAST, audience=Audience.PUBLIC))


def client_of(user) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def office(officer):
    return client_of(officer)


@pytest.fixture
def delegate():
    return make_user(Role.DELEGATE)


def state_of(user):
    return user.postings.get().state


def purpose() -> dict[str, str]:
    return {f"purpose_{code}": "Badges and a list." for code in ("ar", "zh", "en", "fr", "ru", "es")}


def test_the_secretariat_opens_registration_from_the_events_page(office):
    make_event("Forum", slug="new-forum", starts_on=FIRST, ends_on=LAST)
    assert "/en/acts/open-registration/new-forum/" in office.get("/en/events/new-forum/").content.decode()
    terms = {"opens_on": "2008-01-01", "closes_on": "2008-02-01", "delete_on": "2008-05-01"}
    answer = office.post("/en/acts/open-registration/new-forum/", {**terms, **purpose(), "categories": ["delegation"]})
    assert answer["Location"] == "/en/events/new-forum/registration/"
    page = Page(office.get(answer["Location"]))
    assert page.one("h1") == "Forum [en]"
    assert page.all("ul.papers h3") == ["Delegation of a Member State"]


def test_everybody_reads_what_names_are_for_and_when_they_are_deleted(registration):
    page = Page(Client().get("/en/events/forum/registration/"))
    assert "Badges and a list" in page.one(".promise")
    assert "15 May 2008" in page.one(".promise")
    assert page.all("nav.acts a") == []
    assert "/participants/" not in str(page.soup)


@pytest.mark.parametrize("act", ["register-participant", "hand-in-letter"])
def test_every_form_that_asks_for_a_name_says_so_too(registration, delegate, act):
    page = Page(client_of(delegate).get(f"/en/acts/{act}/forum/"))
    assert "15 May 2008" in page.one(".promise")


@pytest.mark.parametrize("act", ["register-participant", "hand-in-letter"])
@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", ["Delegation", "Organization", "Delegation or organization"]),
        ("fr", ["Délégation", "Organisation", "Délégation ou organisation"]),
    ],
)
def test_a_form_asks_for_which_delegation_or_organization_by_that_name(registration, act, language, labels):
    """Where somebody acts for two; whoever acts for one is not asked."""
    delegate, agent, both = (make_user(role) for role in (Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.DELEGATE))
    a_state = {"role": Role.DELEGATE, "state": make_state()}
    an_agency = {"role": Role.COMMITTEE_MEMBER, "organisation": make_organisation()}
    for user, posting in ((delegate, a_state), (agent, an_agency), (both, an_agency)):
        Posting.objects.create(user=user, since_on=date(2007, 1, 1), **posting)
    address = f"/{language}/acts/{act}/forum/"
    pages = [Page(client_of(user).get(address)) for user in (delegate, agent, both)]
    assert [page.one("label[for=id_place]") for page in pages] == labels
    assert Page(client_of(make_user(Role.DELEGATE)).get(address)).all("label[for=id_place]") == []


def test_a_mission_registers_hands_in_and_sees_its_own_alone(registration, delegate):
    make_participant(registration, "Elsewhere", state_for=make_state("Elsewhere"))
    make_letter(registration, make_state("Elsewhere"), file_name="elsewhere.pdf")
    client = client_of(delegate)
    person = {"place": f"state-{state_of(delegate).pk}", "role": "head", "family_name": "Silva", "given_name": "Ana"}
    client.post("/en/acts/register-participant/forum/", {**person, "function": "Minister"})
    letter = io.BytesIO(PDF)
    letter.name = "credentials.pdf"
    client.post("/en/acts/hand-in-letter/forum/", {"place": f"state-{state_of(delegate).pk}", "upload": letter})
    page = Page(client.get("/en/events/forum/participants/"))
    assert page.all("li[id^=participant] h3") == ["Ana Silva"]
    assert page.all("#letters + ul h3") == ["credentials.pdf"]
    assert "Elsewhere" not in page.text
    assert Participant.objects.get(family_name="Silva").role == "head"


def test_a_withdrawal_says_what_follows_and_can_be_undone(registration, delegate):
    person = make_participant(registration, "Silva", state_for=state_of(delegate))
    client, people = client_of(delegate), "/en/events/forum/participants/"
    page = Page(client.get(f"/en/acts/withdraw-participant/{person.pk}/"))
    assert page.one("main > p") == (
        "The place becomes free, and a badge already issued is no longer valid. You can restore the registration until "
        "10 February 2008 ; accreditation is then required again."
    )
    client.post(f"/en/acts/withdraw-participant/{person.pk}/")
    assert Page(client.get(people)).all("li[id^=participant] a") == ["Restore registration"]
    answer = client.post(f"/en/acts/restore-participant/{person.pk}/")
    assert Page(client.get(answer["Location"])).one(".messages") == "Registration restored."
    assert Page(client.get(people)).all("li[id^=participant] a") == ["Correct details", "Withdraw registration"]


def test_the_foot_says_who_reads_the_people_of_a_mission(registration, delegate):
    paths = ["events/forum/participants/", "events/forum/registration/import/"]
    agent, office = make_user(Role.COMMITTEE_MEMBER), make_user(Role.SECRETARIAT)
    found = [
        [Page(client_of(user).get(f"/en/{path}")).all(".colophon dd")[-1] for path in paths]
        for user in (delegate, agent, office)
    ]
    assert found == [
        ["Your mission and the secretariat"] * 2,
        ["Your organization and the secretariat"] * 2,
        ["Secretariat"] * 2,
    ]


def test_the_desk_of_a_mission_says_until_when_and_how_many_are_in_it(registration, delegate):
    make_participant(registration, state_for=state_of(delegate))
    make_participant(registration, state_for=state_of(delegate), state="refused", reason="No")
    make_participant(registration, state_for=make_state())
    page = Page(client_of(delegate).get("/en/desk/"))
    row, *dates = [each for each in page.all("ul.papers > li") if "Forum" in each]
    assert dates == [
        "Forum [en] 10 February 2008 in 16 days Registration closes",
        "Forum [en] 13–15 February 2008 in 19 days Regional event · Place [en]",
    ]
    waits = "Letter of credentials: not received yet · Submit letter of credentials"
    assert row == f"Forum [en] closes 10 February 2008 in 16 days Your participants: 1 · Register a participant {waits}"
    assert page.all("main h2")[0] == "Action required"
    make_letter(registration, state_of(delegate))
    page = Page(client_of(delegate).get("/en/desk/"))
    assert page.all("main h2")[:2] == ["Action required", "Done"]
    assert waits not in page.text
    assert "Your participants" not in Page(client_of(make_user(Role.SECRETARIAT)).get("/en/secretariat/")).text


def test_while_registration_is_open_it_is_what_a_mission_is_offered_first(registration, delegate, settings):
    document = make_document("Provisional programme", kind="programme")
    registration.event.activity.documents.add(document)
    client = client_of(delegate)
    page = Page(client.get("/en/events/forum/"))
    assert page.all("main a.button")[0] == "Register a participant"
    assert [words(row) for row in page.soup.select("dl.facts > div") if words(row).startswith("Programme")] == [
        "Programme Provisional programme [en]"
    ]
    settings.PALERMO_TODAY = datetime(2008, 2, 11, 12, tzinfo=UTC)
    assert "Register a participant" not in Page(client.get("/en/events/forum/")).text


def test_a_sentence_has_the_date_without_the_days_that_are_left(registration, delegate):
    page = Page(client_of(delegate).get("/zh-hans/events/forum/participants/"))
    words = page.soup.select_one("#letters ~ .nothing").get_text()
    assert "".join(words.split()) == "全权证书函：须于2008年2月10日前提交。提交全权证书函"


def test_people_are_registered_one_after_the_other_without_leaving_the_form(registration, delegate):
    client, address = client_of(delegate), "/en/acts/register-participant/forum/"
    place = f"state-{state_of(delegate).pk}"
    for name in ("Gruber", "Huber"):
        answer = client.post(address, {"place": place, "role": "adviser", "family_name": name, "another": "1"})
        assert (answer.status_code, answer["Location"]) == (302, f"{address}?place={place}")
    page = Page(client.get(answer["Location"]))
    party = state_of(delegate).short_name["en"]
    assert page.all(".messages li")[-1] == f"Huber registered. {party}: 2 registered so far."
    assert page.all("aside ol li") == ["Gruber Adviser", "Huber Adviser"]
    assert page.all(".act .actions > *") == ["Register a participant", "Save as draft", "Finish"]
    assert page.soup.select_one("[name=place][type=hidden]")["value"] == place
    assert page.soup.select_one("[name=family_name]").get("value") is None
    answer = client.post(address, {"place": place, "role": "adviser", "family_name": "Maier"})
    assert answer["Location"].startswith("/en/events/forum/participants/")
    assert [each.family_name for each in registration.participants.order_by("number")] == ["Gruber", "Huber", "Maier"]


def test_the_form_offers_the_head_of_delegation_until_there_is_one(registration, delegate):
    client, address = client_of(delegate), "/en/acts/register-participant/forum/"
    offered = lambda: Page(client.get(address)).soup.select_one("[name=role] option[selected]")["value"]  # noqa: E731
    assert offered() == "head"
    head = make_participant(registration, "Head", state_for=state_of(delegate), role="head")
    assert offered() == "adviser"
    Participant.objects.filter(pk=head.pk).update(state="withdrawn")
    assert offered() == "head"


def test_a_person_without_a_name_is_asked_for_it_by_its_words(registration, delegate):
    answer = client_of(delegate).post("/en/acts/register-participant/forum/", {"given_name": "Ana"})
    page = Page(answer)
    assert page.all(".error-summary a") == ["Enter the family name."]
    assert page.all(".wrong .errorlist") == ["Enter the family name."]


def test_a_mission_cannot_register_for_another_by_writing_its_number(registration, delegate):
    other = make_state()
    answer = client_of(delegate).post(
        "/en/acts/register-participant/forum/", {"place": f"state-{other.pk}", "family_name": "Silva"}
    )
    assert answer.status_code == 200
    assert Participant.objects.count() == 0


def test_a_letter_is_a_pdf_and_nothing_else(registration, delegate):
    upload = io.BytesIO(b"just words")
    upload.name = "credentials.txt"
    answer = client_of(delegate).post(
        "/en/acts/hand-in-letter/forum/", {"place": f"state-{state_of(delegate).pk}", "upload": upload}
    )
    assert "The letter must be a PDF." in answer.content.decode()
    disguised = io.BytesIO(b"<html>")
    disguised.name = "credentials.pdf"
    answer = client_of(delegate).post(
        "/en/acts/hand-in-letter/forum/", {"place": f"state-{state_of(delegate).pk}", "upload": disguised}
    )
    assert "Rename the file or choose another." in answer.content.decode()
    assert CredentialsLetter.objects.count() == 0


def test_a_letter_in_which_the_scan_finds_something_is_not_taken(registration, delegate, settings):
    settings.PALERMO_FILE_SCAN = "/bin/false"
    upload = io.BytesIO(PDF)
    upload.name = "credentials.pdf"
    answer = client_of(delegate).post(
        "/en/acts/hand-in-letter/forum/", {"place": f"state-{state_of(delegate).pk}", "upload": upload}
    )
    assert "” contains harmful content and was rejected." in answer.content.decode()
    assert CredentialsLetter.objects.count() == 0


def test_a_letter_is_given_to_its_sender_and_the_secretariat(registration, delegate, officer):
    letter = make_letter(registration, state_of(delegate))
    address = f"/en/events/forum/registration/letters/{letter.key}/"
    readers = [officer, delegate, make_user(Role.DELEGATE), make_user(Role.COMMITTEE_MEMBER), make_user(), None]
    answers = [client_of(user).get(address) for user in readers]
    assert [each.status_code for each in answers] == [200, 200, 404, 404, 404, 302]
    assert (answers[1].content, answers[1]["Cache-Control"]) == (PDF, "private, no-store")
    assert answers[1]["Content-Disposition"] == 'attachment; filename="letter.pdf"'


@pytest.mark.parametrize("role", [None, Role.FOCAL_POINT])
def test_others_are_shown_nobody_until_the_list_is_published(registration, role):
    make_participant(registration, "Silva", is_listed=True)
    page = Page(client_of(make_user(role)).get("/en/events/forum/participants/"))
    assert page.one("main .nothing") == "The list of participants has not been published."
    assert "Silva" not in page.text


def test_the_earlier_address_of_the_people_leads_to_the_one_list(registration, office):
    answer = office.get("/en/events/forum/registration/people/?state=registered")
    assert (answer.status_code, answer["Location"]) == (301, "/en/events/forum/participants/?state=registered")


def test_who_sees_people_and_the_published_list_has_both_on_one_page(registration, delegate, office):
    make_participant(registration, "Own", state_for=state_of(delegate), is_listed=False)
    make_participant(registration, "Other", state_for=make_state("Other"), is_listed=True)
    client, address = client_of(delegate), "/en/events/forum/participants/"
    assert Page(client.get(address)).all("nav.choose li") == []
    registration.list_audience, registration.list_released_on = "public", registration.opens_on
    registration.save()
    own, published = Page(client.get(address)), Page(client.get(f"{address}?as=published"))
    assert own.all("nav.choose li") == ["your mission or agency", "as published"]
    assert (own.all(".people h3"), published.all(".listed li > bdi")) == (["Own"], ["Other"])
    assert sorted(Page(office.get(address)).all(".people h3")) == ["Other", "Own"]
    assert Page(Client().get(address)).all(".listed li > bdi") == ["Other"]
    assert Page(Client().get(address)).all("nav.choose li") == []


def test_the_list_of_people_offers_only_what_leaves_somebody(registration, office):
    make_participant(registration, "Silva")
    make_participant(registration, "Haddad", state="registered")
    make_participant(registration, "Chen", category="staff")

    def offered(query: str) -> dict[str, list[str]]:
        page = Page(office.get(f"/en/events/forum/participants/{query}"))
        selects = {each["name"]: each.select("option") for each in page.soup.select("form.find select")}
        chosen = {name: [option["value"] for option in options if option["value"]] for name, options in selects.items()}
        return {**chosen, "letter": page.all("nav.choose[aria-label='Family name'] li")[1:]}

    everything = {"category": ["delegation", "staff"], "state": ["registered", "accredited"]}
    assert offered("") == {**everything, "letter": ["C", "H", "S"]}
    assert offered("?category=staff") == {"category": ["delegation", "staff"], "letter": []}
    assert offered("?state=registered") == {"state": ["registered", "accredited"], "letter": []}
    assert offered("?find=a") == {"state": ["registered", "accredited"], "letter": ["H", "S"]}


def test_the_secretariat_narrows_the_people_by_name_number_category_and_standing(registration, office):
    make_participant(registration, "Silva", given_name="Ana")
    make_participant(registration, "Haddad", state="registered")
    make_participant(registration, "Chen", category="staff")

    def found(query: str) -> list[str]:
        return Page(office.get(f"/en/events/forum/participants/{query}")).all("li[id^=participant] h3")

    assert found("") == ["Ana Silva", "Haddad", "Chen"]
    assert (found("?find=sil"), found("?find=3"), found("?find=nobody")) == (["Ana Silva"], ["Chen"], [])
    assert found("?category=delegation&state=registered") == ["Haddad"]


def questions(client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    "rest",
    ["participants/?as=published", "registration/organisations/", "participants/", "registration/check-in/list.json"],
)
def test_a_list_asks_as_much_for_one_as_for_three(registration, office, rest):
    make_participant(registration, "One", is_listed=True)
    make_letter(registration, make_state())
    make_accreditation(registration)
    make_badges(registration)
    first = questions(office, f"/en/events/forum/{rest}")
    for name in ("Two", "Three"):
        make_participant(registration, name, is_listed=True, state_for=make_state(name))
        make_letter(registration, make_state())
        make_accreditation(registration)
    make_badges(registration)
    assert questions(office, f"/en/events/forum/{rest}") == first
    assert first <= 22


# ---- Organizations


APPLICATION = {
    "category": "organisation",
    "name": "Charity",
    "kind": "civil_society",
    "contact_name": "Ana Silva",
    "contact_email": "ana@example.org",
    "language": "en",
    "about": "Shelters",
}


def test_an_organisation_applies_is_approved_and_registers_by_its_link(registration, office, mailoutbox):
    visitor = Client()
    answer = visitor.post("/en/events/forum/registration/apply/", APPLICATION)
    assert answer["Location"] == "/en/events/forum/registration/"
    application = Accreditation.objects.get()
    assert "Charity" not in visitor.get(answer["Location"]).content.decode().replace("Charity]", "")
    page = Page(office.get("/en/events/forum/registration/organisations/"))
    assert page.all("ul.papers h3") == ["Charity"]
    office.post(f"/en/acts/approve-application/{application.pk}/", {"places": "1"})
    link = re.search(r"https?://[^/]+(/\S+)", mailoutbox[0].body).group(1)
    assert visitor.get(link)["Location"] == "/en/registration/open/"
    person = {"family_name": "Silva", "given_name": "Ana", "is_listed": "on"}
    visitor.post("/en/registration/open/", person)
    assert Participant.objects.get().accreditation == application
    again = visitor.post("/en/registration/open/", person)
    assert "All 1 places are taken" in again.content.decode()
    visitor.post("/en/registration/open/", {"withdraw": "1"})
    assert Participant.objects.get().state == "withdrawn"
    visitor.post("/en/registration/open/", {"restore": "1"})
    assert Participant.objects.get().state == "registered"
    office.post(f"/en/acts/send-registration-link/{application.pk}/")
    assert visitor.get("/en/registration/open/").status_code == 404


def test_a_link_leads_to_its_own_people_and_no_other(registration):
    one, other = (
        make_accreditation(registration, name, state="approved", digest=name * 12) for name in ("one", "other")
    )
    make_participant(registration, "Mine", category="organisation", accreditation=one)
    theirs = make_participant(registration, "Theirs", category="organisation", accreditation=other)
    visitor = Client()
    session = visitor.session
    session["registration"] = one.digest
    session.save()
    page = Page(visitor.get("/en/registration/open/"))
    assert page.all("ul.papers h3") == ["Mine"]
    assert visitor.post("/en/registration/open/", {"withdraw": str(theirs.number)}).status_code == 404
    assert Participant.objects.get(family_name="Theirs").state == "accredited"


def test_nobody_applies_where_no_category_is_open_or_it_is_too_late(settings):
    event = make_event("Forum", slug="shut", starts_on=FIRST, ends_on=LAST, audience=Audience.PUBLIC)
    make_registration(event, categories=["delegation"])
    page = Client().post("/en/events/shut/registration/apply/", APPLICATION)
    assert "Registration is not open for: Organization" in page.content.decode()
    settings.PALERMO_TODAY = date(2008, 3, 1)
    assert "Registration is open from" in Client().get("/en/events/shut/registration/apply/").content.decode()
    assert Accreditation.objects.count() == 0


# ---- The list of participants


@pytest.fixture
def listed(registration):
    """Two States whose order differs by language, an organization on record, one that is not, the press."""
    germany = make_state(short_name={"en": "Germany", "fr": "Allemagne", "zh": "德国"}, slug="deu")
    chad = make_state(short_name={"en": "Chad", "fr": "Tchad", "zh": "乍得"}, slug="tcd")
    for state in (germany, chad):
        named = {"state_for": state, "is_listed": True}
        make_participant(registration, f"Adviser {state.slug}", **named)
        make_participant(registration, f"Alternate {state.slug}", role="alternate", **named)
        make_participant(registration, f"Head {state.slug}", role="head", function="Minister", **named)
        make_participant(registration, f"Unnamed {state.slug}", state_for=state)
        make_participant(registration, f"Waiting {state.slug}", state="registered", **named)
    agency = make_organisation("Agency", kind="united_nations")
    make_participant(registration, "Expert", category="organisation", organisation=agency, is_listed=True)
    charity = make_accreditation(registration, "Charity", state="approved")
    make_participant(registration, "Helper", category="organisation", accreditation=charity, is_listed=True)
    press = make_accreditation(registration, "Gazette", category="media", state="approved")
    make_participant(registration, "Reporter", category="media", accreditation=press, is_listed=True)
    make_participant(registration, "Clerk", category="staff", is_listed=True)
    make_participant(registration, "Speaker", category="speaker", is_listed=True)
    return registration


def released(registration, audience=Audience.PUBLIC):
    Registration.objects.filter(pk=registration.pk).update(list_audience=audience, list_released_on=date(2008, 2, 1))


IN_ENGLISH = [
    *("Head tcd", "Alternate tcd", "Adviser tcd", "Head deu", "Alternate deu", "Adviser deu"),
    *("Expert", "Helper", "Speaker"),
]
IN_FRENCH = [
    *("Head deu", "Alternate deu", "Adviser deu", "Head tcd", "Alternate tcd", "Adviser tcd"),
    *("Expert", "Helper", "Speaker"),
]


def test_the_list_has_states_in_each_languages_order_heads_first_and_only_who_agreed(listed):
    released(listed)
    page = Page(Client().get("/en/events/forum/participants/"))
    assert page.all(".listed li > bdi") == IN_ENGLISH
    assert page.all(".listed h3") == ["Chad", "Germany", "Agency [en]", "Charity"]
    assert page.all(".listed h2")[0] == "Member States"
    assert Page(Client().get("/fr/events/forum/participants/")).all(".listed li > bdi") == IN_FRENCH
    chinese = Page(Client().get("/zh-hans/events/forum/participants/"))
    assert chinese.all(".listed h3")[:2] == ["德国", "乍得"]


def test_the_files_say_what_the_page_says(listed):
    released(listed)
    rows = list(csv.reader(Client().get("/en/events/forum/participants.csv").content.decode("utf-8-sig").splitlines()))
    assert [row[3] for row in rows[1:]] == IN_ENGLISH
    assert rows[1] == ["Member States", "Chad", "Head of delegation", "Head tcd", "Minister"]
    written = Document(BytesIO(Client().get("/fr/events/forum/participants.docx").content))
    lines = [paragraph.text.partition("\n")[0] for paragraph in written.paragraphs if paragraph.style.name == "Normal"]
    assert lines == IN_FRENCH
    pages = PdfReader(BytesIO(Client().get("/en/events/forum/participants.pdf").content)).pages
    words = " ".join(page.extract_text() for page in pages)
    places = [words.index(name) for name in IN_ENGLISH]
    assert places == sorted(places)
    for name in ("Unnamed", "Waiting", "Reporter", "Clerk"):
        assert name not in words


@pytest.mark.parametrize("language", ["ar", "zh-hans", "ru"])
def test_the_paper_is_made_in_every_script(listed, language):
    released(listed)
    for form in ("pdf", "docx"):
        assert Client().get(f"/{language}/events/forum/participants.{form}").status_code == 200


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("", [Role.SECRETARIAT]),
        (Audience.MEMBER_STATES, [Role.SECRETARIAT, Role.DELEGATE, Role.COMMITTEE_MEMBER]),
        (Audience.PUBLIC, [*Role, None]),
    ],
)
def test_the_list_is_read_by_those_for_whom_it_was_released(listed, audience, readers):
    if audience:
        released(listed, audience)
    for role in (*Role, None):
        client = client_of(make_user(role) if role else None)
        answers = [
            client.get(f"/en/events/forum/participants{rest}") for rest in ("/?as=published", ".csv", ".docx", ".pdf")
        ]
        assert [each.status_code for each in answers] == [200, *[200 if role in readers else 404] * 3]
        assert ("Head tcd" in answers[0].content.decode()) == (role in readers)


def test_the_list_is_released_and_taken_back_by_the_secretariat(listed, office):
    office.post("/en/acts/release-participants/forum/", {"audience": "public"})
    assert "Head tcd" in Client().get("/en/events/forum/participants/").content.decode()
    office.post("/en/acts/take-back-participants/forum/")
    assert "Head tcd" not in Client().get("/en/events/forum/participants/").content.decode()


def test_a_name_written_as_a_formula_is_harmless_in_a_table(listed):
    released(listed)
    Participant.objects.filter(family_name="Head tcd").update(family_name="=cmd()")
    assert ",'=cmd()," in Client().get("/en/events/forum/participants.csv").content.decode()


def test_markup_in_a_name_is_words_on_paper_and_on_the_page(listed):
    released(listed)
    Participant.objects.filter(family_name="Head tcd").update(family_name="<b>#panic()[x]$")
    page = Page(Client().get("/en/events/forum/participants/"))
    assert page.all(".listed li > bdi")[0] == "<b>#panic()[x]$"
    made = Client().get("/en/events/forum/participants.pdf").content
    assert "#panic()[x]$" in PdfReader(BytesIO(made)).pages[0].extract_text()


# ---- Badges


def test_badges_are_printed_one_a_page_or_six_a_sheet(registration, office):
    for number in range(7):
        make_participant(registration, f"Name{number}", function="Minister")
    office.post("/en/acts/issue-badges/forum/", {"valid_from": "2008-02-13", "valid_until": "2008-02-15"})
    one = PdfReader(BytesIO(office.get("/en/events/forum/registration/badges.pdf").content))
    assert [page.extract_text().count("Name") for page in one.pages] == [1] * 7
    assert [round(float(side) / 72 * 25.4) for side in one.pages[0].mediabox[2:]] == [105, 148]
    sheets = PdfReader(BytesIO(office.get("/en/events/forum/registration/badges.pdf?as=sheets").content))
    assert [page.extract_text().count("Name") for page in sheets.pages] == [6, 1]
    single = PdfReader(BytesIO(office.get("/en/events/forum/registration/badges.pdf?number=3").content))
    assert ["Name2" in page.extract_text() for page in single.pages] == [True]


@pytest.mark.parametrize("language", ["ar", "zh-hans", "fr"])
def test_badges_are_set_in_every_script(registration, office, language):
    make_participant(registration, "الحداد", given_name="ليلى", function="وزيرة العدل")
    make_participant(registration, "陈", given_name="丽")
    make_badges(registration)
    made = office.get(f"/{language}/events/forum/registration/badges.pdf")
    assert len(PdfReader(BytesIO(made.content)).pages) == 2


def test_where_there_is_no_badge_a_sentence_says_what_to_do(registration, office):
    answer = office.get("/en/events/forum/registration/badges.pdf")
    assert (answer.status_code, "Issue badges to accredited participants first." in answer.content.decode()) == (
        409,
        True,
    )


def test_the_keys_and_revoked_badges_are_open_and_name_nobody(registration):
    person = make_participant(registration, "Silva")
    make_badges(registration)
    Badge.objects.update(revoked_at=datetime(2008, 1, 24, tzinfo=UTC))
    data = Client().get("/en/events/forum/registration/badge-keys.json").json()
    assert (data["public_keys"], data["revoked"]) == (
        Registration.objects.get().public_keys.split(),
        [[person.number, 1]],
    )
    assert "Silva" not in str(data)


def test_badges_are_the_secretariats(registration, delegate):
    make_participant(registration, state_for=state_of(delegate))
    make_badges(registration)
    for user in (delegate, make_user(Role.COMMITTEE_MEMBER)):
        assert client_of(user).get("/en/events/forum/registration/badges.pdf").status_code == 403


def test_after_the_names_are_deleted_the_page_has_the_counts(registration):
    counts = {"registered": 5, "accredited": 4, "came": 3, "category": "delegation"}
    HeadCount.objects.create(registration=registration, number=1, state=make_state("Chad"), **counts)
    Registration.objects.update(purged_on=date(2008, 5, 15))
    page = Page(Client().get("/en/events/forum/registration/"))
    assert page.all("main > .table-wrap tbody tr") == ["Chad [en] Delegation of a Member State 5 4 3"]


def test_registration_of_a_restricted_event_is_nobodys_but_its_readers(delegate):
    event = make_event("Forum", slug="closed", starts_on=FIRST, ends_on=LAST, audience=Audience.MEMBER_STATES)
    make_registration(event)
    for rest in ("registration/", "registration/apply/", "registration/badge-keys.json", "participants/"):
        assert Client().get(f"/en/events/closed/{rest}").status_code == 404
    assert client_of(delegate).get("/en/events/closed/registration/").status_code == 200


def test_an_invited_organisation_gets_its_link(registration, office, mailoutbox):
    office.post("/en/acts/invite-organisation/forum/", {**APPLICATION, "places": "3"})
    invited = Accreditation.objects.get()
    assert (invited.state, invited.was_invited, invited.places, len(mailoutbox)) == ("approved", True, 3, 1)


def test_terms_and_quotas_are_changed_by_form(registration, office):
    terms = {"opens_on": "2008-01-02", "closes_on": "2008-02-01", "delete_on": "2008-05-01"}
    assert office.post("/en/acts/change-registration/forum/", {**terms, **purpose()}).status_code == 302
    quota = {"category": "delegation", "is_open": "on", "most_each": "5", "most": "900"}
    assert office.post("/en/acts/set-registration-category/forum/", quota).status_code == 302
    page = Page(Client().get("/en/events/forum/registration/"))
    assert "Maximum per State or organization: 5" in page.text
    assert "1 May 2008" in page.one(".promise")


def test_what_is_corrected_accredited_refused_and_withdrawn_by_form(registration, office):
    person = make_participant(registration, "Misspelt", state="registered")
    make_letter(registration, person.state_for)
    details = {"role": "adviser", "order": "2", "family_name": "Spelt", "is_listed": "on"}
    office.post(f"/en/acts/change-participant/{person.pk}/", details)
    office.post(f"/en/acts/accredit-participant/{person.pk}/")
    days = {"valid_from": "2008-02-13", "valid_until": "2008-02-15"}
    office.post(f"/en/acts/issue-badge/{person.pk}/", days)
    office.post(f"/en/acts/revoke-badge/{Badge.objects.get().pk}/")
    office.post(f"/en/acts/withdraw-participant/{person.pk}/")
    person.refresh_from_db()
    assert (person.family_name, person.order, person.is_listed, person.state) == ("Spelt", 2, True, "withdrawn")
    assert Badge.objects.get().revoked_at is not None
    other = make_participant(registration, "Other", state="registered")
    office.post(f"/en/acts/refuse-participant/{other.pk}/", {"reason": "Twice"})
    other.refresh_from_db()
    assert (other.state, other.reason) == ("refused", "Twice")


def test_terms_in_one_language_only_are_shown_as_such(registration):
    Registration.objects.update(purpose=text("Only English", "en"))
    assert "Only English" in Page(Client().get("/fr/events/forum/registration/")).one(".promise")


def test_the_history_of_the_terms_is_the_secretariats_and_names_nobody(registration, office, delegate):
    terms = {"opens_on": "2008-01-02", "closes_on": "2008-02-01", "delete_on": "2008-05-01"}
    office.post("/en/acts/change-registration/forum/", {**terms, **purpose()})
    make_letter(registration, state_of(delegate))
    person = {
        "category": "delegation",
        "state_for": state_of(delegate).pk,
        "role": "adviser",
        "family_name": "Quixsilva",
    }
    assert office.post("/en/acts/register-participant/forum/", person, follow=True).status_code == 200
    page = office.get("/en/history/registrations/forum/").content.decode()
    assert "Edited the terms of registration" in page
    assert "Quixsilva" not in page
    assert client_of(delegate).get("/en/history/registrations/forum/").status_code == 404
    assert "/history/" not in client_of(delegate).get("/en/events/forum/registration/").content.decode()
    assert "/history/registrations/forum/" in office.get("/en/events/forum/registration/").content.decode()

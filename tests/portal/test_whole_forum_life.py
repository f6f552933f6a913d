"""A whole Forum lived from its proposal to the register of follow-up: what each kind of reader finds at the end.

The life itself is in `forum_life`: it is lived once for this file, and each test reads what came of it.
"""

import json
from collections import Counter

import pytest
from django.test import Client
from icalendar import Calendar

from palermo.accounts.models import GroupMembership
from palermo.accounts.states import GroupKind
from palermo.audit.chain import find_faults
from palermo.config.example.forum import BREAKS, DAYS, TITLES
from palermo.config.example.people import PARTICIPANTS, STATES
from palermo.floor.models import FloorRequest, SpeakersList
from palermo.governance.models import Endorsement, FollowUp
from palermo.programme.models import ProgrammePart
from palermo.record.exporting import export_folder
from palermo.record.importing import import_folder
from palermo.registration.models import Badge, CheckIn
from palermo.speakers.models import Speaker
from tests.portal.filling import words_of
from tests.portal.forum_life import lived
from tests.portal.forum_life.life import (
    DECLINING,
    LAST,
    NEVER_SHARED,
    NOT_LONG,
    NOT_SHORT,
    SILENT,
    SLUG,
    SPEAKING,
    TAKEN_BACK,
    Life,
)
from tests.portal.forum_life.participants import registration_of
from tests.portal.forum_life.programmes import SESSIONS, moved_item
from tests.portal.forum_life.speaking import SUBSTITUTES, published_speaker_ids
from tests.portal.programme_pages import questions
from tests.portal.reading import Page

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
EVENT = f"/en/events/{SLUG}"
ITEMS = SESSIONS + DAYS * len(BREAKS)
MOST_QUERIES = 12
# Pages with charts, and with the one count of all who come beside the list of people.
MORE_QUERIES = {f"{EVENT}/speakers/": 14, f"{EVENT}/participants/": 17}


@pytest.fixture(scope="module")
def life(django_db_setup, demonstration, django_db_blocker):
    """The record as it is at the end, committed for this file and then forgotten."""
    with django_db_blocker.unblock(), lived() as life:
        yield life
    with django_db_blocker.unblock():
        django_db_setup.copy("demonstration")


def agreeing(life: Life) -> set[int]:
    return {number for number in SPEAKING if life.planned[number].agrees}


# From the proposal to the mandate


def test_only_who_may_plan_sees_the_forum_before_a_mandate_authorises_it(life):
    assert life.seen["proposed"] == {"visitor": 404, "delegate": 404, "member": 200, "focal point": 404, "office": 200}
    assert set(life.seen["authorised"].values()) == {200}


# Speakers


def test_before_it_is_shared_a_proposal_is_there_for_its_own_side_alone(life):
    assert life.seen["before sharing"] == {"visitor": 0, "delegate": 27, "member": 26, "focal point": 0, "office": 240}


def test_each_kind_of_reader_finds_how_far_it_has_come(life):
    chosen = len(SPEAKING) + len(SILENT)
    out = len(NOT_LONG) + len(NOT_SHORT) + len(DECLINING)
    heads = {name: _stages(client) for name, client in life.readers().items()}
    # One of those whom a delegation took back before they were shared was the first delegation's own.
    assert heads == {
        "visitor": [],
        "focal point": [],
        "delegate": [f"Selected {chosen}", f"Not participating {out + 1}"],
        "member": [f"Selected {chosen}", f"Not participating {out}"],
        "office": [
            f"Nominated, not shared yet {len(NEVER_SHARED)}",
            f"Selected {chosen}",
            f"Not participating {out + len(TAKEN_BACK)}",
        ],
    }


def _stages(client: Client) -> list[str]:
    return Page(client.get(f"{EVENT}/speakers/")).all("section[id]:not(#balance) > h2")


def test_the_balance_is_that_of_the_plan(life):
    listed = [*SPEAKING, *SILENT]
    rows = _balance(life.delegate())
    for words, name in (("Woman", "woman"), ("Man", "man"), ("Not stated", "")):
        counted = [sum(life.planned[each].gender == name for each in some) for some in (listed, listed, SPEAKING)]
        assert rows["Gender"][words] == [str(count) for count in counted]
    confirmed = Counter(life.planned[each].sector for each in SPEAKING)
    assert {words: row[2] for words, row in rows["Sector"].items()} == {
        "Government": str(confirmed["government"]),
        "Intergovernmental organization": str(confirmed["intergovernmental"]),
        "Civil society": str(confirmed["civil_society"]),
        "Private sector": str(confirmed["private"]),
        "Academia": str(confirmed["academia"]),
        "Media": str(confirmed["media"]),
        "Other": str(confirmed["other"]),
        "Not stated": str(confirmed[""]),
    }
    # Five between the longlist and the confirmed have not answered: both figures together would reveal them.
    assert rows["Survivors participating"] == {
        "Participates as a survivor": ["20", "20", "Suppressed"],
        "Does not participate as a survivor": ["40", "40", "Suppressed"],
        "Not stated": ["145", "145", "140"],
    }
    assert rows["Regional group"] == _groups(life, listed)


def _balance(client: Client) -> dict[str, dict[str, list[str]]]:
    figures = Page(client.get(f"{EVENT}/speakers/")).soup.select("figure[id^=chart-balance]")
    return {
        table.figcaption.get_text(strip=True): {
            row.select_one("th").get_text(" ", strip=True): [cell.get_text(strip=True) for cell in row.select("td")]
            for row in table.select("tbody tr")
        }
        for table in figures
    }


def _groups(life: Life, listed: list[int]) -> dict[str, list[str]]:
    """Of a State that became a Member after the Forum, no regional group is stated: those of its time are."""
    held_by = GroupMembership.objects.filter(group__kind=GroupKind.REGIONAL, until_on=None)
    at_that_time = held_by.exclude(state__member_since__gt=LAST, since_on=None).exclude(since_on__gt=LAST)
    group_of = dict(at_that_time.order_by().values_list("state__slug", "group__name__en"))
    groups = {number: group_of.get(life.planned[number].from_state, "Not stated") for number in listed}
    return {
        name: [str(sum(groups[number] == name for number in some)) for some in (listed, listed, SPEAKING)]
        for name in {*groups.values()}
    }


def test_everybody_was_asked_by_mail_and_nobody_was_told_of_before_publication(life):
    assert (life.seen["asked by mail"], life.seen["before publication"]) == (210, set())


def test_everybody_reads_the_names_of_those_who_agreed_and_nothing_else_of_them(life):
    visitor = Client()
    assert published_speaker_ids(visitor, life) == agreeing(life)
    page = visitor.get(f"{EVENT}/speakers/").content.decode()
    for private in ("Reason 4", "Advice 4", "@example.org", "Composition of the list", "survivor"):
        assert private not in page
    one = life.speakers[40]
    shown = words_of(visitor.get(f"/en/speakers/{one.slug}/"))
    assert f"Life of {life.planned[40].name}" in shown
    assert "Reason 40" not in shown
    assert visitor.get(f"/en/speakers/{life.speakers[39].slug}/").status_code == 404


def test_advice_is_read_by_member_states_and_by_nobody_else(life):
    address = f"/en/speakers/{life.speakers[40].slug}/"
    shown = {name: "Advice 40" in client.get(address).content.decode() for name, client in life.readers().items()}
    assert shown == {"visitor": False, "delegate": True, "member": True, "focal point": False, "office": True}


def test_each_decision_rests_on_the_mandate_of_the_forum(life):
    decided = Speaker.objects.filter(event=life.event, decided_on__isnull=False)
    assert set(decided.order_by().values_list("decided_under__slug").distinct()) == {("vienna-forum",)}
    assert decided.count() == 210


def test_who_took_the_place_of_whom_is_on_record_with_the_part(life):
    taken = {each.substitute_for: each for each in Speaker.objects.exclude(substitute_for=None)}
    assert {gone.pk: other.pk for gone, other in taken.items()} == {
        life.speakers[gone].pk: life.speakers[other].pk for gone, other in SUBSTITUTES.items()
    }
    moderator = ProgrammePart.objects.get(role="moderator", item__programme__slug=SLUG)
    assert moderator.person.speaker_id == life.speakers[SUBSTITUTES[DECLINING[0]]].pk


# The programme


def test_the_list_the_table_the_calendar_and_json_hold_the_same_items(life):
    data = json.loads(Client().get(f"{EVENT}/programme.json").content)
    ids = sorted(item["id"] for item in data["items"])
    listed = Page(Client().get(f"{EVENT}/programme/?day=all")).soup.select(".programme > li")
    table = Page(Client().get(f"{EVENT}/programme/?as=rooms&day=all")).soup.select(".programme-cell a")
    calendar = Calendar.from_ical(Client().get(f"{EVENT}/programme.ics").content).walk("VEVENT")
    dated = [str(each["UID"]).partition("@")[0].removeprefix(f"programme-{SLUG}-") for each in calendar]
    assert len(ids) == ITEMS
    assert sorted(item["id"].removeprefix("item-") for item in listed) == ids
    assert sorted(a["href"].partition("#item-")[2] for a in table) == ids
    assert sorted(dated) == ids


def test_the_public_programme_names_those_who_are_published_and_member_states_all(life):
    for query, numbers in (("", agreeing(life)), ("?version=2", set(SPEAKING))):
        data = json.loads(life.delegate().get(f"{EVENT}/programme.json{query}").content)
        assert {person["id"] for person in data["people"]} == {life.speakers[number].slug for number in numbers}


def test_what_was_changed_after_the_endorsement_is_marked_for_those_who_endorsed_it(life):
    title = moved_item(life).title["en"]
    for client, marked in ((life.delegate(), [title]), (life.member(), [title]), (Client(), [])):
        page = Page(client.get(f"{EVENT}/programme/?day=all"))
        assert page.all(".programme > li:has(.changed) h4") == marked
    assert "which Member States endorsed" in Page(life.delegate().get(f"{EVENT}/programme/")).text
    changes = Page(life.delegate().get(f"{EVENT}/programme/changes/?from=1&to=3")).all("ul.papers li > p:not(.side)")
    assert len(changes) == 1
    assert f"“{title}” was moved" in changes[0]


def test_the_endorsement_is_approved_and_six_delegations_said_so(life):
    endorsement = Endorsement.objects.get(slug=f"{SLUG}-programme-1")
    assert endorsement.state == "approved"
    assert endorsement.versions.get().responses.filter(kind="approval").count() == 6


def test_each_speaker_finds_what_they_do_in_a_calendar_of_their_own(life):
    wanted = Counter(ProgrammePart.objects.filter(item__programme__slug=SLUG).values_list("person__slug", flat=True))
    assert sum(wanted.values()) == SESSIONS * 5 + 1
    assert set(wanted) == {life.speakers[number].slug for number in SPEAKING}
    for number in (40, 120, 230):
        person = life.speakers[number].slug
        made = Client().get(f"{EVENT}/programme.ics?person={person}").content
        assert len(Calendar.from_ical(made).walk("VEVENT")) == wanted[person]


# Participants


def test_a_mission_sees_its_own_people_and_the_secretariat_all(life):
    assert life.seen["seen by another mission"] == ["Adviserbra", "Alternatebra", "Headbra"]
    own = Page(life.delegate("aut").get(f"{EVENT}/participants/")).all("li[id^=participant] h3")
    assert own == ["Ana Headaut", "Ana Alternateaut", "Ana Adviseraut"]
    office = Page(life.office.get(f"{EVENT}/participants/"))
    assert office.all(".attendance dd")[1:] == ["1,500"] * 3


def test_everybody_has_a_badge_and_is_counted_once(life):
    numbers = list(range(1, PARTICIPANTS + 1))
    badges = Badge.objects.filter(participant__registration__slug=SLUG, revoked_at=None)
    counted = CheckIn.objects.filter(result="counted").values_list("participant__number", flat=True)
    repeated = CheckIn.objects.filter(result="repeated").values_list("participant__number", flat=True)
    assert sorted(badges.values_list("participant__number", flat=True)) == numbers
    assert (sorted(counted), sorted(repeated)) == (numbers, [1, 2, 3])


def test_the_list_of_participants_has_every_state_its_head_first_and_only_who_agreed(life):
    pages = [Page(Client().get(f"{EVENT}/participants/"))]
    last = max(
        int(link.get_text()) for link in pages[0].soup.select("nav.pages a") if link.get_text().strip().isdigit()
    )
    pages += [Page(Client().get(f"{EVENT}/participants/?page={number}")) for number in range(2, last + 1)]
    people = registration_of(life).participants.filter(is_listed=True)
    by_category = people.filter(category__in=["delegation", "organisation", "speaker"])
    assert sum(len(page.all(".listed li")) for page in pages) == by_category.count()
    sections = pages[0].soup.select(".listed")
    assert sections[0].h2.get_text(strip=True) == "Member States"
    states = people.filter(category="delegation").values("state_for").distinct().count()
    named = {
        head.get_text(strip=True)
        for page in pages
        for section in page.soup.select(".listed")
        if section.h2.get_text(strip=True) == "Member States"
        for head in section.select("h3")
    }
    assert len(named) == states
    assert states <= STATES
    austria = next(head for head in sections[0].select("h3") if head.get_text(strip=True) == "Austria")
    names = [each.get_text(strip=True) for each in austria.find_next_sibling("ul").select("li > bdi")]
    assert names == ["Ana Headaut", "Ana Alternateaut", "Ana Adviseraut"]


# The days


def test_the_door_shows_what_is_on_in_the_languages_of_the_forum(life):
    shown = life.seen["door before ten"]
    assert f"{TITLES['ar']} 1" in shown
    assert f"{TITLES['ar']} 2" not in shown


def test_who_asked_for_the_floor_has_spoken_in_the_order_of_asking(life):
    spoke = FloorRequest.objects.filter(speakers_list__item__programme__slug=SLUG).order_by("pk")
    assert list(spoke.values_list("delegation__slug", "state")) == [(slug, "spoken") for slug in ("aut", "bra", "tha")]
    address = f"/en/floor/{SpeakersList.objects.get(item__programme__slug=SLUG).slug}/"
    found = life.statuses(address)
    assert found == {"visitor": 302, "delegate": 200, "member": 200, "focal point": 403, "office": 200}


# What came of it


def test_its_recommendations_are_in_the_register_and_one_is_reported_on(life):
    wanted = [("Recommendation 1 [en]", "in_progress"), ("Recommendation 2 [en]", "open")]
    wanted.append(("Recommendation 3 [en]", "open"))
    entries = FollowUp.objects.filter(recommendation__outcome__event=life.event).order_by("recommendation__number")
    assert list(entries.values_list("recommendation__text__en", "state")) == wanted
    visitor = Client()
    assert "3 entries" in Page(visitor.get(f"/en/follow-up/?event={SLUG}")).text
    assert "A bill is before parliament" in Page(visitor.get(f"/en/follow-up/{entries[0].slug}/")).text
    page = Page(visitor.get(f"{EVENT}/outcomes/"))
    assert all(words in page.text for words, _state in wanted)


def test_a_report_as_at_a_day_before_says_what_it_said_then(life):
    assert life.seen["report after"] == life.seen["report before"]


def test_the_log_holds_together_and_the_record_comes_back_from_its_files(life, tmp_path):
    assert find_faults() == []
    export_folder(tmp_path / "record")
    assert import_folder(tmp_path / "record", by="the test", check=True).records == ()
    written = "".join(path.read_text() for path in (tmp_path / "record").rglob("*.yaml"))
    assert f"Life of {life.planned[40].name}" in written
    for private in ("Headaut", "Helperone", "person40@example.org", "charity@example.org"):
        assert private not in written


# At full size


LISTS = (
    *(f"{EVENT}/{rest}" for rest in ("speakers/", "programme/", "programme/?as=rooms", "participants/", "floor/")),
    *(f"{EVENT}/registration/{rest}" for rest in ("", "people/", "check-in/")),
    f"/en/programmes/{SLUG}/",
    f"/en/programmes/{SLUG}/screens/",
    "/en/events/",
    "/en/follow-up/",
)


@pytest.mark.parametrize("address", LISTS)
def test_a_list_asks_the_database_no_more_often_than_it_may(life, address):
    for client in (Client(), life.delegate(), life.office):
        if client.get(address).status_code == 200:
            assert questions(client, address) <= MORE_QUERIES.get(address, MOST_QUERIES)


def test_a_consent_withdrawn_takes_the_name_off_every_public_page(life):
    number = 120
    name, speaker, visitor = life.planned[number].name, life.speakers[number], Client()
    pages = [
        *(f"{EVENT}/{rest}" for rest in ("", "speakers/", "programme/", "programme/?as=rooms", "programme/changes/")),
        *(f"{EVENT}/{rest}" for rest in ("programme.json", "programme.ics", "schedule.json", "schedule.xml")),
        *("/en/updates/", "/en/feeds/everything.xml"),
    ]
    search = f"/en/search/?q={name}"
    assert name in visitor.get(f"{EVENT}/programme/").content.decode()
    assert Page(visitor.get(search)).all(".nothing") == []
    life.office.post(
        f"/en/acts/change-speaker-consent/{speaker.slug}/",
        {"kind": "publication", "to": "withdrawn", "reason_en": "By telephone"},
    )
    found = [page for page in pages if name in visitor.get(page).content.decode().replace("\r\n ", "")]
    assert (found, visitor.get(f"/en/speakers/{speaker.slug}/").status_code) == ([], 404)
    assert Page(visitor.get(search)).one(".nothing") == f"No results for “{name}”."
    assert published_speaker_ids(visitor, life) == agreeing(life) - {number}
    # Member States were shown it, and read it still.
    assert name in life.delegate().get(f"{EVENT}/programme/?version=2").content.decode()

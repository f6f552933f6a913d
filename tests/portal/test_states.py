"""The pages of States: in the reader's order, under the names of a day, with what each reader may see of them."""

import re
from datetime import date

import pytest
from django.utils import translation

from palermo.accounts.models import FormerName, State
from palermo.accounts.state_choices import StateChoiceField, offer_states
from palermo.accounts.states import GroupKind, GroupPurpose, Role
from palermo.core.audiences import Audience
from palermo.core.text import MultilingualText
from palermo.governance.models import Attendance, Initiative
from palermo.treaties.models import Treaty
from palermo.treaties.states.participation import ActionKind
from tests.factories.accounts import make_group, make_group_membership, make_place, make_state, make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.governance import make_meeting
from tests.factories.laws import make_law, make_proposal
from tests.factories.register import make_contribution, make_entry
from tests.factories.speakers import make_speaker
from tests.factories.treaties import make_action, make_treaty
from tests.portal.page_rows import stated
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db

CHANGED = date(2018, 4, 19)


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2026, 1, 31)


def make_named(slug: str, **names: str):
    return make_state(slug=slug, short_name=MultilingualText(names))


@pytest.fixture
def four():
    make_named("aut", ar="النمسا", zh="奥地利", en="Austria", fr="Autriche", ru="Австрия", es="Austria")
    make_named("egy", ar="مصر", zh="埃及", en="Egypt", fr="Égypte", ru="Египет", es="Egipto")
    make_named("zmb", ar="زامبيا", zh="赞比亚", en="Zambia", fr="Zambie", ru="Замбия", es="Zambia")
    new = make_named("swz", ar="إسواتيني", zh="斯威士兰", en="Eswatini", fr="Eswatini", ru="Эсватини", es="Eswatini")
    FormerName.objects.create(state=new, until_on=CHANGED, short_name=MultilingualText({"en": "Swaziland"}))


def listed(client, address: str) -> list[str]:
    html = client.get(address).text
    return re.findall(r'<(?:li|th scope="row")><a href="/[a-z-]+/states/(\w+)/">', html)


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("ar", "swz zmb egy aut"),
        ("zh-hans", "egy aut swz zmb"),
        ("en", "aut egy swz zmb"),
        ("fr", "aut egy swz zmb"),
        ("ru", "aut egy zmb swz"),
        ("es", "aut egy swz zmb"),
    ],
)
def test_states_stand_in_the_order_of_the_readers_language(client, language, order):
    assert listed(client, f"/{language}/states/") == order.split()


@pytest.mark.usefixtures("four")
def test_a_list_as_at_a_day_has_the_names_of_that_day_in_their_order(client):
    before, after = (client.get(f"/en/states/?on={day}").text for day in ("2018-04-18", "2018-04-19"))
    assert ("Swaziland" in before, "Eswatini" in before) == (True, False)
    assert ("Swaziland" in after, "Eswatini" in after) == (False, True)
    assert listed(client, "/en/states/?on=2018-04-18") == ["aut", "egy", "swz", "zmb"]


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize("typed", ["19 April 2018", "19 avril 2018", "2018年4月19日", "April 2018", "2018"])
def test_the_day_of_a_list_is_typed_as_dates_are_everywhere(client, typed):
    answer = client.get("/en/states/", {"on": typed})
    assert ("Swaziland" in answer.text, "Eswatini" in answer.text) == (False, True)
    assert Page(answer).soup.select_one("#on")["value"] == typed


@pytest.mark.usefixtures("four")
def test_a_day_of_a_list_that_cannot_be_read_stays_in_the_field_with_a_sentence(client):
    page = Page(client.get("/en/states/", {"on": "18/4/2018"})).soup
    field = page.select_one("#on")
    assert (field["value"], field["type"], field["aria-invalid"]) == ("18/4/2018", "text", "true")
    assert " ".join(page.select_one(f"#{field['aria-describedby']}").text.split()) == (
        "Enter a date such as 18 June 2007, June 2007, late September 2007, mid-2008 or 2007-06-18; found “18/4/2018”."
    )


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("words", "found"),
    [("egypte", ["egy"]), ("swaziland", ["swz"]), ("奥地", ["aut"]), ("مصر", ["egy"]), ("nowhere", [])],
)
def test_a_state_is_found_by_any_of_its_names_without_accents(client, words, found):
    assert listed(client, f"/en/states/?find={words}") == found


def test_a_choice_that_is_in_no_list_is_an_error(client):
    make_state("Alone", slug="alone")
    html = client.get("/en/states/?on=never&group=none&by=nothing").text
    summary = html.partition('<div class="error-summary"')[2].partition("</div>")[0]
    assert re.findall(r'<a href="#(\w+)">([^<]+)</a>', summary) == [
        ("group", "There is no choice “none”. Choose one from the list."),
        ("by", "There is no choice “nothing”. Choose one from the list."),
    ]
    assert '<span class="errorlist" id="group_error">There is no choice “none”.' in html
    assert "found “never”" in html
    assert listed(client, "/en/states/?on=never&group=none&by=nothing") == ["alone"]


def test_states_are_shown_by_group_and_those_in_none_stand_apart(client):
    region, union = make_group("Region", slug="region"), make_group("Union", slug="union", kind=GroupKind.OTHER)
    one, two, three = (make_state(name, slug=name.lower()) for name in ("One", "Two", "Three"))
    make_group_membership(region, one)
    make_group_membership(region, two, purpose=GroupPurpose.ELECTIONS)
    make_group_membership(union, three)
    html = client.get("/en/states/?by=group").text
    assert listed(client, "/en/states/?by=group") == ["one", "two", "three"]
    assert re.findall(r"elections only|No regional group recorded", html) == [
        "elections only",
        "No regional group recorded",
    ]
    assert listed(client, "/en/states/?group=union") == ["three"]


def test_a_group_as_at_a_day_has_its_members_of_that_day(client):
    group, state = make_group(slug="union"), make_state(slug="gbr")
    make_group_membership(group, state, since_on=date(1993, 11, 1), until_on=date(2020, 2, 1))
    found = {day: listed(client, f"/en/states/?group=union&on={day}") for day in ("2020-01-31", "2020-02-01")}
    assert found == {"2020-01-31": ["gbr"], "2020-02-01": []}


@pytest.mark.usefixtures("four")
def test_the_page_of_a_state_has_its_names_in_the_official_order_with_their_days(client):
    html = client.get("/fr/states/swz/").text
    tables = html.split('aria-labelledby="names-')[1:]
    assert [re.findall(r'<th scope="row"><span lang="([\w-]+)"', table) for table in tables] == [
        ["ar", "zh-Hans", "en", "fr", "ru", "es"]
    ] * 2
    assert re.findall(r'<caption id="names-\d">.*?datetime="([\d-]+)"', html, re.DOTALL) == ["2018-04-19", "2018-04-19"]


def test_a_page_shows_of_a_state_what_each_reader_may_see(client):
    state = make_state(slug="aut")
    place = make_place(state=state)
    for audience in Audience:
        make_event(f"event for {audience}", place=place, audience=audience)
        make_entry(f"entry for {audience}", audience=audience, responsible_state=state)
        make_contribution(f"gift for {audience}", audience=audience, state=state, organisation=None)
    make_event("event in another State", place=make_place())
    make_user(Role.DELEGATE, name="Posted for Austria").postings.update(state=state)

    def seen(role):
        if role:
            client.force_login(make_user(role))
        html = client.get("/en/states/aut/").text
        assert "Posted for Austria" not in html
        assert "event in another State" not in html
        return set(re.findall(r"(?:event|entry|gift) for \w+", html.lower()))

    public = {f"{what} for public" for what in ("event", "entry", "gift")}
    member_states = public | {f"{what} for member_states" for what in ("event", "entry", "gift")}
    everything = {f"{what} for {audience}" for what in ("event", "entry", "gift") for audience in Audience}
    assert (seen(None), seen(Role.DELEGATE), seen(Role.SECRETARIAT)) == (public, member_states, everything)


def test_a_page_shows_the_events_of_the_regional_group_and_the_paragraphs_that_cite_them(client):
    state, near, far = make_state(slug="aut"), make_state("Near"), make_state("Far")
    group = make_group(kind=GroupKind.REGIONAL)
    for member in (state, near):
        make_group_membership(group, member)
    event = make_event("event nearby", place=make_place(state=near), audience=Audience.PUBLIC)
    make_event("event far away", place=make_place(state=far), audience=Audience.PUBLIC)
    paragraph = stated("events", event.activity.slug).paragraph
    page = Page(client.get("/en/states/aut/"))
    assert page.all("main .papers h3") == ["event nearby [en]", group.name["en"]]
    assert f"Cited in: Report ¶{paragraph}" in page.all("main .papers .meta")
    assert page.soup.select_one("details.names[open]") is None


def test_a_state_that_is_not_there_is_not_found(client):
    assert client.get("/en/states/nowhere/").status_code == 404


@pytest.mark.usefixtures("four")
def test_a_choice_of_states_stands_in_the_order_of_the_reader():
    field = StateChoiceField(queryset=State.objects.prefetch_related("former_names"), empty_label="?")
    with translation.override("zh-hans"):
        assert [label for _value, label in field.choices] == ["?", "埃及", "奥地利", "斯威士兰", "赞比亚"]


@pytest.fixture
def sudan(settings):
    """South Sudan, which came into being on 9 July 2011, and a State of another name since 2018."""
    make_state(
        slug="ssd",
        short_name=MultilingualText({"en": "South Sudan"}),
        exists_since=date(2011, 7, 9),
        member_since=date(2011, 7, 14),
    )
    eswatini = make_state(slug="swz", short_name=MultilingualText({"en": "Eswatini"}))
    FormerName.objects.create(state=eswatini, until_on=CHANGED, short_name=MultilingualText({"en": "Swaziland"}))


def offered(today: date, day: date | None, settings, also=()) -> list[str]:
    settings.PALERMO_TODAY = today
    field = StateChoiceField(queryset=None, empty_label=None)
    offer_states(field, day, also=also)
    return [label for _key, label in field.choices]


@pytest.mark.usefixtures("sudan")
@pytest.mark.parametrize(
    ("today", "day", "names"),
    [
        (date(2026, 1, 31), None, ["Eswatini", "South Sudan"]),
        (date(2026, 1, 31), date(2007, 6, 18), ["Swaziland"]),
        (date(2026, 1, 31), date(2011, 7, 8), ["Swaziland"]),
        (date(2026, 1, 31), date(2011, 7, 9), ["South Sudan", "Swaziland"]),
        (date(2026, 1, 31), date(2018, 4, 19), ["Eswatini", "South Sudan"]),
        (date(2008, 1, 31), None, ["Swaziland"]),
        # Of a day to come nothing is known yet.
        (date(2008, 1, 31), date(2020, 1, 1), ["Swaziland"]),
    ],
)
def test_a_form_offers_the_states_of_the_day_under_their_names_of_the_day(today, day, names, settings):
    assert offered(today, day, settings) == names


@pytest.mark.usefixtures("sudan")
def test_a_form_keeps_a_state_that_the_record_names(settings):
    named = State.objects.get(slug="ssd").pk
    assert offered(date(2008, 1, 31), None, settings, also=[None, named]) == ["South Sudan", "Swaziland"]


@pytest.mark.usefixtures("sudan")
def test_the_form_of_an_event_offers_the_states_of_its_day(client):
    client.force_login(make_user(Role.SECRETARIAT))
    offered = {}
    for day in (date(2007, 6, 18), date(2019, 6, 18)):
        event = make_event(starts_on=day, ends_on=day, state="authorised")
        form = client.get(f"/en/acts/describe-event/{event.activity.slug}/").context["form"]
        offered[day.year] = [label for _key, label in form.fields["hosts"].choices]
    assert offered == {2007: ["Swaziland"], 2019: ["Eswatini", "South Sudan"]}


@pytest.mark.usefixtures("sudan")
def test_pages_call_a_state_as_it_was_called_on_the_day(client, settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)
    place = make_place("Mbabane", state=State.objects.get(slug="swz"))
    make_event(place=place, starts_on=date(2007, 6, 18), ends_on=date(2007, 6, 18))
    shown = client.get(f"/en/events/places/{place.slug}/").text
    assert ("Swaziland" in shown, "Eswatini" in shown) == (True, False)


@pytest.mark.parametrize(("number", "links"), [(1, []), (11, ["11 follow-up entries"])])
def test_follow_up_leads_on_only_where_there_is_more_of_it(client, number, links):
    state = make_state("Thailand")
    for each in range(number):
        make_entry(f"Entry {each}", responsible_state=state)
    page = Page(client.get(f"/en/states/{state.slug}/"))
    assert len(page.all("main .papers h3")) == min(number, 10)
    assert page.all("main p.all") == links


@pytest.fixture
def compared(settings):
    """A party with law on record that attended a meeting, a signatory that hosts an event, and neither."""
    settings.PALERMO_TODAY = date(2008, 2, 1)
    treaty = make_treaty("Protocol", slug="protocol")
    Initiative.objects.create(slug="initiative", name=text("Initiative"), treaty=treaty)
    alba, bora, cora = (make_state(name, slug=name.lower()) for name in ("Alba", "Bora", "Cora"))
    make_action(treaty, alba, on=date(2004, 3, 1))
    make_action(treaty, bora, ActionKind.SIGNATURE, date(2001, 1, 1))
    make_law(state=alba, treaty=treaty)
    make_proposal(state=cora, treaty=treaty)
    make_event("public event", place=make_place(state=bora), audience=Audience.PUBLIC)
    meeting = make_meeting(audience=Audience.MEMBER_STATES, starts_on=date(2008, 1, 11), ends_on=date(2008, 1, 11))
    Attendance.objects.create(meeting=meeting, state=alba)


def rows_of(client, query: str = "") -> list[list[str]]:
    page = Page(client.get(f"/en/states/{query}"))
    return [[" ".join(cell.text.split()) for cell in row.select("th, td")] for row in page.soup.select("tbody tr")]


@pytest.mark.usefixtures("compared")
def test_the_table_has_treaty_law_and_events_of_each_state(client):
    assert rows_of(client) == [
        ["Alba [en]", "", "Party, not yet in force", "1 March 2004", "1", ""],
        ["Bora [en]", "", "Signed, not a party", "", "", "1"],
        ["Cora [en]", "", "Neither signed nor a party", "", "", ""],
    ]


@pytest.mark.usefixtures("compared")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?party=protocol", ["alba"]),
        ("?law=recorded", ["alba"]),
        ("?law=none", ["bora", "cora"]),
        ("?took=hosted", ["bora"]),
        ("?sort=-name", ["cora", "bora", "alba"]),
        ("?sort=joined", ["alba", "bora", "cora"]),
        ("?party=nothing&law=x&took=y&sort=z", ["alba", "bora", "cora"]),
        ("?law=none&by=letter", ["bora", "cora"]),
        ("?on=2004-02-29&party=protocol", []),
    ],
)
def test_the_table_is_filtered_and_sorted_by_what_the_address_says(client, query, found):
    assert listed(client, f"/en/states/{query}") == found


@pytest.mark.usefixtures("compared")
def test_attendance_counts_only_for_those_who_may_see_the_meeting(client):
    assert listed(client, "/en/states/?took=meetings") == ["alba", "bora", "cora"]
    assert "Meetings attended" not in client.get("/en/states/alba/").text
    client.force_login(make_user(Role.DELEGATE))
    assert listed(client, "/en/states/?took=meetings") == ["alba"]
    assert rows_of(client)[0] == ["Alba [en]", "", "Party, not yet in force", "1 March 2004", "1", "", "1"]
    assert "Meetings attended" in client.get("/en/states/alba/").text


@pytest.mark.usefixtures("compared")
def test_the_map_leads_to_the_pages_of_states(client):
    make_action(Treaty.objects.get(), make_state("Austria", slug="aut"), on=date(2005, 9, 15))
    drawing = Page(client.get("/en/states/")).soup.select_one("#chart-map svg.chart-drawing")
    assert [link["href"] for link in drawing.select("a")] == ["/en/states/aut/"]
    assert drawing["role"] == "group"
    assert "href" not in client.get("/en/states/?chart=map&as=svg").text


def test_a_nomination_is_read_by_its_own_delegation_and_once_published_by_all(client):
    state, event = make_state(slug="aut"), make_event(audience=Audience.PUBLIC)
    make_speaker("Canary nominee", event=event, proposed_for_state=state, from_state=state)
    delegate, other = make_user(Role.DELEGATE), make_user(Role.DELEGATE)
    delegate.postings.update(state=state)
    other.postings.update(state=make_state())

    def seen(reader):
        client.logout()
        if reader:
            client.force_login(reader)
        return "Canary nominee" in client.get("/en/states/aut/").text

    readers = (None, other, make_user(Role.COMMITTEE_MEMBER), delegate)
    assert [seen(reader) for reader in readers] == [False, False, False, True]

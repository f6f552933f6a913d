"""What each mark says, for whom and in which language: rendered through templates as pages do it."""

import contextlib
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.html import strip_tags

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, Viewer
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.languages import LANGUAGES, active_language
from palermo.core.text import MultilingualText
from palermo.core.yearline import YearlineEntry, years_of
from palermo.governance.states.activities import ActivityState
from palermo.governance.web.chains import Part
from palermo.library.web.access_reasons import AccessReason
from tests.portal.sample import TODAY, sample

TEMPLATES = Path(__file__).parent / "templates"
DELEGATE = Viewer(
    user_id=1, roles=frozenset({Role.DELEGATE}), audiences=frozenset({Audience.PUBLIC, Audience.MEMBER_STATES})
)
OFFICER = Viewer(user_id=2, roles=frozenset({Role.SECRETARIAT}), audiences=frozenset(Audience))


@pytest.fixture(autouse=True)
def _the_day(settings):
    settings.PALERMO_TODAY = TODAY


def render(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context).strip()


def words(source: str, **context: object) -> str:
    return " ".join(strip_tags(render(source, **context).replace("<p>", " <p>")).split())


def in_request(source: str, path: str = "/en/events/", viewer: Viewer = VISITOR, **context: object) -> str:
    request = RequestFactory().get(path)
    with contextlib.suppress(Resolver404):
        request.resolver_match = resolve(request.path)
    request.viewer, request.user = viewer, SimpleNamespace(is_authenticated=False)
    return engines["django"].from_string(source).render(context, request).strip()


def test_a_text_in_the_readers_language_is_only_that_text():
    with translation.override("fr"):
        assert (
            render("{{ t|localized_text }}", t=MultilingualText({"fr": "Réunion <1>", "en": "Meeting"}))
            == "Réunion &lt;1&gt;"
        )


def test_a_text_in_another_language_is_named_and_marked_as_such():
    with translation.override("en"):
        assert render("{{ t|localized_text }}", t=MultilingualText({"ar": "اجتماع"})) == (
            '<span lang="ar" dir="rtl" class="other-language">اجتماع</span> '
            '<small class="not-yet" title="(not yet available in English; shown in Arabic)">'
            '<span class="language-mark" aria-hidden="true">AR</span>'
            '<span class="language-note">(not yet available in English; shown in Arabic)</span></small>'
        )


def test_a_plain_text_names_the_other_language_without_markup():
    assert render("{{ t|plain }}", t=MultilingualText({"fr": "Réunion"})) == "Réunion (FR)"


def test_an_absent_text_is_nothing():
    assert render("{{ t|localized_text }}{{ t|plain }}", t=MultilingualText()) == ""


def test_a_symbol_is_one_piece_from_left_to_right():
    with translation.override("ar"):
        assert (
            render('{% symbol "E/CN.15/2008/1" %}')
            == '<bdi class="symbol" dir="ltr" translate="no">E/CN.15/2008/1</bdi>'
        )


def test_a_symbol_that_is_not_assigned_is_said_to_be_pending():
    assert words('{% symbol "" %}') == "symbol pending"


@pytest.mark.parametrize(
    ("viewer", "expected"),
    [
        (
            DELEGATE,
            (
                "Member States Why can I see this? You have access as a delegate of Austria. "
                "Available to delegates of Member States, members of the Steering Committee and the "
                "secretariat."
            ),
        ),
        (
            None,
            (
                "Member States Why can I see this? Available to delegates of Member States, members of "
                "the Steering Committee and the secretariat."
            ),
        ),
    ],
    ids=["delegate", "nobody"],
)
def test_an_audience_explains_why_this_reader_sees_the_record(viewer, expected):
    because = AccessReason("You have access as a delegate of Austria.") if viewer else None
    assert words('{% audience "member_states" %}', why=lambda audience, of: because) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("public", ""), ("steering_committee", "Steering Committee"), ("secretariat", "Secretariat")],
)
def test_only_a_restricted_audience_is_named(value, expected):
    assert words("{% audience value brief=True %}", value=value) == expected
    assert words("{% audience value %}", value=value).startswith(f"{expected} Why can I see this?" if expected else "")
    assert (words("{% audience value %}", value=value) == "") == (value == "public")


def test_every_state_of_the_record_has_a_word_and_a_shape():
    shapes = {
        state: render("{% state record %}", record=SimpleNamespace(state=state)).split('data-shape="')[1].split('"')[0]
        for state in ActivityState
    }
    assert shapes == {
        ActivityState.PROPOSED: "open",
        ActivityState.GIVEN_UP: "ended",
        ActivityState.AUTHORISED: "under-way",
        ActivityState.UNDER_WAY: "under-way",
        ActivityState.COMPLETED: "done",
        ActivityState.CANCELLED: "ended",
    }


def test_what_is_late_says_so_in_words():
    record = SimpleNamespace(state="in_force", get_state_display=lambda: "In force")
    assert render("{% state record late=True %}", record=record) == (
        '<span class="state" data-shape="late">In force, overdue</span>'
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2008, 2, 12), "12 February 2008 in 12 days"),
        (date(2008, 2, 1), "1 February 2008 in 1 day"),
        (date(2008, 1, 31), "31 January 2008 today"),
        (date(2008, 1, 28), "28 January 2008 3 days overdue"),
        (date(2008, 1, 30), "30 January 2008 1 day overdue"),
        (date(2007, 9, 30), "30 September 2007 4 months overdue"),
        # To or from a date that is not a day nothing is counted.
        (PartialDate.parse("mid 2008"), "mid-2008"),
        (PartialDate.parse("2008-01"), "January 2008"),
        (PartialDate.parse("late 2007-12"), "late December 2007 overdue"),
    ],
)
def test_what_is_due_says_on_a_desk_how_far_off_it_is(day, expected):
    assert words("{% when day due=True late=True %}", day=day) == expected
    # Elsewhere nothing is said of what was or was not done.
    is_past = "overdue" in expected
    elsewhere = f"{words('{% when day %}', day=day)} no result on record" if is_past else expected
    assert words("{% when day due=True %}", day=day) == elsewhere


def test_no_date_is_nothing():
    assert render("{% when none due=True %}{% period none none %}{% far none %}", none=None) == ""


def test_only_a_day_to_come_is_far():
    assert (words("{% far day %}", day=date(2008, 2, 12)), words("{% far day %}", day=date(2008, 1, 30))) == (
        "in 12 days",
        "",
    )


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2007, 6, 19), date(2007, 6, 22), '<time datetime="2007-06-19">19–22 June 2007</time>'),
        (date(2007, 6, 19), None, '<time datetime="2007-06-19">19 June 2007</time>'),
        (PartialDate.parse("late 2007-09"), None, '<time datetime="2007-09">late September 2007</time>'),
        (PartialDate.parse("2008"), PartialDate.parse("2008"), '<time datetime="2008">2008</time>'),
    ],
)
def test_a_period_is_as_exact_as_the_record(first, last, expected):
    assert render("{% period first last %}", first=first, last=last) == expected


def test_a_chain_links_what_has_an_address_and_marks_the_gap():
    gap = Part("A mandate would close this.", is_gap=True)
    parts = [Part("Decision 16/1 ¶2", "/d"), Part("Here", is_here=True), gap]
    steps = BeautifulSoup(render("{% chain parts %}", parts=parts), "lxml").select("ol > li")
    assert [str(step) for step in steps] == [
        '<li><a href="/d">Decision 16/1 ¶2</a></li>',
        '<li aria-current="true"><span>Here</span></li>',
        '<li class="gap"><span>A mandate would close this.</span></li>',
    ]


def test_languages_stand_in_the_official_order_and_missing_ones_are_said_to_be_missing():
    shown = words("{% languages available 'en' %}", available={"en": "/e", "fr": "/f", "ar": "/a"})
    assert shown == "العربية 中文 not yet English Français Русский not yet Español not yet"


def test_a_fact_without_a_value_is_left_out():
    assert (
        render('{% fact "Where" %} {% endfact %}{% fact "When" %}now{% endfact %}')
        == "<div><dt>When</dt><dd>now</dd></div>"
    )


def test_a_heading_is_escaped():
    assert render("{% heading title kicker=kicker %}{% endheading %}", title="<b>", kicker="A & B") == (
        '<header class="page-head"><p class="kicker">A &amp; B</p><h1>&lt;b&gt;</h1></header>'
    )


def test_a_filter_keeps_the_others_and_starts_from_the_first_page():
    html = in_request(
        '{% choose "kind" kinds "forum" "Kind" %}', "/en/events/?kind=forum&year=2007&page=3", kinds=["forum", "launch"]
    )
    assert [part.split('"')[0] for part in html.split('href="')[1:]] == ["?year=2007", "?year=2007&amp;kind=launch"]


def test_pages_of_a_list_keep_its_filters():
    page = Paginator(range(30), 10).get_page(2)
    html = in_request("{% pages page %}", "/en/events/?year=2007&page=2", page=page)
    assert [part.split('"')[0] for part in html.split('href="')[1:]] == [
        "?year=2007&amp;page=1",
        "?year=2007&amp;page=1",
        "?year=2007&amp;page=3",
        "?year=2007&amp;page=3",
    ]


def test_one_page_needs_no_links():
    assert in_request("{% pages page %}", page=Paginator(range(3), 10).get_page(1)) == ""


PUBLIC_MENU = ["Home", "Events", "Documents", "Decisions & mandates", "Data & research", "About"]


@pytest.mark.parametrize(
    ("viewer", "expected"),
    [
        (VISITOR, PUBLIC_MENU),
        (DELEGATE, [*PUBLIC_MENU, "My desk"]),
        (OFFICER, [*PUBLIC_MENU, "My desk", "Manage"]),
    ],
    ids=["visitor", "delegate", "officer"],
)
def test_everyone_has_one_menu_of_six_items_with_a_desk_for_whoever_has_a_role(viewer, expected):
    with translation.override("en"):
        soup = BeautifulSoup(in_request("{% site_navigation %}", viewer=viewer), "lxml")
    assert [link.get_text() for link in soup.select("nav a")] == expected


MEMBERS_PAGES = ["Consultations", "Guidance", "Steering Committee", "Texts for approval"]
FOLLOW_UP_PAGES = ["Follow-up", "Commitments", "Action plans"]


@pytest.mark.parametrize(
    ("viewer", "path", "expected"),
    [
        (VISITOR, "/en/mandates/", ["Decisions", "*Mandates*", *FOLLOW_UP_PAGES]),
        (DELEGATE, "/en/guidance/topics/", ["Decisions", "Mandates", *MEMBERS_PAGES, *FOLLOW_UP_PAGES]),
        (VISITOR, "/en/activities/a-study/", ["Decisions", "*Mandates*", *FOLLOW_UP_PAGES]),
        (VISITOR, "/en/events/calendar/2007/", ["All events", "*Timeline*", "Calendar", "Campaigns"]),
        (OFFICER, "/en/secretariat/reports/progress/", ["All documents", "*Reports*", "Offline packages"]),
        (VISITOR, "/en/search/", []),
        (VISITOR, "/en/desk/", []),
    ],
    ids=["list", "members", "record", "nearest", "elsewhere", "none", "closed"],
)
def test_a_section_shows_its_pages_and_where_the_reader_is(viewer, path, expected):
    expected = [f"*{each}*" if "guidance" in path and each == "Guidance" else each for each in expected]
    with translation.override("en"):
        soup = BeautifulSoup(in_request("{% section_navigation %}", path, viewer=viewer), "lxml")
    links = soup.select("nav a")
    assert [f"*{link.get_text()}*" if link.has_attr("aria-current") else link.get_text() for link in links] == expected


def test_the_menu_marks_the_section_and_tells_its_first_page_from_those_below():
    with translation.override("en"):
        pages = {path: in_request("{% site_navigation %}", path, viewer=VISITOR) for path in ("/en/", "/en/reports/")}
    marked = {
        path: [(link.get_text(), link["aria-current"]) for link in BeautifulSoup(html, "lxml").select("[aria-current]")]
        for path, html in pages.items()
    }
    assert marked == {"/en/": [("Home", "page")], "/en/reports/": [("Documents", "true")]}


def test_the_language_switch_stays_on_the_page_and_its_filter():
    with translation.override("en"):
        html = in_request("{% language_switch %}", "/en/events/?year=2007")
    assert [part.split('"')[0] for part in html.split('href="')[1:]] == [
        f"/{language.django_code}/events/?year=2007" for language in LANGUAGES if language.code != "en"
    ]


def test_a_page_that_does_not_exist_leads_to_the_other_languages_homes():
    with translation.override("en"):
        html = in_request("{% language_switch %}", "/nowhere")
    assert [part.split('"')[0] for part in html.split('href="')[1:]] == [
        f"/{language.django_code}/" for language in LANGUAGES if language.code != "en"
    ]


def test_the_year_keeps_empty_months_and_today_stands_between_what_was_and_what_is_to_come():
    entries = [
        YearlineEntry(date(2007, 7, 30), date(2007, 8, 2), "Over the end"),
        YearlineEntry(date(2007, 10, 15), date(2007, 10, 15), "On the day"),
        YearlineEntry(date(2007, 10, 3), date(2007, 10, 3), "Before", kind="meeting"),
    ]
    (year,) = years_of(entries, date(2007, 10, 15))
    assert [(month.first.month, [each.words for each in month.earlier]) for month in year.months] == [
        (7, ["Over the end"]),
        (8, []),
        (9, []),
        (10, ["Before"]),
    ]
    assert [(bool(month.today), [each.words for each in month.later]) for month in year.months] == [
        *[(False, [])] * 3,
        (True, ["On the day"]),
    ]


def test_each_row_of_the_line_of_the_year_has_its_own_mark(settings):
    settings.PALERMO_TODAY = date(2007, 10, 15)
    may = PartialDate.parse("2007-05")
    entries = [
        YearlineEntry(date(2007, 10, 3), date(2007, 10, 4), "Meeting", kind="meeting"),
        YearlineEntry(date(2007, 10, 25), date(2007, 10, 26), "Event"),
        YearlineEntry(may.first_day, may.value, "Due", kind="due", inexact=may),
    ]
    with translation.override("en"):
        html = engines["django"].from_string("{% yearline entries %}").render({"entries": entries})
    rows = BeautifulSoup(html, "lxml").select(".entries > li")
    assert [
        (row.get("data-kind"), " ".join(row.get("class", [])), " ".join(row.get_text().split())) for row in rows
    ] == [
        ("due", "vague", "May 2007 Due"),
        ("meeting", "", "3–4 Meeting"),
        (None, "now", "15 Today"),
        ("event", "", "25–26 Event"),
    ]


def test_an_inexact_day_is_not_given_a_day_on_the_line():
    may = PartialDate.parse("2008-05")
    entry = YearlineEntry(may.first_day, may.value, "Briefing", inexact=may)
    assert words("{% yearline entries %}", entries=[entry]) == (
        "2008 January 31 Today February March April May May 2008 Briefing"
    )


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_whole_page_of_components_renders_in_every_language(language):
    page = engines["django"].from_string((TEMPLATES / "components.html").read_text(encoding="utf-8"))
    with translation.override(language.django_code):
        request = RequestFactory().get(f"/{language.django_code}/events/")
        request.viewer, request.user = OFFICER, SimpleNamespace(is_authenticated=False)
        html = page.render({**sample(request), "language": active_language()}, request)
    direction = "rtl" if language.right_to_left else "ltr"
    assert f'<html lang="{language.tag}" dir="{direction}">' in html
    assert html.count("<h1>") == 1
    assert 'class="other-language"' in html or language.code == "en"

"""Readers of tools: chapters with notes and links, the language they get, citations, the finder, and feedback."""

import json
import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.library.web.downloads import counts_as_download
from palermo.toolkit.actions import feedback as actions
from palermo.toolkit.actions.downloads import count_download
from palermo.toolkit.models import DraftingMember, FinderEntry, ReaderFeedback
from palermo.toolkit.queries.feedback import downloads_of, feedback_visible_to, latest_versions, sections_visible_to
from palermo.toolkit.queries.texts import version_text
from palermo.toolkit.texts.comparison import compare_texts
from palermo.toolkit.texts.passages import Row, build_text
from tests.factories.accounts import make_user
from tests.factories.activities import make_tool
from tests.factories.common import text
from tests.factories.consultations import make_topic
from tests.factories.library import make_document
from tests.factories.texts import article_rows, make_finder_entry, make_reader_feedback, make_text, make_version
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db

TODAY = date(2008, 2, 1)


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY


def address(version, *keys, language="en"):
    parts = "".join(f"{key}/" for key in keys)
    return f"/{language}/tools/{version.tool.activity.slug}/versions/{version.number}/{parts}"


def test_an_article_stands_beside_its_commentary_and_its_notes_lead_back(client):
    page = Page(client.get(address(make_version(), "a1")))
    assert page.all("main h1, main h2, main h3") == ["Article 1. Words heading", "Words commentary", "Notes"]
    assert page.all(".tool-article > div > .passage > p") == ["Words paragraph 1"]
    assert page.all(".tool-article .tool-commentary > .passage > p") == ["Words remark"]
    assert [link["href"] for link in page.soup.select('[role="doc-noteref"], [role="doc-backlink"]')] == [
        "#note-1",
        "#note-mark-1",
    ]
    assert page.one("#note-1") == "Words note ↩"


def test_pages_follow_one_another_and_the_key_of_a_passage_leads_to_its_page(client):
    rows = [
        ("p1", "part", "", "General"),
        ("c1", "chapter", "p1", "First"),
        ("c1-1", "paragraph", "c1", "One"),
        ("c2", "chapter", "p1", "Second"),
        ("s1", "section", "c2", "Inside"),
        ("s1-1", "paragraph", "s1", "Two"),
    ]
    version = make_version(rows=rows)
    assert Page(client.get(address(version))).all(".tool-contents li") == [
        "Part 1. General",
        "Chapter 1. First",
        "Chapter 2. Second",
    ]
    page = Page(client.get(address(version, "c2")))
    assert page.all(".tool-way a") == ["Previous: Chapter 1. First"]
    assert client.get(address(version, "s1-1")).url == f"{address(version, 'c2')}#s1-1"
    # A part without words of its own has no page.
    assert client.get(address(version, "p1")).url == address(version)
    assert client.get(address(version, "no-such-passage")).status_code == 404


def test_items_of_a_checklist_are_ticked_and_cells_of_a_table_have_headings(client):
    rows = [
        ("c1", "chapter", "", "Screening"),
        ("l1", "checklist", "c1", "Before the interview"),
        ("l1-1", "item", "l1", "A safe *place*"),
        ("l1-2", "item", "l1", "An interpreter"),
        ("t1", "table", "c1", "Sign | Question\nFear | Who holds the passport?"),
        ("x", "paragraph", "c1", "<script>alert(1)</script>"),
    ]
    page = Page(client.get(address(make_version(rows=rows), "c1")))
    assert page.all(".tool-checklist label") == ["A safe place", "An interpreter"]
    assert [len(page.soup.select(each)) for each in (".tool-checklist input[type=checkbox]", "article form")] == [2, 0]
    assert (page.all("article th"), page.all("article td")) == (
        ["Sign", "Question"],
        ["Fear", "Who holds the passport?"],
    )
    assert page.all("#x > p") == ["<script>alert(1)</script>"]


def test_a_text_that_the_language_lacks_is_shown_in_another_one_with_a_sentence(client):
    version = make_version(languages=("en", "fr"))
    page = Page(client.get(address(version, "a1", language="ru")))
    assert page.all(".nothing") == ["Этого текста пока нет на русском языке; он приведён на английском языке."]
    article = page.soup.select_one("article")
    assert (article["lang"], article["dir"]) == ("en", "ltr")
    assert Page(client.get(address(version, "a1", language="fr"))).all(".nothing") == []


def test_a_passage_that_is_not_translated_is_marked(client):
    tool = make_tool()
    make_text(tool)
    make_text(tool, [("a1", "article", "", "Titre")], language="fr")
    version = make_version(tool, [])
    page = Page(client.get(address(version, "a1", language="fr")))
    assert page.one("h1").endswith("Titre")
    assert page.soup.select_one("#a1-1")["lang"] == "en"
    assert page.all(".nothing") == ["Certains passages n’ont pas encore été traduits ; ils sont présentés en anglais."]


def test_a_citation_names_the_title_the_place_the_version_its_date_and_the_address(client, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://palermo.example"
    version = make_version(make_tool("Model law"))
    page = Page(client.get(address(version, "a1")))
    assert page.one("#a1-1 .copyable") == (
        "Model law [en], Article 1, paragraph 1, Version 1, 1 February 2008, "
        f"https://palermo.example{address(version, 'a1')}#a1-1"
    )


def test_what_a_text_names_is_a_link_for_those_who_may_see_it_and_words_for_others(client):
    secret = make_document("Secret paper", audience=Audience.SECRETARIAT)
    public = make_document("Open paper", audience=Audience.PUBLIC)
    rows = [
        ("a1", "article", "", "Definitions"),
        ("a1-1", "paragraph", "a1", f"See [one](document:{secret.slug}), [two](document:{public.slug})."),
        ("a1-2", "paragraph", "a1", "See [three](passage:a1-1), [four](passage:gone), [five](https://example.org/x)."),
    ]
    version = make_version(rows=rows)
    officer = Client()
    officer.force_login(make_user(Role.SECRETARIAT))

    def links(reader):
        page = Page(reader.get(address(version, "a1")))
        return [link["href"] for link in page.soup.select("article .passage > p > a")]

    open_links = [public.get_absolute_url(), f"{address(version, 'a1')}#a1-1", "https://example.org/x"]
    assert links(client) == open_links
    assert links(officer) == [secret.get_absolute_url(), *open_links]
    assert secret.slug not in client.get(address(version, "a1")).content.decode()


def test_versions_of_another_audience_and_unpublished_ones_are_not_there(client):
    tool = make_tool()
    first = make_version(tool, article_rows("First"))
    second = make_version(tool, article_rows("Second"), audience=Audience.MEMBER_STATES)
    third = make_version(tool, article_rows("Third"), audience=None)
    delegate = Client()
    delegate.force_login(make_user(Role.DELEGATE))
    readers = (client, delegate)
    assert [[reader.get(address(each)).status_code for each in (first, second, third)] for reader in readers] == [
        [200, 404, 404],
        [200, 200, 404],
    ]
    assert [
        latest_versions(viewer, TODAY).get().number for viewer in (VISITOR, viewer_of(make_user(Role.DELEGATE)))
    ] == [1, 2]
    assert client.get(f"/en/tools/{tool.activity.slug}/compare/").status_code == 404
    assert "Version 2" not in Page(client.get(f"/en/tools/{tool.activity.slug}/")).text
    page = Page(delegate.get(f"/en/tools/{tool.activity.slug}/compare/"))
    assert page.all("option") == ["Version 1", "Version 2"] * 2


def test_two_versions_are_compared_by_the_word_in_the_readers_language(client):
    tool = make_tool()
    make_version(tool, article_rows("Old"))
    make_version(tool, article_rows("New"))
    compare = f"/en/tools/{tool.activity.slug}/compare/"
    page = Page(client.get(compare, {"from": "1", "to": "2"}))
    assert page.one(".page-head .meta, .page-head p:last-child") == "4 passages differ."
    assert [str(each) for each in page.soup.select(".difference p")[:1]] == [
        "<p><del>Old</del> <ins>New</ins> heading</p>"
    ]
    assert Page(client.get(compare, {"from": "1", "to": "1"})).all(".difference") == []
    assert client.get(compare, {"from": "draft", "to": "9"}).status_code == 200


def test_the_draft_is_compared_by_its_authors_alone(client):
    version = make_version()
    make_text(version.tool, article_rows("Canary"))
    compare = f"/en/tools/{version.tool.activity.slug}/compare/"
    assert client.get(compare, {"from": "1", "to": "draft"}).status_code == 404
    drafter = make_user(Role.COMMITTEE_MEMBER)
    DraftingMember.objects.create(tool=version.tool, user=drafter)
    client.force_login(drafter)
    page = Page(client.get(compare, {"from": "1", "to": "draft"}))
    assert page.all(".difference ins")[0] == "Canary"


def compared(before, after):
    """The keys of what differs, each with what happened to it."""
    texts = [
        build_text([Row(key, kind, parent, words) for key, kind, parent, words in rows], language="en", title="")
        for rows in (before, after)
    ]
    names = ("is_new", "is_removed", "is_moved", "has_other_words")
    return [
        (each.passage.key, *(name for name in names if getattr(each, name)))
        for each in compare_texts(*texts)
        if each.is_changed
    ]


def test_passages_are_new_removed_moved_or_changed():
    before = [
        ("a", "article", "", "A"),
        ("b", "article", "", "B"),
        ("c", "article", "", "C"),
        ("p", "paragraph", "b", "x"),
    ]
    after = [
        ("c", "article", "", "C"),
        ("a", "article", "", "A2"),
        ("b", "article", "", "B"),
        ("q", "paragraph", "b", "y"),
    ]
    assert compared(before, after) == [
        ("c", "is_moved"),
        ("a", "has_other_words"),
        ("p", "is_removed"),
        ("q", "is_new"),
    ]
    assert compared(before, before) == []


def test_the_finder_leads_to_the_chapters_for_a_role_in_two_clicks(client):
    version = make_version(make_tool("Manual"))
    topic = make_topic("Screening")
    make_finder_entry(version, topic=topic)
    make_finder_entry(version, "", role="judge", topic=topic)
    hidden = make_version(make_tool("Canary"), article_rows("Canary"), audience=Audience.MEMBER_STATES)
    make_finder_entry(hidden, topic=make_topic("Canary topic"))
    page = Page(client.get("/en/tools/"))
    assert page.all(".tool-finder .choose a") == ["Police officer", "Judge"]
    page = Page(client.get("/en/tools/", {"role": "police"}))
    assert page.all(".tool-finder h3") == ["Screening [en]"]
    assert [link["href"] for link in page.soup.select(".tool-finder > ul a")] == [address(version, "a1")]
    assert "Canary" not in page.one(".tool-finder")
    page = Page(client.get("/en/tools/", {"role": "judge", "topic": topic.slug}))
    assert [link["href"] for link in page.soup.select(".tool-finder > ul a")] == [address(version)]


def test_the_finder_is_arranged_by_the_secretariat(client):
    officer, version = make_user(Role.SECRETARIAT), make_version()
    tool, topic = version.tool, make_topic()
    passage = tool.passages.get(key="a1")
    actions.arrange_finder(tool, passage=passage, roles=["police", "judge"], topics=[topic], by=officer)
    actions.arrange_finder(tool, passage=passage, roles=["judge", "ngo"], topics=[topic], by=officer)
    assert list(FinderEntry.objects.order_by("role").values_list("role", "passage")) == [
        ("judge", passage.pk),
        ("ngo", passage.pk),
    ]
    with pytest.raises(Refused):
        actions.arrange_finder(tool, passage=passage, roles=[], topics=[], by=make_user(Role.DELEGATE))
    with pytest.raises(Refused, match=r"^Choose a chapter of this tool\.$"):
        actions.arrange_finder(make_version().tool, passage=passage, roles=[], topics=[], by=officer)
    client.force_login(officer)
    page = Page(client.get(f"/en/acts/arrange-finder/{tool.activity.slug}/"))
    assert page.all("select[name=passage] option") == ["The whole tool", "Words heading"]


def test_feedback_is_sent_without_an_account_answered_and_read_by_its_link(client):
    version = make_version()
    form = address(version, "a1-1", "feedback")
    page = Page(client.get(form))
    assert page.one("blockquote") == "Words paragraph 1"
    sent = client.post(form, {"words": "Canary <b>unclear</b>", "role": "police"})
    link = sent.url
    page = Page(client.get(client.get(link).url))
    assert page.one("blockquote") == "Canary <b>unclear</b>"
    assert page.one(".copyable").endswith(link)
    feedback = ReaderFeedback.objects.get()
    assert (feedback.key, feedback.language, feedback.role, feedback.sent_on) == ("a1-1", "en", "police", TODAY)
    actions.answer_feedback(feedback, reply=text("We shall see"), by=make_user(Role.SECRETARIAT))
    other = Client()
    page = Page(other.get(other.get(link).url))
    assert page.all("h2 + .reading") == ["We shall see [en]"]
    stranger = Client()
    assert stranger.get("/en/tool-feedback/open/").status_code == 404
    assert "Canary" not in Page(stranger.get(address(version, "a1"))).text


def test_feedback_is_read_by_the_secretariat_and_the_drafting_group_alone():
    feedback = make_reader_feedback()
    drafter = make_user(Role.COMMITTEE_MEMBER)
    DraftingMember.objects.create(tool=feedback.version.tool, user=drafter)
    users = [make_user(Role.SECRETARIAT), drafter, make_user(Role.COMMITTEE_MEMBER), make_user(Role.DELEGATE)]
    assert [feedback_visible_to(viewer_of(user)).count() for user in users] == [1, 1, 0, 0]
    assert feedback_visible_to(VISITOR).count() == 0
    answers = []
    for user in (None, *users):
        reader = Client()
        if user:
            reader.force_login(user)
        answers.append(reader.get(f"/en/tools/{feedback.version.tool.activity.slug}/feedback/").status_code)
    assert answers == [302, 200, 200, 404, 404]
    with pytest.raises(Refused):
        actions.close_feedback(feedback, by=users[3])
    actions.close_feedback(feedback, by=drafter)
    with pytest.raises(Refused, match=r"^This feedback was settled on 1 February 2008\.$"):
        actions.answer_feedback(feedback, reply=text("Late"), by=users[0])


def test_a_reply_has_words():
    with pytest.raises(Refused, match=r"^Enter the reply\.$"):
        actions.answer_feedback(make_reader_feedback(), reply=MultilingualText(), by=make_user(Role.SECRETARIAT))


def test_programs_too_long_texts_and_too_many_requests_are_stopped(client):
    version = make_version()
    form = address(version, "a1-1", "feedback")
    assert client.post(form, {"words": "Buy", "website": "http://spam.example"}).status_code == 200
    page = Page(client.post(form, {"words": "x" * 2001}))
    assert page.all(".errorlist li") == ["Ensure this value has at most 2000 characters (it has 2001)."]
    assert ReaderFeedback.objects.count() == 0
    assert {client.post(form, {"words": ""}).status_code for _time in range(28)} == {200}
    assert client.post(form, {"words": "Once more"}).status_code == 429
    assert ReaderFeedback.objects.count() == 0


def test_a_version_that_is_not_published_takes_no_feedback(client):
    version = make_version(audience=None)
    client.force_login(make_user(Role.SECRETARIAT))
    assert client.get(address(version, "a1-1", "feedback")).status_code == 404


def test_downloads_are_counted_by_version_language_form_and_month(client, settings):
    version = make_version()
    for day in (date(2008, 2, 1), date(2008, 2, 29), date(2008, 3, 1)):
        settings.PALERMO_TODAY = day
        count_download(version, "en", "pdf")
    assert list(version.downloads.values_list("language", "form", "month", "count")) == [
        ("en", "pdf", date(2008, 2, 1), 2),
        ("en", "pdf", date(2008, 3, 1), 1),
    ]
    page = f"/en/tools/{version.tool.activity.slug}/"
    assert "download" not in Page(client.get(page)).text
    for _time in range(8):
        count_download(version, "fr", "epub")
    assert downloads_of([version]) == 11
    assert "11 downloads" in Page(client.get(page)).text


def test_sections_of_the_latest_version_are_found_by_their_words():
    tool = make_tool("Manual")
    make_version(tool, article_rows("First"))
    make_version(tool, article_rows("Second"), audience=Audience.MEMBER_STATES)
    found = [
        [str(section.heading) for section in sections_visible_to(viewer)]
        for viewer in (VISITOR, viewer_of(make_user(Role.DELEGATE)))
    ]
    assert found == [["First heading", "First commentary"], ["Second heading", "Second commentary"]]


def test_a_long_version_is_read_by_the_same_number_of_queries(client):
    rows = [("c1", "chapter", "", "One"), *((f"p{at}", "paragraph", "c1", f"Words {at}") for at in range(40))]
    short, long = make_version(), make_version(rows=rows)
    client.get(address(short, "a1"))
    numbers = []
    for version, key in ((short, "a1"), (long, "c1")):
        with CaptureQueriesContext(connection) as caught:
            client.get(address(version, key))
        numbers.append(len(caught))
    assert numbers[0] == numbers[1]


def test_a_version_of_a_text_is_read_back_in_each_language():
    version = make_version(languages=("en", "ar"))
    assert [version_text(version, code).find("a1").content for code in ("en", "ar")] == ["Words heading"] * 2


@pytest.mark.parametrize(
    ("method", "headers", "is_counted"),
    [
        ("get", {"user-agent": "Mozilla/5.0 (X11) Firefox/140.0"}, True),
        ("head", {"user-agent": "Mozilla/5.0 (X11) Firefox/140.0"}, False),
        ("get", {"user-agent": "Mozilla/5.0 Firefox/140.0", "range": "bytes=500-"}, False),
        ("get", {"user-agent": "Mozilla/5.0 Firefox/140.0", "range": "bytes=0-"}, True),
        ("get", {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}, False),
        ("get", {}, False),
    ],
)
def test_programs_and_parts_of_files_are_no_downloads(rf, method, headers, is_counted):
    assert counts_as_download(getattr(rf, method)("/", headers=headers)) == is_counted


def test_feed_and_map_have_the_versions_that_everybody_may_read(client):
    version = make_version(make_tool("Model law"))
    hidden = make_version(make_tool("Canary"), audience=Audience.MEMBER_STATES, name=text("Canary"))
    drafted = make_version(make_tool("Canary draft"), audience=None, name=text("Canary"))
    feed = BeautifulSoup(client.get("/en/feeds/tools.xml").content, "xml")
    assert [entry.title.text for entry in feed.find_all("entry")] == ["Model law [en] · Version 1"]
    listed = client.get("/sitemap-tool-versions.xml").text
    assert re.findall(r"<loc>http://testserver(/en/[^<]+)</loc>", listed) == [address(version)]
    for each in (hidden, drafted):
        assert each.tool.activity.slug not in listed


def test_a_version_is_described_for_programs_as_far_as_everybody_may_read_it(client):
    version = make_version(make_tool("Model law"))
    page = Page(client.get(address(version)))
    data = json.loads(page.soup.select_one('script[type="application/ld+json"]').text)
    assert (data["@type"], data["bookEdition"], data["datePublished"]) == ("Book", "Version 1", "2008-02-01")
    hidden = make_version(audience=Audience.MEMBER_STATES)
    client.force_login(make_user(Role.DELEGATE))
    assert Page(client.get(address(hidden))).soup.select('script[type="application/ld+json"]') == []


def test_new_versions_are_in_updates_for_their_audience(client):
    make_version(make_tool("Model law"))
    make_version(make_tool("Canary"), audience=Audience.MEMBER_STATES, name=text("Canary version"))
    assert "Canary version" not in Page(client.get("/en/updates/")).text
    assert "Model law [en] · Version 1" in Page(client.get("/en/updates/")).text
    client.force_login(make_user(Role.DELEGATE))
    assert "Canary version" in Page(client.get("/en/updates/")).text

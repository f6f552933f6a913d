"""The pages on which the text of a tool is written: without script, in each language, and who may open them."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.toolkit.actions import texts as actions
from palermo.toolkit.actions.drafting import add_drafter, begin_text
from palermo.toolkit.models import DraftingMember, Passage, PassageText, ToolVersion
from palermo.toolkit.states.texts import PassageAct, PassageKind
from palermo.toolkit.states.tools import ToolKind
from palermo.toolkit.texts.markup import join_rows, split_rows
from tests.factories.accounts import make_user
from tests.factories.activities import make_tool
from tests.factories.discussion import make_comment, make_round
from tests.factories.tool_texts import make_tool_version
from tests.portal.filling import act, client_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def office(officer):
    return client_of(officer)


@pytest.fixture
def tool():
    return make_tool("Model law")


def add(tool, by, content, kind=PassageKind.ARTICLE, parent=None, after=None):
    return actions.add_passage(tool, kind=kind, parent=parent, after=after, language="en", content=content, by=by)


@pytest.fixture
def article(tool, officer):
    """An article with a paragraph of law and a commentary."""
    article = add(tool, officer, "Offence")
    words = add(tool, officer, "Whoever traffics a person commits an offence.", PassageKind.PARAGRAPH, article)
    commentary = add(tool, officer, "Commentary", PassageKind.COMMENTARY, article, words)
    add(tool, officer, "Article 5 of the Protocol.", PassageKind.PARAGRAPH, commentary)
    return article


def address(tool, tail=""):
    return f"/en/tools/{tool.activity.slug}/text/{tail}"


def send(client, passage, act, version="en", **fields):
    path = address(passage.tool, f"passages/{passage.key}/")
    return client.post(path, {"version": version, "act": act, **fields})


def opened(client, passage, version="en"):
    return Page(client.get(address(passage.tool, f"?version={version}&edit={passage.key}")))


def messages(answer):
    return [str(message) for message in answer.context["messages"]]


def paragraph(tool, number=0):
    return tool.passages.filter(kind=PassageKind.PARAGRAPH).order_by("pk")[number]


@pytest.mark.parametrize(
    ("kind", "outline"),
    [
        (
            ToolKind.MODEL_LAW,
            [
                "Part 1 · General provisions",
                "Article 1 · Scope of application",
                "Article 2 · Definitions",
                "Part 2 · Criminal offences",
                "Article 3 · Trafficking in persons",
                "Part 3 · Victims and witnesses",
                "Article 4 · Protection of victims",
                "Article 5 · Compensation",
            ],
        ),
        (ToolKind.CHECKLIST, ["Chapter 1 · How to use this checklist", "Chapter 2 · Checklist"]),
    ],
)
def test_a_text_begins_with_the_outline_of_its_kind(office, tool, kind, outline):
    tool.kind = kind
    tool.save()
    assert Page(office.get(address(tool))).one("main .buttons button") == "Begin the text"
    answer = office.post(address(tool, "outline/"), {"begin": "1"}, follow=True)
    assert Page(answer).all(".writing-outline li a") == outline
    again = office.post(address(tool, "outline/"), {"begin": "1"})
    assert (again.status_code, messages(again)) == (422, ["The text of this tool has been begun. Reload the page."])


@pytest.mark.parametrize("kind", ToolKind.values)
def test_every_kind_of_tool_has_an_outline(officer, kind):
    tool = make_tool()
    tool.kind = kind
    tool.save()
    begin_text(tool, by=officer)
    assert tool.passages.filter(parent=None).count() > 0


def test_an_article_is_shown_with_its_commentary_beside_it(office, tool, article):
    page = Page(office.get(address(tool)))
    assert page.one(".writing-text h2") == "Article 1 · Offence"
    law, commentary = page.soup.select(".law-and-commentary > div")
    words = ["1. Whoever traffics a person commits an offence.", "1. Article 5 of the Protocol."]
    assert [each.select_one("p:not(.writing-acts)").get_text(" ", strip=True) for each in (law, commentary)] == words


def test_a_passage_is_opened_saved_and_its_history_restored(office, tool, article):
    words = paragraph(tool)
    assert opened(office, words).one("#text") == "Whoever traffics a person commits an offence."
    answer = send(office, words, "save", text="Whoever *traffics* a person[^Any person.] is punished.", base="1")
    page = Page(office.get(answer.headers["Location"]))
    assert page.one(".messages") == "Saved."
    shown = Page(office.get(address(tool))).soup.select_one(f"#p-{words.key}")
    assert shown.select_one("p:not(.writing-acts)").decode_contents().split("</span> ")[1] == (
        "Whoever <em>traffics</em> a person<sup>1</sup> is punished."
    )
    assert shown.select_one(".note").get_text(" ", strip=True) == "1 Any person."
    history = Page(office.get(address(tool, f"passages/{words.key}/history/")))
    added = [each.get_text() for each in history.soup.select("#v2 ins")]
    assert added == [
        "*",
        "*",
        "[^Any",
        "person.]",
        "is",
        "punished",
    ]
    send(office, words, "restore-text", number="1")
    current = words.texts.get(is_current=True)
    assert (current.number, current.content, current.act) == (
        3,
        "Whoever traffics a person commits an offence.",
        PassageAct.RESTORED,
    )


def test_a_text_that_cannot_be_saved_stays_in_its_field_and_says_why(office, tool, article):
    answer = send(office, paragraph(tool), "save", text="A {bracket", base="1")
    assert (answer.status_code, messages(answer)) == (
        422,
        ["Character 3: the mark { has no end. Close it, or put a backslash before it."],
    )
    assert BeautifulSoup(answer.content, "lxml").select_one("#text").get_text().strip() == "A {bracket"
    assert paragraph(tool).texts.count() == 1


def test_two_authors_are_combined_or_the_second_settles(office, tool, article):
    words, colleague = paragraph(tool), client_of(make_user(Role.SECRETARIAT, name="Second Author"))
    first = send(office, words, "autosave", text="Whoever traffics a child commits an offence.", base="1").json()
    assert (first["base"], first["text"]) == (2, "Whoever traffics a child commits an offence.")
    answer = send(colleague, words, "save", text="Whoever traffics a woman commits an offence.", base="1")
    page = Page(colleague.get(answer.headers["Location"]))
    assert (page.one("#text"), page.one("blockquote")) == (
        "Whoever traffics a child commits an offence.",
        "Whoever traffics a woman commits an offence.",
    )
    assert "Second Author" in send(office, words, "autosave").json()["others"]
    joined = send(colleague, words, "autosave", text="Everyone who traffics a person commits an offence.", base="1")
    assert joined.json()["text"] == "Everyone who traffics a child commits an offence."


def test_a_translator_finds_what_is_out_of_date_and_settles_it(office, tool, article):
    words = paragraph(tool)

    def to_settle():
        page = Page(office.get(address(tool, "?version=fr")))
        found = [each.select_one(".count") for each in page.soup.select(".versions li")]
        return [int(each.get_text(strip=True).split()[0]) if each else 0 for each in found], page.all(".flag")

    page = Page(office.get(address(tool)))
    assert len(page.soup.select(".versions .count")) == 5
    send(office, words, "save", version="fr", text="Quiconque pratique la traite est puni.", base="0")
    numbers, flags = to_settle()
    assert (sorted(numbers), flags) == ([0, 3, 4, 4, 4, 4], ["Not translated"] * 3)
    send(office, words, "save", text="Whoever traffics a person is punished.", base="1")
    assert to_settle()[1] == ["Not translated", "Original has changed", "Not translated", "Not translated"]
    translation = opened(office, words, "fr")
    assert [translation.all(f".original {mark}") for mark in ("del", "ins")] == [
        ["commits", "an offence"],
        ["is", "punished"],
    ]
    send(office, words, "confirm", version="fr")
    assert to_settle()[1] == ["Not translated"] * 3


def test_comments_that_await_a_response_stand_beside_the_passage(office, tool, article):
    round_of = make_round(make_tool_version(tool))
    make_comment(round_of, "Why only persons?", passage=paragraph(tool).key)
    make_comment(round_of, "Settled words", passage=paragraph(tool).key, state="accepted")
    assert Page(office.get(address(tool))).all("a.flag") == ["1 comment"]
    page = opened(office, paragraph(tool))
    assert page.all("#comments .comments li div") == ["Why only persons?"]
    assert "Settled words" not in page.text


def test_a_table_is_written_cell_by_cell(office, tool, article):
    send(office, article, "add-inside", kind="table", content="")
    table = tool.passages.get(kind=PassageKind.TABLE)
    cells = {"columns": "2", "base": "1", "cell": ["State", "Law", "A", "1|2", "", ""]}
    send(office, table, "save", **cells)
    assert table.texts.get(is_current=True).content == "State | Law\nA | 1\\|2"
    send(office, table, "add-column", columns="2", base="2", column="2", cell=["State", "Law", "A", "x"])
    send(office, table, "save", columns="3", base="3", cell=["State", "Law", "Since", "A", "x", "2007"])
    page = Page(office.get(address(tool)))
    assert page.all(".writing-text th") == ["State", "Law", "Since"]
    assert page.all(".writing-text td") == ["A", "x", "2007"]
    assert split_rows(join_rows([["a|b", "c"]])) == [["a\\|b", "c"]]


def test_passages_are_added_moved_removed_and_restored_without_script(office, tool, article):
    words = paragraph(tool)
    send(office, words, "add", kind="paragraph", content="Second.")
    second = tool.passages.get(texts__content="Second.")

    def law():
        return Page(office.get(address(tool))).all(".law-and-commentary > div:first-child p:not(.writing-acts)")

    assert law() == ["1. Whoever traffics a person commits an offence.", "2. Second."]
    send(office, second, "up")
    assert law() == ["1. Second.", "2. Whoever traffics a person commits an offence."]
    send(office, second, "down")
    commentary = tool.passages.get(kind=PassageKind.COMMENTARY)
    send(office, second, "move", place=f"{commentary.key}:")
    assert law() == ["1. Whoever traffics a person commits an offence."]
    send(office, second, "remove")
    assert Page(office.get(address(tool))).all(".removed .quiet") == ["Removed"]
    send(office, second, "restore")
    assert Page(office.get(address(tool))).all(".removed") == []
    refused = send(office, words, "add", kind="chapter")
    assert (refused.status_code, messages(refused)) == (422, ["“Chapter” cannot stand in “Article”."])


def test_the_outline_is_put_in_order(office, tool, officer):
    first = add(tool, officer, "One", PassageKind.CHAPTER)
    second = add(tool, officer, "Two", PassageKind.CHAPTER, after=first)

    def outline():
        page = Page(office.get(address(tool, "outline/")))
        return [(each["class"][0], each.select_one("a").get_text()) for each in page.soup.select(".outline-editor li")]

    def press(**fields):
        return office.post(address(tool, "outline/"), {"version": "en", **fields})

    press(kind="part", content="General", add="1", place="")
    part = tool.passages.get(kind=PassageKind.PART)
    press(up=part.key)
    press(up=part.key)
    press(into=first.key)
    assert outline() == [
        ("depth-0", "Part 1 · General"),
        ("depth-1", "Chapter 1 · One"),
        ("depth-0", "Chapter 2 · Two"),
    ]
    press(remove=first.key)
    assert outline()[1:] == [("depth-1", "Chapter · One"), ("depth-0", "Chapter 1 · Two")]
    press(restore=first.key)
    press(out=first.key)
    assert [each[0] for each in outline()] == ["depth-0"] * 3
    refused = press(up=part.key)
    assert (refused.status_code, messages(refused)) == (422, ["It cannot be moved further. Use “Move to”."])
    assert messages(press(kind="chapter", content=" ", add="1")) == ["Enter the heading."]
    assert second.kind == "chapter"


def test_only_one_chapter_is_loaded_by_a_constant_number_of_queries(office, tool, officer):
    def fill(number):
        for at in range(number):
            chapter = add(tool, officer, f"Chapter {at}", PassageKind.CHAPTER)
            for line in range(3):
                add(tool, officer, f"Words {at} {line} [x](document:doc-{at})", PassageKind.PARAGRAPH, chapter)

    def queries():
        with CaptureQueriesContext(connection) as found:
            page = office.get(address(tool, "?version=fr"))
        assert page.text.count("Words ") == 3
        return len(found)

    fill(1)
    office.get(address(tool))
    before = queries()
    fill(5)
    assert queries() == before


def test_a_draft_is_closed_to_all_but_the_secretariat_and_its_drafting_group(tool, article, officer):
    drafter = make_user(Role.COMMITTEE_MEMBER)
    add_drafter(tool, user=drafter, by=officer)
    readers = {role: make_user(role) for role in Role} | {"drafter": drafter}
    paths = [address(tool), address(tool, "outline/"), address(tool, f"passages/{article.key}/history/")]
    seen = {
        name: {client_of(reader).get(path).status_code for path in paths}
        | {send(client_of(reader), article, "save", text="Offence", base="1").status_code}
        for name, reader in readers.items()
    }
    allowed = {Role.SECRETARIAT: {200, 302}, "drafter": {200, 302}}
    assert seen == {name: allowed.get(name, {404}) for name in readers}
    assert {Client().get(path).status_code for path in paths} <= {302, 404}
    drafter.postings.all().delete()
    assert client_of(drafter).get(address(tool)).status_code == 404


def test_the_drafting_group_is_chosen_by_the_secretariat_from_the_committee_and_officers(office, tool, article):
    member = make_user(Role.COMMITTEE_MEMBER, name="Ada Drafter")
    make_user(Role.DELEGATE, name="Dele Gate")
    form = Page(office.get(f"/en/acts/add-drafter/{tool.activity.slug}/"))
    assert "Dele Gate" not in form.all("#id_user option")
    act(office, "add-drafter", tool.activity.slug, user=member.pk)
    group = DraftingMember.objects.get()
    assert Page(office.get(address(tool))).all(".writing-group bdi") == ["Ada Drafter"]
    refused = client_of(member).post(f"/en/acts/remove-drafter/{group.pk}/", {})
    assert refused.status_code == 403
    act(office, "remove-drafter", str(group.pk))
    assert not DraftingMember.objects.exists()
    assert [
        *AuditEvent.objects.filter(verb__startswith="drafting").order_by("sequence").values_list("verb", flat=True)
    ] == ["drafting_member.added", "drafting_member.removed"]


def test_a_version_is_frozen_published_and_withdrawn(office, tool, article):
    def page(reader):
        return Page(reader.get(f"/en/tools/{tool.activity.slug}/")).all("#text ~ ol.papers h3")

    delegate = client_of(make_user(Role.DELEGATE))
    act(
        office,
        "freeze-version",
        tool.activity.slug,
        name_en="Text for consultation",
        changes_en="First version",
        languages=["en"],
    )
    version = ToolVersion.objects.get()
    assert [text.language for text in version.texts.all()] == ["en"]
    assert [page(office), page(delegate)] == [["Text for consultation"], []]
    act(office, "change-version", version.slug, name_en="Consultation text")
    act(office, "publish-version", version.slug, audience=Audience.MEMBER_STATES)
    assert [page(delegate), page(Client())] == [["Consultation text"], []]
    again = Page(office.get(f"/en/acts/publish-version/{version.slug}/"))
    assert "This version was published on 1 February 2008." in again.text
    act(office, "withdraw-version", version.slug, reason_en="Wrong text")
    assert [page(office), page(delegate)] == [["Consultation text"], []]
    assert AuditEvent.objects.latest("sequence").details == {"reason": {"en": "Wrong text"}}


def test_nobody_but_the_drafting_group_learns_that_a_public_tool_is_being_drafted(office, tool, article, officer):
    """Of a public tool: neither its history, nor What's new, nor its page say that or by whom its draft is edited."""
    drafter = make_user(Role.COMMITTEE_MEMBER, name="Canary Drafter")
    add_drafter(tool, user=drafter, by=officer)
    send(client_of(drafter), paragraph(tool), "save", text="Canary words", base="1")
    actions.freeze_version(tool, by=officer)
    readers = [Client(), *(client_of(make_user(role)) for role in Role if role != Role.SECRETARIAT)]
    slug = tool.activity.slug
    paths = [f"/en/tools/{slug}/", f"/en/history/tools/{slug}/", "/en/updates/", "/en/search/?q=canary"]
    paths += [f"/en/tools/{slug}/?on=2008-02-01", "/en/desk/"]
    for reader in readers:
        for path in paths:
            shown = reader.get(path, follow=True).text
            assert [word for word in ("Canary Drafter", "Canary words", "passage of a tool") if word in shown] == []
            assert "drafting" not in shown.lower()
    own = client_of(drafter).get(address(tool)).text
    assert "Canary words" in own
    assert Passage.objects.count() == 4
    assert PassageText.objects.count() == 5

"""The pages on which officers write a report: without script, in each language, and who may open them."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.reporting.models import Report, TextRevision
from palermo.reporting.states import TextAct
from tests.factories.accounts import make_user
from tests.portal.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
ADDRESS = "/en/reports/briefing-2008-01-31/write/"
FIRST = "The Steering Committee met once, in Geneva on 17 January 2008."


@pytest.fixture
def office():
    client = Client()
    client.force_login(User.objects.get(email="secretariat@example.org"))
    return client


def texts(page: Page) -> list[str]:
    return [words for words in page.all(".writing-paragraph > p:not(.writing-acts):not(.note)") if words]


def key_of(office, words: str, version: str = "en") -> str:
    """The key of the paragraph that begins with these words."""
    page = Page(office.get(f"{ADDRESS}?version={version}"))
    paragraph = next(each for each in page.soup.select(".writing-paragraph") if words in each.get_text(" "))
    return paragraph["id"].removeprefix("p-")


def send(office, key: str, act: str, **fields):
    return office.post(f"{ADDRESS}{key}/", {"version": "en", "act": act, **fields})


def messages(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_the_report_is_shown_with_its_outline_and_a_paragraph_is_opened_and_saved(office):
    page = Page(office.get(ADDRESS))
    assert page.all(".writing-outline li a") == [
        "I. Since the last consultation",
        "II. Forthcoming meetings, events and outputs",
        "III. Action requested",
    ]
    assert texts(page)[1] == f"2. {FIRST}"
    key = key_of(office, FIRST)
    opened = Page(office.get(f"{ADDRESS}?version=en&edit={key}"))
    assert opened.one("#text") == FIRST
    answer = send(office, key, "save", text=f"{FIRST} It was its *eighth* meeting.", base="0")
    assert answer.status_code == 302
    after = Page(office.get(answer.headers["Location"]))
    assert after.one("#text") == f"{FIRST} It was its *eighth* meeting."
    assert after.one(".writing-editor label[for=text]") == "Paragraph 2. English"
    assert after.one(".messages") == "Saved."


def test_the_facts_of_the_open_paragraph_lead_to_their_records(office):
    opened = Page(office.get(f"{ADDRESS}?version=en&edit={key_of(office, FIRST)}"))
    facts = opened.soup.select(".writing-facts div")
    links = {link["href"]: each.select_one("dd").get_text() for each in facts if (link := each.select_one("a"))}
    assert links == {"/en/committee/committee-2008-01-17/": FIRST}


def test_other_languages_are_told_that_the_original_was_changed(office):
    key = key_of(office, FIRST)
    send(office, key, "save", text="The Committee met in Geneva.", base="0")
    french = Page(office.get("/en/reports/briefing-2008-01-31/write/?version=fr"))
    assert french.all(".flag") == ["Original has changed"]
    row = TextRevision.objects.get().paragraph.key
    opened = Page(office.get(f"{ADDRESS}?version=fr&edit={row}"))
    assert "The Committee met in Geneva." in opened.text
    office.post(f"{ADDRESS}{row}/", {"version": "fr", "act": "confirm"})
    assert Page(office.get(f"{ADDRESS}?version=fr")).all(".flag") == []


def test_a_text_that_cannot_be_saved_stays_in_its_field_and_says_why(office):
    answer = send(office, key_of(office, FIRST), "save", text="A *star", base="0")
    assert answer.status_code == 422
    assert messages(answer) == ["“*” before “star” has no end. Add “*”, or write “\\*” for an ordinary sign."]
    assert BeautifulSoup(answer.content, "lxml").select_one("#text").get_text().strip() == "A *star"
    assert not TextRevision.objects.exists()


def test_a_colleagues_edit_of_the_same_words_leaves_both_texts_on_the_page(office):
    key = key_of(office, FIRST)
    send(office, key, "save", text="The Committee met in Geneva.", base="0")
    row = TextRevision.objects.get().paragraph.key
    send(office, row, "save", text="The Committee met in Vienna.", base="1")
    colleague = Client()
    colleague.force_login(make_user(Role.SECRETARIAT))
    send(colleague, row, "save", text="The Committee met in Lyon.", base="1")
    page = Page(colleague.get(f"{ADDRESS}?version=en&edit={row}"))
    assert (page.one("#text"), page.one("blockquote")) == ("The Committee met in Vienna.", "The Committee met in Lyon.")
    acts = list(TextRevision.objects.order_by("number").values_list("act", flat=True))
    assert acts == [TextAct.WRITTEN, TextAct.WRITTEN, TextAct.REJECTED]


def test_autosave_gives_the_number_and_the_words_that_count(office):
    key = key_of(office, FIRST)
    first = send(office, key, "autosave", text="The Committee met in Geneva in January.", base="0").json()
    assert (first["base"], first["text"], first["others"]) == (1, "The Committee met in Geneva in January.", "")
    colleague = Client()
    colleague.force_login(make_user(Role.SECRETARIAT))
    theirs = send(
        colleague, first["key"], "autosave", text="The Committee met in Geneva in January 2008.", base="1"
    ).json()
    assert theirs["base"] == 2
    mine = send(
        office, first["key"], "autosave", text="The Steering Committee met in Geneva in January.", base="1"
    ).json()
    assert (mine["base"], mine["text"]) == (3, "The Steering Committee met in Geneva in January 2008.")
    refused = send(office, first["key"], "autosave", text=" ", base="3")
    assert (refused.status_code, refused.json()["refusal"]) == (
        422,
        "The paragraph has no words. Write it, or remove it.",
    )


def test_paragraphs_are_split_merged_moved_removed_and_restored_without_script(office):
    key = key_of(office, FIRST)
    send(office, key, "save", text="One sentence. Another sentence.", base="0")
    row = TextRevision.objects.get().paragraph.key
    send(office, row, "split", text="One sentence.\n\nAnother sentence.", base="1")
    assert texts(Page(office.get(ADDRESS)))[1:3] == ["2. One sentence.", "3. Another sentence."]
    send(office, row, "merge")
    assert texts(Page(office.get(ADDRESS)))[1] == "2. One sentence. Another sentence."
    send(office, row, "move", place="asked:")
    assert "4. One sentence. Another sentence." not in texts(Page(office.get(ADDRESS)))[:2]
    send(office, row, "remove")
    assert Page(office.get(ADDRESS)).all(".removed .quiet") == ["Removed"]
    send(office, row, "restore")
    assert Page(office.get(ADDRESS)).all(".removed") == []
    send(office, row, "add", section="asked")
    assert Page(office.get(f"{ADDRESS}?version=fr")).all(".gap") != []


def test_an_earlier_version_is_compared_and_restored(office):
    key = key_of(office, FIRST)
    send(office, key, "save", text="The Committee met in Geneva.", base="0")
    row = TextRevision.objects.get().paragraph.key
    send(office, row, "save", text="The Committee met in Vienna.", base="1")
    page = Page(office.get(f"{ADDRESS}{row}/versions/?version=en"))
    assert (page.all("#v2 del"), page.all("#v2 ins")) == (["Geneva"], ["Vienna"])
    send(office, row, "restore-text", number="1")
    assert Page(office.get(f"{ADDRESS}?version=en&edit={row}")).one("#text") == "The Committee met in Geneva."


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER])
def test_nobody_else_opens_or_changes_it(role):
    client = Client()
    client.force_login(make_user(role))
    assert client.get(ADDRESS).status_code == 403
    assert send(client, "since.committee", "save", text="Words.", base="0").status_code == 403
    assert not TextRevision.objects.exists()


def test_an_issued_report_is_not_written_any_more(office):
    Report.objects.filter(slug="briefing-2008-01-31").update(state="issued", issued_on=date(2008, 2, 1))
    answer = office.get(ADDRESS)
    assert (answer.status_code, "can no longer be changed" in answer.text) == (409, True)

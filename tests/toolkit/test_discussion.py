"""Rounds of comments: who is invited and reads what, what becomes of a comment, and what a table of them says."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document as WordDocument

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText, plain
from palermo.toolkit.actions import discussion as actions
from palermo.toolkit.actions import experts
from palermo.toolkit.actions.texts import write_passage
from palermo.toolkit.models import DraftingMember, ExpertDetails, Passage, PassageComment, RoundExpert, TextRound
from palermo.toolkit.queries.texts import version_text
from palermo.toolkit.web.discussion import comments_beside_text
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.activities import make_tool
from tests.factories.common import text
from tests.factories.discussion import (
    make_comment,
    make_expert,
    make_frozen,
    make_link,
    make_passage,
    make_round,
    make_text,
)
from tests.portal.filling import act, client_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
NOTHING = MultilingualText()
CLOSES = datetime(2008, 3, 4, 17, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def delegate_of(state):
    user = make_user(Role.DELEGATE)
    user.postings.update(state=state, organisation=None)
    return user


def drafter_of(tool):
    user = make_user(Role.COMMITTEE_MEMBER)
    DraftingMember.objects.create(tool=tool, user=user)
    return user


def current(tool, key):
    return Passage.objects.get(tool=tool, key=key).texts.get(language="en", is_current=True)


def address_of(round, rest=""):
    return f"/en/tools/{round.tool.activity.slug}/rounds/{round.number}/{rest}"


def test_a_round_goes_from_preparation_to_published_responses():
    version, officer = make_frozen(), make_user(Role.SECRETARIAT)
    office, slug = client_of(officer), version.tool.activity.slug
    act(
        office,
        "prepare-text-round",
        slug,
        kind="states",
        states=[],
        all_states="on",
        instructions_en="Comment on the offences.",
    )
    round = TextRound.objects.get()
    assert (round.number, round.version, round.state, round.all_states) == (1, version, "prepared", True)
    act(office, "open-text-round", round.slug, closes_at_day="2008-03-04", closes_at_hour="18:00")
    round.refresh_from_db()
    assert (round.state, round.opened_on, round.closes_at) == ("open", date(2008, 2, 1), CLOSES)
    act(office, "extend-text-round", round.slug, closes_at_day="2008-03-14", closes_at_hour="18:00", reason_en="Late")
    round.refresh_from_db()
    assert (round.closes_at, plain(round.extension_reason)) == (datetime(2008, 3, 14, 17, tzinfo=UTC), "Late")
    comment = make_comment(round)
    act(office, "close-text-round", round.slug)
    with pytest.raises(Refused, match=r"^Some comments have no response yet\.$"):
        actions.answer_round(TextRound.objects.get(), by=officer)
    actions.decline_comment(comment, response=text("No"), by=officer)
    act(office, "answer-text-round", round.slug)
    round.refresh_from_db()
    assert (round.state, round.closed_on, round.answered_on) == ("answered", date(2008, 2, 1), date(2008, 2, 1))
    verbs = AuditEvent.objects.filter(verb__startswith="text_round").order_by("sequence").values_list("verb", flat=True)
    moves = ("prepared", "opened", "extended", "closed", "answered")
    assert list(verbs) == [f"text_round.{move}" for move in moves]


@pytest.mark.parametrize(
    ("fields", "audience", "sentence"),
    [
        (
            {"all_states": False},
            Audience.PUBLIC,
            "No participants yet. Choose States or organizations, or invite experts.",
        ),
        ({}, Audience.SECRETARIAT, "Member States cannot see this tool. Change its audience first."),
    ],
)
def test_a_round_is_not_opened_to_nobody_or_to_those_who_cannot_see_the_tool(fields, audience, sentence):
    version = make_frozen(make_text(make_tool(audience=audience)))
    round = make_round(version, state="prepared", **fields)
    with pytest.raises(Refused) as refused:
        actions.open_round(round, closes_at=CLOSES, by=make_user(Role.SECRETARIAT))
    assert str(refused.value) == sentence
    round.refresh_from_db()
    assert round.state == "prepared"


def test_a_delegate_comments_for_the_own_state_and_proposes_a_wording():
    round, state = make_round(), make_state("Atlantis")
    client = client_of(delegate_of(state))
    fill_comment(client, round, text="Say all.", quote="victims", topic="drafting")
    comment = PassageComment.objects.get()
    assert (comment.by_state, comment.topic, comment.quote, comment.text, comment.proposal) == (
        state,
        "drafting",
        "victims",
        "Say all.",
        "",
    )
    fill_comment(client, round, proposal="Each State protects all victims of trafficking.")
    page = BeautifulSoup(client.get(address_of(round, "?passage=a1-1")).content, "lxml")
    second = page.select_one("#comment-2")
    assert ([each.text for each in second.select("ins")], second.select("del")) == (["all"], [])
    assert second.select_one("strong").text == "Atlantis [en]"


def fill_comment(client, round, **written):
    """Send the form under a passage as it stands on the page of the round, with what is written."""
    page = BeautifulSoup(client.get(address_of(round)).content, "lxml")
    form = page.select_one("form:has(input[name=passage][value='a1-1']):has(textarea[name=proposal])")
    sent = {each["name"]: each.get("value", "") for each in form.select("input[name]")}
    sent |= {each["name"]: each.text.lstrip("\n") for each in form.select("textarea[name]")}
    sent |= {each["name"]: each.select_one("option")["value"] for each in form.select("select[name]")}
    response = client.post(form["action"], {**sent, **written}, follow=True)
    assert response.status_code == 200
    return response


def test_a_comment_without_words_or_after_the_deadline_is_refused(settings):
    round, client = make_round(), client_of(delegate_of(make_state()))
    assert "Enter a comment or a proposed wording." in Page(fill_comment(client, round)).text
    assert PassageComment.objects.count() == 0
    settings.PALERMO_TODAY = date(2008, 3, 5)
    response = client.post(f"/en/acts/comment-on-passage/{round.slug}/", {"passage": "a1-1", "language": "en"})
    assert (response.status_code, PassageComment.objects.count()) == (403, 0)
    assert "The period for comments is over." in response.text


def test_a_comment_is_for_an_invited_state_on_a_passage_of_the_version():
    chosen, other = make_state(), make_state()
    round = make_round(all_states=False)
    round.states.add(chosen)
    author = delegate_of(chosen)
    for wrong, sentence in (
        ({"by_state": other}, "Comment for your own State or organization."),
        ({"passage": "a9"}, "This version has no such passage. Reload the page."),
    ):
        given = {"round": round, "passage": "a1-1", "language": "en", "text": "T", "by_state": chosen}
        with pytest.raises(Refused) as refused:
            actions.add_comment(PassageComment(**{**given, **wrong}), by=author)
        assert str(refused.value) == sentence
    assert client_of(delegate_of(other)).get(address_of(round)).status_code == 404
    assert client_of(author).get(address_of(round)).status_code == 200


def test_who_reads_a_round_and_the_comments_of_others():
    state, agency = make_state(), make_organisation()
    round = make_round(make_frozen(make_text(make_tool(audience=Audience.PUBLIC))))
    round.organisations.add(agency)
    make_comment(round, "Canary of a State", by_state=state)
    member = make_user(Role.COMMITTEE_MEMBER)
    member.postings.update(state=None, organisation=agency)
    readers = {
        "visitor": None,
        "own": delegate_of(state),
        "other": delegate_of(make_state()),
        "agency": member,
        "other agency": make_user(Role.COMMITTEE_MEMBER),
        "focal point": make_user(Role.FOCAL_POINT),
        "drafter": drafter_of(round.tool),
        "secretariat": make_user(Role.SECRETARIAT),
    }

    def seen():
        found = {}
        for name, reader in readers.items():
            client = client_of(reader) if reader else Client()
            answers = [client.get(address_of(round, rest)) for rest in ("", "comments/", "comments.docx")]
            answers += [client.get(f"/en/tools/{round.tool.activity.slug}/{rest}") for rest in ("", "rounds/")]
            answers += [client.get("/en/search/?q=canary"), client.get("/en/updates/")]
            words = [words_of_word(each) if "docx" in each.request["PATH_INFO"] else each.text for each in answers]
            found[name] = any("Canary of a State" in each for each in words)
        return {name for name, reads in found.items() if reads}

    assert seen() == {"own", "drafter", "secretariat"}
    TextRound.objects.update(shows_comments=True)
    assert seen() == {"own", "other", "agency", "drafter", "secretariat"}
    TextRound.objects.update(shows_comments=False, state="answered", answered_on=date(2008, 2, 1))
    assert seen() == {"own", "other", "agency", "drafter", "secretariat"}
    TextRound.objects.update(state="prepared")
    assert seen() == {"drafter", "secretariat"}


def words_of_word(response):
    """All words of a Word file; nothing of another answer."""
    if "officedocument" not in response["Content-Type"]:
        return ""
    word = WordDocument(BytesIO(response.content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in word.paragraphs), *cells])


def test_an_accepted_wording_is_written_into_the_text_and_linked_with_the_comment():
    round = make_round()
    drafter = drafter_of(round.tool)
    comment = make_comment(round, "", proposal="Each State protects all victims of trafficking.")
    passage = Passage.objects.get(key="a1-1")
    write_passage(passage, "en", "Every State protects victims of trafficking.", base=1, by=drafter)
    comment = actions.accept_comment(comment, response=NOTHING, by=drafter)
    written = current(round.tool, "a1-1")
    assert (written.content, comment.state, comment.led_to) == (
        "Every State protects all victims of trafficking.",
        "accepted",
        written,
    )


def test_a_wording_that_no_longer_fits_is_not_accepted_but_adapted():
    round = make_round()
    drafter = drafter_of(round.tool)
    comment = make_comment(round, "", proposal="Each State assists victims of trafficking.")
    passage = Passage.objects.get(key="a1-1")
    write_passage(passage, "en", "Each State shelters victims of trafficking.", base=1, by=drafter)
    with pytest.raises(Refused, match=r"^The passage was changed since this version\. Accept the comment with changes"):
        actions.accept_comment(comment, response=NOTHING, by=drafter)
    comment.refresh_from_db()
    assert (comment.state, current(round.tool, "a1-1").number) == ("open", 2)
    act(
        client_of(make_user(Role.SECRETARIAT)),
        "adapt-comment",
        comment.pk,
        wording="Each State shelters and assists victims of trafficking.",
        response_en="Both are needed.",
    )
    comment.refresh_from_db()
    written = current(round.tool, "a1-1")
    assert (comment.state, comment.led_to, plain(comment.response)) == ("adapted", written, "Both are needed.")
    assert (written.content, written.act) == ("Each State shelters and assists victims of trafficking.", "amended")


def test_a_comment_is_declined_with_a_reason_and_the_response_can_be_withdrawn():
    round = make_round()
    comment, drafter = make_comment(round), drafter_of(round.tool)
    with pytest.raises(Refused, match=r"^Enter the reason\.$"):
        actions.decline_comment(comment, response=NOTHING, by=drafter)
    actions.decline_comment(comment, response=text("Covered by article 2"), by=drafter)
    with pytest.raises(Refused, match=r"^This comment already has a response\.$"):
        actions.accept_comment(comment, response=NOTHING, by=drafter)
    actions.reconsider_comment(comment, reason=text("Error"), by=drafter)
    comment.refresh_from_db()
    assert (comment.state, comment.response, comment.decided_on) == ("open", NOTHING, None)
    delegate = delegate_of(make_state())
    with pytest.raises(Refused, match=r"^Only the secretariat and members of the drafting group may edit this text\.$"):
        actions.decline_comment(comment, response=text("No"), by=delegate)


def test_an_invited_expert_gets_a_link_reads_the_round_and_comments():
    round = make_round(all_states=False, state="prepared")
    officer = make_user(Role.SECRETARIAT)
    office = client_of(officer)
    act(office, "invite-round-expert", round.slug, name="Ada Expert", function="Judge", email="ada@example.org")
    assert mail.outbox == []
    actions.open_round(round, closes_at=CLOSES, by=officer)
    [letter] = [each for each in mail.outbox if each.to == ["ada@example.org"]]
    path = next(word for word in letter.body.split() if "/commenting/" in word).partition("/en/")[2]
    client = Client()
    response = client.get(f"/en/{path}", follow=True)
    assert response.redirect_chain == [("/en/commenting/", 302)]
    assert response["Cache-Control"].count("no-store") == 1
    make_comment(round, "Canary of another")
    page = BeautifulSoup(client.get("/en/commenting/?chapter=a1").content, "lxml")
    assert "Canary of another" not in page.text
    form = page.select_one("form:has(input[name=passage][value='a1-1'])")
    sent = {each["name"]: each.get("value", "") for each in form.select("input[name]")}
    sent |= {"topic": "substance", "text": "Protect all.", "proposal": "Each State protects all victims."}
    response = client.post("/en/commenting/", sent, follow=True)
    comment = PassageComment.objects.get(text="Protect all.")
    expert = RoundExpert.objects.get()
    assert (comment.expert, comment.given_by, comment.proposal) == (expert, None, "Each State protects all victims.")
    assert "Comment submitted." in Page(response).text
    entry = AuditEvent.objects.latest("sequence")
    assert (entry.verb, entry.actor_name) == ("passage_comment.added", "an invited expert, by their link")
    # Sent again, it is one comment.
    client.post("/en/commenting/", sent)
    assert PassageComment.objects.filter(expert=expert).count() == 1


def test_the_name_of_an_expert_is_shown_only_with_consent_and_erased_on_request():
    round = make_round(shows_comments=True)
    expert = make_expert(round, "Ada Canary")
    make_comment(round, "By an expert", expert=expert)
    make_link(expert)
    reader, office, client = client_of(delegate_of(make_state())), client_of(make_user(Role.SECRETARIAT)), Client()

    def shown():
        pages = [reader.get(address_of(round, rest)) for rest in ("", "comments/", "comments.docx")]
        return ["Ada Canary" in (words_of_word(each) or each.text) for each in pages]

    assert shown() == [False, False, False]
    assert "Ada Canary" in office.get(address_of(round)).text
    assert "Ada Canary" not in office.get(address_of(round, "comments/")).text
    client.get("/en/commenting/secret/")
    client.post("/en/commenting/", {"naming": "1", "is_named": "on"})
    assert shown() == [True, True, True]
    client.post("/en/commenting/", {"naming": "1"})
    assert shown() == [False, False, False]
    client.post("/en/commenting/", {"erase": "1"})
    assert ExpertDetails.objects.count() == 0
    assert "Ada Canary" not in office.get(address_of(round)).text
    assert "Expert 1" in office.get(address_of(round)).text
    entries = AuditEvent.objects.filter(verb__startswith="round_expert").order_by("sequence")
    assert [entry.verb for entry in entries] == ["round_expert.consent", "round_expert.consent", "round_expert.erased"]
    assert not any("Canary" in str(entry.details) for entry in AuditEvent.objects.all())


def test_a_link_that_ended_expired_or_was_replaced_opens_nothing(settings):
    round = make_round()
    expert = make_expert(round)
    link = make_link(expert)
    client = Client()
    client.get("/en/commenting/secret/")
    assert client.get("/en/commenting/").status_code == 200
    experts.end_expert(expert, by=make_user(Role.SECRETARIAT))
    response = client.get("/en/commenting/")
    heading = BeautifulSoup(response.content, "lxml").h1.get_text(strip=True)
    assert (response.status_code, heading) == (403, "Link not valid")
    answer = client.post("/en/commenting/", {"passage": "a1-1", "language": "en", "text": "Canary", "topic": "other"})
    assert (answer.status_code, PassageComment.objects.count()) == (403, 0)
    RoundExpert.objects.update(ended_on=None)
    link.ended_at = None
    link.save()
    settings.PALERMO_TODAY = date(2008, 6, 2)
    assert "This link expired on 1 June 2008." in client.get("/en/commenting/").text
    assert Client().get("/en/commenting/").status_code == 404


def test_links_are_tried_only_so_often_from_one_address():
    client = Client()
    answers = [client.get("/en/commenting/guessed/").status_code for _try in range(121)]
    assert (answers[119], answers[120]) == (302, 429)
    assert client.get("/en/commenting/")["X-Robots-Tag"] == "noindex"


def test_the_table_of_comments_is_sorted_filtered_and_a_word_file():
    round = make_round()
    make_comment(round, "About words", topic="terms", by_state=make_state("Zembla"))
    make_comment(round, "About law", by_state=make_state("Atlantis"), state="declined", response=text("Covered"))
    office = client_of(make_user(Role.SECRETARIAT))

    def rows(query):
        soup = BeautifulSoup(office.get(address_of(round, f"comments/{query}")).content, "lxml")
        return [row.select("td")[0].text.strip() for row in soup.select("tbody tr")]

    assert rows("") == ["Zembla [en]", "Atlantis [en]"]
    assert rows("?sort=author") == ["Atlantis [en]", "Zembla [en]"]
    assert rows("?sort=topic") == ["Atlantis [en]", "Zembla [en]"]
    assert rows("?topic=terms") == ["Zembla [en]"]
    assert rows("?state=declined") == ["Atlantis [en]"]
    response = office.get(address_of(round, "comments.docx"))
    table = WordDocument(BytesIO(response.content)).tables[-1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Passage", "Comment", "Response"],
        ["Article 1 › Paragraph 1 · Terminology", "Zembla [en]: About words", "Awaiting response"],
        ["Article 1 › Paragraph 1 · Substance", "Atlantis [en]: About law", "Not accepted. Covered [en]"],
    ]
    assert office.get(address_of(round, "comments.pdf")).content[:5] == b"%PDF-"


def test_the_table_is_filed_as_a_draft_document_for_an_audience():
    round = make_round(state="answered")
    make_comment(round, "About law", state="declined", response=text("Covered"))
    act(
        client_of(make_user(Role.SECRETARIAT)),
        "file-text-round",
        round.slug,
        title_en="Comments and responses",
        audience="member_states",
        language="en",
    )
    document = round.tool._meta.apps.get_model("library", "Document").objects.get()
    assert (document.state, document.audience, plain(document.title)) == (
        "draft",
        "member_states",
        "Comments and responses",
    )
    with document.versions.get().file.open() as file:
        assert WordDocument(BytesIO(file.read())).tables[-1].rows[1].cells[1].text == "Drafting group: About law"


def test_what_changed_between_versions_names_the_comments_that_led_to_it():
    round = make_round()
    officer = make_user(Role.SECRETARIAT)
    accepted = make_comment(round, "Say all", proposal="Each State protects all victims of trafficking.")
    declined = make_comment(round, "Delete the heading", passage="a1")
    actions.accept_comment(accepted, response=NOTHING, by=officer)
    actions.decline_comment(declined, response=text("It is needed"), by=officer)
    make_frozen(round.tool)
    page = client_of(officer).get(f"/en/tools/{round.tool.activity.slug}/rounds/")
    soup = BeautifulSoup(page.content, "lxml")
    changes = soup.select(".round-change")
    assert [each.select_one("h4").text for each in changes] == ["Article 1 › Paragraph 1", "Article 1"]
    assert [each.text for each in changes[0].select("ins")] == ["all"]
    assert ["Say all" in changes[0].text, "It is needed" in changes[1].text] == [True, True]


def test_desks_ask_delegations_to_comment_and_officers_to_respond():
    round, state = make_round(), make_state()
    delegate, officer = client_of(delegate_of(state)), client_of(make_user(Role.SECRETARIAT))
    assert "Texts open for comments" in Page(delegate.get("/en/desk/")).all("h3")
    make_comment(round, by_state=state)
    assert "Texts open for comments" not in Page(delegate.get("/en/desk/")).all("h3")
    page = Page(officer.get("/en/desk/"))
    assert "Comments on tools" in page.all("h3")
    assert "1 comment to respond to" in page.text


def test_participants_are_notified_and_reminded_while_they_are_silent():
    state, silent = make_state(), make_state()
    first, second = delegate_of(state), delegate_of(silent)
    round, officer = make_round(state="prepared"), make_user(Role.SECRETARIAT)
    actions.open_round(round, closes_at=CLOSES, by=officer)
    assert sorted(each.to[0] for each in mail.outbox) == sorted([first.email, second.email])
    make_comment(round, by_state=state)
    mail.outbox.clear()
    actions.remind_participants(round, by=officer)
    assert [each.to for each in mail.outbox] == [[second.email]]


def test_comments_stand_beside_a_text_for_those_who_may_read_them():
    round, state = make_round(), make_state("Atlantis")
    make_comment(round, "Canary", by_state=state, proposal="Each State protects all victims of trafficking.")
    template, shown = Template("{% load passage_comments %}{% passage_comments c 'a1-1' %}"), {}
    for name, reader in {"own": delegate_of(state), "other": delegate_of(make_state())}.items():
        found = comments_beside_text(viewer_of(reader), version_text(round.version, "en"), version=round.version)
        shown[name] = template.render(Context({"c": found}))
    assert ["Canary" in shown["own"], "<ins>all</ins>" in shown["own"], shown["other"].strip()] == [True, True, ""]
    assert comments_beside_text(VISITOR, version_text(round.version, "en"), version=round.version) == {}


def test_a_page_with_many_comments_asks_the_database_as_often_as_with_one():
    round = make_round(shows_comments=True)
    article = Passage.objects.get(key="a1")
    for at in range(2, 20):
        make_passage(round.tool, f"a1-{at}", f"Words {at}", "paragraph", article)
    round.version.texts.all().delete()
    version = make_frozen(round.tool)
    TextRound.objects.update(version=version)
    round.refresh_from_db()
    make_comment(round, by_state=make_state())
    readers = [client_of(make_user(Role.SECRETARIAT)), client_of(delegate_of(make_state()))]
    paths = [address_of(round), address_of(round, "comments/"), f"/en/tools/{round.tool.activity.slug}/rounds/"]

    def counts():
        found = []
        for client in readers:
            for path in paths:
                client.get(path)
                with CaptureQueriesContext(connection) as queries:
                    assert client.get(path).status_code == 200
                found.append(len(queries))
        return found

    few = counts()
    for at in range(2, 20):
        parent = make_comment(round, passage=f"a1-{at}", by_state=make_state(), proposal=f"Other words {at}")
        make_comment(round, "A reply", passage=f"a1-{at}", reply_to=parent)
        make_comment(round, passage=f"a1-{at}", expert=make_expert(round, f"Person{at}"))
    assert counts() == few

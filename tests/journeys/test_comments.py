"""A text is discussed: an expert without an account, a delegate, and the drafting group that responds."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from palermo.toolkit.actions.discussion import prepare_round
from palermo.toolkit.actions.texts import freeze_version
from palermo.toolkit.models import ExpertLink, PassageComment, PassageText, RoundExpert, TextRound, Tool
from tests.factories.discussion import make_expert, make_link
from tests.journeys.browsing import visit
from tests.journeys.looking import sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PROPOSAL = "The same applies to unlawful entry, stay or work, and to forged documents."
PHONE = {"width": 390, "height": 844}


def open_round() -> TextRound:
    """A round of all Member States on the text of the model law as it is, open until 4 March 2008."""
    tool = Tool.objects.get(activity__slug="model-law")
    version = freeze_version(tool, by="the journey")
    round = prepare_round(
        TextRound(tool=tool, version=version, kind="states", all_states=True), invited={}, by="the journey"
    )
    round.state, round.opened_on, round.closes_at = "open", "2008-01-31", datetime(2008, 3, 4, 17, tzinfo=UTC)
    round.save()
    return round


def invited(round: TextRound) -> ExpertLink:
    """An expert who is invited to a round, and the link."""
    return make_link(make_expert(round, "Ada Expert"), "journey")


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_an_expert_without_an_account_comments_and_proposes_a_wording(reader, has_script):
    link = invited(open_round())
    expert = reader(viewport=PHONE, java_script_enabled=has_script)
    expert.open("commenting/journey/")
    assert expert.path == "/en/commenting/"
    page = expert.page
    visit(page.get_by_role("link", name="Article 3"))
    passage = page.locator("#p-a3-p2")
    passage.get_by_text("Comment on this passage").first.press("Enter")
    if has_script:
        assert violations(page) == []
        assert sticking_out(page) == 0
    passage.get_by_label("Comment", exact=True).fill("Documents are missing.")
    passage.get_by_label("Proposed wording").fill(PROPOSAL)
    visit(passage.get_by_role("button", name="Submit comment"))
    expect(page.get_by_role("status")).to_contain_text("Comment submitted.")
    comment = PassageComment.objects.get(expert=link.expert)
    assert (comment.passage, comment.text, comment.proposal) == ("a3-p2", "Documents are missing.", PROPOSAL)
    expect(page.locator(f"#comment-{comment.number} ins").last).to_contain_text("forged")
    visit(page.get_by_role("button", name="End participation"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Participation ended")
    assert RoundExpert.objects.get(pk=link.expert_id).ended_on is not None
    expert.open("commenting/journey/", status=403)
    expect(page.get_by_role("heading", level=1)).to_have_text("Link not valid")


def test_a_delegate_comments_and_the_secretariat_accepts_adapts_and_declines(reader):
    round = open_round()
    delegate = reader()
    delegate.sign_in("delegate")
    delegate.open("desk/")
    visit(delegate.page.get_by_role("link", name="Model law").first)
    page = delegate.page
    for key, words in (("a3-p2", PROPOSAL), ("a3-p1", "A victim is not punished."), ("a3", "Non-punishment")):
        delegate.open(f"tools/model-law/rounds/{round.number}/?passage={key}")
        passage = page.locator(f"#p-{key}")
        passage.get_by_text("Comment on this passage").first.press("Enter")
        passage.get_by_label("Proposed wording").fill(words)
        visit(passage.get_by_role("button", name="Submit comment"))
        expect(page.get_by_text("Comment submitted.")).to_be_visible()
    assert violations(page) == []
    officer = reader()
    officer.sign_in("secretariat")
    page = officer.page
    comments = list(round.comments.order_by("number"))
    officer.open(f"tools/model-law/rounds/{round.number}/?passage=a3-p2")
    assert violations(page) == []
    visit(page.get_by_role("link", name=f"Accept: Comment {comments[0].number}", exact=True))
    visit(page.get_by_role("button", name="Accept", exact=True))
    expect(page.get_by_text("Comment accepted.")).to_be_visible()
    visit(page.get_by_role("link", name=f"Accept with changes: Comment {comments[1].number}", exact=True))
    assert violations(page) == []
    page.get_by_label("New wording of the passage").fill("A victim shall not be punished.")
    page.locator("[name=response_en]").fill("Shall is the usual word.")
    visit(page.get_by_role("button", name="Accept with changes"))
    expect(page.get_by_text("Comment accepted with changes.")).to_be_visible()
    visit(page.get_by_role("link", name=f"Do not accept: Comment {comments[2].number}", exact=True))
    page.locator("[name=response_en]").fill("The heading is that of the Protocol.")
    visit(page.get_by_role("button", name="Do not accept"))
    expect(page.get_by_text("Response recorded.")).to_be_visible()
    assert [each.state for each in round.comments.order_by("number")] == ["accepted", "adapted", "declined"]
    current = PassageText.objects.filter(passage__tool=round.tool, language="en", is_current=True)
    assert [current.get(passage__key=key).content for key in ("a3-p2", "a3-p1")] == [
        PROPOSAL,
        "A victim shall not be punished.",
    ]
    officer.open(f"tools/model-law/rounds/{round.number}/comments/")
    assert violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="DOCX").press("Enter")
    assert download.value.suggested_filename == f"{round.slug}-comments.docx"


@pytest.mark.parametrize("language", ["ar", "zh-hans", "en"])
@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 900}], ids=["phone", "desk"])
def test_pages_of_a_discussion_are_accessible_and_fit(reader, language, viewport):
    officer = reader(language, viewport=viewport)
    officer.sign_in("secretariat")
    for path in ("rounds/", "rounds/1/?chapter=a1", "rounds/2/comments/"):
        officer.open(f"tools/model-law/{path}")
        assert (path, violations(officer.page), sticking_out(officer.page)) == (path, [], 0)

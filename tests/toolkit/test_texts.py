"""The text of a tool: who writes it, what becomes of two edits of the same words, and what a version keeps."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.core.text import plain
from palermo.toolkit.actions import texts as actions
from palermo.toolkit.models import DraftingMember
from palermo.toolkit.queries.texts import current_text, drafts_visible_to, version_text, versions_visible_to
from palermo.toolkit.states.texts import PassageAct, PassageKind
from palermo.toolkit.texts.markup import MarkupError, parse, parse_table, plain_content, write
from tests.factories.accounts import make_user
from tests.factories.activities import make_tool

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def add(tool, by, content, kind=PassageKind.ARTICLE, parent=None, after=None, language="en"):
    return actions.add_passage(tool, kind=kind, parent=parent, after=after, language=language, content=content, by=by)


def outline(tool, language="en"):
    """The words of the text in the order of reading, each with its number."""
    return [(passage.number, passage.content) for passage in current_text(tool, language).walk()]


def test_passages_stand_where_they_are_put_and_are_numbered():
    officer, tool = make_user(Role.SECRETARIAT), make_tool()
    first = add(tool, officer, "Definitions")
    second = add(tool, officer, "Offences", after=first)
    add(tool, officer, "Aim")
    one = add(tool, officer, "One", PassageKind.PARAGRAPH, parent=second)
    add(tool, officer, "Two", PassageKind.PARAGRAPH, parent=second, after=one)
    assert outline(tool) == [(1, "Aim"), (2, "Definitions"), (3, "Offences"), (1, "One"), (2, "Two")]
    actions.move_passage(one, parent=first, after=None, by=officer)
    assert outline(tool) == [(1, "Aim"), (2, "Definitions"), (1, "One"), (3, "Offences"), (1, "Two")]
    actions.remove_passage(first, by=officer)
    assert outline(tool) == [(1, "Aim"), (2, "Offences"), (1, "Two")]
    actions.restore_passage(first, by=officer)
    assert outline(tool) == [(1, "Aim"), (2, "Definitions"), (1, "One"), (3, "Offences"), (1, "Two")]


def test_a_passage_stands_only_in_what_may_hold_it():
    officer, tool = make_user(Role.SECRETARIAT), make_tool()
    article = add(tool, officer, "Definitions")
    with pytest.raises(Refused, match=r"^“Chapter” cannot stand in “Article”\.$"):
        add(tool, officer, "x", PassageKind.CHAPTER, parent=article)
    with pytest.raises(Refused, match=r"^“Paragraph” cannot stand at the top of the text\.$"):
        add(tool, officer, "x", PassageKind.PARAGRAPH)
    part = add(tool, officer, "General", PassageKind.PART)
    chapter = add(tool, officer, "Terms", PassageKind.CHAPTER, parent=part)
    actions.move_passage(article, parent=chapter, after=None, by=officer)
    with pytest.raises(Refused, match=r"^“Chapter” cannot stand in “Article”\.$"):
        actions.move_passage(chapter, parent=article, after=None, by=officer)


def test_two_edits_are_combined_or_the_second_is_kept_beside_the_first():
    officer, tool = make_user(Role.SECRETARIAT), make_tool()
    passage = add(tool, officer, "The State protects victims of trafficking.")
    actions.write_passage(passage, "en", "Each State protects victims of trafficking.", base=1, by=officer)
    saved = actions.write_passage(passage, "en", "The State protects all victims of trafficking.", base=1, by=officer)
    assert (saved.text.content, saved.text.act, saved.rejected) == (
        "Each State protects all victims of trafficking.",
        PassageAct.COMBINED,
        None,
    )
    saved = actions.write_passage(passage, "en", "No State protects victims of trafficking.", base=1, by=officer)
    assert saved.text.content == "Each State protects all victims of trafficking."
    assert saved.rejected.content == "No State protects victims of trafficking."
    assert [text.is_current for text in passage.texts.order_by("number")] == [False, False, True, False]


def test_marks_that_do_not_end_are_refused_with_their_place():
    officer, tool = make_user(Role.SECRETARIAT), make_tool()
    with pytest.raises(Refused, match=r"^Character 7: the mark \* has no end."):
        add(tool, officer, "Words *and more")


def test_a_translation_rests_on_the_original_until_it_is_settled():
    officer, tool = make_user(Role.SECRETARIAT), make_tool()
    passage = add(tool, officer, "Definitions")
    first = actions.write_passage(passage, "fr", "Définitions", base=0, by=officer).text
    actions.write_passage(passage, "en", "Terms", base=1, by=officer)
    second = actions.write_passage(passage, "fr", "Définitions.", base=1, by=officer).text
    third = actions.write_passage(passage, "fr", "Termes", base=2, by=officer, settles=True).text
    assert [first.rests_on, second.rests_on, third.rests_on] == [1, 1, 2]


def test_only_the_secretariat_and_the_drafting_group_write_and_read_a_draft():
    officer, drafter, colleague = (
        make_user(Role.SECRETARIAT),
        make_user(Role.COMMITTEE_MEMBER),
        make_user(Role.COMMITTEE_MEMBER),
    )
    tool = make_tool()
    DraftingMember.objects.create(tool=tool, user=drafter)
    passage = add(tool, drafter, "Definitions")
    with pytest.raises(Refused, match=r"^Only the secretariat and members of the drafting group may edit this text\.$"):
        actions.write_passage(passage, "en", "x", base=1, by=colleague)
    readers = (viewer_of(officer), viewer_of(drafter), viewer_of(colleague), VISITOR)
    assert [drafts_visible_to(viewer).count() for viewer in readers] == [1, 1, 0, 0]
    with pytest.raises(Refused):
        actions.freeze_version(tool, by=drafter)


def test_a_version_keeps_its_words_and_is_read_by_its_audience_once_published():
    officer, delegate, tool = make_user(Role.SECRETARIAT), make_user(Role.DELEGATE), make_tool()
    passage = add(tool, officer, "Definitions")
    actions.write_passage(passage, "fr", "Définitions", base=0, by=officer)
    version = actions.freeze_version(tool, by=officer)
    actions.write_passage(passage, "en", "Terms", base=1, by=officer)
    assert [p.content for p in version_text(version, "en").walk()] == ["Definitions"]
    assert [p.content for p in version_text(version, "fr").walk()] == ["Définitions"]
    assert version_text(version, "ar") is None
    assert (version.number, plain(version.name), version.display_name()) == (1, "", "Version 1")
    assert [list(versions_visible_to(viewer_of(user))) for user in (officer, delegate)] == [[version], []]
    actions.publish_version(version, audience=Audience.MEMBER_STATES, by=officer)
    assert list(versions_visible_to(viewer_of(delegate))) == [version]
    assert list(versions_visible_to(VISITOR)) == []
    with pytest.raises(Refused, match=r"^This version was published on 1 February 2008\.$"):
        actions.publish_version(version, audience=Audience.PUBLIC, by=officer)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a *b* c", "a b c"),
        ("within {30} days", "within [30] days"),
        ("see [article 3](treaty:trafficking-protocol)[^A note.].", "see article 3."),
        ("[not a link] (here)", "[not a link] (here)"),
        (r"5 \* 3", "5 * 3"),
        ("[x](javascript:alert)", "[x](javascript:alert)"),
    ],
)
def test_marks_are_read(content, words):
    assert plain_content(content) == words


def test_cells_of_a_table_are_filled_up():
    assert [[plain_content(write(cell)) for cell in row] for row in parse_table("a | b\nc")] == [["a", "b"], ["c", ""]]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab *[]^(){}\\|:lawthps/", max_size=60))
def test_any_text_is_read_or_refused_and_what_is_read_is_written_alike(content):
    try:
        parts = parse(content)
    except MarkupError:
        return
    assert parse(write(parts)) == parts

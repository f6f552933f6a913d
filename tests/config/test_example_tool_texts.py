"""The drafts of tools in the demonstrations: for Member States on the story's day, for everybody at the real date."""

from datetime import date

import pytest

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.config.example.tool_texts import publish_drafts, publish_texts
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.toolkit.actions.text_files import GivenPassage, GivenText, import_text
from palermo.toolkit.models import FinderEntry, ToolVersion
from palermo.toolkit.queries.texts import version_text, versions_visible_to
from tests.factories.accounts import make_user
from tests.factories.activities import make_tool
from tests.factories.consultations import make_topic

pytestmark = pytest.mark.django_db
BY = "palermo demo"


@pytest.fixture(autouse=True)
def _text(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)
    tool = make_tool("Handbook", slug="handbook-parliamentarians", audience="public")
    text = GivenText(
        (GivenPassage("c1", "chapter", "", {"en": "What parliaments can do", "zh": "议会的作用"}),),
        MultilingualText({"en": "Not an official text.", "zh": "非正式文本。"}),
    )
    import_text(tool, text, by=BY)
    make_tool("Another", slug="another", audience="public")


def readable(viewer) -> list[str]:
    return [version.slug for version in versions_visible_to(viewer).order_by("number")]


def test_member_states_read_the_draft_of_the_storys_day_and_visitors_do_not():
    publish_drafts(by=BY)
    publish_drafts(by=BY)
    version = ToolVersion.objects.get()
    assert (version.edition.order, version.frozen_on, version.published_on) == (1, date(2008, 1, 31), date(2008, 1, 31))
    assert set(version.name) == set(CODES)
    delegate, member = (viewer_of(make_user(role)) for role in (Role.DELEGATE, Role.COMMITTEE_MEMBER))
    assert readable(VISITOR) == []
    assert readable(delegate) == ["handbook-parliamentarians-v1"]
    assert version_text(version, "zh").notice == "非正式文本。"
    assert readable(member) == readable(delegate)


def test_readers_find_the_chapters_that_are_there_by_role_and_topic():
    topic = make_topic("oversight", slug="parliamentary-oversight")
    publish_drafts(by=BY)
    publish_drafts(by=BY)
    found = FinderEntry.objects.order_by("role").values_list("role", "topic", "passage__key")
    assert list(found) == [(role, topic.pk, "c1") for role in ("journalist", "ngo", "parliamentarian")]


def test_everybody_reads_the_text_at_the_real_date(settings):
    publish_drafts(by=BY)
    settings.PALERMO_TODAY = date(2026, 11, 29)
    publish_texts(by=BY)
    publish_texts(by=BY)
    assert readable(VISITOR) == ["handbook-parliamentarians-v2"]
    version = ToolVersion.objects.get(number=2)
    assert (version.published_on, version_text(version, "en").notice) == (date(2026, 11, 29), "Not an official text.")

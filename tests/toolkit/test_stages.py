"""The stages of an edition: by whom, under which authority, with what each needs, and what the page shows of them."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.events.models import Event
from palermo.governance.models import Mandate
from palermo.toolkit.actions import stages as actions
from palermo.toolkit.models import Edition, EditionStage, ToolVersion
from palermo.toolkit.states.stages import Stage
from tests.factories.accounts import make_user
from tests.factories.activities import make_event, make_tool
from tests.factories.common import text
from tests.factories.occasions import make_edition, make_presentation, make_stage
from tests.portal.filling import act, client_of

pytestmark = pytest.mark.django_db
TODAY = date(2008, 2, 1)
NOTHING = MultilingualText()


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY


def officer():
    return make_user(Role.SECRETARIAT)


def entry(stage, **fields):
    """A stage to be recorded, from today."""
    return EditionStage(**{"stage": stage, "began_on": TODAY, "reason": text("Reason"), **fields})


def meeting_of(edition):
    return Event.objects.get(activity__part_of=edition.tool.activity)


def timeline(tool, language="en", user=None):
    """What the page of a tool says of stages, line by line."""
    client = client_of(user) if user else Client()
    soup = BeautifulSoup(client.get(f"/{language}/tools/{tool.activity.slug}/").content, "lxml")
    shown = soup.select("ol.stages > li")
    return [[part.get_text(" ", strip=True) for part in line.select("p")] for line in shown]


def test_an_edition_goes_through_its_stages_and_the_page_tells_them_in_plain_words():
    tool = make_tool(state="under_way")
    edition = tool.editions.get()
    make_event("Experts on the law", kind="expert_meeting", part_of=tool.activity, audience=Audience.PUBLIC)
    office = client_of(officer())
    expert = meeting_of(edition)
    act(
        *(office, "move-edition", edition.pk),
        **{"stage": "experts", "began_on": "2007-10-02", "meeting": expert.pk, "reason_en": "The draft is complete"},
    )
    act(
        *(office, "move-edition", edition.pk),
        **{
            "stage": "consultation",
            "began_on": "2007-11-01",
            "until_on": "2008-03-04",
            "consulted_en": "Member States",
            "reason_en": "Experts agreed",
        },
    )
    assert [each.stage for each in edition.stages.all()] == ["experts", "consultation"]
    assert Edition.objects.get(pk=edition.pk).stage == Stage.CONSULTATION
    assert timeline(tool) == [
        ["2 October 2007", "Expert group meeting", "Experts on the law [en]", "The draft is complete"],
        [
            "Since 1 November 2007 · Current stage",
            "Consultation of Member States until 4 March 2008",
            "Experts agreed",
        ],
    ]
    logged = AuditEvent.objects.latest("sequence")
    assert (logged.verb, logged.details["before"], logged.details["stage"], logged.details["reason"]) == (
        "edition.moved",
        "experts",
        "consultation",
        {"en": "Experts agreed"},
    )


def test_what_is_final_was_prepared_and_changes_only_as_a_revised_edition():
    edition = make_edition(Stage.REVISION)
    actions.move_edition(edition, entry=entry(Stage.FINAL), by=officer())
    edition.refresh_from_db()
    assert (edition.stage, edition.prepared_on) == (Stage.FINAL, TODAY)
    with pytest.raises(Refused, match=r"^The text of this edition is final\. Begin a revised edition\.$"):
        actions.move_edition(edition, entry=entry(Stage.REVISION), by=officer())
    revised = actions.begin_edition(
        Edition(tool=edition.tool, state="revised", due_on=date(2008, 6, 1)), on=TODAY, by=officer()
    )
    assert (revised.order, revised.stage, revised.scheduled_on) == (edition.order + 1, Stage.DRAFTING, TODAY)


def test_without_a_mandate_in_force_no_edition_begins_or_moves():
    edition = make_edition()
    Mandate.objects.filter(pk=edition.tool.activity.mandate_id).update(state="ended", ended_on=date(2008, 1, 15))
    for attempt in (
        lambda: actions.move_edition(edition, entry=entry(Stage.FINAL), by=officer()),
        lambda: actions.begin_edition(
            Edition(tool=edition.tool, state="revised", due_on=date(2008, 6, 1)), on=TODAY, by=officer()
        ),
    ):
        with pytest.raises(Refused, match=r"ended on 15 January 2008 and gave no authority on 1 February 2008"):
            attempt()
    assert EditionStage.objects.count() == 0
    assert Edition.objects.filter(tool=edition.tool).count() == 2


def test_a_proposal_has_no_stages():
    edition = make_tool(state="proposed").editions.get()
    with pytest.raises(Refused, match=r"^The status of this tool is “proposed”\. Its text is worked on while"):
        actions.move_edition(edition, entry=entry(Stage.FINAL), by=officer())


@pytest.mark.parametrize(
    ("stage", "fields", "sentence"),
    [
        ("consultation", {}, "Enter who is consulted, and until when."),
        ("consultation", {"consulted": text("States")}, "Enter who is consulted, and until when."),
        (
            "experts",
            {},
            "Choose the expert group meeting. Meetings are events that are part of this tool.",
        ),
        ("final", {"began_on": date(2008, 2, 2)}, "2 February 2008 is in the future."),
        (
            "final",
            {"began_on": date(2007, 10, 9)},
            "The stage “Revision” began on 10 October 2007. The stages of an edition follow one another by date.",
        ),
        (
            "consultation",
            {"until_on": date(2008, 1, 31), "consulted": text("States")},
            "The stage began on 1 February 2008 and cannot end before, on 31 January 2008.",
        ),
    ],
)
def test_a_stage_without_what_it_needs_is_refused(stage, fields, sentence):
    edition = make_edition(Stage.REVISION)
    with pytest.raises(Refused) as refused:
        actions.move_edition(edition, entry=entry(stage, **fields), by=officer())
    assert str(refused.value) == sentence
    assert edition.stages.count() == 1


def test_the_meeting_of_another_tool_is_refused():
    edition, other = make_edition(), make_edition()
    with pytest.raises(Refused, match=r"^Choose a meeting that is part of this tool\.$"):
        actions.move_edition(edition, entry=entry("experts", meeting=meeting_of(other)), by=officer())


def test_a_stage_is_corrected_with_a_reason_and_only_the_latest_is_removed():
    edition = make_edition(Stage.CONSULTATION)
    make_stage(edition, Stage.REVISION, began_on=date(2007, 12, 1))
    first, last = edition.stages.all()
    with pytest.raises(Refused, match=r"^Enter the reason\.$"):
        actions.change_stage(first, values={"until_on": date(2008, 4, 1)}, reason=NOTHING, by=officer())
    actions.change_stage(first, values={"until_on": date(2008, 4, 1)}, reason=text("Extended"), by=officer())
    first.refresh_from_db()
    assert first.until_on == date(2008, 4, 1)
    with pytest.raises(Refused, match=r"^Another stage followed\. Remove that one first\.$"):
        actions.remove_stage(first, reason=text("Mistake"), by=officer())
    actions.remove_stage(last, reason=text("Mistake"), by=officer())
    assert Edition.objects.get(pk=edition.pk).stage == Stage.CONSULTATION
    logged = AuditEvent.objects.latest("sequence")
    assert (logged.verb, logged.details["stage"]) == ("edition.stage_removed", "revision")


def test_the_frozen_text_of_a_stage_is_named_to_those_who_may_read_it():
    edition = make_edition(Stage.CONSULTATION)
    version = {"tool": edition.tool, "edition": edition, "audience": Audience.MEMBER_STATES}
    ToolVersion.objects.create(
        slug="before", number=1, frozen_on=date(2007, 9, 1), name=text("Canary before"), **version
    )
    ToolVersion.objects.create(
        slug="during",
        number=2,
        frozen_on=date(2007, 10, 10),
        published_on=date(2007, 10, 10),
        name=text("Canary draft"),
        **version,
    )
    [line] = timeline(edition.tool, user=make_user(Role.DELEGATE))
    assert "Text of this stage: Canary draft [en]" in line
    assert "Canary" not in str(timeline(edition.tool))


def test_a_restricted_meeting_of_a_stage_is_not_named_to_the_public():
    edition = make_edition()
    meeting_of(edition).activity.__class__.objects.filter(event=meeting_of(edition)).update(
        audience=Audience.SECRETARIAT, title=text("Canary meeting")
    )
    make_stage(edition, Stage.EXPERTS)
    assert "Canary meeting" in str(timeline(edition.tool, user=officer()))
    assert "Canary meeting" not in str(timeline(edition.tool))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "استشارة Member States [ar] حتى 4 آذار/مارس 2008"),
        ("es", "Consulta (Member States [es]) hasta el 4 de marzo de 2008"),
        ("fr", "Consultation (Member States [fr]) jusqu’au 4 mars 2008"),
        ("ru", "Консультации (Member States [ru]) до 4 марта 2008 года"),
        ("zh-hans", "与Member States [zh]协商，至2008年3月4日为止"),
    ],
)
def test_the_timeline_speaks_each_language(language, words):
    edition = make_edition(Stage.CONSULTATION)
    [line] = timeline(edition.tool, language)
    assert line[1] == words


def test_the_page_asks_the_same_number_of_queries_for_one_edition_and_for_six(django_assert_num_queries):
    tool, client = make_tool(state="under_way"), client_of(officer())
    address = f"/en/tools/{tool.activity.slug}/"

    def add():
        edition = Edition.objects.create(tool=tool, order=tool.editions.count() + 1, state="revised", due_on=TODAY)
        make_event("Experts", kind="expert_meeting", part_of=tool.activity)
        make_stage(edition, Stage.CONSULTATION)
        make_presentation(edition=edition)

    add()
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for _each in range(5):
        add()
    with django_assert_num_queries(len(one)):
        client.get(address)

"""Courses, training sessions and their participants: who records them, and who reads which numbers."""

from datetime import date, time

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.models import AuditEvent
from palermo.audit.queries import versions_visible_to
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.events.feedback_links import secret_of
from palermo.events.models import FeedbackForm
from palermo.record.exporting import export_folder
from palermo.record.importing import import_folder
from palermo.toolkit.actions import training as actions
from palermo.toolkit.models import Course, LearnerGroup, TrainingSession
from tests.factories.accounts import make_place, make_state, make_user
from tests.factories.activities import make_tool
from tests.factories.common import text
from tests.factories.library import make_document
from tests.factories.preparation import make_evaluation
from tests.factories.training import make_course, make_learners, make_planned_training, make_trainer, make_training
from tests.portal.filling import act, client_of, words_of

pytestmark = pytest.mark.django_db
NOTHING = MultilingualText()


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def member_of(role, *, state=None, organisation=None):
    """Somebody with one posting, for this State or organization."""
    user = make_user(role)
    user.postings.update(state=state, organisation=organisation)
    return user


def part_of(response, heading):
    """What stands under a heading of the page, up to the next one."""
    soup = BeautifulSoup(response.content, "lxml")
    found = soup.select_one(f"#{heading}")
    if found is None:
        return ""
    parts = []
    for each in found.find_next_siblings():
        if each.name == "h2":
            break
        parts.append(each.get_text(" "))
    return " ".join(" ".join(parts).split())


def headings_of(response):
    """The titles in the list of a page."""
    found = BeautifulSoup(response.content, "lxml").select("ul.papers h2, ul.papers h3")
    return [each.get_text(strip=True).partition(" [")[0] for each in found]


def test_the_secretariat_adds_a_course_under_a_tool_with_materials():
    tool, document = make_tool("Manual"), make_document("Slides", symbol="UN.GIFT/9", audience=Audience.PUBLIC)
    office = client_of(make_user(Role.SECRETARIAT))
    act(
        office,
        "add-course",
        tool.activity.slug,
        title_en="First steps",
        aim_en="Aim",
        hours="12",
        languages=["fr", "en"],
        materials="UN.GIFT/9",
    )
    course = Course.objects.get()
    assert (course.slug, course.tool, course.hours, course.languages) == ("first-steps", tool, 12, "en fr")
    assert list(course.materials.all()) == [document]
    page = Client().get("/en/courses/first-steps/")
    assert "Slides" in words_of(page)
    assert "First steps" in part_of(Client().get(f"/en/tools/{tool.activity.slug}/"), "training")


def test_no_course_is_added_under_a_proposal_or_by_others():
    proposed = make_tool("Proposal", state="proposed", mandate=None)
    with pytest.raises(Refused, match="only a proposal"):
        actions.add_course(Course(tool=proposed, title=text("Course")), by="a test")
    with pytest.raises(Refused, match="Only the secretariat may record courses"):
        actions.add_course(Course(tool=make_tool(), title=text("Course")), by=make_user(Role.DELEGATE))
    assert Course.objects.count() == 0


def test_a_focal_point_records_a_session_of_their_own_state_its_participants_and_that_it_was_held():
    state, course = make_state("Atlantis"), make_course("Manual course")
    focal_point = client_of(member_of(Role.FOCAL_POINT, state=state))
    act(
        focal_point,
        "add-training",
        course.slug,
        starts_on="14 January 2008",
        ends_on="18 January 2008",
        begins_at="9:30",
        link="https://example.org/course",
        language="en",
    )
    session = TrainingSession.objects.get()
    assert (session.state, session.status, session.begins_at, session.language) == (state, "planned", time(9, 30), "en")
    act(focal_point, "hold-training", session.slug)
    act(focal_point, "count-learners", session.slug, sex="women", profession="police", count="8")
    act(focal_point, "count-learners", session.slug, sex="men", profession="police", count="9")
    act(focal_point, "count-learners", session.slug, sex="women", profession="police", count="7")
    assert list(session.learners.values_list("number", "sex", "state", "count")) == [
        (1, "women", state.pk, 7),
        (2, "men", state.pk, 9),
    ]
    act(focal_point, "count-learners", session.slug, sex="men", profession="police", count="0")
    assert list(session.learners.values_list("sex", flat=True)) == ["women"]
    session.refresh_from_db()
    assert session.status == "held"
    entry = AuditEvent.objects.latest("sequence")
    assert (entry.verb, entry.details) == ("training.counted", {})


def test_others_cannot_record_for_a_state_that_is_not_theirs():
    session, stranger = make_planned_training(), make_user(Role.FOCAL_POINT)
    with pytest.raises(Refused, match="Only the organizer, the trainers and the secretariat"):
        actions.hold_training(session, by=stranger)
    with pytest.raises(Refused, match="your own State or organization"):
        actions.add_training(
            TrainingSession(
                course=make_course(),
                state=make_state(),
                starts_on=date(2008, 1, 1),
                ends_on=date(2008, 1, 2),
                place=make_place(),
            ),
            by=stranger,
        )
    with pytest.raises(Refused, match="Only the organizer, the trainers and the secretariat"):
        actions.count_learners(session, sex="men", profession="police", state=None, count=9, by=stranger)
    assert LearnerGroup.objects.count() == 0


def test_a_trainer_with_an_account_runs_their_session():
    user = make_user(Role.FOCAL_POINT)
    session = make_planned_training()
    session.trainers.add(make_trainer(user=user))
    actions.hold_training(session, by=user)
    session.refresh_from_db()
    assert session.status == "held"


def test_a_session_is_cancelled_with_a_reason_and_not_held_before_it_begins():
    session = make_planned_training(starts_on=date(2008, 3, 1), ends_on=date(2008, 3, 2))
    with pytest.raises(Refused, match="begins on 1 March 2008"):
        actions.hold_training(session, by="a test")
    with pytest.raises(Refused, match="begins on 1 March 2008"):
        actions.count_learners(session, sex="men", profession="police", state=None, count=9, by="a test")
    with pytest.raises(Refused, match="Enter the reason"):
        actions.cancel_training(session, reason=NOTHING, by="a test")
    actions.cancel_training(session, reason=text("Storm"), by="a test")
    session.refresh_from_db()
    assert (session.status, session.cancelled_on, session.reason["en"]) == ("cancelled", date(2008, 2, 1), "Storm [en]")
    page = Client().get(session.get_absolute_url())
    assert "Reason: Storm" in words_of(page)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ({"ends_on": "2008-01-01"}, "The last day must not be before the first day."),
        ({"place": ""}, "Enter the place, or the web address of a session held online."),
        ({"zone": "Mars/Olympus"}, "Select a valid choice. Mars/Olympus is not one of the available choices."),
        ({"state": ""}, "Choose a State or an organization, not both."),
    ],
)
def test_a_session_that_does_not_hold_together_is_refused_in_a_sentence(written, sentence):
    course, office = make_course(), client_of(make_user(Role.SECRETARIAT))
    given = {"starts_on": "2008-03-03", "ends_on": "2008-03-04", "place": make_place().pk, "state": make_state().pk}
    response = office.post(f"/en/acts/add-training/{course.slug}/", {**given, **written})
    assert sentence in words_of(response)
    assert TrainingSession.objects.count() == 0


def session_with(*counts):
    """A session whose participants were counted like this: sex, profession, number."""
    session = make_training(state=make_state("Organizer"))
    for sex, profession, count in counts:
        make_learners(session, count, sex=sex, profession=profession, state=session.state)
    return session


LARGE = [("women", "police", 6), ("men", "police", 7), ("men", "judiciary", 8)]
SMALL = [("women", "police", 6), ("men", "police", 7), ("men", "judiciary", 3)]
TABLES = (
    "Sex Participants Women 6 Men {men} Profession Participants Police 13 Judges {judges} "
    "State Participants Organizer [en] {total}"
)


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role or "visitor")
def test_the_public_reads_totals_member_states_breakdowns_without_small_counts(role):
    large, small = session_with(*LARGE), session_with(*SMALL)
    client = client_of(make_user(role)) if role else Client()
    shown = [part_of(client.get(each.get_absolute_url()), "participants") for each in (large, small)]
    tables = [
        f"21 participants {TABLES.format(men=15, judges=8, total=21)}",
        f"16 participants {TABLES.format(men=10, judges=3, total=16)}",
    ]
    withheld = "The numbers by sex, profession and State are not shown because some are smaller than 5."
    if role == Role.SECRETARIAT:
        assert shown == tables
    elif role in {Role.DELEGATE, Role.COMMITTEE_MEMBER}:
        assert shown == [tables[0], f"16 participants {withheld}"]
    else:
        assert shown == ["21 participants", "16 participants"]


def test_the_organizer_reads_small_counts_and_no_other_state_does():
    session = session_with(("women", "police", 3))
    organizer = client_of(member_of(Role.DELEGATE, state=session.state))
    other = client_of(make_user(Role.DELEGATE))
    address = session.get_absolute_url()
    assert part_of(organizer.get(address), "participants").startswith("3 participants Sex Participants Women 3")
    assert part_of(other.get(address), "participants") == (
        "fewer than 5 participants The numbers by sex, profession and State are not shown because some are smaller "
        "than 5."
    )
    assert part_of(Client().get(address), "participants") == "fewer than 5 participants"


def test_small_counts_are_in_no_history_of_others():
    session, office = session_with(), make_user(Role.SECRETARIAT)
    act(client_of(office), "count-learners", session.slug, sex="women", profession="parliament", count="4")
    readers = [viewer_of(office), viewer_of(make_user(Role.DELEGATE)), VISITOR]
    read = [[each.data["count"] for each in versions_visible_to(reader, LearnerGroup)] for reader in readers]
    assert read == [[4], [], []]


def test_the_list_is_filtered_by_date_language_and_country():
    atlantis, lemuria = make_state("Atlantis"), make_state("Lemuria")
    make_training(make_course("Past"), language="en", place=make_place(state=atlantis))
    make_planned_training(
        make_course("Coming"),
        language="fr",
        place=make_place(state=lemuria),
        starts_on=date(2008, 5, 1),
        ends_on=date(2008, 5, 2),
    )
    client = Client()
    queries = ["", "?when=past", "?when=upcoming", "?language=fr", f"?state={atlantis.slug}", "?language=xx"]
    found = [headings_of(client.get(f"/en/training/{query}")) for query in queries]
    assert found == [["Coming", "Past"], ["Past"], ["Coming"], ["Coming"], ["Past"], ["Coming", "Past"]]


@pytest.mark.parametrize("address", ["training/", "trainers/"])
def test_a_list_is_set_in_the_direction_of_its_language(address):
    page = BeautifulSoup(Client().get(f"/ar/{address}?language=ar").content, "lxml")
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")


def test_the_page_of_a_state_has_the_sessions_that_it_organized_or_hosted():
    state = make_state("Atlantis")
    make_training(make_course("Organized"), state=state)
    make_training(make_course("Hosted"), place=make_place(state=state), starts_on=date(2008, 1, 15))
    make_training(make_course("Elsewhere"))
    page = Client().get(f"/en/states/{state.slug}/")
    shown = part_of(page, "training")
    assert ("Organized" in shown, "Hosted" in shown, "Elsewhere" in shown) == (True, True, False)


@pytest.mark.parametrize("address", ["/en/training/", "course", "session", "tool"])
def test_a_page_takes_a_constant_number_of_queries(address):
    tool = make_tool()
    course = make_course(tool=tool)
    session = make_training(course)
    addresses = {"course": course, "session": session, "tool": tool}
    where = addresses[address].get_absolute_url() if address in addresses else address
    client = client_of(make_user(Role.SECRETARIAT))
    client.get(where)
    counts = []
    for more in (1, 4):
        for _each in range(more):
            trainer = make_trainer()
            other = make_training(course, place=make_place(state=make_state()))
            other.trainers.add(trainer)
            session.trainers.add(trainer)
            make_learners(session, state=make_state())
        with CaptureQueriesContext(connection) as queries:
            client.get(where)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_files_of_the_record_bring_back_courses_sessions_and_trainers_without_addresses(tmp_path):
    trainer = make_trainer("Ana Ruiz", email="ana@example.org", consent="given", shows_email=True, languages="en")
    course = make_course(hours=12, languages="en fr", aim=text("Aim"))
    session = make_training(course, begins_at=time(9, 30), language="en", evaluation=make_evaluation())
    session.trainers.add(trainer)
    trainer.tools.add(course.tool)
    make_learners(session, 7)
    make_learners(session, 8, sex="men", profession="judiciary", state=session.state)
    export_folder(tmp_path / "first")
    names = ("courses", "trainers", "training_sessions")
    first = {file: file.read_text() for name in names for file in (tmp_path / "first" / name).glob("*.yaml")}
    assert len(first) == 3
    assert [words for words in first.values() if "ana@example.org" in words] == []
    TrainingSession.objects.all().delete()
    Course.objects.all().delete()
    trainer.delete()
    import_folder(tmp_path / "first", by="palermo record import")
    export_folder(tmp_path / "second")
    second = {file: (tmp_path / "second" / file.parent.name / file.name).read_text() for file in first}
    assert second == first
    assert TrainingSession.objects.get().learners.count() == 2


def test_participants_of_a_session_evaluate_it_by_link_without_account(settings):
    session, office = make_training(make_course("Manual course")), client_of(make_user(Role.SECRETARIAT))
    days = {"opens_on": "2008-01-18", "closes_on": "2008-02-10", "threshold": "3", "audience": "public"}
    act(office, "evaluate-training", session.slug, **days)
    form = FeedbackForm.objects.get()
    act(office, "add-feedback-question", form.slug, words_en="Was it useful?", kind="scale")
    act(office, "make-feedback-links", form.slug, kind="each", count="3")
    for link in form.links.all():
        person = Client()
        page = person.get(f"/en/feedback/{secret_of(link)}/", follow=True)
        assert "Manual course" in words_of(page)
        person.post("/en/feedback/open/", {"question_1": "4"})
    before = words_of(Client().get(f"/en/evaluations/{form.slug}/"))
    settings.PALERMO_TODAY = date(2008, 2, 11)
    after = words_of(Client().get(f"/en/evaluations/{form.slug}/"))
    assert ("average" in before, "3 answers · average 4.0 out of 5" in after) == (False, True)
    assert f"/en/evaluations/{form.slug}/" in Client().get(session.get_absolute_url()).text
    assert "Single use" in b"".join(office.get(f"/en/evaluations/{form.slug}/links.csv").streaming_content).decode()


def test_the_results_have_no_more_readers_than_the_session():
    session = make_training(make_course(tool=make_tool(audience=Audience.MEMBER_STATES)))
    office = client_of(make_user(Role.SECRETARIAT))
    days = {"opens_on": "2008-01-18", "closes_on": "2008-02-10", "threshold": "3", "audience": "public"}
    response = office.post(f"/en/acts/evaluate-training/{session.slug}/", days)
    assert "The results cannot have more readers than the training session." in words_of(response)
    assert FeedbackForm.objects.count() == 0


def test_sessions_stand_in_the_calendar_and_its_file_for_those_who_may_see_the_tool():
    days = {"starts_on": date(2008, 2, 20), "ends_on": date(2008, 2, 21), "status": "planned"}
    make_training(make_course("Open course"), **days)
    make_training(make_course("Closed course", tool=make_tool(audience=Audience.MEMBER_STATES)), **days)
    hour = {"starts_on": date(2008, 2, 22), "ends_on": date(2008, 2, 22), "begins_at": time(9, 30), "status": "planned"}
    make_training(make_course("Short course"), zone="Asia/Bangkok", **hour)
    readers = [Client(), client_of(make_user(Role.DELEGATE))]
    pages = [words_of(reader.get("/en/calendar/")) for reader in readers]
    names = ("Open course", "Closed course", "Short course")
    assert [[name in page for name in names] for page in pages] == [[True, False, True], [True, True, True]]
    feed = Client().get("/en/calendar.ics").content.decode()
    assert ("DTSTART;VALUE=DATE:20080220" in feed, "DTSTART;TZID=Asia/Bangkok:20080222T093000" in feed) == (True, True)
    assert ("Open course" in feed, "Closed course" in feed) == (True, False)

"""Progress rounds and evaluations of action plans: reporting, plan and reality, and who reads what is not published."""

import csv
from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from palermo.accounts.states import Role
from palermo.core.dates import PartialDate
from palermo.core.refusals import Refused
from palermo.outreach.actions import evaluations, progress
from palermo.outreach.actions.plans import adopt_edition
from palermo.outreach.models import MeasureProgress, ProgressRound
from tests.factories.accounts import make_state, make_user
from tests.factories.common import text
from tests.factories.outreach import make_plan
from tests.factories.plans import (
    make_draft_edition,
    make_evaluation,
    make_lesson,
    make_measure,
    make_measure_progress,
    make_progress_round,
)
from tests.outreach.test_plans import member_of, page, texts_of
from tests.portal.filling import act, client_of, held, six
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def report(client: Client, shown: ProgressRound, key: str, **written):
    """Save the line of a measure on the page on which a round is reported."""
    edition = shown.edition
    path = f"/en/action-plans/{edition.plan.slug}/{edition.number}/progress/{shown.number}/report/"
    return client.post(path, {"measure": key, **written}, follow=True)


def test_a_ministry_opens_a_round_reports_on_each_measure_closes_and_publishes_it():
    state = make_state("Atlantis")
    plan = make_plan("National plan", state=state, measures=2)
    edition = plan.editions.get()
    edition.measures.filter(key="measure-1").update(budget=Decimal(1000), currency="EUR")
    focal = client_of(member_of(Role.FOCAL_POINT, state=state))
    act(focal, "open-progress-round", edition.pk, period_from="2007-10-04", period_until="2007-12-31")
    shown = ProgressRound.objects.get()
    assert (shown.number, shown.status, shown.opened_on) == (1, "open", date(2008, 2, 1))
    saved = report(focal, shown, "measure-1", status="done", spent="800.50", value="12", text="Trained")
    assert saved.status_code == 200
    assert "Saved: National plan measure 1 [en]" in saved.text
    line = MeasureProgress.objects.get()
    assert (line.status, line.spent, dict(line.value), dict(line.text), line.reported_on) == (
        "done",
        Decimal("800.50"),
        {"en": "12"},
        {"en": "Trained"},
        date(2008, 2, 1),
    )
    report(focal, shown, "measure-1", status="on_track", spent="900", value="13", text="Still training")
    line.refresh_from_db()
    assert (line.status, line.spent, MeasureProgress.objects.count()) == ("on_track", 900, 1)
    act(focal, "close-progress-round", shown.pk)
    assert report(focal, shown, "measure-2", status="done").status_code == 409
    act(focal, "reopen-progress-round", shown.pk, **six("reason", "A measure was left out"))
    report(focal, shown, "measure-2", status="delayed")
    act(focal, "close-progress-round", shown.pk)
    act(focal, "publish-progress-round", shown.pk, **six("assessment", "A good beginning"))
    shown.refresh_from_db()
    assert (shown.status, shown.published_on) == ("published", date(2008, 2, 1))
    public = page(f"action-plans/{plan.slug}/1/progress/1/")
    assert public.all("ul.papers > li > p.side") == ["On track", "Delayed"]
    assert "A good beginning [en]" in public.all("div.reading p")
    with pytest.raises(Refused, match=r"^This round is published and can no longer be changed\.$"):
        progress.change_round(shown, values={}, by=make_user(Role.SECRETARIAT))


def test_a_line_that_is_wrong_is_shown_again_with_its_sentence_and_nothing_is_kept():
    shown = make_progress_round()
    office = client_of(make_user(Role.SECRETARIAT))
    wrong = report(office, shown, "measure-1", status="", text="What was typed", link="nonsense:")
    assert wrong.status_code == 422
    soup = BeautifulSoup(wrong.content, "lxml")
    assert [each.get_text(strip=True) for each in soup.select("#measure-1 .errorlist li")] == [
        "Choose one.",
        "Enter a valid URL.",
    ]
    assert soup.select_one("#measure-1 textarea").text.strip() == "What was typed"
    assert report(office, shown, "measure-99", status="done").status_code == 404
    assert not MeasureProgress.objects.exists()


CHANGED_MEANWHILE = (
    "Another person changed this record while you were editing it. Nothing was saved. Open the record in a new window, "
    "compare the versions and enter your change there."
)


def test_a_report_made_meanwhile_is_shown_and_not_overwritten_by_one_who_had_not_seen_it():
    shown = make_progress_round()
    path = f"/en/action-plans/{shown.edition.plan.slug}/1/progress/1/report/"
    first, second = (client_of(make_user(Role.SECRETARIAT)) for _each in range(2))
    opened = [
        held(page(path.removeprefix("/en/"), each).soup.select_one("#measure-1 form")) for each in (first, second)
    ]
    first.post(
        path, {**opened[0], "status": "done", "text": "All 40 officers trained", "link": "https://example.org/x"}
    )
    answer = second.post(path, {**opened[1], "status": "delayed", "text": "Nothing was done"})
    section = BeautifulSoup(answer.content, "lxml").select_one("#measure-1")
    assert (answer.status_code, [each.text for each in section.select(".errorlist li")]) == (422, [CHANGED_MEANWHILE])
    assert section.select_one(".reading").get_text(strip=True) == "All 40 officers trained"
    assert section.select_one("textarea").text.strip() == "Nothing was done"
    line = MeasureProgress.objects.get()
    assert (line.status, dict(line.text), line.link) == (
        "done",
        {"en": "All 40 officers trained"},
        "https://example.org/x",
    )
    seen = held(page(path.removeprefix("/en/"), second).soup.select_one("#measure-1 form"))
    assert second.post(path, {**seen, "status": "delayed"}).status_code == 302
    line.refresh_from_db()
    assert (line.status, dict(line.text)) == ("delayed", {"en": "All 40 officers trained"})


def test_a_report_in_all_languages_does_not_overwrite_one_that_its_author_had_not_seen():
    line = make_measure_progress(make_progress_round(), "As it was", status="delayed")
    path = f"/en/acts/change-measure-progress/{line.pk}/"
    first, second = (client_of(make_user(Role.SECRETARIAT)) for _each in range(2))
    opened = held(Page(second.get(path)).soup.select_one("form.act"))
    act(first, "change-measure-progress", line.pk, status="done")
    answer = second.post(path, {**opened, "status": "dropped"})
    errors = [each.get_text(strip=True) for each in BeautifulSoup(answer.content, "lxml").select(".errorlist li")]
    line.refresh_from_db()
    assert (errors, line.status) == ([CHANGED_MEANWHILE], "done")


def test_a_round_is_not_closed_before_it_was_opened_nor_published_before_it_was_closed():
    office, shown = make_user(Role.SECRETARIAT), make_progress_round(opened_on=date(2008, 1, 10))
    make_measure_progress(shown)
    with pytest.raises(Refused) as refused:
        progress.close_round(shown, on=date(2008, 1, 9), by=office)
    assert str(refused.value) == (
        "The round was opened on 10 January 2008; it cannot have been closed on 9 January 2008."
    )
    closed = progress.close_round(shown, on=date(2008, 1, 10), by=office)
    with pytest.raises(Refused) as refused:
        progress.publish_round(closed, on=date(2008, 1, 9), assessment=text(""), by=office)
    assert str(refused.value) == (
        "The round was closed on 10 January 2008; it cannot have been published on 9 January 2008."
    )
    published = progress.publish_round(closed, on=date(2008, 1, 10), assessment=text(""), by=office)
    assert (published.closed_on, published.published_on) == (date(2008, 1, 10), date(2008, 1, 10))


def test_spending_needs_the_currency_of_a_budget_and_a_second_round_waits_for_the_first():
    office = make_user(Role.SECRETARIAT)
    shown = make_progress_round()
    measure = shown.edition.measures.get()
    with pytest.raises(Refused, match=r"^This measure has no budget"):
        progress.report_on_measure(shown, measure, values={"status": "done", "spent": Decimal(5)}, by=office)
    values = {"period_from": date(2008, 1, 1), "period_until": date(2008, 1, 31)}
    with pytest.raises(Refused, match=r"^Round 1 is still open\. Close it first\.$"):
        progress.open_round(shown.edition, values=values, by=office)
    with pytest.raises(Refused, match=r"^Progress is reported on the edition in force\.$"):
        progress.open_round(make_draft_edition(), values=values, by=office)
    closed = progress.close_round(shown, on=date(2008, 1, 31), by=office)
    with pytest.raises(Refused, match=r"^Nothing is reported in this round yet\.$"):
        progress.publish_round(closed, on=date(2008, 2, 1), assessment=text(""), by=office)
    future = {"period_from": date(2008, 3, 1), "period_until": date(2008, 3, 31)}
    with pytest.raises(Refused, match=r"^1 March 2008 is in the future\."):
        progress.open_round(shown.edition, values=future, by=office)


def test_what_is_reported_in_an_open_round_is_read_by_the_party_and_the_secretariat_alone():
    state = make_state()
    plan = make_plan("Watched", state=state, measures=1)
    edition = plan.editions.get()
    edition.measures.update(budget=Decimal(99000), currency="EUR", due_on=date(2008, 1, 1))
    shown = make_progress_round(edition)
    line = make_measure_progress(
        shown, "Canary progress", spent=Decimal(77123), value=text("Canary value"), status="done"
    )
    evaluation = make_evaluation(edition, "Canary findings", evaluator=text("Canary institute"))
    lesson = make_lesson(evaluation, "Canary lesson")
    base = f"/en/action-plans/{plan.slug}/"
    paths = [
        base,
        f"{base}1/",
        f"{base}1/progress/",
        f"{base}1/progress/?status=done",
        f"{base}1/progress.csv",
        f"{base}1/progress/1/",
        f"{base}1/progress/1/report/",
        f"{base}?chart=progress&as=csv",
        f"{base}1/progress/?chart=progress&as=csv",
        f"/en/history/action-plans/{plan.slug}/",
        f"/en/acts/change-measure-progress/{line.pk}/",
        f"/en/acts/change-plan-evaluation/{evaluation.pk}/",
        f"/en/acts/change-lesson/{lesson.pk}/",
        "/en/search/?q=canary",
    ]
    readers = {
        "visitor": Client(),
        "own": client_of(member_of(Role.FOCAL_POINT, state=state)),
        "other": client_of(member_of(Role.DELEGATE, state=make_state())),
        "committee": client_of(make_user(Role.COMMITTEE_MEMBER)),
    }
    leaks = ("Canary", "77,123", "77123", "Done,1")
    seen = {
        name: [path for path, words in texts_of(client, paths).items() if any(each in words for each in leaks)]
        for name, client in readers.items()
    }
    assert (seen["visitor"], seen["other"], seen["committee"]) == ([], [], [])
    assert set(seen["own"]) >= {base, f"{base}1/progress/", f"{base}1/progress.csv", f"{base}1/progress/1/"}
    status = page(f"action-plans/{plan.slug}/1/progress/").all("td[data-label=Status]")
    assert status == ["Not reported · Past deadline, completion not reported"]


def test_plan_and_reality_are_compared_by_measure_and_currencies_are_not_added_up():
    plan = make_plan("Compared", measures=0)
    edition = plan.editions.get()
    euro = make_measure(edition, "Shelter", budget=Decimal(1000), currency="EUR", due_on=date(2007, 12, 31))
    make_measure(edition, "Campaign", budget=Decimal(500), currency="USD", due_on=date(2008, 12, 31))
    dropped = make_measure(edition, "Study", budget=Decimal(200), currency="EUR", due_on=date(2007, 11, 30))
    first = make_progress_round(edition, status="published")
    make_measure_progress(first, measure=euro, status="on_track", spent=Decimal(100))
    make_measure_progress(first, measure=dropped, status="dropped")
    second = make_progress_round(
        edition, status="published", period_from=date(2008, 1, 1), period_until=date(2008, 1, 31)
    )
    make_measure_progress(second, measure=euro, status="delayed", spent=Decimal(250))
    shown = page(f"action-plans/{plan.slug}/1/progress/")
    rows = [
        [each.get_text(" ", strip=True) for each in row.select("th, td")]
        for row in shown.soup.select("#measures ~ .table-wrap tbody tr")
    ]
    assert [(row[0], row[2], row[5], row[6]) for row in rows] == [
        ("Shelter [en]", "Delayed · Past deadline, completion not reported", "1,000 euros", "250 euros"),
        ("Campaign [en]", "Not reported", "500 US dollars", ""),
        ("Study [en]", "Not pursued", "200 euros", ""),
    ]
    facts = shown.all("main dl.facts dd")
    assert facts == ["3", "1", "1,200 euros · spent: 250 euros", "500 US dollars"]
    chart = Client().get(f"/en/action-plans/{plan.slug}/1/progress/?chart=rounds&as=csv").content.decode("utf-8-sig")
    assert list(csv.reader(chart.splitlines())) == [
        ["Progress round", "Done", "On track", "Delayed", "Not started or not reported", "Not pursued"],
        ["Progress round 1", "0", "1", "0", "1", "1"],
        ["Progress round 2", "0", "0", "1", "2", "0"],
    ]
    late = page(f"action-plans/{plan.slug}/1/progress/?status=late")
    assert late.all("tbody th[scope=row]")[-1:] == ["Shelter [en]"]


def test_what_was_spent_is_a_total_which_stands_until_another_is_stated():
    plan = make_plan("Costly", measures=0)
    measure = make_measure(plan.editions.get(), "Shelter", budget=Decimal(1000), currency="EUR")
    for spent in (Decimal(100), Decimal(250), None):
        make_measure_progress(make_progress_round(measure.edition, status="published"), measure=measure, spent=spent)
    shown = page(f"action-plans/{plan.slug}/1/progress/")
    assert shown.all("#measures ~ .table-wrap thead th")[-1:] == ["Spent so far"]
    assert shown.all("#measures ~ .table-wrap tbody td")[-1:] == ["250 euros"]
    assert shown.all("main dl.facts dd")[-1:] == ["1,000 euros · spent: 250 euros"]
    file = b"".join(Client().get(f"/en/action-plans/{plan.slug}/1/progress.csv").streaming_content)
    [row] = csv.DictReader(file.decode("utf-8-sig").splitlines())
    assert (row["Budget"], row["Spent so far"]) == ("1000.00", "250.00")


def test_lateness_ends_with_the_edition_and_does_not_begin_before_it_is_adopted():
    office = client_of(make_user(Role.SECRETARIAT))
    plan = make_plan("Replaced", measures=0)
    first = plan.editions.get()
    make_measure(first, "Due while in force", due_on=date(2008, 1, 9))
    make_measure(first, "Due on the day of the next edition", due_on=date(2008, 1, 10))
    draft = make_draft_edition(plan, measures=0)
    make_measure(draft, "Due before it is adopted", due_on=date(2007, 12, 31))

    def late(number: int) -> list[str]:
        rows = page(f"action-plans/{plan.slug}/{number}/progress/?status=late", office)
        return rows.all("#measures ~ .table-wrap tbody th")

    assert (late(1), late(2)) == (["Due while in force [en]", "Due on the day of the next edition [en]"], [])
    adopt_edition(draft, adopted=PartialDate(date(2008, 1, 10)), by=make_user(Role.SECRETARIAT))
    assert (late(1), late(2)) == (["Due while in force [en]"], ["Due before it is adopted [en]"])


def test_an_evaluation_is_published_with_its_lessons_and_a_later_measure_takes_one_up():
    office = make_user(Role.SECRETARIAT)
    client = client_of(office)
    plan = make_plan("Evaluated", measures=1)
    edition = plan.editions.get()
    act(
        client,
        "add-plan-evaluation",
        edition.pk,
        kind="mid_term",
        is_independent="on",
        made="January 2008",
        **six("evaluator", "Institute"),
        **six("findings", "It works"),
    )
    evaluation = edition.evaluations.get()
    assert (evaluation.is_independent, str(evaluation.made), evaluation.published_on) == (True, "2008-01", None)
    act(client, "add-lesson", evaluation.pk, **six("text", "Involve judges"))
    lesson = evaluation.lessons.get()
    with pytest.raises(Refused, match=r"^There is no later edition whose measures could take up this lesson\.$"):
        evaluations.take_up_lesson(lesson, measure=None, by=office)
    assert page(f"action-plans/{plan.slug}/").all("h2#evaluations") == []
    act(client, "publish-plan-evaluation", evaluation.pk)
    shown = page(f"action-plans/{plan.slug}/")
    assert shown.all("#evaluation-1-1 > h3, #evaluation-1-1 h4, #evaluation-1-1 ol p") == [
        "Mid-term evaluation",
        "Lessons",
        "Involve judges [en]",
    ]
    with pytest.raises(Refused, match=r"^This evaluation is published and can no longer be changed\.$"):
        evaluations.lessons.remove(lesson, by=office)
    draft = make_draft_edition(plan)
    act(client, "take-up-lesson", lesson.pk, measure="measure-1")
    lesson.refresh_from_db()
    assert lesson.measure == draft.measures.get()
    assert "Draft measure 1" not in Client().get(f"/en/action-plans/{plan.slug}/").text
    adopt_edition(draft, adopted=PartialDate(date(2008, 1, 31)), by=office)
    assert "Taken up by the measure: Draft measure 1 [en]" in page(f"action-plans/{plan.slug}/").all("p.meta")
    with pytest.raises(Refused, match=r"^Choose a measure of a later edition of the same plan\.$"):
        evaluations.take_up_lesson(lesson, measure=edition.measures.get(), by=office)

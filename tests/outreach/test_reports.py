"""What reports say of commitments, action plans and campaigns: in six languages, as at the cut-off."""

from datetime import date

import pytest

from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.events.models import Event
from palermo.governance.models import FollowUp, Mandate
from palermo.outreach.models import (
    ActionPlan,
    CampaignAction,
    Commitment,
    Measure,
    MeasureProgress,
    PlanEvaluation,
    ProgressRound,
    Reach,
)
from palermo.outreach.reporting.commitments import commitments_of_event
from palermo.reporting.building import build
from palermo.reporting.context import Context
from palermo.reporting.models import Report
from palermo.reporting.realization.inline import plain
from palermo.reporting.record_snapshot import read_snapshot
from palermo.reporting.renderers.html import render_html
from tests.factories.accounts import make_organisation, make_state
from tests.factories.common import text
from tests.factories.outreach import make_campaign, make_commitment, make_partner, make_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
JANUARY, FEBRUARY = date(2008, 1, 31), date(2008, 2, 20)
SECRET = "Kestrel"
SENTENCES: dict[str, list[str]] = {
    "ar": [
        "حتى 31 كانون الثاني/يناير 2008، بلغ عدد الالتزامات المسجَّلة 3. بلا نتيجة مسجَّلة: 2؛ قيد التنفيذ: 1؛ "
        "نُفِّذ: 0؛ لم يُتابَع: 0.",
        "حتى 31 كانون الثاني/يناير 2008، بلغ عدد خطط العمل المسجَّلة 2. مشاريع: 1؛ معتمدة: 1؛ مع التركيز على "
        "الرصد والتقييم: 1.",
        "حتى 31 كانون الثاني/يناير 2008، بلغ عدد الحملات الجارية 1. بلغ عدد أنشطة الحملات المنفَّذة 1. بلغ "
        "عدد أنشطة الحملات المقررة 1.",
    ],
    "zh": [
        "截至2008年1月31日，记录中有3项承诺。无结果记录：2项；正在履行：1项；已履行：0项；不再履行：0项。",
        "截至2008年1月31日，记录中有2项行动计划。草案：1项；已通过：1项；强调监测和评价：1项。",
        "截至2008年1月31日，1项宣传运动正在进行。已开展1项宣传运动的活动。计划开展1项宣传运动的活动。",
    ],
    "en": [
        "As at 31 January 2008, three commitments were on record. Without a result on record: two; in "
        "progress: one; carried out: none; not pursued: none.",
        "As at 31 January 2008, two action plans were on record. Drafts: one; adopted: one; with emphasis "
        "on monitoring and evaluation: one.",
        "As at 31 January 2008, one campaign was under way. One activity of a campaign had taken place. One "
        "activity of a campaign was planned.",
    ],
    "fr": [
        "Au 31 janvier 2008, trois engagements étaient consignés. Sans résultat consigné : 2 ; en "
        "cours : 1 ; exécutés : 0 ; sans suite : 0.",
        "Au 31 janvier 2008, deux plans d’action étaient consignés. Projets : 1 ; adoptés : 1 ; mettant "
        "l’accent sur le suivi et l’évaluation : 1.",
        "Au 31 janvier 2008, une campagne était en cours. Une activité de campagne avait eu lieu. Une "
        "activité de campagne était prévue.",
    ],
    "ru": [
        "По состоянию на 31 января 2008 года было зарегистрировано 3 обязательства. Без "
        "зарегистрированного результата: 2; выполняется: 1; выполнено: 0; без последствий: 0.",
        "По состоянию на 31 января 2008 года было зарегистрировано 2 плана действий. Проекты: 1; принятые: "
        "1; с упором на мониторинг и оценку: 1.",
        "По состоянию на 31 января 2008 года проводилась 1 кампания. Состоялось одно мероприятие кампании. "
        "Было запланировано одно мероприятие кампании.",
    ],
    "es": [
        "Al 31 de enero de 2008, constaban tres compromisos. Sin resultado registrado: 2; en curso: 1; "
        "cumplidos: 0; sin curso: 0.",
        "Al 31 de enero de 2008, constaban dos planes de acción. Proyectos: 1; aprobados: 1; con énfasis en "
        "el seguimiento y la evaluación: 1.",
        "Al 31 de enero de 2008, estaba en marcha una campaña. Se había realizado una actividad de campaña. "
        "Estaba prevista una actividad de campaña.",
    ],
}
OF_OUTREACH = {
    *("commitments", "commitments-table", "action-plans", "action-plans-table", "campaigns", "campaigns-table"),
}


def blocks(lang="en", cutoff=JANUARY):
    """The blocks of a report to the Conference of the Parties, by their keys."""
    report = build("conference", cutoff, lang)
    return {block.key: block for section in report.sections for block in section.blocks}


def spoken(block):
    """The words of a paragraph, with ordinary spaces."""
    return plain(block.content).replace("\N{NO-BREAK SPACE}", " ")


def rows_of(table):
    """The cells of a table."""
    return [[plain(cell).replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in table.rows]


def words(each: str) -> MultilingualText:
    """The same words in each language: reports show a gap where one is missing."""
    return MultilingualText(dict.fromkeys(CODES, each))


def titled(record, title: str):
    """A record under a title that is there in each language."""
    record.title = words(title)
    record.save()
    return record


@pytest.fixture(autouse=True)
def _nothing_of_the_demonstration():
    Commitment.objects.all().delete()
    PlanEvaluation.objects.all().delete()
    ProgressRound.objects.all().delete()
    Measure.objects.all().delete()
    ActionPlan.objects.all().delete()
    CampaignAction.objects.all().delete()


def followed(state: str, on: date, due_on: date | None = None) -> FollowUp:
    return FollowUp.objects.create(
        slug=f"entry-{state}",
        origin="commitment",
        taken_over_on=date(2007, 10, 10),
        state=state,
        state_on=on,
        due_on=due_on,
    )


def make_commitments():
    """Of each kind that is stated, and of each that is not."""
    event = Event.objects.get(activity__slug__contains="cape-town").activity
    leaders = {"group": words("Religious leaders"), "activity": event, "made_on": date(2007, 10, 4)}
    made = {"text": words("Text"), "decided_on": date(2007, 10, 10)}
    Commitment.objects.create(
        slug="speak-out", number=1, title=words("Speak out"), status="recorded", **leaders, **made
    )
    listed = make_partner("Listed", organisation=make_organisation("Hotel group"))
    listed.organisation.name = words("Hotel group")
    listed.organisation.save()
    Commitment.objects.create(
        slug="train-staff",
        number=2,
        title=words("Train staff"),
        status="recorded",
        partnership=listed,
        made_on=date(2007, 11, 5),
        due_on=date(2008, 5, 31),
        follow_up=followed("in_progress", date(2007, 12, 1), date(2008, 6, 30)),
        **made | {"decided_on": date(2007, 11, 6)},
    )
    later = {"follow_up": followed("done", date(2008, 2, 10)), "state": make_state("Here", short_name=words("Here"))}
    Commitment.objects.create(
        slug="adopt-law",
        number=3,
        title=words("Adopt a law"),
        status="recorded",
        made_on=date(2007, 12, 1),
        **later,
        **made,
    )
    make_commitment(SECRET, status="made", decided_on=None)
    make_commitment(SECRET, audience=Audience.SECRETARIAT)
    make_commitment(SECRET, arranged=["title"])
    make_commitment(SECRET, partnership=make_partner("Hidden", is_listed=False))
    make_commitment(SECRET, decided_on=date(2008, 2, 25))


def make_plans():
    shared = {"group": words("States of the region"), "level": "regional"}
    draft = titled(make_plan(SECRET, status="draft", **shared), "Regional action plan")
    draft.editions.update(is_shared=True, drafted_on=date(2007, 6, 21))
    state = make_state("Here", short_name=words("Here"))
    plan = titled(make_plan(SECRET, measures=3, stresses_monitoring=True, state=state), "National plan")
    edition = plan.editions.get()
    round = ProgressRound.objects.create(
        edition=edition,
        number=1,
        period_from=date(2007, 7, 1),
        period_until=date(2007, 12, 31),
        status="published",
        opened_on=date(2008, 1, 5),
        published_on=date(2008, 1, 20),
    )
    for measure, status in zip(edition.measures.all(), ("done", "on_track", "done"), strict=True):
        MeasureProgress.objects.create(round=round, measure=measure, status=status, reported_on=date(2008, 1, 10))
    make_plan(SECRET, status="draft")
    make_plan(SECRET, arranged=["title"])
    make_plan(SECRET, audience=Audience.SECRETARIAT)
    make_plan(SECRET, partnership=make_partner("Hidden", is_listed=False))


def make_campaigns():
    mandate = Mandate.objects.filter(state="in_force").first()
    begun = {"authorised_on": date(2007, 9, 1), "starts_on": date(2007, 12, 1), "ends_on": date(2008, 3, 31)}
    under_way = {"state": "under_way", "mandate": mandate, **begun}
    campaign = make_campaign(SECRET, **under_way)
    titled(campaign.activity, "Open your eyes")
    recorded = {"status": "recorded", "decided_on": date(2008, 1, 15), "group": text("Group"), "kind": "screening"}
    seen = CampaignAction.objects.create(
        campaign=campaign, number=1, title=words("Screening"), starts_on=date(2008, 1, 10), **recorded
    )
    Reach.objects.create(
        action=seen, number=1, unit="visitors", count=1200, is_minimum=True, source=words("The organizer")
    )
    Reach.objects.create(action=seen, number=2, unit="views", count=30000, is_estimate=True, source=words("The site"))
    CampaignAction.objects.create(
        campaign=campaign, number=2, title=words("Exhibition"), starts_on=date(2008, 2, 12), **recorded
    )
    reported = {**recorded, "status": "reported"}
    CampaignAction.objects.create(
        campaign=campaign, number=3, title=words(SECRET), starts_on=date(2008, 1, 11), **reported
    )
    make_campaign(SECRET, arranged=["title"], **under_way)
    make_campaign(SECRET, audience=Audience.SECRETARIAT, **under_way)


def sentences(lang, cutoff=JANUARY) -> list[str]:
    found = blocks(lang, cutoff)
    return [spoken(found[key]) for key in ("commitments", "action-plans", "campaigns")]


def make_everything():
    make_commitments()
    make_plans()
    make_campaigns()


@pytest.mark.parametrize("lang", CODES)
def test_each_is_stated_in_each_language(lang):
    make_everything()
    assert sentences(lang) == SENTENCES[lang]


def test_what_was_reached_or_took_place_later_is_stated_later():
    """The exhibition of 12 February was recorded in January, as a plan: that its day has passed says nothing of it."""
    make_everything()
    assert sentences("en", FEBRUARY) == [
        "As at 20 February 2008, three commitments were on record. Without a result on record: one; in "
        "progress: one; carried out: one; not pursued: none.",
        SENTENCES["en"][1].replace("31 January", "20 February"),
        "As at 20 February 2008, one campaign was under way. One activity of a campaign had "
        "taken place. One activity of a campaign was planned.",
    ]


def test_an_activity_of_a_campaign_that_was_recorded_after_its_day_took_place():
    make_everything()
    CampaignAction.objects.filter(number=2, starts_on=date(2008, 2, 12)).update(decided_on=date(2008, 2, 13))
    assert sentences("en", FEBRUARY)[2] == (
        "As at 20 February 2008, one campaign was under way. Two activities of campaigns had taken place."
    )


def test_tables_name_parties_days_and_the_source_of_each_figure():
    make_everything()
    found = blocks()
    assert rows_of(found["commitments-table"]) == [
        ["Speak out", "Religious leaders", "4 October 2007", "Cape Town", "–", "Open"],
        ["Train staff", "Hotel group", "5 November 2007", "–", "30 June 2008", "In progress"],
        ["Adopt a law", "Here", "1 December 2007", "–", "–", "Open"],
    ]
    assert rows_of(found["action-plans-table"]) == [
        ["Regional action plan", "States of the region", "Draft", "–"],
        ["National plan", "Here", "Adopted on 4 October 2007", "2 of 3 (1 July–31 December 2007)"],
    ]
    screening = ["Open your eyes", "Screening", "10 January 2008"]
    assert rows_of(found["campaigns-table"]) == [
        [*screening, "Visitors or participants: at least 1,200", "The organizer"],
        [*screening, "Views: about 30,000", "The site"],
        ["Open your eyes", "Exhibition", "12 February 2008", "–", "–"],
    ]
    assert SECRET not in render_html(build("conference", JANUARY, "en"))


def test_nothing_is_stated_before_it_was_known():
    make_everything()
    early = blocks(cutoff=date(2007, 6, 15))
    assert set(early) & OF_OUTREACH == set()
    assert spoken(blocks(cutoff=date(2007, 6, 30))["action-plans"]) == (
        "As at 30 June 2007, one action plan was on record. Drafts: one; adopted: none; with emphasis on "
        "monitoring and evaluation: none."
    )


def test_a_commitment_withdrawn_later_stood_until_then():
    make_commitments()
    withdrawn = {"status": "withdrawn", "decided_on": date(2008, 2, 12)}
    Commitment.objects.filter(slug="train-staff").update(**withdrawn)
    numbers = [len(blocks(cutoff=cutoff)["commitments-table"].rows) for cutoff in (JANUARY, FEBRUARY)]
    assert numbers == [3, 2]


def test_the_paper_of_an_event_lists_the_commitments_made_there():
    make_commitments()
    event = Event.objects.get(activity__slug__contains="cape-town")
    report = Report.objects.create(
        slug="paper", blueprint="event", title=text("Paper"), cutoff_on=JANUARY, activity=event.activity
    )
    [table] = commitments_of_event(Context(read_snapshot(JANUARY, Audience.MEMBER_STATES), report))
    assert [source.id for source in table.sources] == ["speak-out"]
    assert [len(row) for row in table.rows] == [5]
    other = Event.objects.exclude(pk=event.pk).first()
    others = Context(read_snapshot(JANUARY, Audience.MEMBER_STATES), Report(activity=other.activity))
    assert commitments_of_event(others) == []


def test_the_progress_report_says_no_more_than_it_did():
    """It states the facts of its own sources alone."""

    def spoken_blocks():
        report = build("progress", JANUARY, "en")
        return [plain(b.content) for s in report.sections for b in s.blocks if hasattr(b, "content")]

    before = spoken_blocks()
    make_everything()
    assert spoken_blocks() == before

"""Studies: who does what, ethics reviews, data used, and results that become overdue and are published."""

from datetime import date

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.dates import DatePrecision
from palermo.core.refusals import Refused
from palermo.governance.states.activities import ActivityKind
from palermo.knowledge.actions import studies as actions
from palermo.knowledge.models import EthicsReview, Study, StudyContribution, StudyDataset
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.common import text
from tests.factories.governance import make_activity, make_mandate
from tests.factories.knowledge import make_agreement, make_dataset, make_dataset_edition, make_source, make_study
from tests.factories.library import make_document
from tests.portal.filling import act, client_of, six
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db

DAY = date(2008, 1, 15)


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def authorised_study(title: str = "Study", **fields) -> Study:
    """A study under a mandate."""
    activity = make_activity(title, kind=ActivityKind.STUDY, mandate=make_mandate())
    return make_study(activity=activity, **fields)


def research_edition(**fields):
    """An accepted edition of public data whose agreement allows research."""
    source = make_source()
    agreement = make_agreement(source, purposes=["research"], **fields)
    return make_dataset_edition(make_dataset(source), agreement=agreement)


def approve(study: Study, on: date = date(2007, 12, 1), **fields) -> EthicsReview:
    """An ethics review that was approved on a day."""
    return EthicsReview.objects.create(
        study=study,
        number=study.ethics_reviews.count() + 1,
        body=text("Board"),
        **{"result": "approved", "decided_on": on, **fields},
    )


def study_page(study: Study, client: Client | None = None) -> Page:
    return Page((client or Client()).get(f"/en/studies/{study.activity.slug}/"))


def refusal_of(action, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        action(*args, **kwargs)
    return str(refused.value)


def offers_form(client: Client, address: str) -> bool:
    """Whether an act can be done: its page has a form, not only the reason why not."""
    return bool(Page(client.get(address)).soup.select("form.act"))


def steps_of(page: Page) -> list[str]:
    return page.all("#steps + ol > li")


def test_an_officer_describes_a_study_and_everybody_reads_its_question_and_protocol():
    officer = client_of(make_user(Role.SECRETARIAT))
    activity = make_activity("Flows", kind=ActivityKind.STUDY, mandate=make_mandate())
    protocol = make_document("Protocol of flows")
    act(
        officer,
        "describe-study",
        activity.slug,
        **six("question", "Who moves whom?"),
        **six("aim", "To understand flows."),
        protocol=protocol.slug,
        results_due="mid 2008",
        **six("results_for", "to Member States"),
    )
    study = Study.objects.get(activity=activity)
    page = study_page(study)
    assert study.results_due_precision == DatePrecision.MID_YEAR
    assert "Who moves whom? [en]" in page.text
    assert "Protocol of flows [en]" in page.text
    assert AuditEvent.objects.filter(verb="study.described").count() == 1
    act(officer, "describe-study", activity.slug, **six("question", "Who gains?"))
    study.refresh_from_db()
    assert study.question["en"] == "Who gains? [en]"
    assert study.protocol == protocol


def test_only_an_activity_that_is_a_study_is_described_and_only_by_the_secretariat():
    activity, officer = make_activity(kind=ActivityKind.TOOL), make_user(Role.SECRETARIAT)
    assert refusal_of(actions.describe_study, activity, values={}, by=officer) == "This activity is not a study."
    delegate = make_user(Role.DELEGATE)
    with pytest.raises(Refused):
        actions.describe_study(make_study().activity, values={}, by=delegate)


def test_joint_research_shows_who_does_what():
    officer, study = client_of(make_user(Role.SECRETARIAT)), authorised_study()
    state, institute = make_state("Atlantis"), make_organisation("Institute")
    act(
        officer,
        "add-study-contribution",
        study.activity.slug,
        state=state.pk,
        role="data",
        **six("description", "Files"),
    )
    act(officer, "add-study-contribution", study.activity.slug, organisation=institute.pk, role="analysis")
    rows = study_page(study).all("#contributions ~ div tbody tr")
    assert [row.split(" ")[0] for row in rows] == ["Atlantis", "Institute"]
    assert ["Provides data" in rows[0], "Files [en]" in rows[0], "Analyses" in rows[1]] == [True, True, True]
    first = study.contributions.get(number=1)
    act(officer, "remove-study-contribution", first.pk, **six("reason", "By mistake"))
    assert [each.number for each in study.contributions.all()] == [2]


def test_a_contribution_is_of_a_state_or_of_an_organization():
    officer, study = client_of(make_user(Role.SECRETARIAT)), authorised_study()
    address = f"/en/acts/add-study-contribution/{study.activity.slug}/"
    answer = officer.post(address, {"role": "data"})
    assert "Choose a State or an organization, not both." in answer.content.decode()
    assert study.contributions.count() == 0


def test_fieldwork_begins_only_with_a_valid_ethics_review():
    officer, study = make_user(Role.SECRETARIAT), authorised_study()

    def begin(day):
        contribution = StudyContribution(study=study, state=make_state(), role="fieldwork", since_on=day)
        return actions.contributions.add(contribution, by=officer)

    expected = (
        "No ethics review that was approved, or not required, is valid on 15 January 2008. Record the decision first, "
        "or leave the day out while the work is only planned."
    )
    assert refusal_of(begin, DAY) == expected
    assert begin(None).number == 1
    approve(study, valid_until=date(2008, 1, 14))
    assert refusal_of(begin, DAY) == expected
    approve(study, result="conditional", conditions=text("Interviews with adults only"))
    assert begin(DAY).number == 2
    approve(study, on=date(2008, 1, 10), result="refused")
    assert refusal_of(begin, DAY) == expected


@pytest.mark.parametrize(("result", "is_cleared"), [("pending", False), ("refused", False), ("exempt", True)])
def test_data_are_used_from_a_day_only_with_a_valid_ethics_review(result, is_cleared):
    officer, study, edition = make_user(Role.SECRETARIAT), authorised_study(), research_edition()
    approve(study, result=result)
    use = StudyDataset(study=study, edition=edition, since_on=DAY)
    if is_cleared:
        assert actions.datasets.add(use, by=officer).pk
    else:
        assert refusal_of(actions.datasets.add, use, by=officer).startswith("No ethics review")
        use.since_on = None
        assert actions.datasets.add(use, by=officer).pk


def test_what_the_record_holds_without_a_valid_review_is_marked():
    study = authorised_study()
    StudyContribution.objects.create(
        study=study, number=1, state=make_state("Atlantis"), role="fieldwork", since_on=DAY
    )
    StudyDataset.objects.create(study=study, edition=research_edition(), since_on=DAY)
    assert study_page(study).all("main .late") == ["no valid ethics review on that day"] * 2
    approve(study)
    assert study_page(study).all("main .late") == []


@pytest.mark.parametrize(
    ("fields", "is_in_force"),
    [
        ({"starts_on": date(2008, 1, 16)}, False),
        ({"starts_on": DAY}, True),
        ({"ends_on": date(2008, 2, 1)}, True),
        ({"ends_on": date(2008, 1, 31)}, False),
        ({}, True),
    ],
)
def test_data_are_used_from_the_first_day_of_their_agreement_to_its_last(fields, is_in_force):
    officer, study = make_user(Role.SECRETARIAT), authorised_study()
    approve(study)
    use = StudyDataset(study=study, edition=research_edition(**fields), since_on=DAY)
    if is_in_force:
        assert actions.datasets.add(use, by=officer).pk
    else:
        assert "the agreement on these data is not in force on" in refusal_of(actions.datasets.add, use, by=officer)


def test_only_accepted_data_under_an_agreement_for_research_that_is_in_force_are_used():
    officer, study = make_user(Role.SECRETARIAT), authorised_study()
    approve(study)

    def use(edition, since=None):
        return actions.datasets.add(StudyDataset(study=study, edition=edition, since_on=since), by=officer)

    other = make_dataset_edition()
    name = other.display_name()
    assert refusal_of(use, other) == f"{name}: the agreement on these data does not allow research."
    ended = research_edition(ends_on=date(2008, 1, 31))
    assert refusal_of(use, ended).endswith("is not in force on 1 February 2008.")
    late = research_edition(starts_on=date(2008, 1, 20))
    assert refusal_of(use, late, DAY).endswith("is not in force on 15 January 2008.")
    edition = research_edition()
    edition.status = "checked"
    edition.save()
    assert refusal_of(use, edition).endswith("these data have not been accepted. Use an accepted edition.")
    assert use(research_edition(), DAY).pk


def test_a_proposal_uses_no_data():
    officer, study = make_user(Role.SECRETARIAT), make_study()
    use = StudyDataset(study=study, edition=research_edition())
    expected = "This study is only a proposal. Record the mandate that authorizes it first."
    assert refusal_of(actions.datasets.add, use, by=officer) == expected


def test_readers_see_only_the_data_that_they_may_know_of():
    officer = client_of(make_user(Role.SECRETARIAT))
    study, source = authorised_study(), make_source("Quartz source", audience="secretariat")
    agreement = make_agreement(source, purposes=["research"])
    secret = make_dataset(source, title=text("Quartz cases"), audience="secretariat")
    make_dataset_edition(secret, agreement=agreement)
    opened = research_edition()
    for dataset in (secret, opened.dataset):
        act(officer, "use-dataset", study.activity.slug, dataset=dataset.slug)
    assert ["Quartz" in study_page(study, officer).text, "Quartz" in study_page(study).text] == [True, False]
    assert study_page(study).all("#datasets ~ ul h3")[0] == opened.display_name()
    history = Client().get(f"/en/history/activities/{study.activity.slug}/")
    assert "Quartz" not in history.content.decode()


def test_an_unknown_edition_is_refused_with_its_number():
    officer, study, edition = client_of(make_user(Role.SECRETARIAT)), authorised_study(), research_edition()
    address = f"/en/acts/use-dataset/{study.activity.slug}/"
    answer = officer.post(address, {"dataset": edition.dataset.slug, "number": "7"})
    assert "This dataset has no edition 7." in answer.content.decode()


def test_a_review_is_submitted_decided_and_shown():
    officer, study = client_of(make_user(Role.SECRETARIAT)), authorised_study()
    act(officer, "submit-ethics-review", study.activity.slug, **six("body", "Board"), submitted_on="2008-01-10")
    review = study.ethics_reviews.get()
    assert (review.number, review.result) == (1, "pending")
    act(
        officer,
        "decide-ethics-review",
        review.pk,
        result="conditional",
        decided_on="2008-01-20",
        valid_until="2008-12-31",
        **six("conditions", "Adults only"),
    )
    page = study_page(study)
    assert "Approved with conditions" in page.text
    assert "Adults only [en]" in page.text
    assert not offers_form(officer, f"/en/acts/decide-ethics-review/{review.pk}/")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"result": "approved", "decided_on": date(2008, 2, 2)}, "2 February 2008 is in the future."),
        (
            {"result": "approved", "decided_on": date(2008, 1, 9)},
            "The decision must not be before the submission. Check the two dates.",
        ),
        (
            {"result": "approved", "decided_on": DAY, "valid_until": date(2008, 1, 14)},
            "The review must be valid at least until the day of the decision. Check the two dates.",
        ),
        ({"result": "conditional", "decided_on": DAY}, "Enter the conditions."),
        (
            {"result": "refused", "decided_on": DAY, "valid_until": date(2009, 1, 14)},
            "A study that was not approved has no last day of validity.",
        ),
        ({"result": "approved"}, "Enter the day of the decision."),
    ],
)
def test_a_decision_that_does_not_hold_together_is_refused(values, expected):
    review = EthicsReview(study=authorised_study(), body=text("Board"), submitted_on=date(2008, 1, 10))
    officer = make_user(Role.SECRETARIAT)
    review = actions.submit_review(review, by=officer)
    assert refusal_of(actions.decide_review, review, values=values, by=officer) == expected
    review.refresh_from_db()
    assert review.result == "pending"


@pytest.mark.parametrize(
    ("today", "is_late"), [(date(2008, 6, 30), False), (date(2008, 7, 1), False), (date(2008, 9, 1), True)]
)
def test_results_due_in_mid_2008_are_not_on_record_after_it(settings, today, is_late):
    officer = client_of(make_user(Role.SECRETARIAT))
    activity = make_activity("Flows", kind=ActivityKind.STUDY, mandate=make_mandate())
    act(officer, "describe-study", activity.slug, results_due="mid 2008")
    settings.PALERMO_TODAY = today
    page = study_page(Study.objects.get(activity=activity))
    assert ("no result on record" in page.text) == is_late
    assert ("no result on record" in Page(Client().get("/en/studies/")).text) == is_late


def test_published_results_are_due_no_more_and_missing_languages_are_named(settings):
    officer, study = client_of(make_user(Role.SECRETARIAT)), authorised_study(results_due_on=date(2008, 1, 1))
    assert "no result on record" in study_page(study).text
    paper = make_document("Findings", words="What was found")
    act(officer, "publish-study", study.activity.slug, publication=paper.slug, on="2008-01-31")
    page = study_page(study)
    assert "no result on record" not in page.text
    assert "Not yet available in: Arabic, Chinese, French, Russian and Spanish." in page.text
    assert not offers_form(officer, f"/en/acts/publish-study/{study.activity.slug}/")
    act(officer, "change-study-publication", study.activity.slug, on="2008-01-30")
    study.refresh_from_db()
    assert study.published_on == date(2008, 1, 30)


def test_a_publication_needs_a_text_and_a_day_that_is_not_ahead():
    officer, study = make_user(Role.SECRETARIAT), authorised_study()

    def publish(document, on=DAY):
        return actions.publish_study(study, publication=document, on=on, by=officer)

    no_text = "This document has no text in any language yet. Add a language version first."
    assert refusal_of(publish, make_document()) == no_text
    assert refusal_of(publish, None) == "Choose the document that holds the results."
    ahead = "2 February 2008 is in the future. Enter the day of publication."
    assert refusal_of(publish, make_document(words="Text"), date(2008, 2, 2)) == ahead


def test_the_steps_of_a_study_are_shown_with_the_next_one():
    study = authorised_study(results_due_on=date(2008, 6, 30))
    approve(study)
    steps = steps_of(study_page(study))
    assert [["Next step" in step, "Not recorded yet" in step] for step in steps] == [
        [False, False],
        [False, True],
        [False, False],
        [True, False],
        [False, True],
        [False, False],
    ]
    assert "Ethics review Approved" in steps[2]


def test_late_results_stand_on_the_list_of_deadlines():
    study = authorised_study("Flows", results_due_on=date(2008, 1, 1))
    officer = client_of(make_user(Role.SECRETARIAT))
    page = Page(officer.get("/en/secretariat/deadlines/"))
    assert "Flows [en]" in page.text
    paper = make_document(words="What was found")
    act(officer, "publish-study", study.activity.slug, publication=paper.slug, on="2008-01-31")
    assert "Flows [en]" not in Page(officer.get("/en/secretariat/deadlines/")).text

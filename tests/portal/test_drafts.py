"""A draft decision recorded whole, and a text submitted to Member States from one page."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.languages import CODES
from palermo.governance.models import Decision, Endorsement
from tests.factories.accounts import make_user
from tests.factories.governance import make_body, make_decision, make_meeting, make_procedure
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
NOW = datetime(2007, 8, 1, 8, tzinfo=UTC)
DRAFT, PUT = "/en/acts/draft-decision/", "/en/acts/put-text-to-member-states/"
RECORD = "/en/acts/record-decision/"


@pytest.fixture(autouse=True)
def _now(settings):
    settings.PALERMO_TODAY = NOW


def client_of(role: Role) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


def texts(name: str, words: str) -> dict[str, str]:
    return {f"{name}_{code}": words for code in CODES}


def draft(**changed) -> dict:
    given = {"kind": "decision", "number": "16/1", "wording": "official", "audience": "public"}
    whole = "Recalling its mandate,\n1. Is to be guided.\n2. Acts under guidance."
    return given | texts("title", "Initiative") | texts("text", whole) | changed


def test_a_draft_is_recorded_with_its_preamble_and_paragraphs():
    body = make_body(slug="ccpcj")
    answer = client_of(Role.SECRETARIAT).post(DRAFT, draft(body=body.pk))
    assert (answer.status_code, answer["Location"]) == (302, "/en/decisions/ccpcj-16-1/")
    decision = Decision.objects.get()
    assert (decision.state, decision.adopted_on, decision.number) == ("draft", None, "16/1")
    assert dict(decision.preamble) == dict.fromkeys(CODES, "Recalling its mandate,")
    assert [(each.number, each.text["ar"]) for each in decision.paragraphs.all()] == [
        (1, "Is to be guided."),
        (2, "Acts under guidance."),
    ]
    assert AuditEvent.objects.get(verb="decision.drafted").target_id == "ccpcj-16-1"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            texts("text", "Is to be guided."),
            (
                "The paragraphs of the text in Arabic could not be identified. Begin each paragraph on "
                "a new line with its number and a full stop (1. …), with the same numbers in every "
                "language."
            ),
        ),
        (
            {"text_fr": "1. Est guidée."},
            (
                "The paragraphs of the text in French could not be identified. Begin each paragraph on "
                "a new line with its number and a full stop (1. …), with the same numbers in every "
                "language."
            ),
        ),
    ],
)
def test_a_text_whose_paragraphs_cannot_be_told_apart_is_refused_and_nothing_is_kept(changed, sentence):
    answer = client_of(Role.SECRETARIAT).post(DRAFT, draft(body=make_body().pk, **changed))
    assert answer.context["form"].non_field_errors() == [sentence]
    assert not Decision.objects.exists()


def test_a_number_that_is_given_already_is_refused():
    body = make_body()
    make_decision(body=body, number="16/1")
    answer = client_of(Role.SECRETARIAT).post(DRAFT, draft(body=body.pk))
    assert answer.status_code == 200
    assert Decision.objects.count() == 1


def put(**changed) -> dict:
    given = {"closes_at_day": "2007-09-28", "closes_at_hour": "18:00", "audience": "member_states"}
    return given | texts("title", "Provisional programme") | texts("text", "The programme.") | changed


def test_a_text_is_put_to_member_states_frozen_with_its_deadline():
    procedure = make_procedure(kind="silence", minimum_hours=72, time_zone="Europe/Vienna")
    answer = client_of(Role.SECRETARIAT).post(PUT, put(procedure=procedure.pk))
    assert (answer.status_code, answer["Location"]) == (302, "/en/endorsements/provisional-programme/")
    endorsement = Endorsement.objects.get()
    version = endorsement.versions.get()
    assert (endorsement.body, str(endorsement.put_on), str(endorsement.target)) == (
        procedure.body,
        "2007-08-01",
        "2007-09-28",
    )
    assert (version.opens_at, version.closes_at, len(version.digest)) == (
        NOW,
        datetime(2007, 9, 28, 16, tzinfo=UTC),
        64,
    )
    assert [event.verb for event in AuditEvent.objects.order_by("sequence")][-2:] == [
        "endorsement.prepared",
        "endorsement.put",
    ]


def test_a_deadline_sooner_than_the_procedure_allows_is_refused_and_nothing_is_kept():
    procedure = make_procedure(kind="silence", minimum_hours=72, time_zone="Europe/Vienna")
    answer = client_of(Role.SECRETARIAT).post(PUT, put(procedure=procedure.pk, closes_at_day="2 August 2007"))
    assert len(answer.context["form"].non_field_errors()) == 1
    assert not Endorsement.objects.exists()


def test_a_procedure_outside_meetings_needs_a_deadline():
    procedure = make_procedure(kind="written")
    answer = client_of(Role.SECRETARIAT).post(PUT, put(procedure=procedure.pk, closes_at_day="", closes_at_hour=""))
    assert answer.context["form"].errors["closes_at"] == ["This procedure requires a deadline."]
    assert not Endorsement.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
@pytest.mark.parametrize("page", [DRAFT, PUT])
def test_only_the_secretariat_begins_either(role, page):
    given = draft(body=make_body().pk) | put(procedure=make_procedure(kind="silence").pk)
    assert client_of(role).post(page, given).status_code == 403
    assert (Decision.objects.count(), Endorsement.objects.count()) == (0, 0)


@pytest.mark.parametrize(("page", "way"), [("/en/decisions/", DRAFT), ("/en/endorsements/", PUT)])
def test_the_lists_lead_there_those_who_may(page, way):
    found = {role: f'href="{way}"' in client_of(role).get(page).content.decode() for role in Role}
    assert found == {role: role == Role.SECRETARIAT for role in Role}


# A decision that was adopted already


def test_an_adopted_decision_is_recorded_in_one_form_as_two_acts():
    body = make_body(slug="ccpcj")
    meeting = make_meeting(on=date(2007, 4, 27), body=body, kind="intersessional")
    adopted = {"body": body.pk, "on": "2007-04-27", "at": meeting.pk}
    answer = client_of(Role.SECRETARIAT).post(RECORD, draft(**adopted))
    assert (answer.status_code, answer["Location"]) == (302, "/en/decisions/ccpcj-16-1/")
    decision = Decision.objects.get()
    assert (decision.state, str(decision.adopted), decision.adopted_at) == ("adopted", "2007-04-27", meeting)
    assert [each.number for each in decision.paragraphs.all()] == [1, 2]
    acts = AuditEvent.objects.filter(target_id="ccpcj-16-1").order_by("sequence")
    assert [each.verb for each in acts] == ["decision.drafted", "decision.adopted"]


@pytest.mark.parametrize(
    ("kind", "changed", "sentence"),
    [
        ("governing", {"on": "2007-08-02"}, "The date of adoption, 2 August 2007, is in the future."),
        (
            "committee",
            {"on": "2007-04-27"},
            "No mandate allows Body [en] to take this decision: it acts only under the guidance of Member States. "
            "Record the decision, guidance or endorsement that allows it, record a mandate from it, and select that "
            "mandate here.",
        ),
        ("governing", {"on": "2007-04-27", "at": "elsewhere"}, "That meeting belongs to another body."),
    ],
)
def test_a_decision_that_cannot_have_been_adopted_so_is_not_kept_as_a_draft_either(kind, changed, sentence):
    body = make_body("Body", kind=kind)
    elsewhere = make_meeting(on=date(2007, 4, 27), body=make_body(), kind="intersessional")
    given = {**changed, "at": elsewhere.pk} if "at" in changed else changed
    answer = client_of(Role.SECRETARIAT).post(RECORD, draft(body=body.pk, **given))
    assert Page(answer).all(".errorlist li") == [sentence]
    assert (Decision.objects.count(), AuditEvent.objects.filter(verb__startswith="decision").count()) == (0, 0)


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT])
def test_only_the_secretariat_records_decisions(role):
    assert client_of(role).post(RECORD, draft()).status_code == 403

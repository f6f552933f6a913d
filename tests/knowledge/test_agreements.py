"""Agreements on data: drafted, signed, in force on a day and for a purpose, ended early, and what awaits then."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from palermo.accounts.states import Role
from palermo.accounts.viewer import viewer_of
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.knowledge.actions import agreements as actions
from palermo.knowledge.actions.datasets import delete_data, hand_in_edition
from palermo.knowledge.models import Agreement
from palermo.knowledge.queries.sources import in_force
from palermo.knowledge.rules.agreements import check_in_force
from palermo.knowledge.states.sources import Purpose
from palermo.portal.outstanding import deadlines
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.common import text
from tests.factories.knowledge import make_agreement, make_dataset, make_source
from tests.knowledge.files import FIGURES, WITH_FAULTS
from tests.portal.filling import act, client_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
TODAY = date(2008, 2, 1)
REASON = MultilingualText({"en": "The source withdrew."})
FROM, UNTIL, ENDED = date(2007, 6, 1), date(2008, 6, 1), date(2008, 1, 15)


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY


def test_an_agreement_is_drafted_signed_and_ended_with_a_reason():
    source, agency = make_source(), make_organisation("Statistical office")
    office = client_of(make_user(Role.SECRETARIAT))
    act(
        office,
        "add-data-agreement",
        source.slug,
        title_en="Yearly figures",
        purposes=["statistics", "research"],
        recipients=[agency.pk],
        starts_on="2008-01-01",
        ends_on="2009-12-31",
        keep_until="2015-12-31",
        audience="public",
    )
    agreement = Agreement.objects.get()
    assert (agreement.status, agreement.purposes) == ("draft", ["statistics", "research"])
    assert list(agreement.recipients.all()) == [agency]
    assert Client().get(agreement.get_absolute_url()).status_code == 404
    act(office, "sign-data-agreement", agreement.slug, signed_on="2007-12-20")
    agreement.refresh_from_db()
    assert (agreement.status, agreement.signed_on, agreement.starts_on) == (
        "signed",
        date(2007, 12, 20),
        date(2008, 1, 1),
    )
    assert "Statistical office" in Page(Client().get(agreement.get_absolute_url())).text
    act(office, "end-data-agreement", agreement.slug, on="2008-01-31", reason_en="The source withdrew.")
    agreement.refresh_from_db()
    assert (agreement.status, agreement.ended_on, agreement.last_day) == (
        "ended",
        date(2008, 1, 31),
        date(2008, 1, 31),
    )
    verbs = list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs == ["agreement.added", "agreement.signed", "agreement.ended"]


@pytest.mark.parametrize(
    ("fields", "first", "last"),
    [
        ({}, FROM, None),
        ({"ends_on": UNTIL}, FROM, UNTIL),
        ({"ends_on": UNTIL, "status": "ended", "ended_on": ENDED, "reason": REASON}, FROM, ENDED),
        ({"status": "draft"}, None, None),
        ({"status": "draft", "starts_on": None, "signed_on": None}, None, None),
    ],
)
def test_rule_property_and_query_agree_on_the_days_on_which_an_agreement_is_in_force(fields, first, last, settings):
    agreement = make_agreement(**fields)
    edges = [day.replace(day=each) for day in (FROM, UNTIL, ENDED) for each in (1, 2, 14, 15, 16)]
    for day in [date(2007, 5, 31), *edges, date(2050, 1, 1)]:
        settings.PALERMO_TODAY = day
        expected = first is not None and first <= day and (last is None or day <= last)
        assert Agreement.objects.filter(in_force(day)).exists() == expected
        assert agreement.is_in_force == expected
        try:
            check_in_force(agreement, day)
        except Refused:
            assert not expected
        else:
            assert expected


def test_a_purpose_that_is_not_covered_is_refused_with_its_name():
    agreement = make_agreement(purposes=["statistics"])
    check_in_force(agreement, TODAY, Purpose.STATISTICS)
    with pytest.raises(Refused, match="does not cover this purpose: estimates of hidden populations"):
        check_in_force(agreement, TODAY, Purpose.ESTIMATES)


@pytest.mark.parametrize(
    ("fields", "day", "sentence"),
    [
        ({"status": "draft"}, TODAY, "is not signed"),
        ({"starts_on": date(2008, 3, 1)}, TODAY, "is in force only from 1 March 2008"),
        ({"ends_on": date(2008, 1, 31)}, TODAY, "was in force until 31 January 2008"),
    ],
)
def test_the_refusal_says_when_the_agreement_is_in_force(fields, day, sentence):
    with pytest.raises(Refused, match=sentence):
        check_in_force(make_agreement(**fields), day)


def test_dates_and_purposes_that_do_not_hold_together_are_refused():
    agreement = make_agreement(status="draft", signed_on=None, starts_on=None, purposes=[])
    with pytest.raises(Refused, match="Enter the purposes"):
        actions.sign_agreement(agreement, signed_on=TODAY, starts_on=TODAY, by="an officer")
    actions.change_agreement(agreement, values={"purposes": ["research"], "ends_on": date(2008, 1, 1)}, by="an officer")
    with pytest.raises(Refused, match="must not end before it is in force"):
        actions.sign_agreement(agreement, signed_on=TODAY, starts_on=TODAY, by="an officer")
    with pytest.raises(Refused, match="is in the future"):
        actions.sign_agreement(agreement, signed_on=date(2008, 2, 2), starts_on=TODAY, by="an officer")
    with pytest.raises(Refused, match="is not a purpose"):
        actions.change_agreement(agreement, values={"purposes": ["advertising"]}, by="an officer")
    values = {"starts_on": TODAY, "ends_on": None, "keep_until": date(2008, 1, 1)}
    with pytest.raises(Refused, match="deleted before the agreement is in force"):
        actions.change_agreement(agreement, values=values, by="an officer")
    agreement.refresh_from_db()
    assert (agreement.status, agreement.purposes, agreement.starts_on) == ("draft", ["research"], None)


def test_an_agreement_ends_early_only_while_it_is_in_force():
    for fields, on, sentence in (
        ({"ends_on": date(2008, 1, 1)}, TODAY, "was in force until"),
        ({}, date(2008, 2, 2), "is in the future"),
        ({"status": "draft"}, TODAY, "can become"),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.end_agreement(make_agreement(**fields), on=on, reason=REASON, by="an officer")
    with pytest.raises(Refused, match="Enter the reason"):
        actions.end_agreement(make_agreement(), on=TODAY, reason=MultilingualText(), by="an officer")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
def test_only_the_secretariat_keeps_sources_and_agreements(role):
    person, agreement = make_user(role), make_agreement()
    with pytest.raises(Refused, match="Only the secretariat may"):
        actions.change_source(agreement.source, values={"website": "https://example.org"}, by=person)
    with pytest.raises(Refused, match="Only the secretariat may"):
        actions.change_agreement(agreement, values={"purposes": []}, by=person)
    with pytest.raises(Refused, match="Only the secretariat may"):
        actions.end_agreement(agreement, on=TODAY, reason=REASON, by=person)
    with pytest.raises(Refused, match="Only the secretariat may"):
        delete_data(agreement, by=person)


def test_the_end_of_an_agreement_and_data_kept_too_long_await_the_secretariat(django_capture_on_commit_callbacks):
    source = make_source(state=make_state())
    dataset = make_dataset(source, layout="", own_layout=FIGURES)
    make_agreement(source, title=text("Far from its end"), ends_on=date(2009, 1, 1))
    make_agreement(source, title=text("Ended"), ends_on=date(2008, 1, 1))
    make_agreement(source, title=text("Past but empty"), keep_until=date(2008, 1, 1))
    ending = make_agreement(source, title=text("Near its end"), ends_on=date(2008, 3, 1))
    kept = make_agreement(source, title=text("Kept too long"))
    edition = hand_in_edition(dataset, file=ContentFile(WITH_FAULTS, "a.csv"), agreement=kept, by="an officer")
    kept.keep_until = date(2008, 1, 20)
    kept.save()
    office = make_user(Role.SECRETARIAT)

    def awaited():
        return [(row.kind, row.what, row.due.value, row.is_late) for row in deadlines(viewer_of(office), TODAY)]

    assert awaited() == [
        ("Data to be deleted", kept.display_name(), date(2008, 1, 20), True),
        ("End of agreement", ending.display_name(), date(2008, 3, 1), False),
    ]
    with pytest.raises(Refused, match="may still be kept"):
        delete_data(ending, by=office)
    edition.refresh_from_db()
    files = [Path(edition.received_file.path), Path(edition.rows_file.path)]
    with django_capture_on_commit_callbacks(execute=True):
        act(client_of(office), "delete-agreement-data", kept.slug)
    edition.refresh_from_db()
    assert [path.exists() for path in files] == [False, False]
    assert (edition.received_file.name, edition.rows_file.name, edition.row_count) == ("", "", 5)
    assert awaited() == [("End of agreement", ending.display_name(), date(2008, 3, 1), False)]
    with pytest.raises(Refused, match="kept any longer"):
        delete_data(kept, by=office)
    assert "The data of this edition are not kept here." not in Page(client_of(office).get("/en/data/datasets/")).text

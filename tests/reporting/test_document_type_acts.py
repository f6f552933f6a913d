"""Document types are copied, changed, offered and retired; a report keeps the outline with which it was begun."""

from datetime import date

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.governance.models import Meeting
from palermo.reporting.actions.document_types import (
    activate_document_type,
    change_document_type,
    copy_document_type,
    delete_document_type,
    retire_document_type,
    take_outline,
)
from palermo.reporting.actions.preparing import prepare_report
from palermo.reporting.building import build
from palermo.reporting.document_types import active_types, type_named
from palermo.reporting.models import DocumentType, Report
from palermo.reporting.realization.inline import plain
from palermo.reporting.states import Blueprint
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

HEADING = {code: f"Heading [{code}]" for code in CODES}


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def copy(officer) -> DocumentType:
    return copy_document_type(type_named("research"), title=MultilingualText({"en": "Short research"}), by=officer)


def with_heading(copy: DocumentType) -> dict:
    sections = [{**each, "title": HEADING} for each in copy.content["sections"][:1]]
    return {**copy.content, "sections": sections}


def prepare(copy: DocumentType, officer) -> Report:
    report = Report(slug="short", blueprint=copy.base, document_type=copy, cutoff_on=date(2008, 1, 31))
    return prepare_report(report, by=officer)


def headings(report: Report, language: str = "en") -> list[str]:
    return [plain(each.title) for each in build(report.blueprint, report.cutoff_on, language, report).sections]


def test_copy_is_a_draft_that_is_not_offered(copy):
    assert (copy.slug, copy.state, copy.version, copy.base) == ("short-research", "draft", 1, "research")
    assert [each.slug for each in active_types()] == Blueprint.values


def test_report_keeps_its_outline_until_the_officer_takes_the_changed_one(copy, officer):
    activate_document_type(copy, by=officer)
    copy.refresh_from_db()
    report = prepare(copy, officer)
    before = headings(report)
    with pytest.raises(Refused):
        take_outline(report, by=officer)
    change_document_type(copy, content=with_heading(copy), by=officer)
    assert headings(report) == before != ["Heading [en]"]
    report = take_outline(report, by=officer)
    assert {code: headings(report, code) for code in CODES} == {code: [f"Heading [{code}]"] for code in CODES}
    verbs = AuditEvent.objects.filter(verb__regex="document_type|outline").order_by("sequence").values_list("verb")
    assert [verb for (verb,) in verbs] == [
        "document_type.copied",
        "document_type.activated",
        "document_type.changed",
        "report.outline_taken",
    ]


def test_unused_copy_is_deleted_and_one_with_a_report_is_not(copy, officer):
    with pytest.raises(Refused, match="Only the secretariat"):
        delete_document_type(copy, by=make_user(Role.DELEGATE))
    activate_document_type(copy, by=officer)
    report = prepare(DocumentType.objects.get(pk=copy.pk), officer)
    with pytest.raises(Refused, match="Reports were prepared with this document type"):
        delete_document_type(copy, by=officer)
    report.delete()
    client = Client()
    client.force_login(officer)
    response = client.post("/en/acts/delete-document-type/short-research/", follow=True)
    assert response.request["PATH_INFO"] == "/en/document-types/"
    assert not DocumentType.objects.exists()


def test_draft_or_retired_type_begins_no_report(copy, officer):
    for _state in ("draft", "retired"):
        with pytest.raises(Refused, match="not active"):
            prepare(copy, officer)
        copy = retire_document_type(copy, by=officer) if copy.state == "draft" else copy
    with pytest.raises(Refused, match="retired"):
        change_document_type(copy, content=copy.content, by=officer)


def test_heading_must_be_there_in_six_languages_before_it_is_offered(copy, officer):
    content = with_heading(copy)
    content["sections"][0]["title"] = {"en": "Alone"}
    copy = change_document_type(copy, content=content, by=officer)
    with pytest.raises(Refused, match="introduction"):
        activate_document_type(copy, by=officer)


def test_only_the_secretariat_changes_document_types(copy):
    delegate = make_user(Role.DELEGATE)
    for act in (activate_document_type, retire_document_type):
        with pytest.raises(Refused, match="Only the secretariat"):
            act(copy, by=delegate)
    with pytest.raises(Refused, match="Only the secretariat"):
        change_document_type(copy, content=copy.content, by=delegate)
    client = Client()
    client.force_login(delegate)
    assert client.get("/en/document-types/").status_code == 403
    assert client.get("/en/document-types/short-research/").status_code == 403


def test_wrong_paragraph_is_refused_on_the_page_and_nothing_is_saved(copy, officer):
    client = Client()
    client.force_login(officer)
    address = "/en/document-types/short-research/sections/introduction/"
    given = {f"title_{code}": words for code, words in HEADING.items()}
    response = client.post(address, {**given, "type_0": "launch", "only_0": "forum"})
    assert response.status_code == 200
    assert "Section 1, paragraph 1: expected no limit for this type, found “forum”." in response.content.decode()
    copy.refresh_from_db()
    assert copy.version == 1
    assert client.post(address, {**given, "type_0": "launch", "emphasis_0": "on"}).status_code == 302
    copy.refresh_from_db()
    assert copy.content["sections"][0] == {
        "key": "introduction",
        "title": HEADING,
        "paragraphs": [{"type": "launch", "emphasis": True}],
    }


def test_sections_are_moved_and_removed_but_not_the_last(copy, officer):
    client = Client()
    client.force_login(officer)

    def keys() -> list[str]:
        return [each["key"] for each in DocumentType.objects.get(pk=copy.pk).content["sections"]]

    for act, expected in (
        ("down", ["research", "introduction", "results"]),
        ("up", ["introduction", "research", "results"]),
        ("remove", ["research", "results"]),
    ):
        client.post("/en/document-types/short-research/sections/introduction/", {"act": act})
        assert keys() == expected
    for key in ("research", "results"):
        client.post(f"/en/document-types/short-research/sections/{key}/", {"act": "remove"})
    assert keys() == ["results"]


def test_type_that_needs_a_meeting_is_not_begun_without_one_and_gets_a_title_in_six_languages(officer):
    fields = {"blueprint": "committee", "cutoff_on": date(2008, 1, 31), "audience": "steering_committee"}
    with pytest.raises(Refused, match="Choose a meeting"):
        prepare_report(Report(slug="none", **fields), by=officer)
    meeting = Meeting.objects.get(slug="committee-2008-01-17")
    report = prepare_report(Report(slug="minutes", meeting=meeting, **fields), by=officer)
    assert report.title["en"] == "Meeting of the Steering Committee, 17 January 2008"
    assert sorted(report.title) == sorted(CODES)

"""The administration: only its officers enter, nothing is deleted there, and every record has its place."""

import json
import re

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from palermo.accounts.models import Posting, User
from palermo.accounts.states import Role
from palermo.events.models import Event
from palermo.governance.models import Activity, Decision, Mandate
from palermo.site.administration.viewsets import VIEWSETS, RecordViewSet
from tests.factories.accounts import make_user
from tests.factories.activities import make_event
from tests.factories.governance import (
    make_activity,
    make_decision,
    make_mandate,
)
from tests.factories.library import make_document
from tests.portal.office import address, one_of_each, signed_in
from tests.slices import OF_THE_SITE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _viewsets_are_registered():
    # Wagtail registers them when its addresses are first asked for.
    reverse("wagtailadmin_home")


@pytest.fixture
def officer() -> User:
    return make_user(Role.SECRETARIAT, is_staff=True)


@pytest.fixture
def office(officer) -> Client:
    return signed_in(officer)


OUTSIDERS = [None, Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT]


def every_address() -> list[str]:
    pages = [reverse(v.get_url_name(name)) for v in VIEWSETS.values() for name in ("index", "index_results")]
    pages += [reverse(v.get_url_name("add")) for v in VIEWSETS.values() if v.adds]
    records = one_of_each()
    pages += [address(type(r), view, r.pk) for r in records for view in ("edit", "history")]
    return [reverse("wagtailadmin_home"), *pages]


@pytest.mark.parametrize("role", [pytest.param(role, marks=pytest.mark.slow) for role in OUTSIDERS])
def test_no_page_opens_to_anybody_else(role):
    # Even with a staff account and Wagtail's groups: the posting decides.
    client = signed_in(make_user(role, is_staff=True, is_superuser=True))
    pages = every_address()
    assert {url: client.get(url).status_code for url in pages} == dict.fromkeys(pages, 403)
    assert {url: client.post(url).status_code for url in pages} == dict.fromkeys(pages, 403)


def test_no_page_opens_to_a_visitor():
    pages = every_address()
    assert {Client().get(url).headers.get("Location") for url in pages} == {"/en/accounts/login/?next=%2Fadmin%2F"}


@pytest.mark.slow
def test_no_page_opens_to_an_officer_whose_account_is_not_open_for_it():
    client = signed_in(make_user(Role.SECRETARIAT, is_staff=False))
    pages = every_address()
    assert {client.get(url).status_code for url in pages} == {403}


@pytest.mark.slow
def test_no_page_opens_once_the_posting_has_ended(officer, office):
    Posting.objects.filter(user=officer).update(until_on="2007-02-01")
    assert {office.get(url).status_code for url in every_address()} == {403}


def test_every_list_and_form_opens_to_an_officer(office):
    records = one_of_each()
    pages = [address(type(r), view, r.pk) for r in records for view in ("edit", "history")]
    pages += [address(model, "index") for model in VIEWSETS]
    pages += [address(model, "add") for model, viewset in VIEWSETS.items() if viewset.adds and not viewset.parents]
    assert {url: office.get(url).status_code for url in pages} == dict.fromkeys(pages, 200)


def test_every_record_has_a_list_but_nothing_deletes_or_copies():
    allowed = {"index", "index_results", "add", "edit", "history"}
    assert {name for v in VIEWSETS.values() for name in {p.name for p in v.get_urlpatterns()} - allowed} == set()


SHUT = ["users/", "users/1/", "groups/", "documents/", "forms/", "redirects/import/", "sites/", "locales/"]
SHUT += ["workflows/list/", "collections/", "reports/site-history/"]


@pytest.mark.parametrize("room", SHUT)
def test_wagtails_own_rooms_for_accounts_papers_and_what_is_not_set_here_stay_shut(office, room):
    assert office.get(f"/admin/{room}").status_code == 403


@pytest.mark.parametrize("room", ["login/", "password_reset/"])
def test_there_is_one_sign_in_only(room):
    response = Client().post(f"/admin/{room}", {"username": "a@example.org", "password": "x"})
    assert (response.status_code, response["Location"]) == (302, "/en/accounts/login/?next=%2Fadmin%2F")


MENU = {
    "Pages": [],
    "Images": [],
    "Decisions & mandates": [
        *("Decisions", "Mandates", "Guidance", "Endorsements", "Meetings", "Activities", "Contributions"),
        *("Reports due", "Follow-up"),
    ],
    "Events": ["Events", "Outcomes"],
    "Documents": ["Documents"],
    "Tools": ["Tools"],
    "Partners and awareness": ["Commitments"],
    "Studies": ["Studies"],
    "Reports": ["Reports"],
    "People and States": ["Accounts", "Organizations", "Places", "States", "Groups of States"],
    "Settings": [
        *(
            "Initiative",
            "Bodies",
            "Sessions",
            "Procedures",
            "Topics",
            "Treaties",
            "Names in lists",
            "Names in sentences",
        ),
        "Redirects",
    ],
}


def _menu(page: str) -> dict[str, list[str]]:
    """The menu as Wagtail hands it to its script."""
    props = json.loads(re.search(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.DOTALL)[1])
    [entries] = [each["_args"][0] for each in props["modules"] if each["_type"].endswith("MainMenuModule")]
    return {
        label_of(entry): [label_of(each) for each in entry["_args"][1]] if "SubMenu" in entry["_type"] else []
        for entry in entries
    }


def label_of(entry: dict) -> str:
    return entry["_args"][0]["label"]


def test_the_menu_is_this(office, officer):
    assert _menu(office.get("/admin/").text) == MENU
    # Whatever Wagtail lets them do besides.
    User.objects.filter(pk=officer.pk).update(is_superuser=True)
    assert _menu(office.get("/admin/").text) == MENU


@pytest.mark.parametrize("deed", ["delete", "set_active_state", "assign_role"])
def test_no_account_is_changed_in_bulk_past_the_log(deed):
    office = signed_in(make_user(Role.SECRETARIAT, is_staff=True, is_superuser=True))
    other = make_user(Role.DELEGATE)
    sent = {"mark_as_active": "", "role": "1", "next": "/admin/"}
    assert office.post(f"/admin/bulk/accounts/user/{deed}/?id={other.pk}", sent).status_code == 403
    other.refresh_from_db()
    assert (other.is_active, other.groups.count()) == (True, 0)


# Choosing one of many


def test_a_record_is_found_by_a_word_in_any_language(office):
    manual = make_document("Manual")
    manual.title = {"ru": "Руководство", "en": "Manual"}
    manual.save()
    make_document("Other")
    found = office.get(reverse("choose_document:choose_results"), {"q": "уководство"}).content.decode()
    assert ("Manual" in found, "Other" in found) == (True, False)


def test_a_list_is_searched_by_word_and_filtered_by_state(office):
    make_decision("Trafficking"), make_decision("Budget", state="draft", adopted_on=None)

    def listed(**asked):
        return [str(d.title) for d in office.get(address(Decision, "index"), asked).context["object_list"]]

    assert listed(q="trafficking [fr]") == ["Trafficking [en]"]
    assert listed(state="draft") == ["Budget [en]"]


def test_a_list_asks_as_many_questions_for_three_records_as_for_one(office, django_assert_num_queries):
    def questions(model):
        with CaptureQueriesContext(connection) as asked:
            office.get(address(model, "index"))
        return len(asked)

    for model, make in [
        (Event, make_event),
        (Decision, make_decision),
        (Mandate, make_mandate),
        (Activity, make_activity),
    ]:
        make()
        one = questions(model)
        make(), make()
        assert questions(model) == one, model


# Completeness


def test_every_field_of_every_form_has_a_label():
    with translation.override("ar"):
        labels = {
            (viewset.model.__name__, name): str(field.label)
            for viewset in VIEWSETS.values()
            for form in (viewset.get_form_class(), viewset.get_form_class(for_update=True))
            for name, field in form.base_fields.items()
        }
    assert [field for field, label in labels.items() if not re.search("[\u0621-\u064a]", label)] == []


def test_every_model_of_the_record_is_in_the_administration():
    ours = {
        m for m in apps.get_models() if m.__module__.startswith("palermo.") and m._meta.app_label not in OF_THE_SITE
    }
    elsewhere = {m.__name__ for m in ours - set(VIEWSETS)}
    # The log, what a report states and its frozen files are written by acts alone; the installation by its commands;
    # a text as it was submitted to Member States, its deadlines and their answers by nobody else than those who act.
    assert elsewhere == {
        *("AuditEvent", "ChainHead", "FileRefusal", "Installation", "InstallationKey"),
        *("IssuedFile", "IssuedText", "RecordVersion", "StatedRecord"),
        # Who read what is written as it is given; the words of a file are taken out of it.
        *("Read", "ExtractedText"),
        # Populations are signed into the register with each act.
        *("Population", "PopulationRelation"),
        # Document types are copied and changed on their own pages.
        "DocumentType",
        # What officers write in a report, on its own page.
        *("ReportSection", "ReportParagraph", "TextRevision", "ParagraphComment", "Clearance", "DocumentSlot"),
        *("WordExport", "WordImport", "StrayComment", "Suggestion", "ReportCorrection"),
        # A file in another format comes with the language version that it is of.
        "AlternativeFormat",
        # Nominated persons, and all comments and declarations about them, change by acts only.
        *("Speaker", "SpeakerAdvice", "SpeakerConsent", "SpeakerContact", "SpeakerInterest", "SpeakerLink"),
        *("SurvivorDeclaration", "SurvivorOfficer"),
        # The index is made of the record.
        *("IndexEntry", "IndexStanding", "IndexText", "TitleWord", "WordPart"),
        # A programme is written in its editor, by the acts there.
        *("Programme", "ProgrammeDay", "ProgrammeItem", "ProgrammePart", "ProgrammePerson", "ProgrammeRelease", "Room"),
        # What an event needs, and what participants say of it, are written on their pages, by the acts there.
        *("BudgetLine", "EventInvitation", "ParticipantGroup", "ParticipantName"),
        *("FeedbackForm", "FeedbackQuestion", "FeedbackLink", "FeedbackSheet", "FeedbackAnswer"),
        # Screens, speakers' lists and preparations on their pages, by the acts there; needs are for those named alone.
        *("Screen", "ScreenNotice", "SpeakersList", "GroupLimit", "FloorRequest", "LogisticsTask", "ParticipantNeed"),
        # Templates of preparations and devices at doors likewise; reminders are kept so that each is sent once.
        *("TaskTemplate", "TemplateTask", "TaskReminder", "DoorDevice"),
        # Registration is opened by an act, people are registered on its pages.
        *("Registration", "RegistrationCategory", "HeadCount", "Participant", "Accreditation", "CredentialsLetter"),
        *("Badge", "CheckIn"),
        # Requests for assistance are written on their pages, by the acts there.
        *("OfferOfAssistance", "RequestForAssistance"),
        # The account of a contribution is kept on its page, by the acts there.
        *("ContributionTerms", "Payment", "Expenditure", "ContributionResult"),
        # National law and reviews are written on the page of the State, by the acts there.
        *("LawArticle", "LawElement", "Review", "StateCorrection"),
        # The use of a tool is written on the page of the tool, by the acts there; its text in its editor.
        *("Uptake", "DraftingMember", "Passage", "PassageText", "ToolVersion", "VersionText"),
        # Contacts of commitments are shown on their pages to the secretariat alone.
        *("PledgeContact",),
        # Stages of editions likewise; occasions and presentations on their pages.
        *("EditionStage", "Occasion", "Presentation"),
        # Comments on the text of a tool are written on the pages of its rounds, by the acts there.
        *("ExpertDetails", "ExpertLink", "PassageComment", "RoundExpert", "TextRound"),
        # Action plans, their progress and evaluations are written on the pages of the plan, by the acts there.
        *("ActionPlan", "PlanEdition", "PlanSection", "Measure", "ProgressRound", "MeasureProgress"),
        *("PlanEvaluation", "Lesson"),
        # What belongs to studies, and good practices, likewise.
        *("StudyContribution", "EthicsReview", "StudyDataset", "StudyDraft", "DraftComment", "GoodPractice"),
        # Code lists and mappings are kept on their pages, by the acts there; what is published does not change.
        *("Code", "CodeList", "CodeListEdition", "CodeMapping", "CodeMappingRow"),
        # Questionnaires and rounds of data collection likewise.
        *("Questionnaire", "QuestionnaireEdition", "Round", "RoundInvitation"),
        # Returns belong to their State, and change by acts alone.
        # Indicators and releases of figures change by acts alone.
        *("FigureOrigin", "Indicator", "IndicatorEdition", "Release", "ReleaseDecision", "ReleaseRegister"),
        "ReleaseSeries",
        *("Return", "ReturnAttachment", "ReturnBlock", "ReturnContributor", "ReturnFigure", "FigureChange"),
        *("ReturnQuery", "ReturnReading", "ReturnReceipt"),
        # Courses, training sessions and trainers likewise.
        *("Course", "LearnerGroup", "TrainingSession", "Trainer", "TrainerLink", "Certificate"),
        # Partners, their checks and contacts are written on their pages, by the acts there.
        *("DueDiligenceCheck", "PartnerContact", "PartnerInvitation", "PartnerRule", "Partnership"),
        # So are the readers of its chapters; readers send feedback, and downloads are counted.
        *("FinderEntry", "ReaderFeedback", "DownloadCount", "VersionSection"),
        # Campaigns, their material and what is done in them are written on their pages, by the acts there.
        *("Adaptation", "Campaign", "CampaignAction", "Material", "MaterialDownload", "MaterialFile", "Reach"),
        # Sources of data, agreements and datasets are written on their pages, by the acts there.
        *("Agreement", "Dataset", "DatasetEdition", "EditionFigure", "EditionStep", "Finding", "Source"),
        # Treaty actions and statements are written on the pages of treaties, by the acts there.
        *("Statement", "TreatyAction"),
        # The press room and pages of advice are written on their pages, by the acts there.
        *("Advice", "AdviceStep", "Cutting", "KitItem", "PressContact", "PressRelease"),
        # Invitations are written on the page of people, by the acts there.
        *("Invitation", "Posting"),
        *(
            "Amendment",
            "Correction",
            "Disposition",
            "DocumentReader",
            "Extension",
            "NoteVerbale",
            "Response",
            "TextVersion",
        ),
    }


def test_viewsets_are_of_one_kind():
    assert {type(viewset) for viewset in VIEWSETS.values()} == {RecordViewSet}

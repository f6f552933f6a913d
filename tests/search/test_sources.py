"""What of each kind of record is found: by every text of it, in the languages that it is written in."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db.models import Model

from palermo.accounts.models import FormerName
from palermo.accounts.states import Role
from palermo.accounts.viewer import Viewer, viewer_of
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.text import MultilingualText
from palermo.events.models import Rescheduling
from palermo.governance.models import AgendaItem, Briefing, OperativeParagraph
from palermo.library.models import DocumentAlias, ExtractedText, LanguageVersion
from palermo.outreach.models import Advice, AdviceStep, CampaignAction, Cutting
from palermo.portal.editorial import ensure_site
from palermo.portal.models import StandardPage
from palermo.returns.models import Questionnaire
from palermo.search.actions import follow, index_records
from palermo.search.queries import SearchRequest, search
from palermo.search.sources import SOURCES
from palermo.treaties.states.laws import Element
from tests.factories import texts as tool_texts
from tests.factories.accounts import (
    make_group,
    make_group_membership,
    make_organisation,
    make_place,
    make_state,
    make_user,
)
from tests.factories.activities import make_event, make_outcome, make_study, make_tool
from tests.factories.assistance import make_assistance, make_offer
from tests.factories.common import text
from tests.factories.consultations import make_note, make_point, make_topic
from tests.factories.discussion import make_comment, make_frozen, make_round, make_text
from tests.factories.endorsements import make_put, make_version
from tests.factories.figures import key_of, make_indicator, make_register
from tests.factories.figures import make_release as make_figure_release
from tests.factories.governance import (
    make_activity,
    make_body,
    make_decision,
    make_guidance,
    make_mandate,
    make_meeting,
)
from tests.factories.knowledge import make_code_list, make_dataset, make_list_edition, make_practice, make_source
from tests.factories.laws import make_law, make_proposal, make_review
from tests.factories.library import make_document
from tests.factories.occasions import make_occasion, make_presentation
from tests.factories.outreach import make_campaign, make_commitment, make_material, make_partner, make_plan
from tests.factories.outreach import make_release as make_press_release
from tests.factories.programmes import (
    make_item,
    make_part,
    make_programme,
    make_programme_person,
    make_release,
)
from tests.factories.register import ORIGINS, make_contribution, make_entry
from tests.factories.registrations import make_registration
from tests.factories.returns import make_questionnaire_edition
from tests.factories.returns import make_round as make_data_round
from tests.factories.speakers import make_published
from tests.factories.training import make_course, make_training
from tests.factories.treaties import make_statement, make_treaty
from tests.factories.uptakes import make_uptake
from tests.portal import page_rows

pytestmark = pytest.mark.django_db
DAY = date(2007, 7, 16)


@pytest.fixture
def officer() -> Viewer:
    return viewer_of(make_user(Role.SECRETARIAT))


def found(viewer: Viewer, words: str, **narrowed: str) -> set[tuple[str, int]]:
    return {(hit.kind, hit.record.pk) for hit in search(viewer, SearchRequest(words=words, **narrowed)).hits}


def _document() -> Model:
    document = make_document("alphaword", words="betaword", symbol="E/CN.15/2008/CRP.2", job_number="V.08-55217")
    DocumentAlias.objects.create(document=document, symbol="CTOC/COP/2008/CRP.1", kind="double")
    return document


def _meeting() -> Model:
    meeting = make_meeting(title=text("alphaword"), summary=text("betaword"), place=make_place("gammaword"), on=DAY)
    AgendaItem.objects.create(meeting=meeting, number="1", title=text("deltaword"))
    Briefing.objects.create(meeting=meeting, number=1, topic=text("epsilonword"), text=text("zetaword"))
    return meeting


def _event() -> Model:
    event = make_event("alphaword", place=make_place("betaword"), summary=text("gammaword"))
    event.theme, event.participants = text("deltaword"), text("epsilonword")
    event.save()
    earlier = {"previous_title": text("zetaword"), "previous_starts_on": DAY}
    Rescheduling.objects.create(event=event, decided_on=DAY, **earlier)
    return event


def _release() -> Model:
    programme = make_programme(preface=text("deltaword"))
    summary = {"summary": text("epsilonword"), "summary_audience": "public", "summarized_on": DAY}
    item = make_item(programme, "alphaword", objective=text("betaword"), **summary)
    make_part(item, make_programme_person(programme, "gammaword"))
    return make_release(programme)


def _endorsement() -> Model:
    put = make_put("alphaword", text=text("betaword"))
    make_version(put, "gammaword", what_changed=text("deltaword"))
    return put


def _assistance() -> Model:
    given = {"status": "completed", "result": text("deltaword"), "outcome": text("epsilonword")}
    made = make_assistance("alphaword", state=make_state("betaword"), summary=text("gammaword"), **given)
    make_offer(made, "zetaword", status="accepted")
    return made


def _state() -> Model:
    state = make_state("alphaword", formal_name=text("betaword"))
    FormerName.objects.create(state=state, until_on=DAY, short_name=text("gammaword"))
    return state


def _statement() -> Model:
    said = {"summary": text("alphaword"), "text": "betaword", "text_language": "en"}
    return make_statement(make_treaty("gammaword"), make_state(), **said)


def _tool() -> Model:
    tool = make_tool("alphaword", summary=text("betaword"))
    occasion = make_occasion("gammaword")
    make_presentation("deltaword", edition=tool.editions.get(), occasion=occasion, comments=text("epsilonword"))
    return tool


def _section() -> Model:
    rows = [("a1", "article", "", "alphaword"), ("a1-1", "paragraph", "a1", "betaword")]
    return tool_texts.make_version(make_tool("gammaword"), rows).sections.get()


def _course() -> Model:
    return make_course("alphaword", aim=text("betaword"), learners=text("gammaword"), tool=make_tool("deltaword"))


def _training() -> Model:
    return make_training(make_course("alphaword"), place=make_place("betaword"), state=make_state("gammaword"))


def _uptake() -> Model:
    return make_uptake("alphaword", tool=make_tool("betaword"), state=make_state("gammaword"))


def _comment() -> Model:
    round = make_round(make_frozen(make_text(make_tool("deltaword"))))
    return make_comment(round, "alphaword", proposal="betaword", state="declined", response=text("gammaword"))


def _regional_group() -> Model:
    group = make_group("alphaword")
    make_group_membership(group, make_state("betaword"))
    return group


def _partner() -> Model:
    organisation = make_organisation("alphaword")
    fields = {"field": text("gammaword"), "summary": text("deltaword"), "role": text("epsilonword")}
    partner = make_partner("betaword", organisation=organisation, **fields)
    partner.countries.add(make_state("zetaword"))
    return partner


def _commitment() -> Model:
    fields = {"text": text("betaword"), "indicator": text("gammaword"), "target": text("deltaword")}
    return make_commitment("alphaword", partnership=make_partner("epsilonword"), **fields)


def _edition() -> Model:
    edition = make_plan("alphaword", measures=1).editions.get()
    edition.sections.update(heading=text("betaword"), text=text("gammaword"))
    words = {"text": "deltaword", "responsible": "epsilonword", "indicator": "zetaword", "target": "etaword"}
    edition.measures.update(**{name: text(word) for name, word in words.items()})
    return edition


def _campaign() -> Model:
    campaign = make_campaign("alphaword", summary=text("betaword"))
    campaign.aim, campaign.target_group, campaign.messages = text("gammaword"), text("deltaword"), text("epsilonword")
    campaign.save()
    return campaign


def _campaign_action() -> Model:
    return CampaignAction.objects.create(
        campaign=make_campaign("epsilonword"),
        number=1,
        kind="screening",
        title=text("alphaword"),
        text=text("betaword"),
        group=text("gammaword"),
        place=make_place("deltaword"),
        starts_on=DAY,
    )


def _material() -> Model:
    campaign = make_campaign("deltaword")
    return make_material("alphaword", campaign=campaign, text=text("betaword"), description=text("gammaword"))


def _cutting() -> Model:
    return Cutting.objects.create(
        slug="cutting", title="alphaword", outlet="betaword", note=text("gammaword"), published_on=DAY
    )


def _indicator() -> Model:
    words = {"definition": "betaword", "method": "gammaword", "comparability": "deltaword", "articles": "epsilonword"}
    return make_indicator(
        "alphaword", edition_sdmx="VC_HTF_DETV", **{f"edition_{k}": text(v) for k, v in words.items()}
    )


def _figure_release() -> Model:
    make_indicator("gammaword", "gamma")
    figures = {key_of("gamma", "aut", 2006): 40}
    return make_figure_release(figures, title=text("alphaword"), summary=text("betaword"))


def _advice() -> Model:
    advice = Advice.objects.create(audience="business", introduction=text("alphaword"))
    AdviceStep.objects.create(advice=advice, number=1, title=text("betaword"), text=text("gammaword"))
    return advice


MADE: dict[str, tuple[Callable[[], Any], str]] = {
    "documents": (
        _document,
        "alphaword betaword E/CN.15/2008/CRP.2 CN.15/2008 CTOC/COP/2008/CRP.1 V.08-55217",
    ),
    "decisions": (lambda: make_decision("alphaword", preamble=text("betaword"), number="61/180"), "alphaword 61/180"),
    "operative-paragraphs": (
        lambda: OperativeParagraph.objects.create(decision=make_decision(), number=7, text=text("alphaword")),
        "alphaword",
    ),
    "mandates": (
        lambda: make_mandate("alphaword", text=text("betaword"), conditions=text("gammaword")),
        "alphaword betaword gammaword",
    ),
    "meetings": (_meeting, "alphaword betaword gammaword deltaword epsilonword zetaword"),
    "guidance": (
        lambda: make_guidance(
            "alphaword", text=text("betaword"), answer_kind="answer", answer=text("gammaword"), answered_on=DAY
        ),
        "alphaword betaword gammaword",
    ),
    "points-raised": (lambda: make_point("alphaword", about=make_topic("betaword")), "alphaword betaword"),
    "topics": (lambda: make_topic("alphaword"), "alphaword"),
    "endorsements": (_endorsement, "alphaword betaword gammaword deltaword"),
    "notes": (
        lambda: make_note(state="issued", reference="NV/2007/9", text=text("alphaword")),
        "alphaword NV/2007/9 2007/9",
    ),
    "events": (_event, "alphaword betaword gammaword deltaword epsilonword zetaword"),
    "programme-releases": (_release, "alphaword betaword gammaword deltaword epsilonword"),
    "speakers": (
        lambda: make_published("alphaword", topic=text("betaword"), biography=text("gammaword")),
        "alphaword betaword gammaword",
    ),
    "tools": (_tool, "alphaword betaword gammaword deltaword epsilonword"),
    "studies": (lambda: make_study("alphaword", summary=text("betaword")), "alphaword betaword"),
    "activities": (lambda: make_activity("alphaword", mandate=make_mandate(), kind="other"), "alphaword"),
    "outcomes": (lambda: make_outcome(make_event(), "alphaword", text=text("betaword")), "alphaword betaword"),
    "recommendations": (
        lambda: make_outcome(make_event(), "Outcome", recommendations=1).recommendations.create(
            number=9, text=text("alphaword"), addressee=text("betaword")
        ),
        "alphaword betaword",
    ),
    "reports": (page_rows.issued_report, "Issued"),
    "follow-up": (lambda: make_entry("alphaword"), "alphaword"),
    "assistance-requests": (_assistance, "alphaword betaword gammaword deltaword epsilonword zetaword"),
    "contributions": (lambda: make_contribution("alphaword", earmark=text("betaword")), "alphaword betaword"),
    "registrations": (
        lambda: make_registration(make_event("alphaword"), purpose=text("betaword")),
        "alphaword betaword",
    ),
    "treaties": (
        lambda: make_treaty("alphaword", short_name=text("betaword"), depositary_number="XX-7"),
        "alphaword betaword XX-7",
    ),
    "statements": (_statement, "alphaword betaword gammaword"),
    "tool-sections": (_section, "alphaword betaword gammaword"),
    "passage-comments": (_comment, "alphaword betaword gammaword deltaword"),
    "courses": (_course, "alphaword betaword gammaword deltaword"),
    "training-sessions": (_training, "alphaword gammaword betaword"),
    "uptakes": (_uptake, "alphaword betaword gammaword"),
    "laws": (
        lambda: make_law(
            "alphaword",
            state=make_state("betaword"),
            citation="Act 694/2005",
            text=text("gammaword"),
            penalties=text("deltaword"),
            protection=text("epsilonword"),
            elements={Element.ORGANS: True, Element.SLAVERY: False},
        ),
        "alphaword betaword gammaword deltaword epsilonword 694/2005 organs",
    ),
    "reviews": (
        lambda: make_review(
            "alphaword",
            state=make_state("betaword"),
            treaty=make_treaty("gammaword"),
            symbol="CTOC/COP/2008/7",
            summary=text("deltaword"),
            needs=text("epsilonword"),
            offers=text("zetaword"),
        ),
        "alphaword betaword gammaword deltaword epsilonword zetaword CTOC/COP/2008/7",
    ),
    "indicators": (_indicator, "alphaword betaword gammaword deltaword epsilonword VC_HTF_DETV"),
    "release-registers": (
        lambda: make_register(title=text("alphaword"), summary=text("betaword")),
        "alphaword betaword",
    ),
    "figure-releases": (_figure_release, "alphaword betaword gammaword"),
    "questionnaires": (
        lambda: (
            make_questionnaire_edition(
                questionnaire=Questionnaire.objects.create(
                    slug="alpha", title=text("alphaword"), summary=text("betaword")
                )
            ).questionnaire
        ),
        "alphaword betaword",
    ),
    "rounds": (lambda: make_data_round(title=text("alphaword"), guidance=text("betaword")), "alphaword betaword"),
    "code-lists": (
        lambda: (
            make_list_edition(
                make_code_list("alphaword", summary=text("betaword"), origin=text("gammaword")), "deltaword"
            ).code_list
        ),
        "alphaword betaword gammaword deltaword",
    ),
    "data-sources": (lambda: make_source("alphaword", summary=text("betaword")), "alphaword betaword"),
    "datasets": (
        lambda: make_dataset(title=text("alphaword"), summary=text("betaword")),
        "alphaword betaword",
    ),
    "partnerships": (_partner, "alphaword betaword gammaword deltaword epsilonword zetaword"),
    "commitments": (_commitment, "alphaword betaword gammaword deltaword epsilonword"),
    "action-plans": (
        lambda: make_plan("alphaword", group=text("betaword"), summary=text("gammaword")),
        "alphaword betaword gammaword",
    ),
    "plan-editions": (_edition, "alphaword betaword gammaword deltaword epsilonword zetaword etaword"),
    "good-practices": (
        lambda: make_practice(
            "alphaword",
            summary=text("betaword"),
            carried_out_by=text("gammaword"),
            evidence=text("deltaword"),
            evaluation=text("epsilonword"),
            transferability=text("zetaword"),
        ),
        "alphaword betaword gammaword deltaword epsilonword zetaword",
    ),
    "campaigns": (_campaign, "alphaword betaword gammaword deltaword epsilonword"),
    "campaign-actions": (_campaign_action, "alphaword betaword gammaword deltaword epsilonword"),
    "campaign-material": (_material, "alphaword betaword gammaword deltaword"),
    "cuttings": (_cutting, "alphaword betaword gammaword"),
    "press-releases": (
        lambda: make_press_release(
            "alphaword",
            status="published",
            public_at=clock.now(),
            lead=text("betaword"),
            body=text("gammaword"),
            notes=text("deltaword"),
        ),
        "alphaword betaword gammaword deltaword",
    ),
    "advice": (_advice, "alphaword betaword gammaword Businesses"),
    "states": (_state, "alphaword betaword gammaword"),
    "regional-groups": (_regional_group, "alphaword betaword"),
}


@pytest.mark.parametrize("kind", MADE)
def test_a_record_is_found_by_each_of_its_texts(officer, kind):
    make, words = MADE[kind]
    made = make()
    index_records(kind, [made.pk])
    lost = [word for word in words.split() if found(officer, word, kind=kind) != {(kind, made.pk)}]
    assert lost == []


def test_every_kind_is_tried():
    assert set(MADE) | {"pages"} == set(SOURCES)


@pytest.mark.slow
def test_a_page_is_found_in_its_language_once_it_is_live(officer):
    ensure_site()
    home = StandardPage.objects.filter(locale__language_code="fr").first().get_parent()
    page = home.add_child(instance=StandardPage(title="Titre", body="<p>alphaword</p><p>betaword &amp; co</p>"))
    assert found(officer, "alphaword betaword") == {("pages", page.pk)}
    assert found(officer, "alphaword", language="en") == set()
    page.unpublish()
    assert found(officer, "alphaword") == set()


def test_a_language_is_found_only_where_there_are_words_in_it(officer):
    mandate = make_mandate()
    mandate.title, mandate.text = MultilingualText({"en": "alphaword"}), MultilingualText({"ru": "альфаслово"})
    mandate.save()
    index_records("mandates", [mandate.pk])
    assert found(officer, "alphaword", language="ru") == set()
    assert found(officer, "альфаслово", language="ru") == {("mandates", mandate.pk)}
    hit = search(officer, SearchRequest(words="alphaword")).hits[0]
    assert (hit.language, hit.also_in) == ("en", ("ru",))


def test_words_of_a_file_are_found_when_they_have_been_taken_out_of_the_file_it_has_now(officer):
    document = make_document()
    file = {"file": "files/x", "sha256": "a" * 64, "media_type": "application/pdf"}
    version = LanguageVersion.objects.create(document=document, language="en", **file)
    extracted = ExtractedText.objects.create(
        version=version, sha256="a" * 64, state="done", text="alphaword", done_at=clock.now()
    )
    assert found(officer, "alphaword") == {("documents", document.pk)}
    extracted.sha256 = "b" * 64
    extracted.save()
    assert found(officer, "alphaword") == set()


@pytest.mark.parametrize("origin", ORIGINS)
def test_an_entry_of_the_register_is_found_by_the_words_of_its_origin(officer, origin):
    entry = make_entry("alphaword", origin=origin)
    index_records("follow-up", [entry.pk])
    assert found(officer, "alphaword", kind="follow-up") == {("follow-up", entry.pk)}


def test_what_hangs_on_a_record_follows_it():
    """Each by the change of another record: its event, its meeting, its place, its decision."""
    visitor, event = Viewer(), make_event(audience=Audience.PUBLIC, place=make_place("Oldtown"))
    outcome = make_outcome(event, "alphaword", audience=Audience.PUBLIC)
    item = outcome.recommendations.create(number=1, text=text("betaword"))
    follow([("activities", event.pk)])
    assert found(visitor, "alphaword") == {("outcomes", outcome.pk)}
    assert found(visitor, "betaword") == {("recommendations", item.pk)}
    event.activity.audience = Audience.SECRETARIAT
    event.activity.save()
    follow([("activities", event.pk)])
    assert found(visitor, "alphaword") | found(visitor, "betaword") == set()


def test_an_event_is_found_by_the_country_of_its_place_and_follows_its_name(officer):
    state = make_state("Oldland")
    event = make_event(place=make_place("Town", state=state))
    follow([("activities", event.pk)])
    assert found(officer, "Oldland") == {("events", event.pk)}
    state.short_name = text("Newland")
    state.save()
    follow([("states", state.pk)])
    assert ("events", event.pk) in found(officer, "Newland")


def test_an_event_follows_the_name_of_its_place(officer):
    event = make_event(place=make_place("Oldtown"))
    follow([("activities", event.pk)])
    assert found(officer, "Oldtown") == {("events", event.pk)}
    event.place.name = text("Newtown")
    event.place.save()
    follow([("places", event.place.pk)])
    assert (found(officer, "Oldtown"), found(officer, "Newtown")) == (set(), {("events", event.pk)})


def test_a_body_is_told_only_where_every_reader_of_the_record_may_know_it(officer):
    body = make_body("Committee")
    document = make_document("alphaword")
    meeting = make_meeting(body=body, audience=Audience.STEERING_COMMITTEE, on=DAY)
    document.meeting_papers.create(meeting=meeting)
    follow([("documents", document.pk)])
    assert found(officer, "alphaword", body=body.slug) == set()
    meeting.audience = Audience.PUBLIC
    meeting.save()
    follow([("meetings", meeting.pk)])
    assert found(officer, "alphaword", body=body.slug) == {("documents", document.pk)}


@pytest.mark.parametrize("kind", ["meetings", "guidance", "points-raised", "topics", "endorsements", "notes"])
def test_a_visitor_finds_nothing_in_rooms_that_visitors_do_not_enter(officer, kind):
    make, words = MADE[kind]
    made = make()
    for each in (made, getattr(made, "meeting", None)):
        if each is not None and any(field.name == "audience" for field in each._meta.fields):
            each.audience = Audience.PUBLIC
            each.save()
    index_records(kind, [made.pk])
    assert [bool(found(viewer, words.split()[0], kind=kind)) for viewer in (Viewer(), officer)] == [False, True]


def test_a_proposed_provision_is_found_by_nobody_until_it_is_decided_on(officer):
    law = make_proposal("alphaword", text=text("betaword"))
    declined = make_law("alphaword", status="declined", answer=text("betaword"))
    follow([("laws", law.pk), ("laws", declined.pk)])
    delegate = make_user(Role.DELEGATE)
    delegate.postings.update(state=law.state)
    readers = [Viewer(), viewer_of(delegate), officer]
    assert [found(each, "alphaword") | found(each, "betaword") for each in readers] == [set()] * 3
    law.status, law.decided_on = "recorded", DAY
    law.save()
    follow([("laws", law.pk)])
    assert [found(each, "alphaword") for each in readers] == [{("laws", law.pk)}] * 3


def test_a_provision_is_found_by_what_it_covers_in_each_language_and_not_by_what_it_lacks(officer):
    law = make_law("alphaword", elements={Element.ORGANS: True, Element.SLAVERY: False})
    follow([("laws", law.pk)])
    words = {"en": "organs", "fr": "organes", "es": "órganos", "ru": "органов", "zh": "器官", "ar": "أعضاء"}
    assert [found(officer, word, kind="laws") for word in words.values()] == [{("laws", law.pk)}] * 6
    assert found(officer, "slavery", kind="laws") == set()


def test_a_review_is_found_by_its_audience_alone_and_follows_it(officer):
    review = make_review("alphaword", audience=Audience.MEMBER_STATES, needs=text("betaword"))
    follow([("reviews", review.pk)])
    delegate = viewer_of(make_user(Role.DELEGATE))
    assert [bool(found(each, "betaword")) for each in (Viewer(), delegate, officer)] == [False, True, True]
    assert search(Viewer(), SearchRequest(words="alphaword")).total == 0
    review.audience = Audience.SECRETARIAT
    review.save()
    follow([("reviews", review.pk)])
    assert [bool(found(each, "betaword")) for each in (Viewer(), delegate, officer)] == [False, False, True]


def test_laws_and_reviews_can_be_chosen_among_results_and_follow_the_name_of_the_state(officer):
    state = make_state("Oldland")
    law, review = make_law("alphaword", state=state), make_review("alphaword", state=state)
    follow([("states", state.pk)])
    result = search(officer, SearchRequest(words="alphaword Oldland"))
    assert {(count.value, count.records) for count in result.facets["kind"]} == {("laws", 1), ("reviews", 1)}
    assert {str(hit.record.get_absolute_url()) for hit in result.hits} == {
        f"{state.get_absolute_url()}#law-{law.slug}",
        f"{state.get_absolute_url()}#review-{review.slug}",
    }
    state.short_name = text("Newland")
    state.save()
    follow([("states", state.pk)])
    assert found(officer, "alphaword Newland") == {("laws", law.pk), ("reviews", review.pk)}
    assert found(officer, "Newland", kind="laws") == {("laws", law.pk)}

"""What the demonstration has none of, for the pages that show it: invitations, named readers, versions of a programme,
a bundle, work that failed."""

from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO

from disclosure.release import Register
from django_tasks_db.models import DBTaskResult
from PIL import Image

from palermo.accounts.models import Place, State, User
from palermo.accounts.states import Role
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.digests import digest_of_text
from palermo.core.text import MultilingualText
from palermo.events.models import Event
from palermo.figures.pipeline.places import register_folder
from palermo.figures.pipeline.release_key import release_signer
from palermo.following.actions import follow, make_calendar_key
from palermo.governance.models import Activity, Mandate, Topic
from palermo.knowledge.models import Study
from palermo.library.actions import audiences, readers
from palermo.library.models import Document
from palermo.outreach.models import PartnerInvitation, PartnerRule, Pledging
from palermo.programme.models import Programme, ProgrammeItem
from palermo.reporting.actions import structure
from palermo.reporting.actions.clearing import clear_step
from palermo.reporting.actions.document_types import copy_document_type
from palermo.reporting.actions.writing import write_text
from palermo.reporting.document_types import type_named
from palermo.reporting.models import Report
from palermo.reporting.states import ClearanceStep
from palermo.returns.models import FigureChange, Questionnaire, QuestionnaireEdition, Return, ReturnReceipt
from palermo.toolkit.actions.drafting import begin_text
from palermo.toolkit.models import FinderEntry, Tool
from tests.factories.accounts import make_invitation, make_person
from tests.factories.common import text
from tests.factories.figures import key_of, make_indicator, make_register
from tests.factories.figures import make_release as make_figure_release
from tests.factories.governance import make_activity
from tests.factories.knowledge import (
    make_agreement,
    make_code_list,
    make_code_mapping,
    make_dataset,
    make_dataset_edition,
    make_finding,
    make_list_edition,
    make_practice,
    make_source,
)
from tests.factories.library import make_document
from tests.factories.offline import built_as, make_bundle
from tests.factories.outreach import (
    make_adaptation,
    make_application,
    make_campaign,
    make_campaign_action,
    make_followed_commitment,
    make_material,
    make_material_file,
    make_partner,
    make_partner_contact,
    make_plan,
    make_pledging,
    make_reach,
)
from tests.factories.plans import (
    make_draft_edition,
    make_lesson,
    make_measure_progress,
    make_progress_round,
    make_section,
)
from tests.factories.plans import make_evaluation as make_evaluation_of_plan
from tests.factories.preparation import make_evaluation, make_event_invitation, make_feedback, make_group
from tests.factories.programmes import full, make_item, make_release
from tests.factories.register import make_progress
from tests.factories.registrations import (
    make_accreditation,
    make_badges,
    make_check_in,
    make_letter,
    make_participant,
    make_registration,
)
from tests.factories.releases import make_draft as make_release_draft
from tests.factories.releases import make_proposed as make_proposed_release
from tests.factories.returns import (
    SMALL,
    make_block,
    make_figure,
    make_questionnaire_edition,
    make_return,
    make_return_query,
    make_round_invitation,
)
from tests.factories.returns import make_round as make_data_round
from tests.factories.screens import make_floor_request, make_list, make_need, make_notice, make_screen, make_task
from tests.factories.speakers import (
    make_advice,
    make_contact,
    make_published,
    make_speaker,
    make_survivor,
    make_survivor_officer,
)
from tests.factories.texts import article_rows, make_reader_feedback, make_version
from tests.factories.training import (
    make_certificate,
    make_course,
    make_learners,
    make_planned_training,
    make_trainer,
    make_training,
)
from tests.figures.cases import draft_noisy, draft_synthetic, make_budgeted_register, make_cases, released
from tests.figures.cases import prepared as prepared_counts
from tests.figures.sources import make_accepted_edition, prepared, unodc_row

# What the links of these invitations end in.
LINK, LINK_OF_THE_DELEGATE = "for-somebody-new", "for-the-delegate"
# And the links of invited persons.
LINK_TO_ANSWER, LINK_TO_CONSENTS = "for-an-answer", "for-consents"
LINK_OF_AN_ORGANISATION = "for-an-organisation"
LINK_OF_A_TRAINER = "for-a-trainer"
LINK_OF_AN_APPLICANT, LINK_OF_AN_INVITED_PARTNER = "for-an-applicant", "for-an-invited-partner"

# The report in preparation, and the speakers' list of the Forum.
BRIEFING = "briefing-2008-01-31"
COPY = "our-event-report-en"
LIST = "forum-statements"
# A release of figures.
FIGURES = "a-release-of-figures"


def furnish() -> None:
    """Add it all to the demonstration."""
    officer = User.objects.get(email="secretariat@example.org")
    austria = State.objects.get(slug="aut")
    mandate = Mandate.objects.get(slug="regional-events")
    make_activity("A kind", slug="an-activity", audience=Audience.PUBLIC, mandate=mandate)
    make_person("The head of the mission", Role.DELEGATE, leads=True, state=austria)
    _invite(austria)
    _restrict(officer, austria)
    _research(austria)
    _release()
    _speak(officer, austria)
    _register(austria)
    _prepare(austria)
    _train(austria)
    _raise_awareness(austria)
    _plan(austria)
    _code_lists()
    _collect(State.objects.get(slug="tha"))
    _prepare_releases()
    _publish_figures()
    _partner(austria)
    _give_data()
    _publish_texts()
    _promise(austria)
    make_bundle(slug="a-bundle", state="built", **built_as("built", b"A bundle"))
    for who in (officer, User.objects.get(email="delegate@example.org")):
        _follow(who)
    _fail()
    model_law = Tool.objects.get(activity__slug="model-law")
    if not model_law.passages.exists():
        begin_text(model_law, by=officer)


def write_report() -> None:
    """The briefing that is being prepared, drafted once and then given a section of an officer's own."""
    officer, report = User.objects.get(email="secretariat@example.org"), Report.objects.get(slug=BRIEFING)
    clear_step(report, ClearanceStep.DRAFTED, "en", by=officer)
    copy_document_type(type_named("event"), title=text("Our event report"), by=officer)
    section = structure.add_section(report, text("Section of an officer"), by=officer)
    paragraph = structure.add_paragraph(report, section.key, by=officer)
    write_text(report, paragraph.key, "en", "Words of an officer.", base=0, by=officer)


def _research(state: State) -> None:
    """A draft of the study of the record with a comment and a reply, contributions, a review, data and a practice."""
    study = Study.objects.get(activity__slug="global-research")
    paper = make_document("Draft of the results", words="Findings", audience=Audience.MEMBER_STATES)
    days = {"circulated_on": date(2008, 1, 20), "comments_until": date(2008, 2, 20)}
    draft = study.drafts.create(
        number=1, document=paper, status="circulated", audience=Audience.MEMBER_STATES, note=text("Note"), **days
    )
    draft.comments.create(
        number=1, state=state, place="page 3", text="A comment", made_on=date(2008, 1, 25), answer="partly", reply="Why"
    )
    study.contributions.create(number=2, state=state, role="fieldwork", description=text("Interviews"))
    study.ethics_reviews.create(
        number=1,
        body=text("Board"),
        result="conditional",
        decided_on=date(2008, 1, 10),
        valid_until=date(2009, 1, 10),
        conditions=text("Adults only"),
    )
    study.datasets.create(edition=make_dataset_edition(), use=text("Counts"), since_on=date(2008, 1, 15))
    practice = make_practice("A practice", slug="a-practice", evidence=text("Numbers"), evidence_level="monitored")
    practice.states.add(state)
    practice.activities.add(study.activity)


def _collect(state: State) -> None:
    """A questionnaire with two editions and a draft, an open round to which the State is invited, and a planned one."""
    questionnaire = Questionnaire.objects.create(slug="a-questionnaire", title=text("Questionnaire"))
    edition = make_questionnaire_edition(questionnaire=questionnaire)
    make_questionnaire_edition(questionnaire=questionnaire, content=SMALL.replace("Detected", "Identified"))
    draft = {"status": "draft", "published_on": None, "digest": ""}
    make_questionnaire_edition(questionnaire=questionnaire, content=SMALL.replace("title", "titel", 1), **draft)
    Questionnaire.objects.create(slug="another-questionnaire", title=text("Another questionnaire"))
    round_ = make_data_round(slug="a-round", edition=edition)
    make_round_invitation(round_, state)
    make_data_round(slug="a-planned-round", edition=edition, status="planned")
    _return(edition, state)


def _prepare_releases() -> None:
    """An indicator with a draft; two releases of the same people, of which one was withdrawn; others in preparation."""
    indicator = make_indicator("Victims detected", "an-indicator", edition_sdg="16.2.2")
    words = {name: text("Words") for name in ("title", "definition", "method", "comparability")}
    indicator.editions.create(number=2, unit="persons", **words)
    register = make_register("a-register")
    figures = {
        key_of("an-indicator", "tha", 2006): 60,
        key_of("an-indicator", "tha", 2006, sex="female"): 38,
        key_of("an-indicator", "tha", 2006, sex="male"): 22,
        key_of("an-indicator", "tha", 2005): 44,
    }
    shared = {"register": register, "population": "victims"}
    first = make_figure_release(figures, slug="a-release", population_edition="1", **shared)
    revised = figures | {
        key_of("an-indicator", "tha", 2006): 70,
        key_of("an-indicator", "tha", 2006, sex="male"): 32,
        key_of("an-indicator", "tha", 2007): 12,
    }
    declared = ["victims, edition 2 beside victims, edition 1"]
    make_figure_release(revised, slug="a-second-release", population_edition="2", declared=declared, **shared)
    Register(register_folder(register)).withdraw(1, release_signer(), reason="Counted twice.", by="Officer")
    first.status, first.withdrawn_on, first.reason = "withdrawn", date(2008, 1, 20), text("Counted twice.")
    first.save()
    edition = make_accepted_edition(
        [unodc_row(60), unodc_row(38, Sex="Female"), unodc_row("<5", Sex="Male"), unodc_row(20, Sex="Unknown")]
    )
    prepared(edition, slug="a-prepared-release", register=make_register(), population="others")
    cases, budgeted = make_cases(), make_budgeted_register()
    counts = released(draft_noisy(cases, slug="a-noisy-release", register=budgeted))
    released(draft_synthetic(counts, slug="a-synthetic-file"))
    prepared_counts(draft_noisy(cases, slug="prepared-counts", register=budgeted, longest=1))
    make_release_draft(slug="a-draft-release", register=register, refusal="1 hidden figure can be computed.")
    make_release_draft(slug="a-waiting-release", register=register, status="preparing", steps=10, done=4)
    make_proposed_release(
        slug="a-proposed-release",
        register=register,
        loss={
            "declarations": ["victims beside others"],
            "differences": {
                "victims beside others": {"digest": "0" * 16, "count": 2, "figures": [["year 2007", 60.0, 80.0]]}
            },
        },
    )


def _return(edition: QuestionnaireEdition, state: State) -> None:
    """A return that the secretariat queries, with its receipt, and one of another year that is being filled in."""
    for slug, year, status in (("a-return", 2006, "queried"), ("a-draft-return", 2005, "draft")):
        invitation = make_round_invitation(make_data_round(slug=f"round-{year}", edition=edition, year=year), state)
        given = {"round": invitation.round, "agreement": invitation.agreement, "received_on": date(2008, 1, 20)}
        national_return = make_return(state, slug=slug, status=status, **given)
        for table in ("detected", "citizenships", "convicted"):
            make_block(national_return, table, agency="Federal Police", unit="persons")
        for cell, value in (("total.total", 30), ("female.total", 18), ("male.total", 13), ("female.adult", 12)):
            make_figure(national_return, "detected", cell, value, note="Counted by the police." if value == 12 else "")
        FigureChange.objects.create(
            of=national_return,
            table="detected",
            cell="total.total",
            after={"kind": "count", "value": 30},
            at=datetime(2008, 1, 12, 10, tzinfo=UTC),
        )
    received = Return.objects.get(slug="a-return")
    make_return_query(received)
    ReturnReceipt.objects.create(
        of=received,
        number=1,
        status="received",
        issued_at=datetime(2008, 1, 20, 10, tzinfo=UTC),
        digest="0" * 64,
        figure_count=4,
    )


def _publish_figures() -> None:
    """A release of figures through the gate: counts, zero, small figures that are hidden, several States and years."""
    victims = "victims-detected"
    figures = {
        key_of(victims, state, year): number + year - 2005
        for state, number in (("aut", 12), ("fra", 60), ("tha", 44))
        for year in (2005, 2006, 2007)
        if state != "aut" or year > 2005
    }
    figures |= {
        key_of(victims, "fra", 2007, sex=sex): number for sex, number in (("female", 40), ("male", 20), ("other", 2))
    }
    figures |= {key_of(victims, "tha", 2007, sex="female"): 46, key_of(victims, "tha", 2007, sex="male"): 0}
    make_figure_release(figures, slug=FIGURES, title=text("Figures on victims"))


def _train(state: State) -> None:
    """A course of the manual with a session that was held and one to come, a trainer, a certificate."""
    course = make_course("Course", tool=Tool.objects.get(activity__slug="training-manual"), slug="a-course", hours=12)
    course.aim, course.languages = text("Aim"), "en fr"
    course.save()
    held = make_training(course, slug="a-training-session", state=state, language="en", begins_at=time(9, 30))
    ahead = {"starts_on": date(2008, 5, 1), "ends_on": date(2008, 5, 2), "link": "https://example.org/course"}
    make_planned_training(course, slug="a-training-session-to-come", state=state, **ahead)
    make_learners(held, 12, state=state)
    make_learners(held, 9, sex="men", profession="judiciary", state=state)
    trainer = make_trainer("Ana Example", slug="a-trainer", consent="given", languages="en fr")
    trainer.states.add(state)
    trainer.tools.add(course.tool)
    trainer.links.create(digest=digest_of_text(LINK_OF_A_TRAINER), made_at=clock.now())
    held.trainers.add(trainer)
    held.evaluation = make_evaluation("Course", slug="a-training-session", audience="public")
    held.save()
    make_certificate(session=held)


def _raise_awareness(state: State) -> None:
    """A campaign with a poster in two languages, a draft, an adaptation, and activities in every state."""
    campaign = make_campaign("Campaign", slug="a-campaign", audience=Audience.PUBLIC)
    campaign.messages, campaign.target_group = text("Look.\nReport."), text("Travellers")
    campaign.budget, campaign.currency = 15_000, "USD"
    campaign.save()
    campaign.countries.add(state)
    poster = make_material("Poster", campaign=campaign, slug="a-poster", description=text("Words on blue"))
    picture = BytesIO()
    Image.new("RGB", (600, 400), "navy").save(picture, "PNG")
    words = {"media_type": "image/png", "alt": "Words on blue"}
    make_material_file(poster, picture.getvalue(), name="poster.png", **words)
    make_material_file(poster, picture.getvalue(), name="affiche.png", language="fr", number=1, **words)
    make_material("Spot", campaign=campaign, slug="a-spot", kind="spot", status="submitted")
    make_adaptation("Shorter", material=poster, state=state, language="de")
    make_adaptation("Reported", material=poster, status="reported", decided_on=None)
    place = Place.objects.get(slug="vienna")
    make_reach(make_campaign_action("Screening", campaign=campaign, state=state, place=place), 1200, is_minimum=True)
    make_campaign_action("Day", campaign=campaign, kind="day", starts_on=date(2008, 7, 30), place=place)
    make_campaign_action("Talk", campaign=campaign, kind="talk", status="reported", decided_on=None)


def _code_lists() -> None:
    """A list with two editions and a draft, and a mapping from it with its draft."""
    forms = make_code_list("Forms", slug="a-code-list")
    edition = make_list_edition(forms, "sexual", "labour")
    make_list_edition(forms, "sexual", "criminality")
    make_list_edition(forms, "sexual", status="draft")
    goal = make_list_edition(make_code_list("Series", slug="another-code-list"), "series")
    make_code_mapping(edition, goal, {"sexual": "series", "labour": "series"})
    make_code_mapping(edition, goal, {"sexual": "series", "labour": "series"}, number=2, status="draft")


def _plan(state: State) -> None:
    """A plan in force with an open round, an evaluation with a lesson, and the draft of its next edition."""
    plan = make_plan("Plan", slug="a-plan", state=state, measures=3)
    edition = plan.editions.get()
    make_measure_progress(make_progress_round(edition, status="published"))
    make_measure_progress(make_progress_round(edition))
    make_lesson(make_evaluation_of_plan(edition))
    draft = make_draft_edition(plan, measures=2)
    make_section(draft, key="goal-1")


def _give_data() -> None:
    """A source with an agreement and a dataset: an accepted edition, and one with findings that awaits a decision."""
    source = make_source("Police", slug="a-source-of-data", summary=text("Figures"))
    agreement = make_agreement(source, slug="an-agreement-on-data", audience="public", terms=text("Terms"))
    dataset = make_dataset(source, slug="a-dataset", title=text("Victims"))
    make_dataset_edition(dataset, agreement=agreement, row_count=12, counts={"jump": 1})
    checked = make_dataset_edition(dataset, agreement=agreement, status="checked", row_count=12)
    checked.counts = {"out-of-range": 1}
    checked.save()
    make_finding(checked, details={"found": "-3", "words": {"lowest": "0", "highest": "9"}})


def _partner(state: State) -> None:
    """A partner with a contact, an application with its checks, an invitation to apply, and a rule."""
    partner = make_partner("Hotels", slug="a-partner", kind="business", field=text("Hotels"), role=text("Role"))
    partner.countries.add(state)
    make_partner_contact(partner, name="Ana Example")
    PartnerRule.objects.update_or_create(
        kind="ngo", defaults={"checks": ["identity", "conduct"], "needs_guidance": True}
    )
    applicant = make_application(name=text("Applicant"), slug="an-applicant", organisation=None)
    applicant.contacts.update(digest=digest_of_text(LINK_OF_AN_APPLICANT))
    PartnerInvitation.objects.create(
        name="Ben Example",
        email="ben@example.org",
        kind="media",
        digest=digest_of_text(LINK_OF_AN_INVITED_PARTNER),
        sent_at=clock.now(),
        expires_at=clock.now() + timedelta(days=30),
    )


def _prepare(state: State) -> None:
    """Who is invited to the Forum and expected there, and what participants of the event in Bangkok are asked."""
    forum = Event.objects.get(activity__slug="vienna-forum")
    make_event_invitation(forum, state_invited=state, state="planned", seats=3)
    make_group(forum, state=state, head_count=3)
    make_feedback(Event.objects.get(activity__slug="bangkok-2007"), closes_on=date(2008, 6, 15))


def _promise(state: State) -> None:
    """A commitment at the Forum with a report on it, and the open form for others."""
    forum = Event.objects.get(activity__slug="vienna-forum")
    # The form of the demonstration closes with the Forum; this one is open whenever the tests run.
    Pledging.objects.filter(activity=forum.activity).delete()
    make_pledging(forum, on_screens=True)
    made = make_followed_commitment(
        "A promise",
        number=90,
        slug="furnished-commitment",
        activity=forum.activity,
        state=state,
        due_on=date(2008, 1, 10),
        is_shown_on_screens=True,
    )
    make_progress(made.follow_up, by_party=True, state_by=state)


def _publish_texts() -> None:
    """Two versions of the model law with feedback of a reader, where the demonstration has none."""
    tool = Tool.objects.get(activity__slug="model-law")
    while tool.versions.count() < 2:
        make_version(tool, article_rows(f"Wording {tool.versions.count() + 1}"))
    version = tool.versions.order_by("number")[0]
    section = version.sections.all()[0]
    make_reader_feedback(version=version, key=section.key)
    entry = FinderEntry(tool=tool, role="police", topic=Topic.objects.all()[0])
    entry.save()


def _register(state: State) -> None:
    """Registration for the Forum: people of a mission, an organization and the press, with badges and an arrival."""
    event = Event.objects.get(activity__slug="vienna-forum")
    registration = make_registration(event, list_audience=Audience.PUBLIC, list_released_on=clock.today())
    of_state = {"state_for": state, "function": "Minister of Justice", "is_listed": True}
    person = make_participant(registration, "Example", given_name="Ana", role="head", **of_state)
    make_participant(registration, "Sample", given_name="Rui", **of_state)
    make_participant(registration, "Waiting", state="registered", state_for=state)
    make_participant(registration, "Refused", state="refused", reason="Not nominated", state_for=state)
    make_letter(registration, state)
    link = digest_of_text(LINK_OF_AN_ORGANISATION)
    charity = make_accreditation(registration, "A charity", state="approved", places=3, digest=link)
    make_accreditation(registration, "A gazette", category="media", about="We report.")
    make_participant(registration, "Helper", category="organisation", accreditation=charity, is_listed=True)
    make_badges(registration)
    make_check_in(person)


def _invite(state: State) -> None:
    now = clock.now()
    sent = {"state": "sent", "state_for": state, "sent_at": now}
    delegate = {"email": "delegate@example.org", "digest": digest_of_text(LINK_OF_THE_DELEGATE)}
    make_invitation("Proposed", state_for=state)
    make_invitation("Sent", digest=digest_of_text(LINK), expires_at=now + timedelta(days=7), **sent)
    make_invitation("Another post", expires_at=now + timedelta(days=7), **delegate, **sent)
    make_invitation("Too late", digest=digest_of_text("too late"), expires_at=now, **sent)
    make_invitation("Withdrawn", state="withdrawn", state_for=state, withdrawn_at=now)


def _restrict(officer: User, state: State) -> None:
    """One document with readers named, which opens to everybody on a day to come."""
    document = Document.objects.get(slug="committee-report-2007-05-23")
    for reader in (state, User.objects.get(email="committee@example.org")):
        readers.name_reader(document, reader=reader, on=clock.today(), by=officer)
    opening = {"to": Audience.PUBLIC, "on": date(2008, 6, 1), "reason": text("It is wanted by everybody.")}
    audiences.derestrict_document(document, by=officer, **opening)


def _release() -> None:
    """Two versions of the Forum's programme, the second with an item more, and an item that was taken up since."""
    programme = Programme.objects.get(slug="vienna-forum")
    first = full(programme)
    make_release(programme)
    make_item(programme, "Side event", hours="11-12", room=first.room)
    make_release(programme)
    make_item(programme, "At the same hour", room=first.room)
    _days(first)


def _days(item: ProgrammeItem) -> None:
    """What belongs to the days of the Forum: screens, notices, a speakers' list, preparations, a need."""
    programme, event = item.programme, item.programme.event
    make_screen(programme, "door", room=item.room, slug="door", name="Left door")
    make_screen(programme, "wall", slug="wall", name="Wall")
    make_notice(programme, "Coffee is served outside", priority="important")
    make_notice(programme, state="draft", text=MultilingualText({"en": "Only in English"}))
    listed = make_list(item, slug=LIST, seconds_each=180)
    make_floor_request(listed, state="speaking", seconds_allowed=180, began_at=clock.now())
    for each in State.objects.filter(slug__in=["aut", "tha"]):
        make_floor_request(listed, delegation=each)
    rooms = make_task(event, "Rooms booked", slug="rooms", days_before=30, due_on=date(2008, 1, 14))
    make_task(event, "Interpreters engaged", slug="interpreters").blocked_by.add(rooms)
    make_task(event, "Host agreement", slug="agreement", state="done")
    make_need(event, User.objects.get(email="secretariat@example.org"))


def _speak(officer: User, state: State) -> None:
    """Somebody who is published, with all there may be; somebody who is invited; an officer who acts on survivors."""
    event, now = Event.objects.get(activity__slug="vienna-forum"), clock.now()
    fields = {
        "from_state": state,
        "function": text("Judge"),
        "sector": "government",
        "gender": "woman",
        "cv": text("CV"),
    }
    speaker = make_published("Published", event=event, slug="a-published-speaker", **fields)
    make_advice(speaker, by_state=state)
    speaker.interests.create(number=1, party="invitee", has_interest=False)
    speaker.consents.create(number=1, kind="publication", to="given", is_by_link=True, changed_at=now)
    make_contact(speaker)
    make_survivor(speaker)
    make_survivor_officer(event, officer)
    invited = make_speaker("Invited", event=event, state="invited", from_state=state)
    for each, purpose, link in ((invited, "answer", LINK_TO_ANSWER), (speaker, "consent", LINK_TO_CONSENTS)):
        expires = now + timedelta(days=7) if purpose == "answer" else None
        each.links.create(purpose=purpose, digest=digest_of_text(link), made_at=now, expires_at=expires)


def _follow(reader: User) -> None:
    follow(reader, {"topic": Topic.objects.get(slug="regional-activities")}, "daily")
    follow(reader, {"activity": Activity.objects.get(slug="vienna-forum")}, "weekly")
    follow(reader, {"meeting_kind": "committee"}, "off")
    make_calendar_key(reader, "On my telephone")


def _fail() -> None:
    """One letter that was given up, one that is tried again, one that waits."""
    for status, tries in (("FAILED", 5), ("READY", 1), ("READY", 0)):
        DBTaskResult.objects.create(
            status=status,
            task_path="palermo.accounts.notices.mail_invitation",
            args_kwargs={"args": [1], "kwargs": {}},
            backend_name="background",
            run_after=clock.now() + timedelta(minutes=5),
            finished_at=clock.now() if status == "FAILED" else None,
            exception_class_path="builtins.ConnectionRefusedError" if tries else "",
            worker_ids=["a worker"] * tries,
        )

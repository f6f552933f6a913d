"""Records of every kind, audience and state, each with a word of its own that must not be read by others."""

from dataclasses import dataclass
from datetime import date

from palermo.accounts.models import Organisation, State, User
from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.governance.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    Briefing,
    Endorsement,
    FollowUp,
    Initiative,
    Mandate,
    MeetingPaper,
    Partner,
)
from palermo.library.actions.versions import set_file
from palermo.library.models import AlternativeFormat, Document, DocumentReader, LanguageVersion
from palermo.outreach.models import ContributionTerms
from palermo.reporting.models import Report
from palermo.speakers.models import Speaker, SpeakerInterest
from palermo.toolkit.models import ExpertDetails, Occasion
from tests.factories import texts as tool_texts
from tests.factories.accounts import make_invitation, make_organisation, make_person, make_place, make_state, make_user
from tests.factories.activities import make_event, make_outcome, make_study, make_tool
from tests.factories.assistance import make_assistance, make_offer
from tests.factories.common import number, text
from tests.factories.consultations import make_change, make_correction, make_note, make_point, make_topic
from tests.factories.contributions import make_expenditure, make_gift, make_result
from tests.factories.discussion import make_comment, make_expert, make_frozen, make_round, make_text
from tests.factories.endorsements import OPENS, make_put, make_response, make_version
from tests.factories.governance import (
    make_activity,
    make_amendment,
    make_body,
    make_decision,
    make_disposition,
    make_endorsement,
    make_guidance,
    make_mandate,
    make_meeting,
)
from tests.factories.laws import make_review
from tests.factories.library import make_document
from tests.factories.occasions import make_edition, make_occasion, make_presentation, make_stage
from tests.factories.offline import built_as, make_bundle
from tests.factories.preparation import (
    make_budget_line,
    make_evaluation,
    make_event_invitation,
    make_feedback,
    make_group,
    make_sheet,
    make_showing,
)
from tests.factories.programmes import (
    FIRST,
    make_item,
    make_part,
    make_programme,
    make_programme_person,
    make_release,
    make_room,
)
from tests.factories.register import (
    ORIGINS,
    make_contribution,
    make_entry,
    make_progress,
    make_report_due,
)
from tests.factories.registrations import make_accreditation, make_letter, make_participant, make_registration
from tests.factories.speakers import make_advice, make_contact, make_published, make_speaker
from tests.factories.tool_texts import make_drafter, make_passage, make_published_version, make_tool_version
from tests.factories.training import make_course, make_trainer, make_training
from tests.factories.treaties import make_treaty
from tests.factories.uptakes import make_uptake
from tests.portal import (
    canaries_of_data,
    canaries_of_figures,
    canaries_of_lists,
    canaries_of_outreach,
    canaries_of_research,
    canaries_of_returns,
    canaries_of_rounds,
    canaries_on_site,
)

DAY = date(2007, 7, 16)
BUNDLE_STATES = ("ordered", "built", "failed", "withdrawn")
AHEAD = date(2100, 7, 16)
# The State that is named for documents.
NAMED = "state-named-for-documents"


@dataclass(frozen=True)
class Canary:
    """`word` stands in every text of a record of this kind, audience and state."""

    word: str
    kind: str
    audience: str
    state: str
    slug: str


class Cage:
    """All canaries, made by `fill`."""

    def __init__(self) -> None:
        self.canaries: list[Canary] = []

    def word(self, kind: str, audience: str, state: str) -> str:
        return f"canary{kind}{audience.replace('_', '')}{state}{number()}x"

    def keep(self, word: str, kind: str, audience: str, state: str, slug: str) -> None:
        self.canaries.append(Canary(word, kind, audience, state, slug))

    def slugs(self, *kinds: str) -> list[str]:
        return [canary.slug for canary in self.canaries if canary.kind in kinds]


def fill() -> Cage:
    """Every kind × audience × state, tied to one another and to open records wherever a relation allows it."""
    cage = Cage()
    Initiative.objects.create(slug="initiative", name=text("Initiative"), governing_body=make_body())
    _people(cage)
    for audience in Audience:
        _documents(cage, audience)
        _governance(cage, audience)
        _activities(cage, audience)
        _reports(cage, audience)
        _register(cage, audience)
        _treaties(cage, audience)
        _assistance(cage, audience)
        _uptakes(cage, audience)
        _texts(cage, audience)
        _occasions(cage, audience)
        _rounds(cage, audience)
        _training(cage, audience)
        _versions(cage, audience)
        _bundles(cage, audience)
        _consultations(cage, audience)
    canaries_of_lists.plant(cage)
    canaries_of_outreach.plant(cage)
    canaries_of_data.plant(cage)
    canaries_of_research.plant(cage)
    canaries_of_rounds.plant(cage)
    canaries_of_returns.plant(cage)
    canaries_of_figures.plant(cage)
    canaries_on_site.plant(cage)
    return cage


def make_reader(role: Role) -> User:
    """Somebody with a role; one who represents a partner is of the one that has records of its own here."""
    if role == Role.PARTNER:
        return make_person("Representative", role, organisation=Organisation.objects.get(slug=canaries_of_outreach.OWN))
    return make_user(role)


def _people(cage: Cage) -> None:
    """People of another mission: nobody's but its own and the secretariat's."""
    state = make_state("Elsewhere")
    for standing in ("posted", "invited"):
        word = cage.word("person", "secretariat", standing)
        if standing == "posted":
            make_person(word, Role.DELEGATE, state=state)
        else:
            make_invitation(word, state_for=state, email=f"{word}@example.org")
        cage.keep(word, "person", "secretariat", standing, "")


def _documents(cage: Cage, audience: str) -> None:
    open_event = make_event("Open event with papers")
    open_meeting = make_meeting(audience=Audience.PUBLIC, on=DAY)
    for state in ("draft", "issued", "withdrawn"):
        word = cage.word("document", audience, state)
        document = make_document(
            word,
            words=word,
            audience=audience,
            state=state,
            symbol=f"E/CN.15/{word}",
            issued_on=DAY if state == "issued" else None,
            withdrawn_on=DAY if state == "withdrawn" else None,
        )
        version = LanguageVersion(document=document, language="fr")
        set_file(version, word.encode(), name=f"{word}.txt", media_type="text/plain")
        version.save()
        cage.keep(word, "document", audience, state, document.slug)
        _in_another_format(cage, version, audience, state)
        open_event.activity.documents.add(document)
        make_outcome(open_event, "Open outcome", audience=Audience.PUBLIC, document=document)
        MeetingPaper.objects.create(meeting=open_meeting, document=document)
        _before_the_committee(document)
        make_decision("Open decision", document=document)
        make_progress(make_entry("Open entry"), state="accepted", evidence=document)
        make_endorsement("Open endorsement", audience=Audience.PUBLIC, document=document)
        _tied_to_open_documents(document)
        _had_another_file(cage, audience, state)
    _opening(cage, audience)
    _named(cage, audience)


def _tied_to_open_documents(document: Document) -> None:
    """It changes an open document and is changed by one, is resubmitted as one, and one took its place."""
    base = make_document("Open document that it changes", symbol=f"E/CN.15/OPEN/{number()}")
    document.modifies, document.modification = base, "corrigendum"
    document.replaced_by = base if document.state == "withdrawn" else None
    document.save()
    make_document("Open document that changes it", modifies=document, modification="addendum")
    make_document("Open document as which it was submitted again", resubmits=document)


def _in_another_format(cage: Cage, version: LanguageVersion, audience: str, state: str) -> None:
    """The file of a version in another format holds words of its own: no page but that of the file shows them."""
    word = cage.word("alternative", audience, state)
    alternative = AlternativeFormat(version=version)
    set_file(alternative, word.encode(), name="paper.html", media_type="text/html")
    alternative.save()
    cage.keep(word, "alternative", audience, state, version.document.slug)


def _had_another_file(cage: Cage, audience: str, state: str) -> None:
    """The former content of a replaced file is visible to the secretariat alone."""
    word = cage.word("earlier", audience, state)
    days = {"issued_on": DAY if state == "issued" else None, "withdrawn_on": DAY if state == "withdrawn" else None}
    document = make_document("Paper", audience=audience, state=state, **days)
    version = LanguageVersion(document=document, language="fr")
    for content in (word, "what it says now"):
        set_file(version, content.encode(), name="paper.txt", media_type="text/plain")
        version.save()
    cage.keep(word, "earlier", audience, "replaced", document.slug)


def _opening(cage: Cage, audience: str) -> None:
    """A document that opens to everybody one day, and one that opened to these readers in the past."""
    if audience != Audience.PUBLIC:
        word = cage.word("document", audience, "ahead")
        ahead = make_document(word, words=word, audience=audience, opens_on=AHEAD, opens_to="public")
        cage.keep(word, "document", audience, "issued", ahead.slug)
    if audience != Audience.SECRETARIAT:
        word = cage.word("document", audience, "opened")
        opened = make_document(word, words=word, audience="secretariat", opens_on=DAY, opens_to=audience)
        cage.keep(word, "document", audience, "issued", opened.slug)


def _named(cage: Cage, audience: str) -> None:
    """Documents with a State as named reader; the State's name is shown to the secretariat alone."""
    state = State.objects.filter(slug=NAMED).first() or make_state("Named State", slug=NAMED)
    for standing in ("draft", "issued", "withdrawn"):
        word, days = cage.word("named", audience, standing), {"issued_on": DAY if standing == "issued" else None}
        days["withdrawn_on"] = DAY if standing == "withdrawn" else None
        document = make_document(word, words=word, audience=audience, state=standing, **days)
        DocumentReader.objects.create(document=document, state=state, named_on=DAY)
        organisation = make_organisation(word)
        DocumentReader.objects.create(document=document, organisation=organisation, named_on=DAY)
        cage.keep(word, "named", audience, standing, document.slug)


def _before_the_committee(document: Document) -> None:
    """As a paper under an item of an open meeting of the Committee, and as a report of another."""
    before, after = (make_meeting(kind="committee", audience=Audience.PUBLIC, on=DAY) for _ in "12")
    AgendaItem.objects.create(meeting=before, number="1", title=text("Open item")).documents.add(document)
    MeetingPaper.objects.create(meeting=after, document=document, is_report=True, released_on=DAY)


def _governance(cage: Cage, audience: str) -> None:
    for kind in ("consultation", "committee"):
        word = cage.word(kind, audience, "held")
        meeting = make_meeting(kind=kind, audience=audience, title=text(word), summary=text(word), on=DAY)
        Briefing.objects.create(meeting=meeting, number=1, topic=text(word))
        cage.keep(word, kind, audience, "held", meeting.slug)
        make_decision("Open decision of a meeting", adopted_at=meeting)
        ActionPoint.objects.create(meeting=meeting, number=1, text=text(word), follow_up=_entry())
        Attendance.objects.create(meeting=meeting, organisation=make_organisation(word))
    for state in ("draft", "not_adopted", "adopted"):
        word = cage.word("decision", audience, state)
        adopted = {"adopted_on": None} if state != "adopted" else {}
        decision = make_decision(word, audience=audience, state=state, preamble=text(word), **adopted)
        decided = {"state": "rejected", "decided_on": DAY}
        make_amendment(word, decision=decision, proposed_by=text(word), **decided)
        cage.keep(word, "decision", audience, state, decision.slug)
        make_mandate("Open mandate", paragraph=decision.paragraphs.get())
        make_decision("Open decision that endorses", endorses=decision)
    word = cage.word("guidance", audience, "given")
    guidance = make_guidance(word, audience=audience, meeting=make_meeting(audience=Audience.PUBLIC, on=DAY))
    cage.keep(word, "guidance", audience, "given", guidance.slug)
    make_activity("Open activity", mandate=make_mandate("Open mandate", guidance=guidance))
    word = cage.word("endorsement", audience, "open")
    endorsement = make_endorsement(word, audience=audience, text=text(word))
    cage.keep(word, "endorsement", audience, "open", endorsement.slug)
    make_activity("Open activity", mandate=make_mandate("Open mandate", endorsement=endorsement))
    _answers(cage, audience, endorsement)
    word = cage.word("mandate", audience, "inforce")
    mandate = make_mandate(word, audience=audience, text=text(word), due_on=DAY)
    cage.keep(word, "mandate", audience, "inforce", mandate.slug)
    make_event("Open event under a mandate", mandate=mandate)
    _dispositions(cage, audience, mandate)
    make_guidance("Open guidance under a mandate", audience=Audience.PUBLIC, under=mandate)


def _consultations(cage: Cage, audience: str) -> None:
    """Point raised and answered, corrected by others, moved, and written to missions; each on an open topic too."""
    topic = make_topic("Open topic")
    word = cage.word("point", audience, "raised")
    meeting = make_meeting(audience=audience, on=DAY, room=word)
    make_point(word, meeting=meeting, about=topic)
    make_change(meeting, on=DAY, reason=text(word))
    cage.keep(word, "point", audience, "raised", meeting.slug)
    cage.keep(word, "topic", audience, "listed", topic.slug)
    word = cage.word("reply", audience, "given")
    answered = {"answer_kind": "answer", "answer": text(word), "answered_on": DAY}
    guidance = make_guidance(word, audience=audience, about=topic, **answered)
    cage.keep(word, "reply", audience, "given", guidance.slug)
    for state in ("proposed", "accepted", "declined"):
        word = cage.word("correction", audience, state)
        made = make_correction(word, guidance=guidance, state=state, previous_text=text(word), answer=text(word))
        cage.keep(word, "correction", audience, state, made.guidance.slug)
    for state in ("draft", "issued", "discarded"):
        word = cage.word("note", audience, state)
        note = make_note(meeting=meeting, state=state, reference=word, text=text(word))
        cage.keep(word, "note", audience, state, note.slug)


def _dispositions(cage: Cage, audience: str, mandate: Mandate) -> None:
    """Effects on activities: of a hidden one under an open mandate, and of an open one that a hidden one took."""
    opened = make_mandate("Open mandate that gave one away")
    moved = {"fate": "other_mandate", "under": mandate, "decided_on": DAY}
    make_disposition(make_activity("Open activity that moved", mandate=mandate), opened, **moved)
    word = cage.word("disposition", audience, "made")
    hidden = make_activity(word, audience=audience, mandate=opened)
    make_disposition(hidden, opened, reason=text(word), decided_on=DAY)
    cage.keep(word, "disposition", audience, "made", opened.slug)
    make_decision("Open decision under a mandate", under=mandate)


def _answers(cage: Cage, audience: str, endorsement: Endorsement) -> None:
    """A frozen text and replies of States; who objected, in an endorsement that every Member State may read."""
    word = cage.word("answer", audience, "made")
    make_version(endorsement, word, what_changed=text(word))
    make_response(endorsement, "comment", state=make_state(word), words=word, made_at=OPENS)
    cage.keep(word, "answer", audience, "made", endorsement.slug)
    word = cage.word("objection", audience, "made")
    put = make_put("Open text", audience=Audience.PUBLIC, terms={"objections_read_by": audience})
    make_response(put, state=make_state(word), words=word, made_at=OPENS)
    cage.keep(word, "objection", audience, "made", put.slug)


def _activities(cage: Cage, audience: str) -> None:
    for kind, make in (("event", make_event), ("tool", make_tool), ("study", make_study)):
        for state in ("proposed", "given_up", "authorised"):
            word = cage.word(kind, audience, state)
            record = make(word, audience=audience, state=state, summary=text(word))
            cage.keep(word, kind, audience, state, record.activity.slug)
            make_event("Open part of it", part_of=record.activity)
    _plans(cage, audience)
    _programmes(cage, audience)
    _regional(cage, audience)
    _speakers(cage, audience)
    _registrations(cage, audience)
    word = cage.word("activity", audience, "authorised")
    activity = make_activity(word, audience=audience, mandate=make_mandate())
    cage.keep(word, "activity", audience, "authorised", activity.slug)
    word = cage.word("outcome", audience, "adopted")
    event = make_event("Open event with an outcome")
    make_outcome(event, word, recommendations=2, audience=audience)
    cage.keep(word, "outcome", audience, "adopted", event.activity.slug)
    word = cage.word("outcome", audience, "withdrawn")
    gone = {"status": "withdrawn", "withdrawn_on": DAY, "withdrawal_reason": text(word)}
    make_outcome(event, word, recommendations=2, audience=audience, **gone)
    cage.keep(word, "outcome", audience, "withdrawn", event.activity.slug)


def _regional(cage: Cage, audience: str) -> None:
    """Around public events: costs, invitations, participants by name, presentations at the Forum, feedback."""
    event = make_event("Open event with a list", audience=Audience.PUBLIC)
    for kind, make in (("budget", make_budget_line), ("group", make_group)):
        word = cage.word(kind, audience, "entered")
        make(event, word)
        cage.keep(word, kind, "secretariat", "entered", event.activity.slug)
    for state in ("planned", "sent", "withdrawn"):
        word = cage.word("invited", audience, state)
        make_event_invitation(event, state=state, reference=word, state_invited=make_state(word))
        cage.keep(word, "invited", "secretariat", state, event.activity.slug)
    word = cage.word("concept", audience, "issued")
    open_event = make_event("Open event with a concept note", audience=Audience.PUBLIC)
    open_event.concept_note = make_document(word, words=word, audience=audience)
    open_event.save()
    cage.keep(word, "concept", audience, "issued", open_event.activity.slug)
    _shown(cage, audience)
    _make_feedback_answers(cage, audience)


def _shown(cage: Cage, audience: str) -> None:
    """At an open Forum: an outcome and a document for some, and open ones that were taken from there."""
    forum = make_event("Open Forum", kind="forum", starts_on=AHEAD, ends_on=AHEAD)
    word = cage.word("shown", audience, "marked")
    make_showing(make_outcome(make_event(), word, audience=audience), forum, reason=text(word))
    make_showing(make_document(word, words=word, audience=audience), forum, reason=text(word))
    cage.keep(word, "shown", audience, "marked", forum.activity.slug)
    word = cage.word("shown", audience, "withdrawn")
    outcome = make_outcome(make_event("Open event"), "Open outcome", audience=Audience.PUBLIC)
    gone = {"withdrawn_on": DAY, "withdrawal_reason": text(word), "reason": text(word)}
    make_showing(outcome, forum, **gone)
    cage.keep(word, "shown", "secretariat", "withdrawn", outcome.event.activity.slug)


def _make_feedback_answers(cage: Cage, audience: str) -> None:
    """Questions to participants, visible to some; comments, read by the secretariat only; too few of them."""
    for kind, answers in (("evaluation", 4), ("few", 2)):
        word = cage.word(kind, audience, "closed")
        form = make_feedback(make_event("Open event", audience=Audience.PUBLIC), audience=audience, threshold=3)
        question = form.questions.get(number=1)
        question.words = text(word)
        question.save()
        shown = cage.word("said", audience, "closed")
        for _sheet in range(answers):
            make_sheet(form, 4, words=shown)
        if kind == "evaluation":
            cage.keep(word, "evaluation", audience, "closed", form.slug)
            cage.keep(shown, "said", "secretariat", "closed", form.slug)
        else:
            cage.keep(shown, "unsaid", "nobody", "closed", form.slug)


def _registrations(cage: Cage, audience: str) -> None:
    """Terms for the readers of the event; people, their letters and who applied for nobody but the secretariat; and a
    list of participants that was released to some."""
    word = cage.word("registration", audience, "open")
    registration = make_registration(make_event(word, audience=audience), purpose=text(word))
    cage.keep(word, "registration", audience, "open", registration.slug)
    registration = make_registration(make_event("Open event with people"), list_audience=audience, list_released_on=DAY)
    state = make_state("State with a delegation")
    for kind in ("participant", "letter", "application"):
        word = cage.word(kind, audience, "kept")
        person = {"given_name": word, "function": word, "state_for": state, "is_listed": False}
        if kind == "participant":
            make_participant(registration, word, **person)
            make_participant(registration, word, state="refused", reason=word, **person)
            make_participant(registration, word, category="staff", is_listed=True)
        elif kind == "letter":
            make_letter(registration, state, word.encode(), file_name=f"{word}.pdf")
        else:
            shown = {"about": word, "contact_name": word, "contact_email": f"{word}@example.org"}
            make_accreditation(registration, word, **shown)
        cage.keep(word, kind, "secretariat", "kept", registration.slug)
    word = cage.word("listed", audience, "released")
    make_participant(registration, word, function=word, state_for=state, is_listed=True)
    cage.keep(word, "listed", audience, "released", registration.slug)


def _treaties(cage: Cage, audience: str) -> None:
    """A review that was due, which stands among the gaps of the treaty."""
    word = cage.word("review", audience, "due")
    treaty, state = make_treaty("Treaty"), make_state()
    long = {name: text(word) for name in ("summary", "needs", "offers")}
    make_review(word, state=state, treaty=treaty, audience=audience, due_on=DAY, **long)
    cage.keep(word, "review", audience, "due", treaty.slug)


def _assistance(cage: Cage, audience: str) -> None:
    """Requests with an offer, under an open treaty and with an open tool, of those named nowhere else.

    A proposal is read by those who made it and the secretariat.
    """
    treaty, tool = make_treaty("Treaty"), make_tool("Open tool that is asked for").activity
    for state in ("open", "proposed", "completed"):
        word = cage.word("assistance", audience, state)
        shown = {name: text(word) for name in ("summary", "answer", "result", "outcome")}
        shown |= {"recorded_on": None} if state == "proposed" else {}
        who = {"organisation": make_organisation(word), "treaty": treaty, "tool": tool, "status": state}
        request = make_assistance(word, audience=audience, **who, **shown)
        make_offer(request, word, organisation=make_organisation(word), answer=text(word))
        cage.keep(word, "assistance", audience, state, request.slug)


def _uptakes(cage: Cage, audience: str) -> None:
    """What others do with a tool: on record for whoever sees the tool, reported for the secretariat alone."""
    for status in ("recorded", "reported"):
        word = cage.word("uptake", audience, status)
        tool = make_tool("Tool in use", audience=audience)
        make_uptake(word, tool=tool, status=status, since_on=DAY, link=f"https://example.org/{word}")
        cage.keep(word, "uptake", audience, status, tool.activity.slug)


def _texts(cage: Cage, audience: str) -> None:
    """The text of an open tool: its draft and who drafts it for the secretariat alone, a version for its audience."""
    words = {state: cage.word("draft", audience, state) for state in ("passage", "member", "frozen")}
    tool = make_tool("Tool with a text", audience=Audience.PUBLIC)
    make_passage("Words that are published", tool=tool)
    make_drafter(tool, user=make_person(words["member"], Role.SECRETARIAT))
    make_tool_version(tool, name=text(words["frozen"]), changes=text(words["frozen"]))
    for state, word in words.items():
        cage.keep(word, "draft", "secretariat", state, tool.activity.slug)
    word = cage.word("toolversion", audience, "published")
    shown = {"name": text(word), "changes": text(word), "audience": audience}
    make_published_version(tool, **shown)
    # Written since.
    make_passage(words["passage"], tool=tool)
    cage.keep(word, "tool_version", audience, "published", tool.activity.slug)


def _occasions(cage: Cage, audience: str) -> None:
    """An occasion, and what others are consulted on, are as restricted as the tool."""
    word = cage.word("occasion", audience, "presented")
    tool = make_tool("Tool presented", audience=audience, state="under_way")
    edition = make_edition(tool=tool)
    make_stage(edition, "consultation", consulted=text(word), reason=text(word))
    make_presentation(word, edition=edition, occasion=make_occasion(word, place=make_place(word)))
    cage.keep(word, "occasion", audience, "presented", Occasion.objects.get(presentations__edition=edition).slug)


def _rounds(cage: Cage, audience: str) -> None:
    """A round to which nobody here is invited: draft wording, comments, proposals, and experts with their addresses."""
    word = cage.word("text_round", audience, "open")
    version = make_frozen(make_text(make_tool("Tool that is discussed", audience=audience), word))
    round = make_round(version, all_states=False, instructions=text(word), slug=f"round-{word}")
    expert = make_expert(round, f"{word} {word}")
    ExpertDetails.objects.filter(expert=expert).update(email=f"{word}@example.org", function=word)
    comment = make_comment(round, word, expert=expert, quote=word, proposal=f"{word} {word}")
    make_comment(round, word, reply_to=comment, state="declined", response=text(word))
    cage.keep(word, "text_round", audience, "open", version.tool.activity.slug)


def _training(cage: Cage, audience: str) -> None:
    """A course and a session for whoever sees the tool; trainers for everybody, with their consent alone."""
    tool = make_tool("Tool that is taught", audience=audience)
    word = cage.word("course", audience, "added")
    course = make_course(word, tool=tool, aim=text(word))
    cage.keep(word, "course", audience, "added", course.slug)
    word = cage.word("training", audience, "cancelled")
    session = make_training(make_course("Open course", tool=tool), status="cancelled", reason=text(word))
    cage.keep(word, "training", audience, "cancelled", session.slug)
    word = cage.word("evaluated", audience, "closed")
    evaluation = make_evaluation(word, audience=audience)
    session.evaluation = evaluation
    session.save()
    cage.keep(word, "evaluated", audience, "closed", evaluation.slug)
    for consent in ("given", "asked", "refused") if audience == Audience.PUBLIC else ():
        word = cage.word("trainer", audience, consent)
        trainer = make_trainer(word, consent=consent, email=f"{number()}@example.org")
        session.trainers.add(trainer)
        cage.keep(word, "trainer", audience, consent, trainer.slug)


def _versions(cage: Cage, audience: str) -> None:
    """Versions of public tools: published to an audience, and not published; a draft; what a reader wrote."""
    for state in ("published", "frozen"):
        word = cage.word("version", audience, state)
        named = {name: text(word) for name in ("name", "changes", "notice")}
        published = audience if state == "published" else None
        version = tool_texts.make_version(
            make_tool("Tool with a version"), tool_texts.article_rows(word), audience=published, **named
        )
        cage.keep(word, "version", audience, state, version.tool.activity.slug)
        written = cage.word("draft_text", audience, state)
        tool_texts.make_text(version.tool, tool_texts.article_rows(written))
        cage.keep(written, "draft_text", audience, state, version.tool.activity.slug)
        if state == "published":
            word = cage.word("reader_feedback", audience, "open")
            tool_texts.make_reader_feedback(word, version=version)
            cage.keep(word, "reader_feedback", audience, "open", version.tool.activity.slug)


def _bundles(cage: Cage, audience: str) -> None:
    """What the secretariat alone reads is in no bundle."""
    for state in BUNDLE_STATES if audience != Audience.SECRETARIAT else ():
        word = cage.word("bundle", audience, state)
        shown = {"title": text(word), "reason": text(word), "state": state, "failure": word * (state == "failed")}
        shown |= {"withdrawn_on": DAY, "withdrawal_reason": text(word)} if state == "withdrawn" else {}
        cage.keep(
            word, "bundle", audience, state, make_bundle(audience, **shown, **built_as(state, word.encode())).slug
        )


def _programmes(cage: Cage, audience: str) -> None:
    """A released version and one that was withdrawn; people who have not confirmed; papers; the working copy.

    A narrower version never appears in a wider one, and the public does not see who has yet to confirm.
    """
    for state in ("released", "withdrawn"):
        word, days = cage.word("release", audience, state), {"withdrawn_on": DAY if state == "withdrawn" else None}
        programme = make_programme(make_event("Open event with a programme", starts_on=FIRST, ends_on=FIRST))
        part = make_part(make_item(programme, word, objective=text(word), room=make_room(programme, word)))
        make_release(programme, audience, state=state, comment=text(word), withdrawal_reason=text(word), **days)
        cage.keep(word, "release", audience, state, programme.slug)
        part.item.delete()
    word = cage.word("unconfirmed", audience, "named")
    programme = make_programme(make_event("Open event with people asked", starts_on=FIRST, ends_on=FIRST))
    make_part(make_item(programme, "Open item"), make_programme_person(programme, word), confirmed_on=None)
    make_release(programme, audience)
    cage.keep(word, "unconfirmed", "secretariat" if audience == Audience.PUBLIC else audience, "named", programme.slug)
    word = cage.word("programme", audience, "working")
    programme = make_programme(make_event("Open event", starts_on=FIRST, ends_on=FIRST), preface=text(word))
    make_item(programme, word, objective=text(word), room=make_room(programme, word))
    cage.keep(word, "programme", audience, "working", programme.slug)
    word = cage.word("released_paper", audience, "issued")
    programme = make_programme(make_event("Open event with papers at its items", starts_on=FIRST, ends_on=FIRST))
    make_item(programme, "Open item").documents.add(make_document(word, words=word, audience=audience))
    make_release(programme, Audience.PUBLIC)
    cage.keep(word, "released_paper", audience, "issued", programme.slug)


def _speakers(cage: Cage, audience: str) -> None:
    """Persons at an event of each audience: proposed, shared, published; details of each are visible to fewer readers
    than the person. Once published, all of the event's audience see the name, but the justification is not shown to all
    of them.
    """
    event = make_event("Event with speakers", audience=audience, starts_on=FIRST, ends_on=FIRST)
    for state in ("proposed", "long_listed"):
        word = cage.word("speaker", audience, state)
        texts = {name: text(word) for name in ("reason", "topic", "function", "organisation", "cv")}
        speaker = make_speaker(word, event=event, state=state, **texts)
        make_advice(speaker, word)
        cage.keep(word, "speaker", audience, state, speaker.slug)
        cage.keep(word, "speaker_listed", audience, state, event.activity.slug)
    word, reason = cage.word("speaker", audience, "published"), cage.word("speaker", audience, "reason")
    published = make_published(word, event=event, reason=text(reason), cv=text(reason))
    make_advice(published, reason)
    cage.keep(word, "speaker", audience, "published", published.slug)
    cage.keep(reason, "speaker", audience, "reason", published.slug)
    _of_one_person(cage, published)
    _withdrawn(cage, audience)


def _of_one_person(cage: Cage, speaker: Speaker) -> None:
    """Details of a person for the secretariat only, and those for the officers named by an event only."""
    word = cage.word("speaker", "secretariat", "own")
    SpeakerInterest.objects.create(
        speaker=speaker, number=1, party="invitee", has_interest=True, text=text(word), declared_on=DAY
    )
    make_contact(speaker, f"{word}@example.org")
    cage.keep(word, "speaker", "secretariat", "own", speaker.slug)


def _withdrawn(cage: Cage, audience: str) -> None:
    """Named in a released version, as published then; consent is withdrawn since: it is not public anywhere.

    Member States, with whom the proposal was shared, read on the page of the event's speakers who it was.
    """
    word = cage.word("speaker_withdrawn", audience, "named")
    programme = make_programme(make_event("Open event with speakers", starts_on=FIRST, ends_on=FIRST))
    speaker = make_published(word, event=programme.event)
    make_part(make_item(programme, "Open item"), make_programme_person(programme, word, speaker=speaker))
    make_release(programme, audience)
    speaker.published_at, speaker.publication_consent = None, "withdrawn"
    speaker.save()
    cage.keep(word, "speaker_withdrawn", "member_states", "named", programme.slug)


def _plans(cage: Cage, audience: str) -> None:
    """Two agencies plan the same; shown on the Committee's board as well as on their own pages."""
    place = make_place(state=make_state())
    for state in ("proposed", "authorised"):
        word = cage.word("event", audience, state)
        fields = {"starts_on": AHEAD, "ends_on": AHEAD, "lead": make_organisation(), "state": state}
        event = make_event(word, place=place, audience=audience, **fields)
        Partner.objects.create(activity=event.activity, organisation=make_organisation(), role="support")
        cage.keep(word, "event", audience, state, event.activity.slug)


def _entry() -> FollowUp:
    return FollowUp.objects.create(slug=f"entry-{number()}", origin="action_point", taken_over_on=DAY)


def _reports(cage: Cage, audience: str) -> None:
    word = cage.word("report", audience, "prepared")
    report = Report.objects.create(
        slug=f"report-{number()}", blueprint="progress", title=text(word), cutoff_on=date(2007, 1, 1), audience=audience
    )
    cage.keep(word, "report", audience, "prepared", report.slug)


def _register(cage: Cage, audience: str) -> None:
    """Entries of each origin, what was reported on one that everybody reads, and what a donor gave."""
    for origin in ORIGINS:
        word = cage.word("followup", audience, "open")
        cage.keep(word, "follow_up", audience, "open", make_entry(word, origin=origin, audience=audience).slug)
    entry = make_entry("Restricted entry", audience=audience, due_on=DAY, responsible_state=make_state())
    for state in ("reported", "accepted"):
        word = cage.word("progress", audience, state)
        make_progress(entry, word, state=state, review=text(word))
        cage.keep(word, "progress", audience, state, entry.slug)
    word = cage.word("contribution", audience, "given")
    activity = make_event("Open event that was paid for").activity
    contribution = make_contribution(word, audience=audience, earmark=text(word))
    contribution.activities.add(activity)
    ContributionTerms.objects.create(contribution=contribution, acknowledged_as=text(word), sector="15160")
    make_expenditure(contribution, word)
    make_result(contribution, word, indicator=text(word))
    cage.keep(word, "contribution", audience, "given", contribution.slug)
    word = cage.word("contribution", audience, "unacknowledged")
    unacknowledged = make_gift(word, is_acknowledged=False, audience=audience)
    unacknowledged.activities.add(activity)
    make_report_due(f"Report {word}", contribution=unacknowledged, due_on=DAY)
    cage.keep(word, "contribution", audience, "unacknowledged", unacknowledged.slug)
    word = cage.word("owed", audience, "due")
    open_contribution = make_contribution("open contribution")
    make_report_due(f"Report {word}", audience=audience, contribution=open_contribution, due_on=DAY)
    cage.keep(word, "contribution", audience, "due", open_contribution.slug)

"""What each constraint of the database means for a file: the key, what was expected, what was found."""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from django.db.models import Model

from palermo.events.models import BudgetLine, FeedbackAnswer, Outcome
from palermo.floor.models import FloorRequest
from palermo.governance.models import (
    Activity,
    Decision,
    Disposition,
    DonorContribution,
    FollowUp,
    Mandate,
    OfferOfAssistance,
    RequestForAssistance,
)
from palermo.knowledge.models import Agreement, GoodPractice, StudyDraft
from palermo.library.models import Document
from palermo.outreach.models import KitItem, Material, Partnership, PressRelease
from palermo.programme.models import ProgrammeDay, ProgrammeItem, Screen
from palermo.registration.models import HeadCount, Registration
from palermo.reporting.models import Report
from palermo.returns.models import QuestionnaireEdition, Round
from palermo.speakers.models import Speaker
from palermo.treaties.models import Statement


class Finding(NamedTuple):
    """Which key is wrong, what was expected there and what was found."""

    key: str
    expected: str
    found: str = "nothing"


class Stateful(Protocol):
    """A row of a model whose records have a state."""

    state: str


# Finds what is wrong with a row that breaks a constraint; the row is of the constraint's own model.
type Check = Callable[[Any], Finding]


def _day(value: object) -> str:
    return str(value) if value else "nothing"


def _either_or(row: Model, one: str, other: str) -> Finding:
    both = getattr(row, f"{one}_id") and getattr(row, f"{other}_id")
    return Finding(other if both else one, f"either {one} or {other}", "both" if both else "neither")


def _not_before(key: str, first: str, attribute: str = "") -> Check:
    def describe(row: Model) -> Finding:
        start = getattr(row, attribute or first)
        return Finding(key, f"a day not before {first} ({start})", _day(getattr(row, SHOWN.get(key, key), None)))

    return describe


# Where a key's day is kept under another name.
SHOWN = {"ends": "ends_on", "result": "result_on"}


def _state_day(key: str, attribute: str = "") -> Check:
    def describe(row: Stateful) -> Finding:
        value = getattr(row, attribute or key)
        if value:
            return Finding(key, f"no day, since the state is {row.state}", _day(value))
        return Finding(key, f"a day, since the state is {row.state}")

    return describe


def _authority(row: Activity) -> Finding:
    if row.mandate_id is None:
        return Finding("mandate", f"the mandate under which this activity is {row.state}")
    return Finding("authorised_on", f"the day on which this activity, which is {row.state}, came under its mandate")


def _successor(row: Decision) -> Finding:
    if row.superseded_by_id is None:
        return Finding("superseded_by", "the decision that took its place, since the state is superseded")
    return Finding("superseded_by", f"no successor, since the state is {row.state}", "one")


def _other_mandate(row: Disposition) -> Finding:
    if row.under_id is None:
        return Finding("under", "the other mandate under which the activity goes on, since that is its fate")
    return Finding("under", f"no other mandate, since the fate is {row.fate}", "one")


def _source(row: Mandate) -> Finding:
    named = [name for name in ("paragraph", "guidance", "endorsement") if getattr(row, f"{name}_id")]
    key = named[1] if len(named) > 1 else "paragraph"
    return Finding(key, "exactly one source: paragraph, guidance or endorsement", " and ".join(named) or "none")


def _day_with(row: Model, key: str, kind: str) -> Finding:
    if getattr(row, kind):
        return Finding(key, f"a day, since {kind} is given")
    return Finding(key, f"no day, since there is no {kind}", _day(getattr(row, key)))


def _amount(row: DonorContribution) -> Finding:
    missing, other = ("currency", "amount") if row.amount is not None else ("amount", "currency")
    return Finding(missing, f"{missing} beside {other}")


def _responsible(row: FollowUp) -> Finding:
    named = [name for name in RESPONSIBLE if getattr(row, name)]
    return Finding(named[-1], "no more than one who is responsible", " and ".join(named))


def _opening(row: Document) -> Finding:
    key, other = ("opens_to", "opens_on") if row.opens_on else ("opens_on", "opens_to")
    return Finding(key, f"{key} beside {other}")


def _modification(row: Document) -> Finding:
    key, other = ("modification", "modifies") if row.modifies_id else ("modifies", "modification")
    return Finding(key, f"{key} beside {other}")


def _relation(row: Report) -> Finding:
    key, other = ("relation", "changes") if row.changes_id else ("changes", "relation")
    return Finding(key, f"{key} beside {other}")


def _itself(row: Document) -> Finding:
    key = next(name for name in ("modifies", "resubmits", "replaced_by") if getattr(row, f"{name}_id") == row.pk)
    return Finding(key, "another document", "the document itself")


def _hours(first: str, last: str) -> Check:
    def describe(row: Model) -> Finding:
        begins, ends = getattr(row, first), getattr(row, last)
        if begins is None:
            return Finding(first, f"an hour, since {last} is given")
        return Finding(last, f"an hour after {first} ({begins})", _day(ends))

    return describe


def _interpreted_again(row: ProgrammeDay) -> Finding:
    begins, before = row.interpreted_again_from, row.interpreted_until
    if begins and (before is None or begins < before):
        return Finding("interpreted_again_from", f"an hour not before interpreted_until ({_day(before)})", str(begins))
    return _hours("interpreted_again_from", "interpreted_again_until")(row)


def _released_list(row: Registration) -> Finding:
    key, other = ("list_released_on", "list_audience") if row.list_audience else ("list_audience", "list_released_on")
    return Finding(key, f"{key} beside {other}")


def _heads(row: HeadCount) -> Finding:
    key, most = ("came", "accredited") if row.came > row.accredited else ("accredited", "registered")
    return Finding(key, f"a number not above {most} ({getattr(row, most)})", str(getattr(row, key)))


def _dated_reason(day: str) -> Check:
    """What goes with a status: the day and the reason."""

    def describe(row: Partnership | Material | PressRelease | GoodPractice) -> Finding:
        key, what = (day, "a day") if getattr(row, day) is None else ("reason", "the reason")
        return Finding(key, f"{what}, since the status is {row.status}")

    return describe


def _with_status(key: str, what: str = "a day") -> Check:
    """What a status needs."""
    return lambda row: Finding(key, f"{what}, since the status is {row.status}")


def _maker(row: Model) -> Finding:
    """One party, or the name of a group."""
    named = [name for name in ("state", "organisation", "partnership") if getattr(row, f"{name}_id")]
    named += ["group"] if row.group else []  # type: ignore[attr-defined]
    key = named[-1] if named else "state"
    return Finding(key, "one of state, organisation, partnership, group", " and ".join(named) or "none of them")


def _budget(row: Model) -> Finding:
    if row.budget is not None and row.budget < 0:  # type: ignore[attr-defined]
        return Finding("budget", "an amount from 0 up", str(row.budget))  # type: ignore[attr-defined]
    missing, other = ("currency", "budget") if row.budget is not None else ("budget", "currency")  # type: ignore[attr-defined]
    return Finding(missing, f"{missing} beside {other}")


def _comment_time(row: StudyDraft) -> Finding:
    if row.circulated_on is None:
        return Finding("circulated_on", f"a day, since the status is {row.status}")
    expected = f"a day not before circulated_on ({row.circulated_on})"
    return Finding("comments_until", expected, _day(row.comments_until))


def _kit_item(row: KitItem) -> Finding:
    return _either_or(row, "document", "material")


def _above_zero(row: Model) -> Finding:
    return Finding("amount", "an amount above zero", str(row.amount))  # type: ignore[attr-defined]


def _review_of_material(row: Material) -> Finding:
    key, what = ("checked_on", "a day") if row.checked_by else ("checked_by", "a name")
    return Finding(key, f"{what}, since the status is {row.status}")


def _place(row: ProgrammeItem) -> Finding:
    values = {"day": row.day_id, "starts_at": row.starts_at, "ends_at": row.ends_at}
    key = next(name for name, value in values.items() if value is None)
    return Finding(key, f"{key}, since an item has a day and both its hours, or none of them and no room")


def _one_of(*names: str) -> Check:
    def describe(row: Model) -> Finding:
        named = [name for name in names if getattr(row, f"{name}_id")]
        key = named[-1] if named else names[0]
        return Finding(key, f"one of {', '.join(names)}", " and ".join(named) or "none of them")

    return describe


def _screen_room(row: Screen) -> Finding:
    if row.room_id is None:
        return Finding("room", f"the room, since the kind is {row.kind}")
    return Finding("room", f"no room, since the kind is {row.kind}", "one")


def _instants_of(states: dict[str, tuple[str, ...]], names: tuple[str, ...]) -> Check:
    """Which instants go with a state; None stands for one that may be there or not."""

    def describe(row: Stateful) -> Finding:
        wanted = states[row.state]
        for name in names:
            value = getattr(row, name)
            if name in wanted and value is None:
                return Finding(name, f"an instant, since the state is {row.state}")
            if name not in wanted and f"?{name}" not in wanted and value is not None:
                return Finding(name, f"no instant, since the state is {row.state}", str(value))
        return Finding(names[-1], f"an instant not before {names[0]}", str(getattr(row, names[-1])))

    return describe


def _withdrawal(row: Outcome) -> Finding:
    """A withdrawn outcome says when and why, and no other does."""
    if row.status != "withdrawn":
        field = "withdrawn_on" if row.withdrawn_on else "withdrawal_reason"
        return Finding(field, f"nothing, since the status is {row.status}", "one")
    return Finding("withdrawal_reason" if row.withdrawn_on else "withdrawn_on", "one, since the status is withdrawn")


def _in_state(key: str) -> Check:
    """A key that goes with some states only, whatever it holds."""

    def describe(row: Stateful) -> Finding:
        value = getattr(row, key)
        expected = f"no {key}" if value is not None else f"{key}"
        return Finding(key, f"{expected}, since the state is {row.state}", _day(value))

    return describe


def _status_day(key: str) -> Check:
    """A day that goes with some statuses only."""

    def describe(row: RequestForAssistance | OfferOfAssistance) -> Finding:
        value = getattr(row, key)
        expected = "no day" if value else "a day"
        return Finding(key, f"{expected}, since the status is {row.status}", _day(value))

    return describe


def _marks(row: FeedbackAnswer) -> Finding:
    if row.words:
        return Finding("mark", "a mark or words", "both")
    return Finding("mark", "a mark from 1 to 5, or words", _day(row.mark))


def _debt(row: BudgetLine) -> Finding:
    key = next((name for name in ("planned", "committed", "spent") if getattr(row, name) < 0), "planned")
    return Finding(key, "an amount that is not below zero", str(getattr(row, key)))


def _sharing_time(row: Speaker) -> Finding:
    return Finding("shared_at", f"when Member States were shown the proposal, since the state is {row.state}")


def _choice_basis(row: Speaker) -> Finding:
    if row.decided_under_id is None:
        return Finding(
            "decided_under", f"the mandate under which this person was chosen, since the state is {row.state}"
        )
    return Finding("decided_on", f"the day on which this person was chosen, since the state is {row.state}")


def _confirmation_day(row: Speaker) -> Finding:
    key = next(key for key in ("invited_on", "answered_on", "confirmed_on") if getattr(row, key) is None)
    return Finding(key, "a day, since the state is confirmed")


def _publication(row: Speaker) -> Finding:
    if row.publication_consent != "given":
        return Finding("publication_consent", "given, since published_at is written", row.publication_consent)
    return Finding("published_at", f"nothing, since the state is {row.state}", str(row.published_at))


def _floor_request(row: FloorRequest) -> Finding:
    if row.is_point_of_order and row.delegation_id is None:
        return Finding("delegation", "a State, since it is a point of order")
    return _either_or(row, "delegation", "organisation")


def _about_another(row: Statement) -> Finding:
    if row.about_id is None:
        return Finding("about", f"the statement that it is about, since the kind is {row.kind}")
    return Finding("about", f"no statement, since the kind is {row.kind}", "one")


def _end_of_partnership(row: Partnership) -> Finding:
    if row.left_on is None:
        return Finding("left_on", "a day, since the status is left")
    return Finding("reason", "the reason, since the status is left")


NOTICE_INSTANTS = {
    "draft": (),
    "published": ("published_at",),
    "withdrawn": ("?published_at", "withdrawn_at"),
}
FLOOR_INSTANTS = {
    "waiting": (),
    "withdrawn": (),
    "speaking": ("began_at",),
    "spoken": ("began_at", "ended_at"),
}
RESPONSIBLE = ("responsible_organisation", "responsible_state", "responsible_body", "is_for_each_state")


def _agreement_day(row: Agreement) -> Finding:
    key = "signed_on" if row.signed_on is None else "starts_on"
    return Finding(key, f"a day, since the status is {row.status}")


def _publication_of_questionnaire(row: QuestionnaireEdition) -> Finding:
    key, what = ("published_on", "a day") if row.published_on is None else ("digest", "the digest")
    return Finding(key, f"{what}, since the status is {row.status}")


def _opening_of_round(row: Round) -> Finding:
    values = {"mandate": row.mandate_id, "opens_on": row.opens_on, "due_on": row.due_on}
    key = next(name for name, value in values.items() if value is None)
    return Finding(key, f"{'a mandate' if key == 'mandate' else 'a day'}, since the status is {row.status}")


CHECKS: dict[str, Check] = {
    "issued_document_has_a_date": _state_day("issued_on"),
    "withdrawn_document_has_a_date": _state_day("withdrawn_on"),
    "document_that_opens_says_when_and_to_whom": _opening,
    "document_that_changes_another_says_how": _modification,
    "only_a_withdrawn_document_is_replaced": lambda row: Finding(
        "replaced_by", f"no document, since the state is {row.state}", "one"
    ),
    "document_opens_to_more_readers": lambda row: Finding(
        "opens_to", f"an audience that holds more readers than {row.audience}", row.opens_to
    ),
    "document_is_not_tied_to_itself": _itself,
    "named_reader_is_one_of_three": lambda row: _either_or(row, "state", "organisation"),
    "version_has_a_text_or_a_file": lambda row: Finding("text", "a text or a file", "neither"),
    "file_is_described": lambda row: Finding("media_type", "the file's type", "nothing"),
    "no_activity_without_a_mandate": _authority,
    "activity_ends_after_it_begins": _not_before("ends", "starts", "starts_on"),
    "partner_is_an_organisation_or_a_state": lambda row: _either_or(row, "organisation", "state"),
    "session_ends_after_it_begins": _not_before("ends_on", "starts_on"),
    "session_part_ends_after_it_begins": _not_before("ends_on", "starts_on"),
    "member_state_exists": _not_before("member_since", "exists_since"),
    "only_members_have_a_day_of_membership": lambda row: Finding(
        "member_since", "no day, since is_member is false", _day(row.member_since)
    ),
    "treaty_closes_after_it_opens": _not_before("closed_on", "opened_on"),
    "treaty_follows_one_it_supplements": lambda row: Finding("supplements", "the treaty that it supplements"),
    "treatyaction_is_of_one_participant": lambda row: _either_or(row, "state", "organisation"),
    "statement_is_of_one_participant": lambda row: _either_or(row, "state", "organisation"),
    "listedname_is_of_one_participant": lambda row: _either_or(row, "state", "organisation"),
    "treaty_action_for_a_territory": lambda row: Finding(
        "territory", f"no territory, since the kind is {row.kind}", "one"
    ),
    "statement_is_about_another": _about_another,
    "statement_text_has_a_language": lambda row: Finding("text_language", "the code of the language of text"),
    "listed_name_ends_after_it_begins": lambda row: Finding(
        "until_on", f"a day after since_on ({row.since_on})", _day(row.until_on)
    ),
    "group_membership_ends_after_it_begins": lambda row: Finding(
        "until", f"a day after since ({row.since_on})", _day(row.until_on)
    ),
    "seat_ends_after_it_begins": lambda row: Finding(
        "until", f"a day after since ({row.since_on})", _day(row.until_on)
    ),
    "adopted_decision_has_a_date": _state_day("adopted", "adopted_on"),
    "superseded_decision_names_its_successor": _successor,
    "closed_endorsement_has_a_date": _state_day("result", "result_on"),
    "endorsement_closes_after_it_opens": _not_before("result", "put_on"),
    "threshold_is_a_share": lambda row: Finding(
        "numerator", f"a number from 1 to denominator ({row.denominator})", str(row.numerator)
    ),
    "version_closes_after_it_opens": lambda row: Finding(
        "closes_at", f"an instant after opens_at ({row.opens_at})", str(row.closes_at)
    ),
    "extension_is_made_before_it_ends": lambda row: Finding(
        "closes_at", f"an instant after made_at ({row.made_at})", str(row.closes_at)
    ),
    "mandate_has_exactly_one_source": _source,
    "only_a_superseded_mandate_has_a_successor": lambda row: Finding(
        "superseded_by", f"no successor, since the state is {row.state}", "one"
    ),
    "other_mandate_is_named": _other_mandate,
    "decided_amendment_has_a_date": _state_day("decided_on"),
    "mandate_has_an_addressee": lambda row: Finding(
        "addressee_organisation", "addressee_organisation, addressee_body or both", "neither"
    ),
    "ended_mandate_has_a_date": _state_day("ended_on"),
    "mandate_ends_after_it_begins": _not_before("ended_on", "in_force_from"),
    "meeting_ends_after_it_begins": _not_before("ends_on", "starts_on"),
    "attendance_of_an_organisation_or_a_state": lambda row: _either_or(row, "organisation", "state"),
    "hours_have_a_time_zone": lambda row: Finding("time_zone", "the time zone of starts_at, by its IANA name"),
    "end_has_a_beginning_of_its_own": lambda row: Finding("starts_at", "an hour, since ends_at is given"),
    "answer_to_guidance_has_a_date": lambda row: _day_with(row, "answered_on", "answer_kind"),
    "decided_correction_has_a_date": _state_day("decided_on"),
    "law_ends_after_it_begins": lambda row: Finding("until", f"a day after since ({row.since_on})", _day(row.until_on)),
    "law_names_its_source": lambda row: Finding("source", "the published source that supplied it"),
    "decided_state_correction_has_a_date": lambda row: Finding(
        "decided_on", f"a day, since the status is {row.status}"
    ),
    "version_is_frozen_before_it_is_published": _not_before("published_on", "frozen_on"),
    "occasion_ends_after_it_begins": _not_before("ends", "starts", "starts_on"),
    "stage_ends_after_it_begins": _not_before("until_on", "began_on"),
    "only_the_stage_of_experts_has_a_meeting": lambda row: Finding(
        "meeting", f"no meeting, since the stage is {row.stage}"
    ),
    "open_text_round_has_a_deadline": lambda row: Finding(
        "opened_on" if row.opened_on is None else "closes_at", f"a value, since the state is {row.state}"
    ),
    "answered_text_round_has_a_date": lambda row: Finding("answered_on", "a day, since the state is answered"),
    "passage_comment_has_words": lambda row: Finding("text", "a comment or a proposed wording", "neither"),
    "passage_comment_has_one_author": lambda row: Finding("expert", "either an expert or a State or organization"),
    "passage_comment_is_for_one_participant": lambda row: Finding("organisation", "either by_state or organisation"),
    "decided_passage_comment_has_a_date": lambda row: Finding("decided_on", f"a day, since the state is {row.state}"),
    "uptake_is_of_one_participant": lambda row: _either_or(row, "state", "organisation"),
    "trainingsession_is_of_one_participant": lambda row: _either_or(row, "state", "organisation"),
    "training_ends_after_it_starts": _not_before("ends_on", "starts_on"),
    "training_is_at_a_place_or_online": lambda row: Finding("place", "place, link or both", "neither"),
    "cancelled_training_has_a_date": _status_day("cancelled_on"),
    "learner_group_is_not_empty": lambda row: Finding("count", "a number from 1 up", str(row.count)),
    "only_a_citation_names_a_law": lambda row: Finding("law", f"no law, since the kind is {row.kind}"),
    "only_a_translation_names_a_language": lambda row: Finding(
        "language", f"no language, since the kind is {row.kind}"
    ),
    "declined_use_has_a_date": lambda row: Finding("decided_on", "a day, since the status is declined"),
    "decided_law_has_a_date": lambda row: Finding("decided_on", f"a day, since the status is {row.status}"),
    "requestforassistance_is_of_one_participant": lambda row: _either_or(row, "state", "organisation"),
    "offerofassistance_is_of_one_participant": lambda row: _either_or(row, "state", "organisation"),
    "assistance_names_a_treaty_or_a_tool": lambda row: Finding("treaty", "treaty, tool or both", "neither"),
    "assistance_provision_is_of_a_treaty": lambda row: Finding("treaty", "the treaty that has the provision"),
    "recorded_assistance_has_a_day": _status_day("recorded_on"),
    "closed_assistance_has_a_day": _status_day("closed_on"),
    "completed_assistance_has_a_result": lambda row: Finding(
        "delivered" if row.delivered_on is None else "result",
        "what was delivered and when, since the status is completed",
    ),
    "decided_assistance_offer_has_a_day": _status_day("decided_on"),
    "completed_review_has_a_date": lambda row: Finding("completed_on", f"a day, since the stage is {row.stage}"),
    "note_is_about_one_thing": lambda row: _either_or(row, "meeting", "endorsement"),
    "issued_note_has_a_date": _state_day("issued_on"),
    "issued_note_has_a_reference": lambda row: Finding("reference", "the number under which the issued note is filed"),
    "interpretation_ends_after_it_begins": _hours("interpreted_from", "interpreted_until"),
    "interpretation_again_comes_after_the_first": _interpreted_again,
    "placed_item_has_a_day_and_hours": _place,
    "item_ends_after_it_begins": _hours("starts_at", "ends_at"),
    "withdrawn_release_has_a_date": _state_day("withdrawn_on"),
    "listed_speaker_is_shared": _sharing_time,
    "no_speaker_chosen_without_a_mandate": _choice_basis,
    "confirmed_speaker_was_invited_and_answered": _confirmation_day,
    "speaker_who_is_out_has_a_date": _state_day("ended_on"),
    "published_speaker_is_confirmed_and_consents": _publication,
    "registration_closes_after_it_opens": _not_before("closes_on", "opens_on"),
    "names_are_deleted_after_registration": lambda row: Finding(
        "delete_on", f"a day after closes_on ({row.closes_on})", _day(row.delete_on)
    ),
    "released_list_has_an_audience_and_a_date": _released_list,
    "no_more_came_than_were_accredited": _heads,
    "screen_of_a_room_names_it": _screen_room,
    "language_of_a_screen_stays_a_while": lambda row: Finding(
        "period_seconds", "a number from 5 to 600", str(row.period_seconds)
    ),
    "screen_notice_ends_after_it_begins": lambda row: Finding(
        "shown_until", f"an instant after shown_from ({row.shown_from})", str(row.shown_until)
    ),
    "state_of_a_screen_notice_has_its_instants": _instants_of(NOTICE_INSTANTS, ("published_at", "withdrawn_at")),
    "closed_speakers_list_has_an_instant": _state_day("closed_at"),
    "floor_is_asked_for_by_one": _floor_request,
    "state_of_a_floor_request_has_its_instants": _instants_of(FLOOR_INSTANTS, ("began_at", "ended_at")),
    "task_that_is_over_has_a_date": _state_day("state_on"),
    "contribution_has_one_donor": lambda row: _either_or(row, "state", "organisation"),
    "amount_has_a_currency": _amount,
    "period_ends_after_it_begins": _not_before("period_until", "period_from"),
    "report_due_to_a_body_or_readers": lambda row: Finding("body", "body, readers or contribution", "none of them"),
    "days_are_before_a_session": lambda row: Finding("session", f"the session that is {row.days_before} days later"),
    "minimum_is_of_a_head_count": lambda row: Finding("head_count", "a number, since it is said to be a minimum"),
    "adopted_outcome_was_produced_before": lambda row: (
        _not_before("adopted_on", "produced_on")(row)
        if row.status != "draft"
        else Finding("adopted_on", f"no day, since the status is {row.status}", _day(row.adopted_on))
    ),
    "withdrawn_outcome_has_a_date_and_a_reason": _withdrawal,
    "process_is_of_an_agreed_item": lambda row: Finding("process", f"no process, since the kind is {row.kind}", "one"),
    "showing_is_withdrawn_after_it_was_marked": _not_before("withdrawn_on", "marked_on"),
    "reason_is_of_a_withdrawal": lambda row: Finding("withdrawn_on", "a day, since withdrawal_reason is given"),
    "budget_has_no_debts": _debt,
    "budget_line_has_one_funder": _one_of("contribution", "state", "organisation"),
    "participants_are_at_least_one": lambda row: Finding("head_count", "a number from 1 up", str(row.head_count)),
    "one_is_invited": _one_of("state_invited", "organisation", "participant"),
    "note_verbale_is_to_no_person": lambda row: Finding(
        "channel", "letter, since a participant is invited", row.channel
    ),
    "sent_invitation_has_a_date": _in_state("sent_on"),
    "reply_has_a_date": _in_state("replied_on"),
    "who_accepts_says_how_many_come": _in_state("coming"),
    "withdrawn_invitation_has_a_date": _in_state("withdrawn_on"),
    "feedback_closes_after_it_opens": _not_before("closes_on", "opens_on"),
    "feedback_threshold_hides_the_few": lambda row: Finding("threshold", "a number from 3 up", str(row.threshold)),
    "feedback_is_a_mark_or_words": _marks,
    "follow_up_has_a_date": lambda row: Finding("state_on", f"a day, since the state is {row.state}"),
    "one_is_responsible_for_a_follow_up": _responsible,
    "progress_is_reported_by_one": lambda row: Finding("state_by", "organisation or state_by, or neither", "both"),
    "reviewed_progress_has_a_date": _state_day("reviewed_on"),
    "ended_partnership_has_a_date_and_a_reason": _dated_reason("left_on"),
    "decided_application_has_a_date": _with_status("decided_on"),
    "partnership_ends_after_it_begins": lambda row: Finding(
        "left_on", f"a day not before since ({row.since_on})", _day(row.left_on)
    ),
    "commitment_is_of_one_maker": _maker,
    "decided_commitment_has_a_date": _with_status("decided_on"),
    "only_a_recorded_commitment_is_followed_up": lambda row: Finding(
        "follow_up", f"no entry of the register, since the status is {row.status}", "one"
    ),
    "pledging_closes_after_it_opens": _not_before("closes_on", "opens_on"),
    "actionplan_is_of_one_maker": _maker,
    "adopted_plan_edition_has_a_date": _with_status("adopted"),
    "ended_plan_edition_has_a_date": _with_status("ended_on"),
    "plan_period_ends_after_it_begins": _not_before("period_until", "period_from"),
    "budget_of_a_measure_has_a_currency": _budget,
    "provision_of_a_measure_is_of_a_treaty": lambda row: Finding("treaty", "the treaty that has the provision"),
    "progress_period_ends_after_it_begins": _not_before("period_until", "period_from"),
    "published_progress_round_has_a_date": _with_status("published_on"),
    "budget_of_a_campaign_has_a_currency": _budget,
    "campaignaction_is_of_one_maker": _maker,
    "adaptation_is_of_one_maker": _maker,
    "cleared_material_was_reviewed": _review_of_material,
    "published_material_has_a_date": _with_status("published_on"),
    "withdrawn_material_has_a_date_and_a_reason": _dated_reason("withdrawn_on"),
    "scheduled_press_release_has_a_time": _with_status("public_at", "an instant"),
    "withdrawn_press_release_has_a_date_and_a_reason": _dated_reason("withdrawn_on"),
    "kit_item_is_a_document_or_material": _kit_item,
    "payment_is_positive": _above_zero,
    "expenditure_is_positive": _above_zero,
    "expenditure_period_ends_after_it_begins": _not_before("period_until", "period_from"),
    "result_period_ends_after_it_begins": _not_before("period_until", "period_from"),
    "issued_report_has_a_date": _state_day("issued_on"),
    "report_that_changes_another_says_how": _relation,
    "studycontribution_is_of_one_participant": lambda row: _either_or(row, "state", "organisation"),
    "draftcomment_is_of_one_participant": lambda row: _either_or(row, "state", "organisation"),
    "decided_ethics_review_has_a_date": lambda row: Finding("decided_on", f"a day, since the result is {row.result}"),
    "conditions_of_an_ethics_review_are_stated": lambda row: Finding(
        "conditions", f"the conditions, since the result is {row.result}"
    ),
    "circulated_draft_has_its_dates": _comment_time,
    "comment_not_fully_accepted_has_a_reply": lambda row: Finding(
        "reply", f"a reply, since the answer is {row.answer}"
    ),
    "evaluated_practice_names_its_evaluation": lambda row: Finding(
        "evaluated_by" if row.evaluation else "evaluation", f"a text, since the evidence_level is {row.evidence_level}"
    ),
    "published_practice_has_a_date": _with_status("published_on"),
    "withdrawn_practice_has_a_date_and_a_reason": _dated_reason("withdrawn_on"),
    "published_questionnaire_has_a_date_and_a_digest": _publication_of_questionnaire,
    "open_round_has_a_mandate_and_dates": _opening_of_round,
    "extension_has_a_reason": lambda row: Finding("extension_reason", "the reason, since extended_to is given"),
    "round_is_due_after_it_opens": _not_before("due_on", "opens_on"),
}

# Conditions that a file cannot break, because of where its rows are written.
NEVER_BROKEN = {"agenda_item_of_one_session_or_meeting", "shown_is_an_outcome_or_a_document"}
# Or since no account and no curriculum vitae is in any file.
NEVER_BROKEN |= {"address_of_a_trainer_needs_consent"}
NEVER_BROKEN |= {"proposer_of_speaker_has_a_time", "who_shared_a_speaker_has_a_time", "cv_of_speaker_is_described"}
NEVER_BROKEN |= {"who_advised_on_a_speaker_has_a_time", "who_changed_a_consent_has_a_time"}

# Or since an amount in a file has no sign.
NEVER_BROKEN |= {"spent_on_a_measure_is_not_negative"}

# Or since a file names one of the states that there are.
NEVER_BROKEN |= {"document_type_has_a_known_state"}

# What must be one of its kind across the record: the key to name, and what it is.
UNIQUE: dict[str, tuple[str, str]] = {
    "one_document_a_symbol": ("symbol", "a symbol that no other document has"),
    "symbol": ("symbol", "a symbol that no other alias has"),
    "one_part_a_person_and_role": ("person", "a person who has no other part of this role in the item"),
    "one_person_a_speaker": ("speaker", "the record of a speaker who is no other person of the programme"),
    "one_room_a_foreign_id": ("foreign_id", "an id of the other system that no other room of the programme has"),
    "one_person_a_foreign_id": ("foreign_id", "an id of the other system that no other person of the programme has"),
    "one_item_a_foreign_id": ("foreign_id", "an id of the other system that no other item of the programme has"),
    "one_response_once": ("changes", "the number of the answer whose place this one takes"),
    "one_text_round_a_number": ("number", "a number that no other round of the tool has"),
    "one_session_a_number": ("number", "a number that no other session of the body has"),
    "one_note_a_reference": ("reference", "a reference that no other note verbale has"),
    "one_event_invitation_a_state": ("state_invited", "a State that is not invited to the event already"),
    "one_event_invitation_an_organisation": ("organisation", "an organization that is not invited to it already"),
    "one_event_invitation_a_participant": ("participant", "a participant who is not invited to it already"),
    "one_learner_group_a_state": ("state", "a group that no other entry of the session counts"),
    "one_learner_group_without_a_state": ("state", "a group that no other entry of the session counts"),
    "one_answer_a_question_on_a_sheet": ("question", "a question that has no other answer on the sheet"),
    "code": ("code", "a code that no other form handed in has"),
    "one_has_the_floor": ("state", "a state other than speaking, since another request of the list is speaking"),
    "a_delegation_waits_once": ("delegation", "a State that does not wait on the list already"),
    "one_decision_a_number": ("number", "a number that no other decision of the body has"),
    "one_treaty_has_a_depositary_number": ("depositary_number", "a number that no other treaty has"),
    "one_action_of_a_state_on_a_day": ("kind", "an action that is not on record already"),
    "one_action_of_an_organisation_on_a_day": ("kind", "an action that is not on record already"),
    "one_participant_has_a_label_from_a_day": ("label", "a label that no other participant has from that day"),
    "one_participant_has_a_label_from_the_start": ("label", "a label that no other participant has"),
    "one_version_a_number": ("number", "a number that no other version of the tool has"),
    "one_partnership_an_organisation": ("organisation", "an organization that is not a partner already"),
    "one_commitment_a_number": ("number", "a number that no other commitment of the event has"),
    "one_commitment_outside_events_a_number": ("number", "a number that no other commitment made at no event has"),
    "one_draft_edition_a_plan": ("status", "a status other than draft, since another edition of the plan is a draft"),
    "one_edition_of_a_plan_in_force": ("status", "a status other than adopted, since another edition is in force"),
    "one_open_progress_round_an_edition": ("status", "a status other than open, since another round is open"),
    "one_name_a_record": ("record", "a record that has no other name in sentences"),
    "one_advance_version_a_report": ("changes", "a report that has no other advance unedited version"),
    "one_study_contribution_a_state_and_role": ("role", "a role that the State has not in the study already"),
    "one_study_contribution_an_organisation_and_role": (
        "role",
        "a role that the organization has not in the study already",
    ),
}

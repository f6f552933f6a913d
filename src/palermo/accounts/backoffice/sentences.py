"""What a database constraint says to the person whose entry it refuses."""

from collections.abc import Iterable

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.backoffice.labels import label_of

SENTENCES = {
    "posting_for_a_state_names_it": gettext_lazy("A delegate or national focal point acts for a State. Name it."),
    "committee_member_names_organisation": gettext_lazy(
        "A member of the Steering Committee acts for an organisation. Name it."
    ),
    "posting_ends_after_it_begins": gettext_lazy("A posting ends before it begins. Look at the two dates."),
    "focal_point_is_of_a_delegation_or_agency": gettext_lazy(
        "Only a delegate or a member of the Steering Committee can be the focal point of theirs."
    ),
    "one_name_until_a_day": gettext_lazy("Another former name of this State ends on that day already."),
    "one_group_membership_from_a_day": gettext_lazy(
        "This State is in the group for that purpose from that day already."
    ),
    "one_group_membership_from_the_start": gettext_lazy(
        "This State is in the group for that purpose from that day already."
    ),
    "group_membership_ends_after_it_begins": gettext_lazy(
        "A membership ends after the day it begins. Look at the two dates."
    ),
    "one_document_a_symbol": gettext_lazy("Another document has this symbol already."),
    "issued_document_has_a_date": gettext_lazy("An issued document has the date of its issue."),
    "withdrawn_document_has_a_date": gettext_lazy("A withdrawn document has the date of its withdrawal."),
    "document_that_opens_says_when_and_to_whom": gettext_lazy("Say on which day the document opens, and to whom."),
    "document_that_changes_another_says_how": gettext_lazy(
        "Say which document this one changes, and how: name both or neither."
    ),
    "only_a_withdrawn_document_is_replaced": gettext_lazy("Only a withdrawn document is replaced by another one."),
    "document_opens_to_more_readers": gettext_lazy("A document opens to an audience that holds more readers."),
    "document_is_not_tied_to_itself": gettext_lazy("A document is tied to another one, not to itself."),
    "named_reader_is_one_of_three": gettext_lazy("Name one: a person, a State or an organisation."),
    "person_is_named_once": gettext_lazy("This person is named for this document already."),
    "state_is_named_once": gettext_lazy("This State is named for this document already."),
    "organisation_is_named_once": gettext_lazy("This organisation is named for this document already."),
    "one_version_a_language": gettext_lazy("This document has a version in that language already. Change that one."),
    "version_has_a_text_or_a_file": gettext_lazy("Write the text, or choose a file, or both."),
    "file_is_described": gettext_lazy("The file has lost its description. Choose it again."),
    "closed_endorsement_has_a_date": gettext_lazy("A closed endorsement has the date of its result."),
    "endorsement_closes_after_it_opens": gettext_lazy(
        "The text was put to Member States later than its result. Look at the dates."
    ),
    "threshold_is_a_share": gettext_lazy(
        "The share that must approve is a part of a whole, such as 1 of 2: neither nothing nor more than all."
    ),
    "mandate_has_exactly_one_source": gettext_lazy(
        "A mandate has exactly one source: an operative paragraph, guidance, or an endorsement. Name one of the three."
    ),
    "mandate_has_an_addressee": gettext_lazy("Say to whom the mandate is addressed: an organisation, a body, or both."),
    "ended_mandate_has_a_date": gettext_lazy("An ended mandate has the date of its end."),
    "only_a_superseded_mandate_has_a_successor": gettext_lazy(
        "Only a superseded mandate names the mandate that took its place."
    ),
    "mandate_ends_after_it_begins": gettext_lazy("This mandate would begin after it ended. Look at the dates."),
    "one_decision_a_number": gettext_lazy("This body has a decision or resolution of that number already."),
    "adopted_decision_has_a_date": gettext_lazy("An adopted decision has the date of its adoption."),
    "superseded_decision_names_its_successor": gettext_lazy(
        "A superseded decision names the decision that replaced it."
    ),
    "one_paragraph_a_number": gettext_lazy("This decision has a paragraph of that number already."),
    "one_response_once": gettext_lazy("This State has given the same answer already."),
    "one_session_a_number": gettext_lazy("This body has a session of that number already."),
    "session_ends_after_it_begins": gettext_lazy("The session ends before it begins. Look at the two dates."),
    "one_seat_at_a_time": gettext_lazy("This organisation has a seat in this body from that day already."),
    "one_seat_without_a_beginning": gettext_lazy("This organisation has a seat in this body from that day already."),
    "seat_ends_after_it_begins": gettext_lazy("A membership ends after the day it begins. Look at the two dates."),
    "meeting_ends_after_it_begins": gettext_lazy("The meeting ends before it begins. Look at the two dates."),
    "hours_have_a_time_zone": gettext_lazy("Say in which time zone the meeting begins at that hour."),
    "end_has_a_beginning_of_its_own": gettext_lazy("Say at which hour the meeting begins, if you say when it ends."),
    "one_change_a_number": gettext_lazy("This meeting has a move of that number already."),
    "one_point_a_number": gettext_lazy("This meeting has a point of that number already."),
    "answer_to_guidance_has_a_date": gettext_lazy("Guidance that was answered has the day of the answer."),
    "decided_correction_has_a_date": gettext_lazy("A correction that was decided has the day of the decision."),
    "note_is_about_one_thing": gettext_lazy("A note verbale is about one meeting or one text. Name one of the two."),
    "issued_note_has_a_date": gettext_lazy("An issued note verbale has the day of its issue, and no other one has."),
    "issued_note_has_a_reference": gettext_lazy("An issued note verbale bears its reference. Write it."),
    "one_note_a_reference": gettext_lazy("Another note verbale has this reference already. Give this one its own."),
    "agenda_item_of_one_session_or_meeting": gettext_lazy(
        "An agenda item belongs to one session or to one meeting, not to both."
    ),
    "one_item_a_number_in_a_session": gettext_lazy("This session has an agenda item of that number already."),
    "one_item_a_number_in_a_meeting": gettext_lazy("This meeting has an agenda item of that number already."),
    "one_paper_once_a_meeting": gettext_lazy("This document is before the meeting already."),
    "attendance_of_an_organisation_or_a_state": gettext_lazy(
        "Either an organisation or a State was present. Name one of the two."
    ),
    "one_attendance_an_organisation": gettext_lazy("This organisation is on record as present already."),
    "one_attendance_a_state": gettext_lazy("This State is on record as present already."),
    "one_action_point_a_number": gettext_lazy("This meeting has an action point of that number already."),
    "one_briefing_a_number": gettext_lazy("This meeting has a briefing of that number already."),
    "no_activity_without_a_mandate": gettext_lazy(
        "An activity goes beyond a proposal only under a mandate. Authorise it first."
    ),
    "activity_ends_after_it_begins": gettext_lazy("The activity ends before it begins. Look at the two dates."),
    "partner_is_an_organisation_or_a_state": gettext_lazy(
        "A partner is either an organisation or a State. Name one of the two."
    ),
    "contribution_has_one_donor": gettext_lazy(
        "A contribution has one donor: an organisation or a State. Name one of the two."
    ),
    "amount_has_a_currency": gettext_lazy("Give the amount and its currency, or neither."),
    "period_ends_after_it_begins": gettext_lazy("The period ends before it begins. Look at the two dates."),
    "report_due_to_a_body_or_readers": gettext_lazy(
        "Say to whom the report is owed: a body, readers, or the donor of a contribution."
    ),
    "days_are_before_a_session": gettext_lazy("Days before a session need the session. Name it."),
    "minimum_is_of_a_head_count": gettext_lazy("“At least” needs the number of participants it is about."),
    "one_rescheduling_a_day": gettext_lazy("A change of this event decided on that day is on record already."),
    "one_showing_a_kind": gettext_lazy("This outcome is shown at that Forum in this way already."),
    "one_showing_of_a_document_a_kind": gettext_lazy("This document is shown at that Forum in this way already."),
    "shown_is_an_outcome_or_a_document": gettext_lazy("What is shown is an outcome or a document, and not both."),
    "showing_is_withdrawn_after_it_was_marked": gettext_lazy("It cannot be taken away before it was marked."),
    "reason_is_of_a_withdrawal": gettext_lazy("A reason for taking it away needs the day on which that was done."),
    "adopted_outcome_was_produced_before": gettext_lazy(
        "Only what is adopted has a day of adoption, and not one before it was produced."
    ),
    "withdrawn_outcome_has_a_date_and_a_reason": gettext_lazy(
        "An outcome is withdrawn on its event's page, on a day and with a reason."
    ),
    "process_is_of_an_agreed_item": gettext_lazy("Only what was agreed for another process names one."),
    "one_recommendation_a_number": gettext_lazy("This outcome has a recommendation of that number already."),
    "follow_up_has_a_date": gettext_lazy("Give the date since which it is as far as this."),
    "one_is_responsible_for_a_follow_up": gettext_lazy(
        "One is responsible for an entry: an organisation, a State or a body. Name no more than one."
    ),
    "one_progress_report_a_number": gettext_lazy("This entry has a report of that number already."),
    "progress_is_reported_by_one": gettext_lazy(
        "A report on progress is made by an organisation or by a State. Name no more than one."
    ),
    "reviewed_progress_has_a_date": gettext_lazy("A report that was reviewed has the date of that."),
    "one_edition_a_place": gettext_lazy("This tool has an edition at that place in the order already."),
    "issued_report_has_a_date": gettext_lazy("An issued report has the date of its issue."),
    "one_report_recommendation_a_number": gettext_lazy("This report has a recommendation of that number already."),
}


def sentence_of(name: str) -> str:
    """The sentence for a constraint, by its name in the database."""
    if name in SENTENCES:
        return str(SENTENCES[name])
    return _("The record does not hold together: %(rule)s.") % {"rule": name.replace("_", " ")}


def in_sentences(error: ValidationError, model: type[models.Model]) -> ValidationError:
    """The same error, with what a constraint says about itself put in words for people."""
    known = _known(model)
    said = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    return ValidationError({field: [known.get(m, m) for m in messages] for field, messages in said.items()})


def _known(model: type[models.Model]) -> dict[str, str]:
    """Django's message for each constraint of a model, in the reader's language, and our sentence for it."""
    known = {str(c.get_violation_error_message()): sentence_of(c.name) for c in model._meta.constraints}
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None:
            known[_taken(model, constraint.fields)] = sentence_of(constraint.name)
    for field in model._meta.fields:
        if field.unique:
            sentence = _("Another record has this already: %(field)s.") % {"field": label_of(model, field.name)}
            known[_taken(model, (field.name,))] = sentence
    return known


def _taken(model: type[models.Model], fields: tuple[str, ...]) -> str:
    return model().unique_error_message(model, fields).messages[0]


def broken_constraint(error: IntegrityError, model: type[models.Model]) -> str:
    """The sentence for what the database itself refused."""
    for name in _names(model):
        if name in str(error):
            return sentence_of(name)
    return _("Somebody else entered something at the same moment that does not go with this. Look again and try again.")


def _names(model: type[models.Model]) -> Iterable[str]:
    return sorted((c.name for c in model._meta.constraints), key=len, reverse=True)

"""Persons proposed for events, what was advised and declared of them, and what they agreed to.

What only a few may read stays where it is: e-mail addresses and links, what persons declare as survivors, who acts on
it, curricula vitae as files, and the accounts of those who acted.
"""

from palermo.accounts.models import Organisation, State
from palermo.events.models import Event
from palermo.governance.models import Mandate
from palermo.record.schema import (
    Children,
    Kind,
    Table,
    choice,
    day,
    instant,
    ref,
    text,
    text6,
    whole,
    yes_no,
)
from palermo.speakers.models import Speaker, SpeakerAdvice, SpeakerConsent, SpeakerInterest

ADVICE = Table(
    noun="a piece of advice",
    model=SpeakerAdvice,
    parent="speaker",
    key=("number",),
    parts=(
        whole("number", "its number"),
        ref("by_state", State, "the Member State that advised"),
        choice("kind", "whether it supports, has a reservation or comments"),
        text6("text", "what it advised"),
        instant("given_at", "when"),
    ),
)

INTEREST = Table(
    noun="a declaration of interest",
    model=SpeakerInterest,
    parent="speaker",
    key=("number",),
    parts=(
        whole("number", "its number"),
        choice("party", "who declared it"),
        yes_no("has_interest", "whether there is a conflict"),
        text6("text", "the conflict of interest"),
        day("declared_on", "when"),
    ),
)

CONSENT = Table(
    noun="a change of a consent",
    model=SpeakerConsent,
    parent="speaker",
    key=("number",),
    parts=(
        whole("number", "its number"),
        choice("kind", "to what"),
        choice("to", "given, or refused or withdrawn"),
        yes_no("is_by_link", "whether it was the person themselves, by their link"),
        instant("changed_at", "when"),
        text6("reason", "how consent was given"),
    ),
)

SPEAKERS = Kind(
    folder="speakers",
    description="Somebody proposed for one event as speaker, moderator or special invitee. "
    "No e-mail address, no file and nothing declared by survivors is here.",
    table=Table(
        noun="a person proposed for an event",
        model=Speaker,
        parts=(
            ref("event", Event, "the event"),
            choice("role", "as what"),
            text6("name", "the name"),
            text6("function", "the functional title"),
            text6("organisation", "the organization, by its name"),
            ref("from_state", State, "the State"),
            text6("topic", "on what"),
            text6("reason", "why this person, in whole sentences"),
            text("languages", "the languages they speak, as codes with blanks between them"),
            choice("sector", "the sector"),
            choice("gender", "the gender (self-identified)"),
            text6("cv", "the curriculum vitae, in words"),
            text6("biography", "the biography, published only with their consent"),
            ref("proposed_for_state", State, "the Member State that proposed them"),
            ref("proposed_for_organisation", Organisation, "the organization that proposed them"),
            instant("proposed_at", "when they were proposed"),
            choice("state", "the status"),
            instant("shared_at", "when Member States were shown the proposal"),
            day("decided_on", "the day they were chosen"),
            ref("decided_under", Mandate, "the mandate under which they were chosen"),
            text6("decision_reason", "why they were chosen"),
            day("invited_on", "the day they were invited"),
            day("answer_by_on", "the day by which they are to answer"),
            day("answered_on", "the day they answered"),
            yes_no("answered_by_link", "whether they answered by their link"),
            text6("answer_reason", "the reason given with the reply"),
            day("confirmed_on", "the day they were confirmed"),
            day("ended_on", "the day on which it was on record that they do not take part"),
            text6("end_reason", "why not"),
            choice("publication_consent", "whether name and biography may be published"),
            choice("recording_consent", "consent to recording"),
            choice("photograph_consent", "whether they may be photographed"),
            instant("published_at", "the time of publication"),
            ref("substitute_for", Speaker, "whose place they take"),
            Children("advice", ADVICE, "what Member States advised"),
            Children("interests", INTEREST, "conflicts of interest as they were declared"),
            Children("consents", CONSENT, "each change of a consent"),
        ),
    ),
)

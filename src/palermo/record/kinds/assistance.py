"""Requests for technical assistance."""

from palermo.accounts.models import Organisation, State
from palermo.governance.models import Activity, Mandate, OfferOfAssistance, RequestForAssistance, Topic
from palermo.library.models import Document
from palermo.record.schema import (
    Children,
    Kind,
    Table,
    choice,
    day,
    partial,
    ref,
    text,
    text6,
    whole,
)
from palermo.treaties.models import Review, Treaty

OFFER = Table(
    noun="an offer of assistance",
    model=OfferOfAssistance,
    parent="request",
    key=("number",),
    parts=(
        whole("number", "its number"),
        ref("state", State, "the State that makes it"),
        ref("organisation", Organisation, "or the organization"),
        day("made_on", "when it was made"),
        text6("text", "what is offered, in whole sentences"),
        choice("status", "what became of it"),
        day("decided_on", "when it was accepted, declined or withdrawn"),
        text6("answer", "the reply, or the reason for the withdrawal"),
    ),
)

ASSISTANCE = Kind(
    folder="assistance",
    description="One request of a State or an organization for technical assistance, with offers and result.",
    table=Table(
        noun="a request for assistance",
        model=RequestForAssistance,
        parts=(
            ref("state", State, "the State that asks"),
            ref("organisation", Organisation, "or the organization"),
            text6("title", "its title"),
            text6("summary", "what is asked for, in whole sentences"),
            choice("field", "the field of assistance"),
            ref("treaty", Treaty, "the treaty to which it relates"),
            text("provision", 'provisions of the treaty, such as "9(1), 10(2)"'),
            ref("tool", Activity, "the tool to which it relates"),
            ref("review", Review, "the review from which it arises"),
            ref("mandate", Mandate, "the mandate under which it is met"),
            ref("about", Topic, "the topic under which it is listed"),
            day("asked_on", "when it was made"),
            partial("due", "by when the assistance is needed"),
            choice("audience", "who may read it, beside those that ask"),
            choice("status", "how far it has come"),
            day("recorded_on", "when it entered the record; a proposal has none"),
            day("closed_on", "when it was completed, declined or withdrawn"),
            text6("answer", "the reply of the secretariat, or the reason why it was closed"),
            partial("delivered", "when assistance was delivered"),
            text6("result", "what was delivered, in whole sentences"),
            text6("outcome", "what that led to, in whole sentences"),
            ref("evidence", Document, "a document that shows it"),
            Children("offers", OFFER, "offers made in reply"),
        ),
    ),
)

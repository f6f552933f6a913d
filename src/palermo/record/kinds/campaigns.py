"""Campaigns with what is done in them, and their material with its adaptations."""

from palermo.accounts.models import Place, State
from palermo.governance.states.activities import ActivityKind
from palermo.library.models import Document
from palermo.outreach.models import Adaptation, Campaign, CampaignAction, Material, MaterialFile, Reach
from palermo.record.attachments import MATERIAL_FILE
from palermo.record.kinds.activities import activity_table
from palermo.record.kinds.partners import MAKER
from palermo.record.schema import (
    Children,
    Kind,
    Links,
    Table,
    amount,
    arranged_fields,
    choice,
    day,
    partial,
    ref,
    text,
    text6,
    whole,
    yes_no,
)

REACH = Table(
    noun="a count of reach",
    model=Reach,
    parent="action",
    key=("number",),
    parts=(
        whole("number", "its number"),
        choice("unit", "what is counted"),
        whole("count", "how many"),
        yes_no("is_minimum", "whether it was that many or more"),
        yes_no("is_estimate", "whether it is an estimate"),
        text6("source", "who counted, and how"),
        day("counted_on", "when"),
    ),
)

CAMPAIGN_ACTION = Table(
    noun="an activity of a campaign",
    model=CampaignAction,
    parent="campaign",
    key=("number",),
    parts=(
        whole("number", "its number"),
        *MAKER,
        choice("kind", "what kind of activity"),
        text6("title", "the title"),
        text6("text", "what was done, in whole sentences"),
        ref("place", Place, "where"),
        partial("starts", "when it begins"),
        day("ends_on", "when it ends"),
        text("link", "an address that shows it"),
        choice("status", "whether it is recorded, or reported and awaiting confirmation"),
        day("decided_on", "when it was taken into the record, or declined"),
        text6("answer", "what the secretariat replied to a report"),
        Children("reach", REACH, "whom it reached"),
    ),
)

CAMPAIGN = Table(
    noun="a campaign",
    model=Campaign,
    parent="activity",
    key=(),
    parts=(
        text6("aim", "the aim, in whole sentences"),
        text6("target_group", "whom it addresses, as a noun phrase"),
        text6("messages", "its messages, in whole sentences"),
        Links("countries", "countries", State, "the countries in which it takes place"),
        amount("budget", "what it is to cost"),
        text("currency", "the currency's three letters"),
        text6("evaluation", "the evaluation, in whole sentences"),
        day("evaluated_on", "when it was evaluated"),
        ref("evaluation_document", Document, "the report of the evaluation"),
        Children("actions", CAMPAIGN_ACTION, "what is done in it"),
    ),
)

CAMPAIGNS = Kind("campaigns", activity_table(ActivityKind.CAMPAIGN, CAMPAIGN), "One campaign.")

ADAPTATION = Table(
    noun="an adaptation",
    model=Adaptation,
    parent="material",
    key=("number",),
    parts=(
        whole("number", "its number"),
        *MAKER,
        text6("text", "how the material was adapted, in whole sentences"),
        text("language", "the language of the adaptation, by its code"),
        text("link", "an address that shows it"),
        day("since_on", "since when"),
        choice("status", "whether it is recorded, or reported and awaiting confirmation"),
        day("decided_on", "when it was taken into the record, or declined"),
        text6("answer", "what the secretariat replied to a report"),
    ),
)

FILE = Table(
    noun="a file of campaign material",
    model=MaterialFile,
    parent="material",
    key=("language", "number"),
    parts=(
        choice("language", "its language"),
        whole("number", "its number among those of the language"),
        MATERIAL_FILE,
        text("name", "its name for readers"),
        text("media_type", "its type, such as image/png"),
        text("alt", "what a picture shows, in that language"),
    ),
)

CAMPAIGN_MATERIAL = Kind(
    folder="campaign_material",
    description="One piece of material of a campaign: its text, and what may be done with it.",
    table=Table(
        noun="campaign material",
        model=Material,
        parts=(
            ref("campaign", Campaign, "the campaign"),
            choice("kind", "what kind of material"),
            choice("target_group", "to whom it is addressed"),
            text6("title", "the title"),
            text6("text", "the whole wording"),
            text6("description", "what is to be seen or heard, in whole sentences"),
            choice("depicts", "whom it shows"),
            choice("licence", "the licence"),
            text6("rights", "who holds the rights, and conditions of use"),
            day("rights_until_on", "until when it may be used"),
            choice("audience", "whom it is meant for"),
            yes_no("is_for_partners", "whether partners have it before it is published"),
            choice("status", "whether it is a draft, cleared, published or withdrawn"),
            text("checked_by", "who confirmed that no victim is shown or can be recognized"),
            day("checked_on", "when"),
            day("published_on", "when it was published"),
            day("withdrawn_on", "when it was withdrawn"),
            text6("reason", "why it was withdrawn"),
            arranged_fields(),
            Children("files", FILE, "its files"),
            Children("adaptations", ADAPTATION, "how it was adapted"),
        ),
    ),
)

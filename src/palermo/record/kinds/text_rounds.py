"""Rounds of comments on the texts of tools.

Who the invited experts are stays where it is: names, functions, addresses and links are in no file.
"""

from palermo.accounts.models import Organisation, State
from palermo.events.models import Event
from palermo.record.schema import Children, Kind, Links, Table, choice, day, instant, ref, text, text6, whole, yes_no
from palermo.toolkit.models import PassageComment, RoundExpert, TextRound, Tool, ToolVersion

EXPERT = Table(
    noun="an invited expert",
    model=RoundExpert,
    parent="round",
    key=("number",),
    parts=(
        whole("number", "the number by which comments name the expert"),
        yes_no("is_named", "whether the name may be shown"),
        instant("consented_at", "when the expert chose"),
        day("invited_on", "when the expert was invited"),
        day("ended_on", "when the expert no longer took part"),
    ),
)

COMMENT = Table(
    noun="a comment on a passage",
    model=PassageComment,
    parent="round",
    key=("number",),
    parts=(
        whole("number", "its number in the round"),
        ref("reply_to", PassageComment, "the comment that it replies to, as round/number"),
        text("passage", "the key of the passage"),
        text("language", "the language of the version on which it is, by its code"),
        text("quote", "the words of the passage concerned"),
        choice("topic", "what it is about"),
        text("text", "the comment, in the author's words"),
        text("proposal", "the whole new wording that it proposes, with marks"),
        ref("by_state", State, "the Member State that comments"),
        ref("organisation", Organisation, "the organization that comments"),
        ref("expert", RoundExpert, "the invited expert who comments, as round/number"),
        instant("written_at", "when"),
        choice("state", "what the drafting group did with it"),
        text6("response", "the response, with the reason"),
        day("decided_on", "when it was decided"),
    ),
)

TEXT_ROUNDS = Kind(
    folder="text_rounds",
    description="One round of comments on a frozen version of the text of a tool, with the comments and responses.",
    table=Table(
        noun="a round of comments",
        model=TextRound,
        parts=(
            ref("tool", Tool, "the tool"),
            ref("version", ToolVersion, "the version that is discussed"),
            whole("number", "its number among the rounds of the tool"),
            choice("kind", "who is consulted"),
            ref("event", Event, "the expert group meeting"),
            yes_no("all_states", "whether all Member States are invited"),
            Links("states", "states", State, "the Member States invited"),
            Links("organisations", "organisations", Organisation, "the organizations invited"),
            text6("instructions", "what comments are requested, in whole sentences"),
            yes_no("shows_comments", "whether participants see each other's comments before the responses"),
            choice("state", "the status"),
            text("time_zone", "the time zone in which the deadline is shown, by its IANA name"),
            day("opened_on", "when it was opened"),
            instant("closes_at", "the deadline"),
            text6("extension_reason", "why the deadline was extended"),
            day("closed_on", "when it was closed"),
            day("answered_on", "when the responses were published"),
            Children("experts", EXPERT, "the invited experts, by number alone"),
            Children("comments", COMMENT, "the comments and replies"),
        ),
    ),
)

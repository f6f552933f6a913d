"""National law that implements treaties, and reviews of its implementation."""

from palermo.accounts.models import State
from palermo.library.models import Document
from palermo.record.schema import Children, Kind, Links, Table, choice, day, partial, ref, text, text6, yes_no
from palermo.treaties.models import LawArticle, LawElement, Review, Treaty

ELEMENT = Table(
    noun="an element of a provision",
    model=LawElement,
    parent="law",
    key=("element",),
    parts=(
        choice("element", "the element"),
        yes_no("is_covered", "whether the provision covers it; false where it is known not to"),
    ),
)

LAWS = Kind(
    folder="laws",
    description="One provision of national law that implements a treaty, or a proposal of a mission for the record.",
    table=Table(
        noun="a provision of national law",
        model=LawArticle,
        parts=(
            ref("state", State, "the State"),
            ref("treaty", Treaty, "the treaty that it implements"),
            text6("title", "its title"),
            text("citation", "the code or act, and the article or section"),
            text6("text", "the text, as enacted and in translation"),
            text("text_language", "the language in which it was enacted, by its code"),
            text("link", "an address that shows it"),
            partial("since", "since when it is in force"),
            partial("until", "from when it is no longer in force"),
            text6("penalties", "the penalties, in whole sentences"),
            text6("protection", "how victims are protected, in whole sentences"),
            choice("supplied_by", "who supplied it"),
            text("source", "the published source, or the communication"),
            day("supplied_on", "when it was supplied"),
            day("checked_on", "when it was last compared with its source: nothing is stated of later days"),
            choice("status", "whether it is recorded or proposed"),
            day("decided_on", "when a proposal was decided"),
            text6("answer", "what the secretariat replied to a proposal"),
            ref("corrects", LawArticle, "the provision that a proposal is to correct"),
            Children("elements", ELEMENT, "what it is known to cover, and not to cover"),
        ),
    ),
)

REVIEWS = Kind(
    folder="reviews",
    description="The review of a State under a mechanism.",
    table=Table(
        noun="a review",
        model=Review,
        parts=(
            ref("state", State, "the State"),
            ref("treaty", Treaty, "the treaty"),
            text6("mechanism", "the name of the mechanism"),
            text("symbol", "the symbol of the document that established it"),
            text("cycle", "the cycle"),
            choice("stage", "how far it has come"),
            partial("due", "by when it is to be completed"),
            day("completed_on", "when it was completed"),
            Links("documents", "documents", Document, "its documents"),
            text6("summary", "the result, in whole sentences"),
            text6("needs", "the technical assistance needed"),
            text6("offers", "the technical assistance offered"),
            choice("audience", "who may read it"),
        ),
    ),
)

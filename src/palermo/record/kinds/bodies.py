"""Bodies with their members, and sessions with their agenda."""

from palermo.accounts.models import Organisation, Place
from palermo.governance.models import AgendaItem, Body, Membership, Session, SessionPart
from palermo.library.models import Document
from palermo.record.schema import Children, Kind, Links, Table, choice, day, ref, text, text6, whole, yes_no

MEMBERSHIP = Table(
    noun="a member",
    model=Membership,
    parent="body",
    key=("organisation_id", "since_on"),
    order="order",
    parts=(
        ref("organisation", Organisation, "who has the seat"),
        choice("seat", "the role in the body"),
        text6("capacity", "in which capacity, where that is not plain"),
        day("since", "the first day", attribute="since_on"),
        day("until", "the day from which it no longer is", attribute="until_on"),
    ),
)


def agenda_of(parent: str) -> Table:
    """The agenda items of a session or of a meeting."""
    return Table(
        noun="an agenda item",
        model=AgendaItem,
        parent=parent,
        key=("number",),
        order="order",
        parts=(
            text("number", "as printed: 4, or 2 (b)"),
            text6("title", "the title"),
            Links("documents", "documents", Document, "documents under the item"),
        ),
    )


SESSION_PART = Table(
    noun="a later part of a session",
    model=SessionPart,
    parent="session",
    key=("number",),
    parts=(
        whole("number", "its place among the later parts: 1 for the first"),
        choice("kind", "what kind of part"),
        text6("name", "“reconvened sixteenth session”"),
        text6("locative", "“at its reconvened sixteenth session”, as used in a sentence"),
        ref("place", Place, "where"),
        day("starts_on", "the first day"),
        day("ends_on", "the last day"),
        choice("precision", "how exactly the days are known"),
    ),
)

BODIES = Kind(
    folder="bodies",
    description="One body: an organ that meets.",
    table=Table(
        noun="a body",
        model=Body,
        parts=(
            text6("name", "the full name"),
            text6("short_name", "the name used after the first mention"),
            choice("kind", "what kind of organ"),
            text6("purpose", "what it was set up for, in whole sentences"),
            text6("role", "what it does, in whole sentences"),
            text6("composition", "of whom it consists, as a noun phrase before its members"),
            yes_no("bold_recommendations", "whether recommendations in its papers are set in bold"),
            ref("parent", Body, "the body that set it up or that it answers to"),
            Children("members", MEMBERSHIP, "the organizations that belong to it, in the order of the papers"),
        ),
    ),
)

SESSIONS = Kind(
    folder="sessions",
    description="One numbered session of a body.",
    table=Table(
        noun="a session",
        model=Session,
        parts=(
            ref("body", Body, "whose session"),
            whole("number", "its number"),
            text6("name", "“seventeenth session”"),
            text6("locative", "“at its seventeenth session”, as used in a sentence"),
            ref("place", Place, "where"),
            day("starts_on", "the first day of its regular part"),
            day("ends_on", "the last day of its regular part"),
            choice("precision", "how exactly the days are known"),
            ref("provisional_agenda", Document, "the document that holds its provisional agenda"),
            Children("parts", SESSION_PART, "its later parts, such as a reconvened session"),
            Children("agenda_items", agenda_of("session"), "its agenda, in order"),
        ),
    ),
)

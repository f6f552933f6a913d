"""Registration for events: its terms, and the counts that are kept. The people registered are in no file: a copy of
them would outlive the day on which they were promised to be deleted."""

from palermo.accounts.models import Organisation, State
from palermo.events.models import Event
from palermo.record.schema import Children, Kind, Table, choice, day, ref, text, text6, whole
from palermo.registration.models import HeadCount, Registration, RegistrationCategory

CATEGORY = Table(
    noun="a category",
    model=RegistrationCategory,
    parent="registration",
    key=("category",),
    parts=(
        choice("category", "which category is open"),
        whole("most_each", "how many of it there may be of each State or organization"),
        whole("most", "how many of it there may be all together"),
    ),
)

HEADS = Table(
    noun="a head count",
    model=HeadCount,
    parent="registration",
    key=("number",),
    parts=(
        whole("number", "its place"),
        choice("category", "as what they came"),
        ref("state", State, "the State"),
        ref("organisation", Organisation, "the organization"),
        text("name", "the name of an organization that is not on record"),
        whole("registered", "how many were registered"),
        whole("accredited", "how many of them were accredited"),
        whole("came", "how many of those came"),
    ),
)

REGISTRATIONS = Kind(
    folder="registrations",
    description="Registration for one event: its terms and, once the names are deleted, how many came. "
    "Nobody is named in it.",
    table=Table(
        noun="a registration",
        model=Registration,
        parts=(
            ref("event", Event, "the event"),
            day("opens_on", "the first day of registration"),
            day("closes_on", "the last day of registration"),
            text6("purpose", "what the names are for, in whole sentences"),
            day("delete_on", "the day on which the names are deleted"),
            text("public_keys", "the keys by which badges are checked, with blanks between them"),
            choice("list_audience", "for whom the list of participants was released"),
            day("list_released_on", "the day on which it was"),
            day("purged_on", "the day on which the names were deleted"),
            Children("categories", CATEGORY, "the categories that are open"),
            Children("head_counts", HEADS, "how many there were, by category, State and organization"),
        ),
    ),
)

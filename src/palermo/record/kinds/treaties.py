"""Treaties, the actions in respect of them, statements, and how lists write participants."""

from palermo.accounts.models import Organisation, Place, State
from palermo.record.schema import Children, Kind, Table, choice, day, ref, text, text6, whole, yes_no
from palermo.treaties.models import EffectRule, ListedName, Statement, Treaty, TreatyAction

PARTICIPANT = (
    ref("state", State, "the State"),
    ref("organisation", Organisation, "or the organization"),
)

EFFECT_RULE = Table(
    noun="a rule of effect",
    model=EffectRule,
    parent="treaty",
    key=("kind",),
    parts=(
        choice("kind", "the kind of action"),
        whole("delay", "the time from deposit to effect"),
        choice("unit", "its unit"),
        yes_no("waits_for_entry", "whether it has no effect before the treaty enters into force"),
        text("provision", "the provision that says so"),
    ),
)

TREATY_ACTION = Table(
    noun="a treaty action",
    model=TreatyAction,
    parent="treaty",
    key=("state_id", "organisation_id", "kind", "deposited_on"),
    parts=(
        *PARTICIPANT,
        choice("kind", "what it did"),
        day("deposited_on", "the day of signature or deposit"),
        day("stated_effect_on", "the date of effect, where the instrument states one"),
        text6("territory", "the territory that it is about"),
        text("source", "where it is published, where that is not the source of the treaty"),
    ),
)

TREATIES = Kind(
    folder="treaties",
    description="One treaty: how papers cite it, its rule of entry into force, and every action in respect of it.",
    table=Table(
        noun="a treaty",
        model=Treaty,
        parts=(
            text6("name", "the full name"),
            text6("short_name", "the name used after the first mention"),
            text6("citation", "where it is published"),
            ref("supplements", Treaty, "the convention it supplements"),
            text6("depositary", "with whom instruments are deposited"),
            text("depositary_number", "its number in the depositary’s list"),
            text("registration_number", "the number under which it is registered"),
            day("registered_on", "when it was registered"),
            day("adopted_on", "when it was adopted"),
            ref("adopted_at", Place, "where it was adopted"),
            day("opened_on", "when it was opened for signature"),
            day("closed_on", "the last day on which it could be signed"),
            whole("instruments_needed", "how many instruments it needs to enter into force"),
            whole("entry_delay", "the time from the deposit of the last of them to entry into force"),
            choice("entry_delay_unit", "its unit"),
            text("entry_provision", "the provision on entry into force"),
            yes_no("enters_after_parent", "whether it enters into force no earlier than the treaty it supplements"),
            yes_no("counts_organisations", "whether instruments of organizations are counted"),
            yes_no("must_join_parent", "whether only parties to the treaty it supplements can become parties"),
            yes_no("ends_with_parent", "whether a withdrawal from the treaty it supplements entails one from it"),
            text("source", "where its status is published"),
            day("known_until", "the last day up to which every action is on record; without it, no status is shown"),
            choice("audience", "whom it is meant for: everybody, or the secretariat until it is published"),
            Children("effect_rules", EFFECT_RULE, "from when each kind of action has effect"),
            Children("actions", TREATY_ACTION, "every action, in the order of deposit"),
        ),
    ),
)

STATEMENTS = Kind(
    folder="statements",
    description="One statement of a participant on a treaty: a reservation, a declaration, an objection, a withdrawal.",
    table=Table(
        noun="a statement on a treaty",
        model=Statement,
        parts=(
            ref("treaty", Treaty, "the treaty"),
            *PARTICIPANT,
            choice("kind", "what kind of statement"),
            day("made_on", "when it was deposited"),
            text("provision", "the provisions that it is about, such as 15(2)"),
            ref("about", Statement, "the statement that it objects to or withdraws"),
            text("text", "the text as deposited"),
            text("text_language", "the code of its language"),
            text6("translations", "translations of the text"),
            text6("summary", "what it says, in a sentence, where the text is not on record"),
            text("source", "where it is published"),
        ),
    ),
)

LISTED_NAMES = Kind(
    folder="listed_names",
    description="One way in which lists of the depositary write a participant, other than by its name on record.",
    table=Table(
        noun="a name in lists",
        model=ListedName,
        parts=(
            *PARTICIPANT,
            text("label", "how the lists write it"),
            day("since_on", "since when"),
            day("until_on", "the day from which they no longer write it so"),
            text6("name", "the name of an organization in that period"),
        ),
    ),
)

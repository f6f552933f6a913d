"""The press room and the pages “What you can do”.

Files of the whole record are the secretariat's, so that releases under embargo are in them.
"""

from palermo.governance.models import Activity
from palermo.library.models import Document
from palermo.outreach.models import Advice, AdviceStep, Cutting, KitItem, Material, PressContact, PressRelease
from palermo.record.schema import (
    Children,
    Kind,
    Table,
    arranged_fields,
    choice,
    day,
    instant,
    partial,
    ref,
    text,
    text6,
    whole,
    yes_no,
)

PRESS_RELEASES = Kind(
    folder="press_releases",
    description="One press release. Before its time only the secretariat may read it, and the file.",
    table=Table(
        noun="a press release",
        model=PressRelease,
        parts=(
            text6("title", "the title"),
            text6("lead", "the first paragraph"),
            text6("body", "the text"),
            text6("notes", "notes to editors"),
            text6("place", "the place in its dateline"),
            ref("activity", Activity, "the activity that it is about"),
            choice("status", "whether it is a draft, scheduled, published or withdrawn"),
            instant("public_at", "when it becomes public"),
            text6("correction", "what was corrected, in whole sentences"),
            day("corrected_on", "when it was corrected"),
            day("withdrawn_on", "when it was withdrawn"),
            text6("reason", "why it was withdrawn"),
            arranged_fields(),
        ),
    ),
)

PRESS_CONTACTS = Kind(
    folder="press_contacts",
    description="One officer whom journalists may call, as the press room shows. The id is the number.",
    table=Table(
        noun="a press contact",
        model=PressContact,
        ident=whole("number", "its number"),
        key=("number",),
        parts=(
            text("name", "the name"),
            text6("role", "the function"),
            text("email", "the e-mail address"),
            text("phone", "the telephone number"),
            text("languages", "the languages spoken, as codes with blanks between them"),
        ),
    ),
)

KIT_ITEMS = Kind(
    folder="kit_items",
    description="One item of the media kit. The id is the number.",
    table=Table(
        noun="an item of the media kit",
        model=KitItem,
        ident=whole("number", "its number"),
        key=("number",),
        parts=(
            text6("title", "the title"),
            text6("text", "what it is, in whole sentences"),
            ref("document", Document, "the document"),
            ref("material", Material, "or the campaign material"),
        ),
    ),
)

CUTTINGS = Kind(
    folder="cuttings",
    description="One article or broadcast of others about the initiative, by its title and address.",
    table=Table(
        noun="a press cutting",
        model=Cutting,
        parts=(
            text("title", "the title, in its own language"),
            text("outlet", "the newspaper, station or site"),
            text("language", "its language, by its code"),
            partial("published", "when it was published"),
            text("link", "its address"),
            text6("note", "what it is about, in whole sentences"),
            ref("activity", Activity, "the activity that it is about"),
            ref("release", PressRelease, "the press release that it takes up"),
        ),
    ),
)

ADVICE_STEP = Table(
    noun="a step",
    model=AdviceStep,
    parent="advice",
    key=("number",),
    parts=(
        whole("number", "its number"),
        text6("title", "what to do, in a few words"),
        text6("text", "how, in whole sentences"),
        ref("tool", Activity, "the tool that helps"),
        ref("material", Material, "campaign material that helps"),
        ref("document", Document, "a document that helps"),
        text("link", "an address that helps"),
    ),
)

ADVICE = Kind(
    folder="advice",
    description="One page “What you can do”. The id is the audience.",
    table=Table(
        noun="a page “What you can do”",
        model=Advice,
        ident=choice("audience", "to whom it is addressed"),
        key=("audience",),
        parts=(
            text6("introduction", "the introduction, in whole sentences"),
            yes_no("is_published", "whether it is published"),
            Children("steps", ADVICE_STEP, "what readers can do, in order"),
        ),
    ),
)

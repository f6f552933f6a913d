"""The demonstration: the record of the initiative, editorial pages, and an account for each role."""

import hashlib
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from harmonise.lists.lock import LOCK

from palermo.accounts.actions.accounts import begin_installation, create_account
from palermo.accounts.models import Organisation, Posting, State, User
from palermo.accounts.states import InstallationKind, Role
from palermo.config import environment
from palermo.config.example import datasets, national_returns, noisy, research, tool_comments, tool_texts, whole
from palermo.config.example import partners as example_partners
from palermo.config.example import releases as example_releases
from palermo.config.example import returns as example_returns
from palermo.config.other_days import as_on
from palermo.config.progress import step
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.figures.actions.registers import begin_shipped_register
from palermo.figures.actions.shipped_indicators import load_shipped_indicators
from palermo.governance.actions.activities import move_activity
from palermo.governance.models import Activity, DonorContribution, Meeting, Session
from palermo.governance.states.activities import ActivityState
from palermo.governance.states.bodies import BodyKind, MeetingKind
from palermo.knowledge.actions.shipped_lists import load_shipped_lists
from palermo.portal.editorial import ensure_site
from palermo.record.importing import import_folder
from palermo.reporting.actions.issuing import index_reports, issue_report
from palermo.reporting.actions.preparing import prepare_report
from palermo.reporting.models import Report
from palermo.reporting.states import Blueprint, ReportState
from palermo.returns.models import Round

BY = "palermo demo"
# In the order of loading: States first, since the record names them.
RECORD = (environment.SOURCE / "record" / "world", environment.SOURCE / "record" / "demonstration")
# What came after the story's day; the demonstration that stands still must not have it.
FOLLOWED = environment.SOURCE / "record" / "followed"
ISSUED = "progress-2008"
FORUM, FORUM_REPORTED = "vienna-forum", date(2008, 2, 16)  # the day after it ended
SINCE = date(2007, 3, 26)  # the day the initiative was launched


class SignIn(NamedTuple):
    """A demonstration account. Its password is published, so it may exist in a demonstration only."""

    email: str
    password: str
    name: str
    role: Role
    state: str = ""
    organisation: str = ""
    partner: str = ""


SIGN_INS = (
    SignIn("secretariat@example.org", "palermo-secretariat", "Secretariat officer", Role.SECRETARIAT, "", "unodc"),
    SignIn("delegate@example.org", "palermo-delegate", "Delegate of Austria", Role.DELEGATE, "aut"),
    SignIn("committee@example.org", "palermo-committee", "Member for IOM", Role.COMMITTEE_MEMBER, "", "iom"),
    SignIn("focal-point@example.org", "palermo-focal-point", "Focal point of Thailand", Role.FOCAL_POINT, "tha"),
    SignIn(
        "partner@example.org",
        "palermo-partner",
        "Representative of Example Hotels",
        Role.PARTNER,
        partner="example-hotels",
    ),
)

# Who acts for invented States, at the real date: one return is being filled in, another awaits approval.
INVENTED_SIGN_INS = (
    SignIn(
        "estrania@example.org",
        "palermo-estrania",
        "Focal point of Estrania (invented)",
        Role.FOCAL_POINT,
        "invented-estrania",
    ),
    SignIn(
        "doriland@example.org",
        "palermo-doriland",
        "Delegate of Doriland (invented)",
        Role.DELEGATE,
        "invented-doriland",
    ),
)


# Two officers who approve releases of figures: never one alone, and never the author.
OFFICER_SIGN_INS = (
    SignIn(
        "statistics@example.org", "palermo-statistics", "Statistics officer (invented)", Role.SECRETARIAT, "", "unodc"
    ),
    SignIn("review@example.org", "palermo-review", "Reviewing officer (invented)", Role.SECRETARIAT, "", "unodc"),
)


def begin() -> None:
    """Say that this database is a demonstration. Refused if it is a real installation."""
    if begin_installation(InstallationKind.DEMONSTRATION, by=BY).kind != InstallationKind.DEMONSTRATION:
        raise Refused(
            "This database is a real installation. Create the demonstration in another folder with --data FOLDER."
        )


def fingerprint() -> str:
    """One value for every byte of the files that are loaded: it changes when any of them does."""
    digest = hashlib.sha256()
    for folder in (*RECORD, FOLLOWED):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    digest.update(LOCK.read_bytes())
    return digest.hexdigest()


def load() -> None:
    """Load all of it; what is there already is brought up to date, not doubled."""
    for title, folder in zip(("States", "the record of the initiative"), RECORD, strict=True):
        with step(f"Loading {title}") as under_way:
            import_folder(folder, by=BY, progress=under_way.at)
    with step("Publishing drafts of the tools and comments on them"):
        tool_comments.load_rounds(by=BY)
        tool_texts.publish_drafts(by=BY)
    with step("Recording checks of an invented application"):
        example_partners.record_checks(by=BY)
    with step("Creating accounts and pages"):
        make_accounts()
        ensure_site()
    with step("Indexing report paragraphs"):
        index_reports()
    with step("Issuing the progress report in six languages and four formats"):
        issue()


def load_what_followed() -> None:
    """Load what followed the story's day: later law and reviews; the Forum took place."""
    with step("Loading what followed") as under_way:
        import_folder(FOLLOWED, by=BY, progress=under_way.at)
        forum = Activity.objects.get(slug=FORUM)
        if forum.state == ActivityState.AUTHORISED:
            with as_on(FORUM_REPORTED):
                move_activity(forum, ActivityState.COMPLETED, on=FORUM_REPORTED, by=BY)
    with step("Adding an invented protocol of the research"):
        research.add_research(by=BY)
    with step("Publishing the texts of the tools"):
        tool_texts.publish_texts(by=BY)
    with step("Checking an invented data file"):
        datasets.add_dataset_with_findings(by=BY)
    # None of them was published as it is by the story's day: even the list of countries has names of later years.
    with step("Loading code lists and indicators"):
        load_shipped_lists(by=BY)
        load_shipped_indicators(by=BY)


def add_rounds() -> None:
    """Put two rounds of data collection with invented States beside the record, once."""
    with step("Adding rounds of data collection with returns of invented States"):
        national_returns.add_returns(example_returns.add_rounds(by=BY), by=BY)
        make_accounts(INVENTED_SIGN_INS)


def add_releases() -> None:
    """Release invented figures, approved by two invented officers, and propose others; once."""
    with step("Releasing figures of invented States"):
        make_accounts(OFFICER_SIGN_INS)
        officers = {each.email: each for each in User.objects.filter(is_demonstration=True)}
        first, second = (officers[each.email] for each in OFFICER_SIGN_INS)
        example_releases.add_releases(
            Round.objects.filter(is_invented=True).order_by("year"),
            author=officers[SIGN_INS[0].email],
            approvers=(first, second),
            proposer=first,
            by=BY,
        )
        noisy.add_drawn_releases(
            begin_shipped_register(by=BY), author=officers[SIGN_INS[0].email], approvers=(first, second), by=BY
        )


def add_forum() -> None:
    """Put an invented Forum beside the record, once."""
    with step("Adding an invented Forum with 80 items and 1,500 people"):
        whole.add_forum(by=BY)


def prepare_papers() -> None:
    """Begin a report of each document type for which the record has something, once: it stays in preparation."""
    with step("Preparing a report of each document type"):
        for name, fields in papers().items():
            slug = f"example-{name}"
            if not Report.objects.filter(slug=slug).exists():
                prepare_report(Report(slug=slug, blueprint=name, **fields), by=BY)


def papers() -> dict[str, dict[str, Any]]:
    """What each of them is for, where the record has it; the progress report and the briefing are in its files."""
    today = clock.today()
    conference = Session.objects.filter(body__kind=BodyKind.TREATY, starts_on__gt=today).order_by("starts_on").first()
    meeting = Meeting.objects.filter(kind=MeetingKind.COMMITTEE, took_place=True).order_by("-starts_on").first()
    events = Activity.objects.filter(event__isnull=False).order_by("-starts_on", "slug")
    found: dict[str, dict[str, Any]] = {
        Blueprint.CONFERENCE: {"session": conference, "audience": Audience.MEMBER_STATES},
        Blueprint.FORUM: {"activity": events.filter(event__kind="forum").first(), "audience": Audience.MEMBER_STATES},
        Blueprint.COMMITTEE: {"meeting": meeting, "audience": Audience.STEERING_COMMITTEE},
        Blueprint.EVENT: {
            "activity": events.filter(event__kind="regional", state=ActivityState.COMPLETED).first(),
            "audience": Audience.MEMBER_STATES,
        },
        Blueprint.DONOR: {"contribution": DonorContribution.objects.first(), "audience": Audience.SECRETARIAT},
    }
    possible = {name: fields for name, fields in found.items() if all(fields.values())}
    for name in (Blueprint.RESEARCH, Blueprint.FOLLOW_UP):
        possible[name] = {"audience": Audience.MEMBER_STATES}
    possible[Blueprint.TRAFFICKING] = {"audience": Audience.PUBLIC}
    return {name: {**fields, "cutoff_on": today} for name, fields in possible.items()}


def issue() -> None:
    """Issue the report to the governing body, once: the public reads it; the briefing stays in preparation."""
    report = Report.objects.get(slug=ISSUED)
    if report.state == ReportState.PREPARED:
        issue_report(report, on=clock.today(), by=BY)


@transaction.atomic
def make_accounts(sign_ins: tuple[SignIn, ...] = SIGN_INS) -> None:
    """Make the accounts that are not there yet."""
    for sign_in in sign_ins:
        if not User.objects.filter(email=sign_in.email).exists():
            _make_account(sign_in)


def _make_account(sign_in: SignIn) -> None:
    keeps_pages = sign_in.role == Role.SECRETARIAT
    user = User(email=sign_in.email, name=sign_in.name, is_demonstration=True)
    user.is_staff = user.is_superuser = keeps_pages
    posting = Posting(
        role=sign_in.role,
        state=State.objects.filter(slug=sign_in.state).first(),
        organisation=Organisation.objects.filter(slug=sign_in.organisation).first(),
        since_on=SINCE,
    )
    create_account(user, sign_in.password, [posting], by=BY)
    if sign_in.partner:
        example_partners.add_representative(user, sign_in.partner, by=BY)


def sign_ins() -> str:
    """The sign-ins as a table to print."""
    there = set(User.objects.filter(is_demonstration=True).values_list("email", flat=True))
    invented = (*INVENTED_SIGN_INS, *OFFICER_SIGN_INS)
    listed = [sign_in for sign_in in (*SIGN_INS, *invented) if sign_in.email in there]
    width = max(len(sign_in.email) for sign_in in listed)
    lines = [f"  {s.email:{width}}  {s.password:20}  {s.name if s in invented else s.role.label}" for s in listed]
    return "\n".join(["Sign in as:", *lines])

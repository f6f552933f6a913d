"""The pages of which pictures are kept, each with whoever reads it: the only list of them."""

from typing import NamedTuple

LANGUAGES = ("en", "zh-hans", "ar")
# Of a desktop and of a telephone.
WIDTHS = (1280, 390)


class PicturedPage(NamedTuple):
    """A page: the name of its pictures, its path after the language, and who reads it; without, a visitor.

    Those with a language in `sample` are looked at in it by .ci/run, all others by .ci/slow alone.
    """

    name: str
    path: str
    reader: str = ""
    sample: str = ""


PAGES = (
    PicturedPage("home", "", sample="ar"),
    PicturedPage("events", "events/"),
    PicturedPage("event", "events/bangkok-2007/", sample="zh-hans"),
    PicturedPage("event-outcomes", "events/bangkok-2007/outcomes/"),
    PicturedPage("event-documents", "events/new-delhi-2007/documents/"),
    PicturedPage("programme", "events/vienna-forum/programme/"),
    PicturedPage("registration", "events/vienna-forum/registration/"),
    PicturedPage("participants", "events/vienna-forum/participants/"),
    PicturedPage("calendar", "calendar/?year=2007"),
    PicturedPage("documents", "documents/"),
    PicturedPage("document", "documents/new-delhi-declaration/"),
    PicturedPage("report", "reports/progress-2008/"),
    PicturedPage("decisions", "decisions/"),
    PicturedPage("decision", "decisions/ccpcj-16-1/"),
    PicturedPage("mandates", "mandates/"),
    PicturedPage("mandate", "mandates/regional-events/", sample="en"),
    PicturedPage("follow-up", "follow-up/"),
    PicturedPage("studies", "studies/"),
    PicturedPage("state", "states/tha/"),
    PicturedPage("search", "search/?q=2007"),
    PicturedPage("about", "about/"),
    PicturedPage("updates", "updates/"),
    PicturedPage("sign-in", "accounts/login/"),
    PicturedPage("not-found", "nowhere/"),
    # The link by which the tests' delegate is invited (tests/journeys/furnishing.py).
    PicturedPage("invitation", "invitations/for-the-delegate/"),
    PicturedPage("desk", "desk/", "delegate", sample="zh-hans"),
    PicturedPage("consultation", "consultations/consultation-2008-02-06/", "delegate"),
    PicturedPage("guidance", "guidance/topics/regional-activities/", "delegate"),
    PicturedPage("delegation", "events/vienna-forum/registration/people/", "delegate"),
    PicturedPage("nomination", "acts/propose-speaker/vienna-forum/", "delegate"),
    PicturedPage("committee", "committee/", "committee"),
    PicturedPage("board", "committee/board/", "committee"),
    PicturedPage("desk-of-data", "desk/", "focal-point", sample="ar"),
    PicturedPage("following", "following/", "focal-point"),
    PicturedPage("desk-of-secretariat", "secretariat/", "secretariat"),
    PicturedPage("adoption", "acts/record-decision/", "secretariat", sample="en"),
    PicturedPage("preparation", "events/vienna-forum/preparation/", "secretariat"),
    PicturedPage("editor", "programmes/vienna-forum/", "secretariat"),
    PicturedPage("speakers", "events/vienna-forum/speakers/", "secretariat"),
    PicturedPage("report-preparation", "secretariat/reports/briefing-2008-01-31/", "secretariat"),
)


def name_picture(name: str, language: str, width: int) -> str:
    """The name of a page's picture, without the ending of the file."""
    return f"{name}-{language}-{width}"


def names_of_pictures() -> set[str]:
    """The names of all that are kept."""
    return {name_picture(page.name, language, width) for page in PAGES for language in LANGUAGES for width in WIDTHS}

"""What the measurements share: settings, two records, readers, addresses, and counting. Import it before Django."""

import logging
import os
import tempfile

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.config.settings")
os.environ["PALERMO_DATA"] = os.environ.get("PALERMO_BENCHMARK_DATA") or tempfile.mkdtemp(prefix="palermo-benchmark-")
os.environ["PALERMO_TODAY"] = "2008-01-31"
django.setup()
# A page that a reader may not open is left out, and is no news.
logging.getLogger("django.request").setLevel(logging.CRITICAL)

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import translation

from benchmarks.decade import Decade
from palermo.accounts.models import User
from palermo.config import demonstration

override_settings(ALLOWED_HOSTS=["*"]).enable()
STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
override_settings(STORAGES={"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}, **STATIC}).enable()

LISTS = [
    "event_list",
    "tool_list",
    "study_list",
    "document_list",
    "report_list",
    "decision_list",
    "mandate_list",
    "consultation_list",
    "guidance_list",
    "committee",
    "committee_board",
    "endorsement_list",
    "desk",
    "secretariat_desk",
]
# A record of each kind in the demonstration, and one of the decade.
DETAILS = {
    "event": ("bangkok-2007", "decade-event-1"),
    "tool": ("model-law", "decade-tool-701"),
    "study": ("global-research", "decade-study-1151"),
    "document": ("bangkok-recommendations", "decade-document-1"),
    "decision": ("ccpcj-16-1", "decade-decision-1"),
    "mandate": ("regional-events", "decade-mandate-1"),
    "consultation": ("consultation-2007-06-18", "decade-meeting-1"),
    "guidance": ("forum-organisation", "decade-guidance-1"),
    "report": ("progress-2008", "progress-2008"),
}


def make_demonstration() -> None:
    """Migrate and load the demonstration, as `palermo demo` does."""
    call_command("migrate", verbosity=0)
    demonstration.begin()
    demonstration.load()


def make_decade() -> None:
    """Add the decade and let the database look at it."""
    Decade().make()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def readers() -> dict[str, Client]:
    """A visitor, a delegate, a secretariat officer."""
    found = {"visitor": Client()}
    for role in ("delegate", "secretariat"):
        found[role] = Client()
        found[role].force_login(User.objects.filter(postings__role=role).first())
    return found


def addresses(*, large: bool) -> dict[str, str]:
    """The pages to ask for."""
    with translation.override("en"):
        lists = {name: reverse(name) for name in LISTS}
        calendar = {"event_calendar": reverse("event_calendar", args=[2012 if large else 2007])}
        details = {name: reverse(name, args=[slugs[large]]) for name, slugs in DETAILS.items()}
    return {"home": "/en/", **lists, **calendar, **details}


def queries_of(client: Client, address: str) -> int:
    """How many queries one request makes."""
    with CaptureQueriesContext(connection) as captured:
        client.get(address).close()
    return len(captured)

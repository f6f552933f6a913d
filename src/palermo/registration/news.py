"""What is new of applications for accreditation."""

from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.registration.models import Accreditation, Registration
from palermo.registration.queries.registrations import accreditations_visible_to, registrations_visible_to
from palermo.site.news import NewsGroup, NewsSource, register_news

APPLICATIONS = NewsGroup("applications", _("Applications for accreditation"), 7)
ABOUT_EVENTS = {
    "activity": ("event__activity",),
    "mandate": ("event__activity__mandate",),
    "topic": ("event__activity__mandate__guidance__about",),
}


def _accreditation_requests(viewer: Viewer) -> QuerySet[Accreditation]:
    """Applications for accreditation, by the day on which they came in; nobody is named."""
    requests = accreditations_visible_to(viewer).filter(was_invited=False).annotate(asked_on=TruncDate("asked_at"))
    return requests.select_related("registration__event__activity")


def _registrations_with_requests(viewer: Viewer) -> QuerySet[Registration]:
    return registrations_visible_to(viewer).filter(
        pk__in=_accreditation_requests(viewer).order_by().values("registration")
    )


register_news(
    NewsSource(
        name="applications",
        group=APPLICATIONS,
        label=_("Events with new applications for accreditation"),
        model=Registration,
        records=_registrations_with_requests,
        rows=_accreditation_requests,
        day="asked_on",
        kind=lambda row: _("Application for accreditation"),
        verbs=frozenset({"accreditation.applied"}),
        about=ABOUT_EVENTS,
        record=lambda row: row.registration,
        title=lambda registration: registration.event.activity.title,
        related=(),
        readers=Audience.SECRETARIAT,
    ),
)

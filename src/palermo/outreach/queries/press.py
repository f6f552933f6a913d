"""Who may see which press release, item of the media kit, cutting and page of advice."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.events.models import Event
from palermo.events.queries.events import events_going_ahead
from palermo.governance.queries.activities import activities_visible_to, activity_seen_by
from palermo.library.queries import documents_visible_to
from palermo.outreach.models import Advice, AdviceStep, Cutting, KitItem, PressContact, PressRelease
from palermo.outreach.queries.campaigns import material_visible_to
from palermo.outreach.states.press import ReleaseStatus

# As `registration`, which is above this slice, calls participants from the media.
MEDIA = "media"


def release_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see the press release at the end of a path: before its time, only the secretariat does."""
    if viewer.is_secretariat:
        return Q()
    return ~Q(**{f"{path}status": ReleaseStatus.DRAFT}) & Q(**{f"{path}public_at__lte": clock.now()})


def press_releases_visible_to(viewer: Viewer) -> QuerySet[PressRelease]:
    """Press releases that are out. A withdrawn one is seen as withdrawn: its page shows the reason, not the text."""
    return PressRelease.objects.filter(release_condition(viewer))


def published_press_releases() -> QuerySet[PressRelease]:
    """Press releases that are out and not withdrawn: what feeds, updates and search have, for every reader."""
    live = Q(status__in=[ReleaseStatus.SCHEDULED, ReleaseStatus.PUBLISHED], public_at__lte=clock.now())
    return PressRelease.objects.filter(live)


def press_releases_due() -> QuerySet[PressRelease]:
    """Scheduled press releases whose time has come, and of which the log does not say so yet."""
    return PressRelease.objects.filter(status=ReleaseStatus.SCHEDULED, public_at__lte=clock.now())


def press_contacts_visible_to(viewer: Viewer) -> QuerySet[PressContact]:
    """Contacts for journalists: public."""
    return PressContact.objects.all()


def kit_items_visible_to(viewer: Viewer) -> QuerySet[KitItem]:
    """Items of the media kit whose document or material the viewer may see; all of them for the secretariat."""
    if viewer.is_secretariat:
        return KitItem.objects.all()
    documents, material = documents_visible_to(viewer), material_visible_to(viewer)
    return KitItem.objects.filter(
        Q(document__in=documents.order_by().values("pk")) | Q(material__in=material.order_by().values("pk"))
    )


def events_open_to_media(viewer: Viewer, today: date) -> QuerySet[Event]:
    """Events to come that the viewer may see, for which media can apply for accreditation today; the next first."""
    is_open = Q(
        registration__opens_on__lte=today,
        registration__closes_on__gte=today,
        registration__purged_on=None,
        registration__categories__category=MEDIA,
    )
    events = events_going_ahead(viewer).filter(is_open).exclude(activity__ends_on__lt=today).select_related("activity")
    return events.order_by("activity__starts_on", "activity__slug")


def cuttings_visible_to(viewer: Viewer) -> QuerySet[Cutting]:
    """Cuttings, but for those on activities that the viewer may not see."""
    return Cutting.objects.filter(Q(activity=None) | activity_seen_by(viewer, "activity__"))


def advice_visible_to(viewer: Viewer) -> QuerySet[Advice]:
    """Published pages of advice; all of them for the secretariat."""
    return Advice.objects.all() if viewer.is_secretariat else Advice.objects.filter(is_published=True)


def advice_steps_visible_to(viewer: Viewer) -> QuerySet[AdviceStep]:
    """The steps of the pages that the viewer may see, each only with those of its links that the viewer may follow."""
    seen = advice_visible_to(viewer)
    steps = AdviceStep.objects.filter(advice__in=seen.order_by().values("pk")).order_by("number")
    return steps.prefetch_related(
        Prefetch("tool", activities_visible_to(viewer)),
        Prefetch("material", material_visible_to(viewer)),
        Prefetch("document", documents_visible_to(viewer)),
    )


def press_release_records_of(viewer: Viewer) -> QuerySet[PressRelease]:
    """Press releases of which the viewer may read the history: all for the secretariat.

    Their past was under embargo, or is what was corrected or withdrawn.
    """
    return PressRelease.objects.all() if viewer.is_secretariat else PressRelease.objects.none()


def kit_item_records_of(viewer: Viewer) -> QuerySet[KitItem]:
    """Items of the media kit of which the viewer may read the history: all for the secretariat."""
    return KitItem.objects.all() if viewer.is_secretariat else KitItem.objects.none()


def advice_records_of(viewer: Viewer) -> QuerySet[Advice]:
    """Pages of advice of which the viewer may read the history: all for the secretariat."""
    return Advice.objects.all() if viewer.is_secretariat else Advice.objects.none()

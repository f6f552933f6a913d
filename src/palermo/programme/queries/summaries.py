"""Who reads the summaries of the sessions of an event, and who reports on which session."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from palermo.accounts.models import User
from palermo.accounts.viewer import Viewer
from palermo.core.text import MultilingualText
from palermo.governance.queries.activities import activity_seen_by
from palermo.programme.models import Programme, ProgrammeItem, ProgrammePart
from palermo.programme.queries.programmes import releases_visible_to
from palermo.programme.states.programmes import ItemKind, ItemRole


def items_reported_by(viewer: Viewer) -> QuerySet[ProgrammeItem]:
    """Sessions whose rapporteur has the e-mail address of the viewer's account, of events the viewer may see."""
    own = User.objects.filter(pk=viewer.user_id or 0, email__iexact=OuterRef("person__speaker__contact__email"))
    parts = ProgrammePart.objects.filter(Exists(own), item=OuterRef("pk"), role=ItemRole.RAPPORTEUR)
    return ProgrammeItem.objects.filter(Exists(parts), activity_seen_by(viewer, "programme__event__activity__"))


def items_to_summarize(viewer: Viewer) -> QuerySet[ProgrammeItem]:
    """Sessions whose summary the viewer may record, as far as the viewer decides it: all of them, or their own."""
    seen = ProgrammeItem.objects.filter(activity_seen_by(viewer, "programme__event__activity__"))
    items = seen if viewer.is_secretariat else items_reported_by(viewer)
    return items.exclude(kind=ItemKind.BREAK).annotate(is_reported_on=Value(True))


def summaries_of(programme: Programme, viewer: Viewer) -> dict[str, MultilingualText]:
    """The summaries of the sessions of a programme that are for the viewer, by the id of the session."""
    return dict(summarized_items_visible_to(viewer).filter(programme=programme).values_list("slug", "summary"))


def summarized_items_visible_to(viewer: Viewer) -> QuerySet[ProgrammeItem]:
    """Sessions with a summary that is for the viewer, of published programmes; rapporteurs also read their own."""
    releases = releases_visible_to(viewer).order_by().values("programme")
    seen = ProgrammeItem.objects.filter(programme__in=releases)
    is_own = Q(pk__in=items_reported_by(viewer).order_by().values("pk")) if viewer.roles else Q(pk__in=())
    return seen.exclude(summarized_on=None).filter(Q(summary_audience__in=viewer.audiences) | is_own)

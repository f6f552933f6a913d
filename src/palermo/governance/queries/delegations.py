"""For which States somebody speaks."""

from django.db.models import QuerySet

from palermo.accounts.models import Posting, State
from palermo.accounts.states import Role
from palermo.accounts.viewer import Viewer
from palermo.core import clock


def delegations_of(viewer: Viewer) -> QuerySet[State]:
    """The States whose delegate the viewer is today; not those for which they are a focal point only."""
    if viewer.user_id is None:
        return State.objects.none()
    postings = Posting.objects.filter(user_id=viewer.user_id, role=Role.DELEGATE).current_on(clock.today())
    return State.objects.filter(pk__in=postings.values("state_id"))

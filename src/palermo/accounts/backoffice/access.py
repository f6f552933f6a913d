"""Who may enter the back office, and what may be done to records there: added to and changed, never deleted."""

from collections.abc import Iterable

from django.db import models
from wagtail.permission_policies import BasePermissionPolicy

from palermo.accounts.actors import RequestUser
from palermo.accounts.models import Posting, User
from palermo.accounts.states import Role
from palermo.accounts.viewer import viewer_of
from palermo.core import clock

ALLOWED = frozenset({"add", "change", "view"})


def is_editor(user: RequestUser) -> bool:
    """An officer of the secretariat, by a current posting, whose account is open for the back office."""
    if not isinstance(user, User):
        return False
    if user.known_editor is None:
        # Asked for every entry of the menu: kept with the person, who lives as long as the request.
        user.known_editor = user.is_active and user.is_staff and viewer_of(user).is_secretariat
    return user.known_editor


class RecordPermissionPolicy(BasePermissionPolicy):
    """Editors add and change; nobody deletes, whatever their account says."""

    def user_has_permission(self, user: RequestUser, action: str) -> bool:
        return action in ALLOWED and is_editor(user)

    def users_with_any_permission(self, actions: Iterable[str]) -> models.QuerySet[User]:
        if not ALLOWED & set(actions):
            return User.objects.none()
        postings = Posting.objects.current_on(clock.today()).filter(role=Role.SECRETARIAT)
        return User.objects.filter(is_active=True, is_staff=True, postings__in=postings).distinct()

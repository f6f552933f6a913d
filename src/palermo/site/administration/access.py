"""Who may enter the administration, and what may be done there: records are added to and changed, never deleted."""

from collections.abc import Iterable

from django.db import models
from wagtail.permission_policies import BasePermissionPolicy

from palermo.accounts.actors import RequestUser
from palermo.accounts.models import Posting, User
from palermo.accounts.states import Role
from palermo.accounts.viewer import viewer_of
from palermo.core import clock


def is_editor(user: RequestUser) -> bool:
    """An officer of the secretariat, by a current posting, whose account is open for the administration."""
    if not isinstance(user, User):
        return False
    if user.known_editor is None:
        # Asked for every entry of the menu: kept with the person, who lives as long as the request.
        user.known_editor = user.is_active and user.is_staff and viewer_of(user).is_secretariat
    return user.known_editor


class EditorPermissionPolicy(BasePermissionPolicy):
    """What editors may do, whatever Wagtail's groups say: all of `allowed`."""

    allowed = frozenset({"add", "change", "delete", "view"})

    def user_has_permission(self, user: RequestUser, action: str) -> bool:
        return action in self.allowed and is_editor(user)

    def users_with_any_permission(self, actions: Iterable[str]) -> models.QuerySet[User]:
        if not self.allowed & set(actions):
            return User.objects.none()
        postings = Posting.objects.current_on(clock.today()).filter(role=Role.SECRETARIAT)
        return User.objects.filter(is_active=True, is_staff=True, postings__in=postings).distinct()


class RecordPermissionPolicy(EditorPermissionPolicy):
    """Editors add and change; nobody deletes, whatever their account says."""

    allowed = frozenset({"add", "change", "view"})

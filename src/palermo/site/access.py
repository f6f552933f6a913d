"""Decorators of views that only Member States, or only the secretariat, may open."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from palermo.accounts.requests import SiteRequest
from palermo.accounts.states import Role
from palermo.accounts.viewer import Viewer

View = Callable[..., HttpResponseBase]


def refuse_to_others(viewer: Viewer) -> PermissionDenied:
    """The refusal of a page that is for Member States, with the way out of whoever asks for it."""
    if Role.FOCAL_POINT in viewer.roles:
        return PermissionDenied(
            _(
                "This page is for delegations. National data focal points read what is public; ask your permanent "
                "mission for anything else."
            )
        )
    if Role.PARTNER in viewer.roles:
        return PermissionDenied(
            _(
                "This page is for Member States. Representatives of partners read what is public; ask the secretariat "
                "for anything else."
            )
        )
    return PermissionDenied(_("This page is for Member States. Ask your mission’s focal point for an account."))


def member_states_only(view: View) -> View:
    """Let only delegates, the Steering Committee and the secretariat open a view."""

    @wraps(view)
    def wrapper(request: SiteRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.viewer.reads_member_states:
            raise refuse_to_others(request.viewer)
        return view(request, *args, **kwargs)

    return wrapper


def secretariat_only(view: View) -> View:
    """Let only the secretariat open a view."""

    @wraps(view)
    def wrapper(request: SiteRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.viewer.is_secretariat:
            raise PermissionDenied(_("This page is for the secretariat."))
        return view(request, *args, **kwargs)

    return wrapper

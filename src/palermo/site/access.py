"""Closed rooms of the site: who may enter, said in a sentence."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.translation import gettext as _

from palermo.accounts.requests import SiteRequest

View = Callable[..., HttpResponse]


def member_states_only(view: View) -> View:
    """The Member States' site: delegates, the Steering Committee, the secretariat."""

    @wraps(view)
    def wrapper(request: SiteRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.viewer.reads_member_states:  # type: ignore[attr-defined]
            raise PermissionDenied(_("This page is for Member States. Ask your mission's focal point for an account."))
        return view(request, *args, **kwargs)

    return wrapper


def secretariat_only(view: View) -> View:
    """The secretariat's own pages."""

    @wraps(view)
    def wrapper(request: SiteRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.viewer.is_secretariat:  # type: ignore[attr-defined]
            raise PermissionDenied(_("This page is for the secretariat."))
        return view(request, *args, **kwargs)

    return wrapper

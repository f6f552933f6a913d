"""Access to the administration: who may enter, and which of Wagtail's own pages are closed."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from palermo.accounts.second_factor import way_out
from palermo.site.administration.access import is_editor
from palermo.site.middleware import ADMIN_PREFIX

# Our sign-in counts attempts and asks for the second factor; a second one beside it would do neither.
SIGN_IN = ("login/", "password_reset/")
ACCOUNT = "account/"
# Accounts, roles and papers are kept by the record's own rules, in its own log.
SHUT = (
    *("users/", "groups/", "documents/", "forms/", "bulk/accounts/", "bulk/wagtaildocs/"),
    # One site in six languages, whose pages every officer approves: nothing to set here.
    *("sites/", "locales/", "workflows/", "collections/", "reports/"),
    # Tables are read apart from the site, which this would not do.
    "redirects/import/",
    # A page that fails on purpose, to try how errors are reported.
    "failwhale/",
)


class AdminAccessMiddleware:
    """Admits officers of the secretariat whose accounts are open for the administration; refuses everybody else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ADMIN_PREFIX):
            return self.get_response(request)
        room = request.path_info.removeprefix(ADMIN_PREFIX)
        if not request.user.is_authenticated or room.startswith(SIGN_IN):
            return redirect(f"{reverse('account_login')}?{urlencode({'next': ADMIN_PREFIX})}")
        if lack := request.user.wanted_factor:
            return redirect(way_out(lack, request.get_full_path()))
        if not is_editor(request.user):
            raise PermissionDenied(
                _("The administration is for officers of the secretariat. Ask the secretariat for access.")
            )
        if room.startswith(ACCOUNT):
            return redirect("my_account")
        if room.startswith(SHUT):
            # Not 404: the site would look for an editorial page at that address.
            raise PermissionDenied(
                _("This part of the administration is not used. The record holds the same information.")
            )
        # The addresses here carry no language: each person's own is the one of their account.
        with translation.override(request.user.language):
            return self.get_response(request)

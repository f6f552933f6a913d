"""Sets `request.viewer`; a person who signed in without a required second factor is a visitor."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from palermo.accounts import own_mail, password_guesses, second_factor, sessions
from palermo.accounts.actors import RequestUser
from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import viewer_of


class ViewerMiddleware:
    """`request.viewer`: read from the database only when a page asks.

    The person on the request carries what their session lacks (`User.wanted_factor`), so that pages, which ask
    `request.viewer`, and acts, which ask `viewer_of` of the person who acts, take them for the same visitor.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        signed_in = request.user
        request.user = SimpleLazyObject(lambda: _resolve_user(request, signed_in))  # type: ignore[assignment]
        request.viewer = SimpleLazyObject(lambda: viewer_of(request.user))  # type: ignore[assignment]
        response = self.get_response(request)
        password_guesses.mark_device(request, response)
        if request.user.is_authenticated:
            sessions.keep_open(request)
        elif not _is_of_sign_in(request):
            return response
        if not response.has_header("Cache-Control"):
            # What a signed-in reader saw, or who came by a link to a new password, is kept where nobody can get it.
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Lead those who lack a second factor from every page that is closed to visitors to the one that mends it.

        Who has none at all is asked for proof of their mail before they add one.
        """
        if not getattr(view, "login_required", True):
            return None
        lack = getattr(request.user, "wanted_factor", "")
        name = request.resolver_match.url_name or ""  # type: ignore[union-attr]
        if name in own_mail.ADDING and request.user.is_authenticated and own_mail.lacks_proof(request, request.user):
            return redirect("my_account_mail")
        if not lack or second_factor.is_open(lack, name):
            return None
        return redirect(second_factor.way_out(lack, request.get_full_path()))


def _is_of_sign_in(request: HttpRequest) -> bool:
    name = getattr(request.resolver_match, "url_name", None) or ""
    return name.startswith(("account_", "mfa_"))


def _resolve_user(request: HttpRequest, user: RequestUser) -> RequestUser:
    """The person who is signed in, with the step of the second factor that their session lacks."""
    if user.is_authenticated:
        user.wanted_factor = second_factor.missing_step(request, user)
        user.has_shown_factor = second_factor.went_through(request, user)
    # Not the lazy object of Django's own: what it stands for.
    return getattr(user, "_wrapped", user)

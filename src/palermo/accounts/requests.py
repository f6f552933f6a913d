"""A request as the middleware hands it to the views of the site."""

from django.http import HttpRequest

from palermo.accounts.models import User
from palermo.accounts.viewer import Viewer


class SiteRequest(HttpRequest):
    """A request with its reader.

    `viewer` is set by `ViewerMiddleware` for every request. Views that a visitor may open ask `user.is_authenticated`
    before they take `user` for a person.
    """

    viewer: Viewer
    user: User  # Of a visitor it is an AnonymousUser, which has no account.

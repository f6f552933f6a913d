"""Addresses: pages carry their language; the back office, files of the machine and health do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls

handler400 = "palermo.portal.malformed.bad_request"

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", include(wagtailadmin_urls)),
    path("", include("palermo.portal.machine_urls")),
]

urlpatterns += i18n_patterns(
    # People are known by the address at which they were invited: allauth's page for others stays shut.
    path("accounts/email/", RedirectView.as_view(pattern_name="my_account")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("", include("palermo.record.urls")),
    path("", include("palermo.portal.urls")),
    path("", include("palermo.portal.wagtail_urls")),
)

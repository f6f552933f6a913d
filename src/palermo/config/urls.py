"""Addresses: pages carry their language; the administration, files of the machine and health do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls

handler400 = "palermo.site.malformed.bad_request"
handler500 = "palermo.portal.read_only_answer.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", include(wagtailadmin_urls)),
    path("", include("palermo.portal.web.machine_urls")),
    path("", include("palermo.programme.web.machine_urls")),
    path("", include("palermo.registration.web.machine_urls")),
    path("", include("palermo.figures.web.machine_urls")),
]

urlpatterns += i18n_patterns(
    # People are known by the address at which they were invited: allauth's page for others stays shut.
    path("accounts/email/", RedirectView.as_view(pattern_name="my_account")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("", include("palermo.record.urls")),
    path("", include("palermo.history.web.urls")),
    path("", include("palermo.reads.web.urls")),
    path("", include("palermo.following.web.urls")),
    path("", include("palermo.offline.web.urls")),
    path("", include("palermo.translations.web.urls")),
    path("", include("palermo.returns.web.urls")),
    path("", include("palermo.logistics.web.urls")),
    path("", include("palermo.floor.web.urls")),
    path("", include("palermo.programme.web.urls")),
    path("", include("palermo.registration.web.urls")),
    path("", include("palermo.follow_ups.web.urls")),
    path("", include("palermo.toolkit.web.urls")),
    path("", include("palermo.figures.web.urls")),
    path("", include("palermo.knowledge.web.urls")),
    path("", include("palermo.outreach.web.urls")),
    path("", include("palermo.speakers.web.urls")),
    path("", include("palermo.events.web.urls")),
    path("", include("palermo.reporting.web.urls")),
    path("", include("palermo.governance.web.urls")),
    path("", include("palermo.treaties.web.urls")),
    path("", include("palermo.library.web.urls")),
    path("", include("palermo.site.web.urls")),
    path("", include("palermo.portal.web.urls")),
    path("", include("palermo.portal.web.wagtail_urls")),
)

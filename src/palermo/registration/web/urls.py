"""Addresses of registration, check-in and its devices."""

from django.urls import path, register_converter

from palermo.registration.web.views import (
    check_in,
    checkin_devices,
    participant_consents,
    registration_links,
    registrations,
)
from palermo.site.converters import WordConverter


class ListFormatConverter(WordConverter):
    """One of the formats of a list of participants."""

    regex = "csv|docx|pdf"


register_converter(ListFormatConverter, "list_format")

urlpatterns = [
    path("events/<slug:slug>/registration/", registrations.registration, name="registration"),
    path("events/<slug:slug>/registration/apply/", registrations.registration_apply, name="registration_apply"),
    path("events/<slug:slug>/registration/people/", registrations.people_address, name="people_address"),
    path(
        "events/<slug:slug>/registration/organisations/",
        registrations.registration_organisations,
        name="registration_organisations",
    ),
    path(
        "events/<slug:slug>/registration/letters/<uuid:key>/",
        registrations.credentials_letter,
        name="credentials_letter",
    ),
    path("events/<slug:slug>/registration/badges.pdf", registrations.badges_file, name="badges_file"),
    path("events/<slug:slug>/registration/badge-keys.json", registrations.badge_keys, name="badge_keys"),
    path("events/<slug:slug>/registration/devices/", checkin_devices.door_devices, name="door_devices"),
    path("events/<slug:slug>/registration/check-in/", check_in.check_in, name="check_in"),
    path("events/<slug:slug>/registration/check-in/list.json", check_in.check_in_list, name="check_in_list"),
    path("events/<slug:slug>/registration/check-in/arrivals/", check_in.check_in_arrivals, name="check_in_arrivals"),
    path("events/<slug:slug>/registration/check-in/worker.js", check_in.check_in_worker, name="check_in_worker"),
    path("events/<slug:slug>/registration/check-in/app.webmanifest", check_in.check_in_app, name="check_in_app"),
    path("events/<slug:slug>/participants/", registrations.participant_list, name="participant_list"),
    path("events/<slug:slug>/participants.<list_format:form>", registrations.participant_file, name="participant_file"),
    path("registration/link/<str:secret>/", registration_links.registration_link, name="registration_link"),
    path("registration/own/<str:secret>/", participant_consents.participant_link, name="participant_link"),
    path("registration/own/", participant_consents.participant_own, name="participant_own"),
    path("registration/open/", registration_links.registration_open, name="registration_open"),
]

"""Addresses of proposed speakers and their links."""

from django.urls import path

from palermo.speakers.web.views import speakers, speaking

urlpatterns = [
    path("events/<slug:slug>/speakers/", speakers.event_speakers, name="event_speakers"),
    path("speakers/<slug:slug>/", speakers.speaker_detail, name="speaker"),
    path("speakers/<slug:slug>/cv/", speakers.speaker_cv, name="speaker_cv"),
    path(
        "speakers/<slug:slug>/letter/<record_language:language>.<letter_format:form>",
        speakers.speaker_letter,
        name="speaker_letter",
    ),
    path("speaking/", speaking.speaker_own, name="speaker_own"),
    path("speaking/<str:secret>/", speaking.speaker_link, name="speaker_link"),
]

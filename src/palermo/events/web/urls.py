"""Addresses of the preparation and the evaluation of events."""

from django.urls import path

from palermo.events.web.views import feedback
from palermo.events.web.views import letters as event_letters

urlpatterns = [
    path(
        "events/<slug:slug>/invitations/<int:number>/<record_language:language>.<letter_format:form>",
        event_letters.invitation_letter,
        name="invitation_letter",
    ),
    path("events/<slug:slug>/invitations/drafts.zip", event_letters.invitation_drafts, name="invitation_drafts"),
    path("events/<slug:slug>/evaluation/", feedback.event_evaluation, name="event_evaluation"),
    path("events/<slug:slug>/evaluation/links.csv", feedback.feedback_links_file, name="feedback_links"),
    path("evaluations/<slug:slug>/", feedback.evaluation, name="evaluation"),
    path("evaluations/<slug:slug>/links.csv", feedback.evaluation_links_file, name="evaluation_links"),
    path("feedback/open/", feedback.feedback_open, name="feedback_open"),
    path("feedback/<str:secret>/", feedback.feedback, name="feedback"),
]

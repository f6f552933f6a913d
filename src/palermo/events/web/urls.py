"""Addresses of the preparation and the evaluation of events, of topics and of the board of plans."""

from django.urls import path

from palermo.events.web.views import board, feedback, preparation, topics
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
    path("events/<slug:slug>/preparation/", preparation.event_preparation, name="event_preparation"),
    path("events/<slug:slug>/participation/", preparation.event_participants, name="event_participants"),
    path("events/<slug:slug>/shown/", preparation.event_shown, name="event_shown"),
    path("guidance/topics/", topics.topic_list, name="topic_list"),
    path("guidance/topics/<slug:slug>/", topics.topic_detail, name="topic"),
    path("guidance/other-topics/", topics.other_topics, name="other_topics"),
    path("committee/board/", board.board, name="committee_board"),
]

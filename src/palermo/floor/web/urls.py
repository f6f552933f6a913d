"""Addresses of speakers' lists."""

from django.urls import path

from palermo.floor.web import views as floor

urlpatterns = [
    path("events/<slug:slug>/floor/", floor.event_floor, name="event_floor"),
    path("floor/<slug:slug>/", floor.speakers_list, name="speakers_list"),
    path("floor/<slug:slug>/chair/", floor.speakers_list_chair, name="speakers_list_chair"),
    path("floor/<slug:slug>/speaker/", floor.speakers_list_speaker, name="speakers_list_speaker"),
    path("floor/<slug:slug>/live.json", floor.speakers_list_live, name="speakers_list_live"),
]

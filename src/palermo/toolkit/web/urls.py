"""Addresses of the texts of tools."""

from django.urls import path

from palermo.toolkit.web.writing import views

urlpatterns = [
    path("tools/<slug:slug>/text/", views.tool_text, name="tool_text"),
    path("tools/<slug:slug>/text/outline/", views.tool_outline, name="tool_outline"),
    path("tools/<slug:slug>/text/passages/<str:key>/", views.write_passage, name="write_passage"),
    path("tools/<slug:slug>/text/passages/<str:key>/history/", views.passage_history, name="passage_history"),
]

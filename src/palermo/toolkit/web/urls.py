"""Addresses for readers of tools."""

from django.urls import path

from palermo.toolkit.web.views import readers

urlpatterns = [
    path("tools/<slug:slug>/versions/<int:number>/", readers.tool_version, name="tool_version"),
    path("tools/<slug:slug>/versions/<int:number>/<str:key>/", readers.tool_chapter, name="tool_chapter"),
    path(
        "tools/<slug:slug>/versions/<int:number>/<str:key>/feedback/",
        readers.send_tool_feedback,
        name="send_tool_feedback",
    ),
    path("tools/<slug:slug>/compare/", readers.tool_comparison, name="tool_comparison"),
    path("tools/<slug:slug>/feedback/", readers.tool_feedback, name="tool_feedback"),
    path("tool-feedback/open/", readers.tool_feedback_open, name="tool_feedback_open"),
    path("tool-feedback/<str:secret>/", readers.tool_feedback_reply, name="tool_feedback_reply"),
]

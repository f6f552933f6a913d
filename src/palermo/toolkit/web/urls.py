"""Addresses of the discussion of tools."""

from django.urls import path

from palermo.toolkit.web.views import discussion, experts

urlpatterns = [
    path("tools/<slug:slug>/rounds/", discussion.tool_rounds, name="tool_rounds"),
    path("tools/<slug:slug>/rounds/<int:number>/", discussion.tool_round, name="tool_round"),
    path("tools/<slug:slug>/rounds/<int:number>/comments/", discussion.round_table, name="round_table"),
    path(
        "tools/<slug:slug>/rounds/<int:number>/comments.<letter_format:form>",
        discussion.round_table_file,
        name="round_table_file",
    ),
    path("commenting/", experts.round_own, name="round_own"),
    path("commenting/<str:secret>/", experts.round_link, name="round_link"),
]

"""Addresses of the register of follow-up."""

from django.urls import path, register_converter

from palermo.follow_ups.files import FORMATS
from palermo.follow_ups.web import views
from palermo.site.converters import WordConverter


class RegisterFormatConverter(WordConverter):
    """One of the formats of the register."""

    regex = "|".join(FORMATS)


register_converter(RegisterFormatConverter, "register_format")

urlpatterns = [
    path("follow-up/", views.follow_up_list, name="follow_up_list"),
    path("follow-up/overview/", views.follow_up_overview, name="follow_up_overview"),
    path("follow-up/register.<register_format:form>", views.follow_up_file, name="follow_up_file"),
    path("follow-up/<slug:slug>/", views.follow_up_detail, name="follow_up"),
]

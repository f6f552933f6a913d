"""Addresses of indicators, releases, figures and the data explorer."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []

"""Addresses of screens, which have no language: they speak several in turn."""

from django.urls import path

from palermo.programme.web.views import screens

urlpatterns = [
    path("screens/worker.js", screens.screen_worker, name="screen_worker"),
    path("screens/<slug:key>.json", screens.screen_data, name="screen_data"),
    path("screens/<slug:key>/", screens.screen, name="screen"),
]

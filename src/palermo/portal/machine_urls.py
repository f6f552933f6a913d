"""Addresses without a language: programs ask for them at the root of the site."""

from django.urls import path

from palermo.portal.views import machines, screens

urlpatterns = [
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", machines.sitemap_section, name="sitemap_section"),
    # Screens speak several languages in turn.
    path("screens/worker.js", screens.screen_worker, name="screen_worker"),
    path("screens/<slug:key>.json", screens.screen_data, name="screen_data"),
    path("screens/<slug:key>/", screens.screen, name="screen"),
]

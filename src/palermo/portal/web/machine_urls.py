"""Addresses without a language: programs ask for them at the root of the site."""

from django.urls import path

from palermo.portal.web.views import machines

urlpatterns = [
    # Browsers ask for it wherever a page names no other, and so do programs.
    path("favicon.ico", machines.favicon, name="favicon"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", machines.sitemap_section, name="sitemap_section"),
]

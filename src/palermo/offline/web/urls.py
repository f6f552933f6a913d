"""Addresses of offline packages."""

from django.urls import path

from palermo.offline.web import views as offline

urlpatterns = [
    path("bundles/", offline.bundle_list, name="bundle_list"),
    path("bundles/key.pem", offline.bundle_key, name="bundle_key"),
    path("bundles/<slug:slug>/", offline.bundle_detail, name="bundle"),
    path("bundles/<slug:slug>.zip", offline.bundle_file, name="bundle_file"),
]

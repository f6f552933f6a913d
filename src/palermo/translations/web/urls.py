"""Addresses of the translation desk."""

from django.urls import path

from palermo.translations.web import views as translations

urlpatterns = [
    path("secretariat/translations/", translations.translation_desk, name="translation_desk"),
    path("secretariat/translations/holds/", translations.translation_confirm, name="translation_confirm"),
]

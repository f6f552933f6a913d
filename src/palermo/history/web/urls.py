"""The address of the history of a record."""

from django.urls import path

from palermo.history.web import views

urlpatterns = [
    path("history/<slug:kind>/<slug:slug>/", views.history, name="history"),
]

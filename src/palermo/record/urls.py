"""The one page of this room: tables come in here. It stands above the portal, and so has its own addresses."""

from django.urls import path

from palermo.record import views

urlpatterns = [path("secretariat/import/", views.table_import, name="table_import")]

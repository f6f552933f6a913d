"""Addresses of the log of who opened or downloaded which paper."""

from django.urls import path

from palermo.reads.web import views

urlpatterns = [
    path("secretariat/reads/", views.read_list, name="read_list"),
    path("secretariat/reads.csv", views.reads_file, name="reads_file"),
    path("secretariat/reads/documents/<slug:slug>/", views.document_reads, name="document_reads"),
    path("secretariat/reads/reports/<slug:slug>/", views.report_reads, name="report_reads"),
    path("secretariat/reads/speakers/<slug:slug>/", views.speaker_reads, name="speaker_reads"),
    path("secretariat/reads/people/<int:number>/", views.person_reads, name="person_reads"),
    path("account/reads/", views.own_reads, name="own_reads"),
]

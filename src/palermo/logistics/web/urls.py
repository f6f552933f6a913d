"""Addresses of logistics and task templates."""

from django.urls import path

from palermo.logistics.web import views as logistics

urlpatterns = [
    path("secretariat/task-templates/", logistics.task_templates, name="task_templates"),
    path("events/<slug:slug>/logistics/", logistics.event_logistics, name="event_logistics"),
]

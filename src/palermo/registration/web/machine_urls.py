"""Addresses of devices at doors, without a language: the secret that a device keeps is sent to this folder only."""

from django.urls import path

from palermo.registration.web.views import checkin_devices

urlpatterns = [
    path("door/", checkin_devices.door, name="door"),
    path("door/list.json", checkin_devices.door_list, name="door_list"),
    path("door/arrivals/", checkin_devices.door_arrivals, name="door_arrivals"),
    path("door/worker.js", checkin_devices.door_worker, name="door_worker"),
    path("door/open/<slug:secret>/", checkin_devices.door_link, name="door_link"),
]

"""Addresses without a language: programs ask for them at the root of the site."""

from django.urls import path

from palermo.portal.views import checkin_devices, machines, screens

urlpatterns = [
    # Browsers ask for it wherever a page names no other, and so do programs.
    path("favicon.ico", machines.favicon, name="favicon"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", machines.sitemap_section, name="sitemap_section"),
    # Screens speak several languages in turn.
    path("screens/worker.js", screens.screen_worker, name="screen_worker"),
    path("screens/<slug:key>.json", screens.screen_data, name="screen_data"),
    path("screens/<slug:key>/", screens.screen, name="screen"),
    # Devices at doors: the secret that a device keeps is sent to this folder only.
    path("door/", checkin_devices.door, name="door"),
    path("door/list.json", checkin_devices.door_list, name="door_list"),
    path("door/tell/", checkin_devices.door_tell, name="door_tell"),
    path("door/worker.js", checkin_devices.door_worker, name="door_worker"),
    path("door/open/<slug:secret>/", checkin_devices.door_link, name="door_link"),
]

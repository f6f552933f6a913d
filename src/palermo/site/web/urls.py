"""Addresses of actions and of background work."""

from django.urls import path

from palermo.core.autodiscovery import import_modules
from palermo.site.web import work
from palermo.site.web.views import act, discard, undo

# Each slice declares its actions; they are read with the addresses, which commands without pages do not need.
import_modules("web.pages")

urlpatterns = [
    path("acts/<slug:act>/", act, name="act"),
    path("acts/<slug:act>/<slug:slug>/", act, name="act"),
    path("drafts/<int:pk>/discard/", discard, name="discard_draft"),
    path("undo/<int:pk>/", undo, name="undo"),
    path("secretariat/work/", work.work_page, name="work"),
    path("secretariat/work/<uuid:number>/", work.work_act, name="work_act"),
]

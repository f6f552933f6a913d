"""The pages of this slice: tables come in here, texts go out to translators and back in. It stands above the portal,
and so has its own addresses."""

from django.urls import path, re_path

from palermo.record import views
from palermo.record.exchange import views as exchange
from palermo.record.people import views as people
from palermo.record.schedules import tables as programme_tables
from palermo.record.schedules import views as schedules

urlpatterns = [
    path("secretariat/import/", views.table_import, name="table_import"),
    path("secretariat/import/template.xlsx", views.table_template, name="table_template"),
    re_path(
        r"^programmes/(?P<slug>[-a-zA-Z0-9_]+)/(?P<what>people|parts)\.(?P<form>csv|xlsx)$",
        programme_tables.programme_table,
        name="programme_table",
    ),
    path("events/<slug:slug>/preparation/import/", people.participants_import, name="participants_import"),
    re_path(
        r"^events/(?P<slug>[-a-zA-Z0-9_]+)/preparation/participants\.(?P<form>csv|xlsx)$",
        people.participants_table,
        name="participants_table",
    ),
    path("events/<slug:slug>/registration/import/", people.registration_import, name="registration_import"),
    re_path(
        r"^events/(?P<slug>[-a-zA-Z0-9_]+)/registration/people\.(?P<form>csv|xlsx)$",
        people.registration_table,
        name="registration_table",
    ),
    re_path(
        r"^events/(?P<slug>[-a-zA-Z0-9_]+)/speakers/table\.(?P<form>csv|xlsx)$",
        programme_tables.speakers_table,
        name="speakers_table",
    ),
    path("programmes/<slug:slug>/import/", schedules.programme_import, name="programme_import"),
    path("secretariat/translations/import/", exchange.translation_import, name="translation_import"),
    re_path(r"^secretariat/translations/texts\.(?P<form>po|xlf)$", exchange.translation_file, name="translation_file"),
    re_path(
        r"^secretariat/translations/tools/(?P<slug>[-a-zA-Z0-9_]+)\.(?P<form>po|xlf)$",
        exchange.translation_tool_file,
        name="translation_tool_file",
    ),
]

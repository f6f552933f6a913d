"""Tables of people: chosen, looked at, brought in; and taken away with the columns by which they come back."""

from collections.abc import Callable, Mapping, Sequence

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from palermo.accounts.models import Organisation, State
from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.audit.actions import record
from palermo.events.models import Event
from palermo.events.queries.events import events_visible_to
from palermo.events.rules.preparation import check_may_list_participants
from palermo.record.people import participants, registered
from palermo.record.people.columns import Column
from palermo.record.people.import_people import ImportCounts, Store, import_people
from palermo.record.people.table_reader import LARGEST, people_table, unpack_table, with_head
from palermo.record.tabular.writing import table_file
from palermo.registration.models import Registration
from palermo.registration.queries.registrations import registrations_visible_to
from palermo.registration.rules.registrations import check_may_register
from palermo.registration.web.forms.registrations import own_places
from palermo.site.access import secretariat_only
from palermo.site.tables.sheets import TableRefused

MOST_SHOWN = 200


# For whom a reader registers people, by key.
type Places = Mapping[str, State | Organisation]


class ChooseForm(forms.Form):
    """The rows, pasted or as a file; for a mission or an agency that acts for several, for whom."""

    place = forms.ChoiceField(label=gettext_lazy("On behalf of"))
    pasted = forms.CharField(
        label=gettext_lazy("Rows copied from a spreadsheet or a table"),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "autocomplete": "off"}),
        max_length=LARGEST,
        required=False,
        strip=False,
    )
    table = forms.FileField(
        label=gettext_lazy("Or a file"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        required=False,
    )

    def __init__(
        self,
        places: Places,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
    ) -> None:
        super().__init__(data, files)
        if len(places) < 2:
            del self.fields["place"]
        else:
            self.fields["place"].choices = [(key, place.display_name()) for key, place in places.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if not self.errors and bool(values["pasted"].strip()) == bool(values["table"]):
            raise forms.ValidationError(_("Either paste rows, or choose a file."))
        return values

    def content(self, columns: tuple[Column, ...], usual: tuple[str, ...]) -> tuple[bytes, str]:
        """What was handed in, and its name; pasted rows without the names of columns get the usual ones."""
        if upload := self.cleaned_data["table"]:
            return upload.read(), upload.name
        return with_head(self.cleaned_data["pasted"], columns, usual).encode(), _("pasted rows") + ".tsv"


@require_http_methods(["GET", "POST"])
@secretariat_only
def participants_import(request: SiteRequest, slug: str) -> HttpResponse:
    """The list of participants of an event."""
    viewer = request.viewer
    event = get_object_or_404(events_visible_to(viewer).select_related("activity"), activity__slug=slug)
    check_may_list_participants(request.user, event)

    def make_store(_place: State | Organisation | None) -> Store:
        return participants.make_store(event, viewer, request.user)

    return _steps(request, event, participants.COLUMNS, participants.USUAL, {}, make_store)


@require_http_methods(["GET", "POST"])
def registration_import(request: SiteRequest, slug: str) -> HttpResponse:
    """A delegation, the people of an agency; for the secretariat anybody."""
    viewer = request.viewer
    registration = _registration(slug, viewer)
    check_may_register(request.user, registration)
    places: Places = {} if viewer.is_secretariat else own_places(viewer)

    def make_store(place: State | Organisation | None) -> Store:
        return registered.make_store(registration, viewer, place, request.user)

    return _steps(request, registration, registered.COLUMNS, registered.USUAL, places, make_store)


def _registration(slug: str, viewer: Viewer) -> Registration:
    rows = registrations_visible_to(viewer).select_related("event__activity")
    return get_object_or_404(rows, event__activity__slug=slug)


def _steps(
    request: SiteRequest,
    of: Event | Registration,
    columns: tuple[Column, ...],
    usual: tuple[str, ...],
    places: Places,
    make_store: Callable[[State | Organisation | None], Store],
) -> HttpResponse:
    event = of if isinstance(of, Event) else of.event
    context = {
        "of": of,
        "event": event,
        "activity": event.activity,
        "columns": columns,
        "usual": [column.label for key in usual for column in columns if column.key == key],
        "registration": of if isinstance(of, Registration) else None,
    }
    if request.method == "GET":
        return _page(request, {**context, "form": ChooseForm(places)})
    place = places.get(request.POST.get("place", "")) or next(iter(places.values()), None)
    if "packed" in request.POST:
        packed = unpack_table(request.POST["packed"], columns)
        try:
            counts = import_people(packed, make_store(place), check=False)
        except TableRefused as refused:
            return _page(request, {**context, "form": ChooseForm({})}, refused.sentences)
        messages.success(request, _counts_message(counts, check=False))
        where = "event_participants" if isinstance(of, Event) else "participant_list"
        return redirect(where, event.activity.slug)
    form = ChooseForm(places, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, {**context, "form": form})
    try:
        table = people_table(*form.content(columns, usual), columns)
        counts = import_people(table, make_store(place), check=True)
    except TableRefused as refused:
        return _page(request, {**context, "form": form}, refused.sentences)
    chosen = form.cleaned_data.get("place", "")
    shown = {"packed": table.pack(), "place": chosen, "counted": _counts_message(counts, check=True)}
    return _page(request, {**context, **shown})


def _counts_message(counts: ImportCounts, *, check: bool) -> str:
    values = {"new": counts.new, "changed": counts.changed, "unchanged": counts.unchanged}
    if check:
        return _("Would be imported: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.") % values
    return _("Imported: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.") % values


def _page(request: SiteRequest, context: Mapping[str, object], sentences: Sequence[str] = ()) -> HttpResponse:
    more = max(0, len(sentences) - MOST_SHOWN)
    context = {**context, "sentences": sentences[:MOST_SHOWN], "more": more}
    response = render(request, "record/people_import.html", context, status=422 if sentences else 200)
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
@secretariat_only
def participants_table(request: SiteRequest, slug: str, form: str) -> HttpResponse:
    """The list of participants with its names; that somebody took it is on the log."""
    viewer = request.viewer
    event = get_object_or_404(events_visible_to(viewer).select_related("activity"), activity__slug=slug)
    rows = list(participants.table_rows(event, viewer))
    with transaction.atomic():
        record("event.participants_taken", event.activity, by=request.user, format=form, rows=len(rows) - 1)
    return table_file(rows, f"{slug}-participants", form)


@require_safe
def registration_table(request: SiteRequest, slug: str, form: str) -> HttpResponse:
    """Those registered whom the reader may see: their own, or all for the secretariat."""
    viewer = request.viewer
    registration = _registration(slug, viewer)
    check_may_register(request.user, registration)
    rows = list(registered.table_rows(registration, viewer))
    with transaction.atomic():
        record("registration.people_taken", registration, by=request.user, format=form, rows=len(rows) - 1)
    return table_file(rows, f"{slug}-people", form)

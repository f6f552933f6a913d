"""One function that puts a model into the administration, and the rules that hold for all of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from django.contrib.admin.utils import quote
from django.contrib.auth.models import Permission
from django.db import models
from django.urls import URLPattern, reverse
from django.utils.functional import Promise, lazy
from django.utils.text import capfirst
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permissions import register_permission_policy

from palermo.accounts.actions.records import save_record
from palermo.accounts.actors import Actor
from palermo.accounts.models import User
from palermo.core.records import field_label
from palermo.core.rules import can
from palermo.site.action_pages import ACTIONS
from palermo.site.administration.access import RecordPermissionPolicy
from palermo.site.administration.choosers import search_fields_of
from palermo.site.administration.forms import RecordForm, form_of
from palermo.site.administration.views import (
    RecordCreateView,
    RecordEditView,
    RecordHistoryView,
    RecordIndexView,
)
from palermo.site.administration.words import field_words, title_of

SHOWN_CHILDREN = 200
ADDRESSES = frozenset({"index", "index_results", "add", "edit", "history"})
# Every record of the administration by its model: a form finds here what belongs to its record.
VIEWSETS: dict[type[models.Model], "RecordViewSet"] = {}


class Belonging(NamedTuple):
    """What belongs to a record, of one kind: shown below its form."""

    label: str | Promise
    rows: list[tuple[str, str]]
    more: bool
    add_url: str


type MenuEntry = ModelViewSetGroup | RecordViewSet


def save_form(form: RecordForm, *, by: Actor) -> models.Model:
    """The way in which most records are saved."""
    return save_record(form.instance, by=by, linked=form.linked_records(), seen=form.seen)


class RecordViewSet(ModelViewSet):
    """List, add, change, history. Nothing is deleted or copied, and every form saves through an action."""

    index_view_class = RecordIndexView
    add_view_class = RecordCreateView
    edit_view_class = RecordEditView
    history_view_class = RecordHistoryView
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    search_backend_name = None
    # An event is known by its activity's number: a number, too.
    pk_path_converter = "int"

    def get_common_view_kwargs(self, **kwargs: object) -> dict[str, object]:
        closed = {"usage_url_name": None, "delete_url_name": None} | ({} if self.adds else {"add_url_name": None})
        return super().get_common_view_kwargs(viewset=self, **closed, **kwargs)

    def get_history_view_kwargs(self, **kwargs: object) -> dict[str, object]:
        return kwargs

    def get_urlpatterns(self) -> list[URLPattern]:
        addresses = ADDRESSES if self.adds else ADDRESSES - {"add"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in addresses]

    def get_permissions_to_register(self) -> models.QuerySet[Permission]:
        return Permission.objects.none()

    def get_form_class(self, for_update: bool = False) -> type[RecordForm]:
        if for_update:
            return form_of(self.model, self.fields_on_change, self.form)
        return form_of(self.model, self.fields_on_adding, self.form)

    def fields_by_act(self, record: models.Model, user: User) -> set[str]:
        """The fields that this person can change on the site now, by an act that knows what else it changes."""
        names = [name for name in self.by_act if _may_act(name, record, user)]
        return {field for name in names for field in self.by_act[name]}

    def save(self, form: RecordForm, *, by: Actor) -> models.Model:
        """By the action that adds, or the one that changes."""
        is_new = form.instance._state.adding
        return (self.add if is_new else self.change)(form, by=by)

    @property
    def plural(self) -> str | Promise:
        """What records of this kind are called."""
        return self.model._meta.verbose_name_plural or ""

    def edit_address(self, record: models.Model) -> str:
        """Where a record is changed."""
        return reverse(self.get_url_name("edit"), args=[quote(record.pk)])

    def page_after(self, record: models.Model) -> str:
        """After saving: the record it belongs to, or itself, so that what belongs to it can be added."""
        above = self.parent_of(record)
        return VIEWSETS[type(above)].edit_address(above) if above else self.edit_address(record)

    def parent_of(self, record: models.Model) -> models.Model | None:
        """The record that this one belongs to."""
        return next((above for name in self.parents if (above := getattr(record, name, None))), None)

    def trail_to(self, record: models.Model) -> list[dict[str, object]]:
        """The way down to a record: its list, or the record it belongs to."""
        above = self.parent_of(record)
        if above is None:
            return [{"url": reverse(self.get_url_name("index")), "label": self.plural}]
        over = VIEWSETS[type(above)]
        return [*over.trail_to(above), {"url": over.edit_address(above), "label": title_of(above)}]

    def belongings_of(self, record: models.Model) -> list[Belonging]:
        """What belongs to a record, each with its form."""
        belongings: list[Belonging] = []
        for viewset in VIEWSETS.values():
            names = [name for name in viewset.parents if viewset.related_model(name) is self.model]
            belongings += [viewset.records_under(name, record) for name in names if viewset.belongs_to(record)]
        return [each for each in belongings if each.rows or each.add_url]

    def with_related(self, records: models.QuerySet) -> models.QuerySet:
        """Records with what naming them needs."""
        records = records.select_related(*self.related) if self.related else records
        return records.prefetch_related(*self.prefetched)

    def related_model(self, name: str) -> type[models.Model]:
        """The model that a field points at."""
        return self.model._meta.get_field(name).related_model

    def records_under(self, name: str, record: models.Model) -> Belonging:
        """The records of this kind under `record`."""
        rows = self.with_related(self.model._default_manager.filter(**{name: record}))
        links = [(title_of(row), self.edit_address(row)) for row in rows[: SHOWN_CHILDREN + 1]]
        is_full = self.model._meta.get_field(name).one_to_one and links
        add = f"{reverse(self.get_url_name('add'))}?{name}={record.pk}" if self.adds and not is_full else ""
        return Belonging(self.plural, links[:SHOWN_CHILDREN], len(links) > SHOWN_CHILDREN, add)


def _may_act(name: str, record: models.Model, user: User) -> bool:
    """Whether this person may do an act to a record, or to the event that an activity is, now."""
    act = ACTIONS[name]
    acted_on = record if isinstance(record, act.model) else getattr(record, act.model._meta.model_name or "", None)
    return acted_on is not None and can(act.check, user, acted_on)


def record_viewset(
    model: type[models.Model],
    *,
    fields: Sequence[str],
    fields_on_adding: Sequence[str] | None = None,
    adds: bool = True,
    by_act: Mapping[str, Sequence[str]] | None = None,
    columns: Sequence[str] = (),
    filters: Sequence[str] = (),
    related: Sequence[str] = (),
    prefetched: Sequence[str] = (),
    parents: Sequence[str] = (),
    listed: bool | None = None,
    belongs_to: Callable[[Any], bool] = lambda record: True,
    form: type[RecordForm] = RecordForm,
    add: Callable[..., models.Model] = save_form,
    change: Callable[..., models.Model] = save_form,
    setting: int = 0,
) -> RecordViewSet:
    """Put a model into the administration.

    `fields` are what an editor corrects, never what changes by an act alone; a new record is asked for these and its
    id, unless `fields_on_adding` says otherwise. `adds` is false where new records come from an act of the site;
    `by_act` names acts of the site and the fields that they change: while the act is possible, the form leaves them
    out. `parents` are the fields that say what a record belongs to: it is then added from its parent's form, cannot be
    moved to another, and has no list in the menu unless `listed`; `belongs_to` says which parents have such records.
    `add` and `change` are the actions that save. A list with a `setting` stands in the menu of settings, at that place.
    """
    register_permission_policy(model, RecordPermissionPolicy(model), exact_class=True)
    name, has_slug = model._meta.model_name, any(field.name == "slug" for field in model._meta.fields)
    is_listed = not parents if listed is None else listed
    VIEWSETS[model] = RecordViewSet(
        f"record_{name}",
        url_prefix=f"record/{name}",
        model=model,
        icon="doc-full",
        menu_label=model._meta.verbose_name_plural,
        menu_name=f"record-{name}",
        add_to_settings_menu=bool(setting),
        menu_order=setting,
        list_display=[_title_column(model), *(_column(model, column) for column in columns)],
        filterset_class=_filterset(model, filters),
        search_fields=search_fields_of(model) or None,
        related=tuple(related),
        prefetched=tuple(prefetched),
        parents=tuple(parents),
        listed=is_listed and not setting,
        belongs_to=belongs_to,
        adds=adds,
        by_act=by_act or {},
        form=form,
        fields_on_adding=tuple(fields_on_adding or ([*(["slug"] if has_slug else []), *fields])),
        fields_on_change=tuple(fields),
        add=add,
        change=change,
    )
    return VIEWSETS[model]


def _title_column(model: type[models.Model]) -> TitleColumn:
    label = model._meta.verbose_name
    return TitleColumn("title", label=label, accessor=title_of, get_url=lambda row: VIEWSETS[model].edit_address(row))


def _column(model: type[models.Model], name: str) -> Column:
    return Column(name, label=_label(model, name), accessor=partial(field_words, name=name), sort_key=name)


def _label(model: type[models.Model], name: str) -> str | Promise:
    """The label of a field in the language of whoever reads it, not of the hour at which the list was declared."""
    return lazy(lambda: capfirst(field_label(model, name)), str)()


def _filterset(model: type[models.Model], names: Sequence[str]) -> type[WagtailFilterSet] | None:
    if not names:
        return None
    meta = type("Meta", (), {"model": model, "fields": list(names)})
    filters: type[WagtailFilterSet] = type(f"{model.__name__}FilterSet", (WagtailFilterSet,), {"Meta": meta})
    for name, chosen in filters.base_filters.items():
        chosen.label = _label(model, name)
    return filters


def record_group(
    name: str, label: Promise, *, icon: str, order: int, viewsets: Iterable[RecordViewSet]
) -> list[MenuEntry]:
    """An entry of the menu with records; what is found below another record or among settings is registered beside."""
    viewsets = list(viewsets)
    shown = [viewset for viewset in viewsets if viewset.listed]
    options = {"menu_label": label, "menu_name": name, "menu_icon": icon, "menu_order": order, "items": shown}
    group = type("RecordGroup", (ModelViewSetGroup,), options)
    return [group(), *(viewset for viewset in viewsets if not viewset.listed)]

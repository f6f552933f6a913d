"""Choosing one record among thousands: a dialogue with a search instead of an endless list."""

from django import forms
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

from palermo.core.fields import MultilingualField
from palermo.core.languages import CODES
from palermo.site.administration.words import title_of


def search_fields_of(model: type[models.Model]) -> list[str]:
    """Where a word is looked for: ids, symbols and numbers, and texts in every language."""
    plain = [f.name for f in model._meta.fields if f.name in {"slug", "symbol", "number", "email"}]
    texts = [f.name for f in model._meta.fields if isinstance(f, MultilingualField) and not f.long]
    return plain + [f"{name}__{code}" for name in texts for code in CODES]


def record_chooser(model: type[models.Model], *, label: Promise, related: tuple[str, ...] = ()) -> ChooserViewSet:
    """A chooser for the records of a model, used by every form of the administration that points at one."""
    return ChooserViewSet(
        f"choose_{model._meta.model_name}",
        model=model,
        url_prefix=f"choose/{model._meta.model_name}",
        icon="list-ul",
        choose_one_text=label,
        choose_another_text=_("Choose another"),
        base_widget_class=_RecordChooser,
        choose_view_class=_searchable_view(ChooserViewSet.choose_view_class, model, related),
        create_view_class=_NoCreation,
        choose_results_view_class=_searchable_view(ChooserViewSet.choose_results_view_class, model, related),
        chosen_view_class=_ChosenView,
    )


class _RecordChooser(BaseChooser):
    """Shows the record that is chosen by its name."""

    def get_display_title(self, instance: models.Model) -> str:
        return title_of(instance)


class _ChosenView(ChooserViewSet.chosen_view_class):
    """Gives the name of the record that was just chosen."""

    def get_display_title(self, instance: models.Model) -> str:
        return title_of(instance)


class _NoCreation(ChooserViewSet.create_view_class):
    """Nothing is made in passing: a record has a form of its own."""

    def can_create(self) -> bool:
        return False


def _searchable_view(view: type, model: type[models.Model], related: tuple[str, ...]) -> type:
    def get_object_list(self: object) -> models.QuerySet:
        return model._default_manager.select_related(*related) if related else model._default_manager.all()

    def title_column(self: object) -> TitleColumn:
        column = view.title_column.fget(self)  # type: ignore[attr-defined]  # a property, as this one
        column.accessor, column.label = title_of, model._meta.verbose_name
        return column

    members = {
        "filter_form_class": _filter_form(model),
        "get_object_list": get_object_list,
        "title_column": property(title_column),
    }
    return type(view.__name__, (view,), members)


def _filter_form(model: type[models.Model]) -> type[forms.Form]:
    class Search(BaseFilterForm):
        q = forms.CharField(label=_("Search"), required=False)

        def filter(self, objects: models.QuerySet) -> models.QuerySet:
            self.search_query = self.cleaned_data.get("q", "")
            self.is_searching = bool(self.search_query)
            match = Q()
            for name in search_fields_of(model) if self.is_searching else ():
                match |= Q(**{f"{name}__icontains": self.search_query})
            return objects.filter(match)

    return Search

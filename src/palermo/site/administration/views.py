"""Lists and forms of records in Wagtail's admin. What is saved goes through an action, whole or not at all."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.admin.utils import quote
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton

from palermo.accounts.requests import SiteRequest
from palermo.core.constraints import refusing_in_sentences
from palermo.core.records import address_of
from palermo.core.refusals import Refused
from palermo.core.whole_numbers import whole_number
from palermo.site.action_pages import action_links
from palermo.site.administration.history import history_of
from palermo.site.administration.words import title_of

if TYPE_CHECKING:
    from palermo.site.administration.forms import RecordForm
    from palermo.site.administration.viewsets import RecordViewSet

# Where it leads and what it says, as Wagtail wants it.
type Breadcrumb = dict[str, object]


class RecordIndexView(generic.IndexView):
    """The list of one kind of record."""

    viewset: "RecordViewSet" = None  # type: ignore[assignment]  # set by `as_view`
    # No file leaves from here: exports go through the record's own commands.
    list_export = ()

    def get_add_url(self) -> str | None:
        """What belongs to another record is added from that record's form, what an act records on the site."""
        return super().get_add_url() if self.viewset.adds and not self.viewset.parents else None

    @property
    def add_item_label(self) -> str:
        return _("Add")

    def get_base_queryset(self) -> models.QuerySet:
        return self.viewset.with_related(super().get_base_queryset())


class _RecordFormView:
    """What adding and changing share: the way back, the trail above the form, and refusals as sentences."""

    viewset: "RecordViewSet" = None  # type: ignore[assignment]  # set by `as_view`
    template_name = "site/administration/form.html"
    request: SiteRequest
    object: models.Model
    form: "RecordForm"

    def get_success_url(self) -> str:
        return self.viewset.page_after(self.object)

    def form_valid(self, form: "RecordForm") -> HttpResponse:
        """Save by the viewset's action; what it refuses stands on the form, and nothing is saved."""
        try:
            with refusing_in_sentences():
                return super().form_valid(form)  # type: ignore[misc]
        except Refused as refusal:
            form.refuse(ValidationError(str(refusal)))
        except ValidationError as error:
            form.refuse(error)
        self.produced_error_message = self.get_error_message()
        return self.form_invalid(form)  # type: ignore[attr-defined]

    def save_instance(self) -> models.Model:
        return self.viewset.save(self.form, by=self.request.user)

    def get_breadcrumbs_items(self) -> list[Breadcrumb]:
        trail = self.viewset.trail_to(self._edited_record())  # type: ignore[attr-defined]
        here = {"url": "", "label": self.get_page_subtitle()}  # type: ignore[attr-defined]
        return [*self.breadcrumbs_items, *trail, here]  # type: ignore[attr-defined]

    def get_error_message(self) -> str:
        return _("Nothing was saved. Correct the errors shown on the form.")


class RecordCreateView(_RecordFormView, generic.CreateView):
    """Adding a record, under its parent when it has one."""

    success_message = gettext_lazy("“%(object)s” has been created.")
    submit_button_label = gettext_lazy("Save")
    submit_button_active_label = gettext_lazy("Saving…")

    def get_page_subtitle(self) -> str:
        return _("New: %(kind)s") % {"kind": self.viewset.model._meta.verbose_name}

    def get_add_url(self) -> str:
        query = self.request.GET.urlencode()
        return f"{super().get_add_url()}?{query}" if query else super().get_add_url()

    def get_initial_form_instance(self) -> models.Model:
        return self._edited_record()

    def get_success_message(self, instance: models.Model) -> str:
        return str(self.success_message) % {"object": title_of(instance)}

    def _edited_record(self) -> models.Model:
        if not self.viewset.parents:
            return self.viewset.model()
        for name in self.viewset.parents:
            if (key := whole_number(self.request.GET.get(name, ""))) is not None:
                above = self.viewset.model._meta.get_field(name).related_model
                return self.viewset.model(**{name: get_object_or_404(above, pk=key)})
        raise Http404


class RecordEditView(_RecordFormView, generic.EditView):
    """Changing a record, with what can be done to it on the site above, and what belongs to it below."""

    success_message = gettext_lazy("“%(object)s” has been saved.")

    def get_form(self, form_class: "type[RecordForm] | None" = None) -> "RecordForm":
        """The form without the fields that an act of the site changes now."""
        form = super().get_form(form_class)
        for name in self.viewset.fields_by_act(self.object, self.request.user):
            form.fields.pop(name, None)
        return form

    def get_success_message(self) -> str:
        return str(self.success_message) % {"object": title_of(self.object)}

    def get_page_subtitle(self) -> str:
        return title_of(self.object)

    def get_last_updated_info(self) -> None:
        """Wagtail's own log knows nothing of records; the audit's does, on the history page."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(**kwargs) | {
            "acts": action_links(self.object, self.request.viewer, self.request.user),
            "belongings": self.viewset.belongings_of(self.object),
        }

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """The record's page on the site."""
        if not hasattr(self.object, "get_absolute_url"):
            return []
        return [HeaderButton(_("View on the site"), url=address_of(self.object), icon_name="view")]

    def _edited_record(self) -> models.Model:
        return self.object


class RecordHistoryView(WagtailAdminTemplateMixin, PermissionCheckedMixin, TemplateView):
    """Every act that the audit's log has for one record."""

    viewset: "RecordViewSet" = None  # type: ignore[assignment]  # set by `as_view`
    model: type[models.Model] = None  # type: ignore[assignment]  # set by `as_view`
    permission_required = "view"
    template_name = "site/administration/history.html"
    page_title = gettext_lazy("History")
    header_icon = "history"

    def get_breadcrumbs_items(self) -> list[Breadcrumb]:
        record = get_object_or_404(self.model, pk=self.kwargs["pk"])
        edit = reverse(self.viewset.get_url_name("edit"), args=[quote(record.pk)])
        trail = [*self.viewset.trail_to(record), {"url": edit, "label": title_of(record)}]
        return [*self.breadcrumbs_items, *trail, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        record = get_object_or_404(self.model, pk=self.kwargs["pk"])
        acts = {"acts": history_of(record), "time_zone": settings.TIME_ZONE}
        return super().get_context_data(**kwargs) | acts

"""What is written about a speakers' list: its limits, who asks for the floor, and where a request is moved."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import RegionalGroup, State
from palermo.accounts.state_choices import StateChoiceField, offer_states
from palermo.accounts.states import GroupKind
from palermo.core.forms import MultilingualFormField
from palermo.core.text import plain
from palermo.floor.models import FloorRequest, SpeakersList
from palermo.floor.states import ListKind
from palermo.site.forms.fields import CHOOSE, ActForm, OrganisationChoiceField, day_of_event
from palermo.site.forms.model_fields import form_field

GROUP = "group_"
MOST_MINUTES = 60


class LimitsForm(ActForm):
    """How long each speaker has, and each regional group in all."""

    minutes_each = forms.DecimalField(
        label=gettext_lazy("Minutes per statement (leave empty for no limit)"),
        min_value=0.5,
        max_value=MOST_MINUTES,
        decimal_places=1,
        required=False,
    )

    def prepare(self) -> None:
        super().prepare()
        self.groups = {GROUP + group.slug: group for group in RegionalGroup.objects.filter(kind=GroupKind.REGIONAL)}
        for name, group in self.groups.items():
            label = _("Total minutes for the group: %(group)s") % {"group": plain(group.name)}
            self.fields[name] = forms.IntegerField(label=label, min_value=1, max_value=1000, required=False)
        if isinstance(self.record, SpeakersList):
            self._fill_initial(self.record)

    def _fill_initial(self, speakers_list: SpeakersList) -> None:
        if speakers_list.seconds_each:
            self.initial.setdefault("minutes_each", speakers_list.seconds_each / 60)
        for limit in speakers_list.limits.select_related("group"):
            self.initial.setdefault(GROUP + limit.group.slug, limit.seconds // 60)

    def action_kwargs(self) -> dict[str, object]:
        each = self.cleaned_data["minutes_each"]
        limits = {group: self.cleaned_data[name] * 60 for name, group in self.groups.items() if self.cleaned_data[name]}
        return {"seconds_each": int(each * 60) if each else None, "limits": limits}


class OpenListForm(LimitsForm):
    """What the list is for."""

    kind = forms.ChoiceField(label=gettext_lazy("Type of list"), choices=ListKind.choices)
    field_order = ("kind",)

    def action_kwargs(self) -> dict[str, object]:
        return {"kind": self.cleaned_data["kind"], **super().action_kwargs()}


class AskForm(ActForm):
    """Who asks: delegates for their own State; officers for any, or for an organization."""

    needed_with_others = frozenset({"delegation", "organisation"})

    delegation = form_field(FloorRequest, "delegation", StateChoiceField)
    organisation = OrganisationChoiceField(label=gettext_lazy("Or organization"), empty_label=CHOOSE, required=False)
    is_point_of_order = form_field(FloorRequest, "is_point_of_order")

    def prepare(self) -> None:
        super().prepare()
        if self.viewer.is_secretariat:
            offer_states(self.fields["delegation"], day_of_event(self.record.item.programme))
            return
        del self.fields["organisation"]
        own = State.objects.filter(pk__in=self.viewer.delegation_ids).prefetch_related("former_names")
        field = self.fields["delegation"]
        assert isinstance(field, StateChoiceField)
        field.queryset, field.empty_label, field.required = own, None, True
        self.initial.setdefault("delegation", own.first())

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if bool(values.get("delegation")) == bool(values.get("organisation")) and not self.errors:
            raise forms.ValidationError(_("Choose either a delegation or an organization."))
        return values


class MoveRequestForm(ActForm):
    """Another place among those that wait, under the direction of the chair."""

    to = forms.IntegerField(
        label=gettext_lazy("New position among waiting requests"), min_value=1, max_value=10_000, initial=1
    )
    reason = MultilingualFormField(label=gettext_lazy("Reason given by the chair"))

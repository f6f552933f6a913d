"""What a person writes when they act: a day, a result, a reason. Each form gives the act's own arguments."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palermo.accounts.models import Organisation
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.forms import MultilingualFormField, PartialDateFormField
from palermo.core.languages import active_language
from palermo.core.speech.dates import say_day
from palermo.governance.models import Activity
from palermo.governance.queries import decisions_visible_to, mandates_visible_to, meetings_visible_to
from palermo.governance.states import ENDED, ActivityKind, DecisionState, EndorsementState, MandateState
from palermo.portal.addresses import name_of

CHOOSE = _("Choose one")


class RecordChoiceField(forms.ModelChoiceField):
    """A record, under the name by which the site links to it."""

    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


class OrganisationChoiceField(forms.ModelChoiceField):
    """An organisation, by its name in the reader's language where there is one."""

    def label_from_instance(self, obj: Organisation) -> str:
        shown = obj.name.shown_in(active_language().code)
        return shown.words if shown else obj.slug


def day_field(label: Any) -> forms.DateField:
    """A day, today unless another is written."""
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, initial=clock.today, widget=widget)


class ActForm(forms.Form):
    """A form that knows the record acted on and who acts; `act` gives what the action is called with."""

    def __init__(self, *args: Any, record: Any = None, viewer: Viewer, **kwargs: Any) -> None:
        self.record, self.viewer = record, viewer
        super().__init__(*args, **kwargs)

    def act(self) -> dict[str, Any]:
        """The action's arguments."""
        return self.cleaned_data


class DayForm(ActForm):
    """When it was done."""

    on = day_field(_("Date"))


class ReasonForm(ActForm):
    """When, and why."""

    on = day_field(_("Date"))
    reason = MultilingualFormField(label=_("Reason"))


class AdoptionForm(ActForm):
    """When a decision was adopted, and at which meeting."""

    on = PartialDateFormField(label=_("Adopted on"))
    at = RecordChoiceField(label=_("At the meeting"), empty_label=CHOOSE, queryset=None, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = meetings_visible_to(self.viewer).filter(Q(body=self.record.body) | Q(session__body=self.record.body))
        self.fields["at"].queryset = meetings.distinct().order_by("-starts_on")


class SuccessionForm(ActForm):
    """Which decision replaced it."""

    successor = RecordChoiceField(label=_("Superseded by"), empty_label=CHOOSE, queryset=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        adopted = decisions_visible_to(self.viewer).filter(state=DecisionState.ADOPTED)
        self.fields["successor"].queryset = adopted.exclude(pk=self.record.pk)


class EndOfMandateForm(ActForm):
    """How and when a mandate ended, and why."""

    state = forms.ChoiceField(label=_("How it ended"), choices=[(s.value, s.label) for s in MandateState if s in ENDED])
    on = day_field(_("Ended on"))
    reason = MultilingualFormField(label=_("Reason"), long=True, required=False)

    def clean_state(self) -> MandateState:
        return MandateState(self.cleaned_data["state"])


class ResultForm(ActForm):
    """What became of a text that was put to Member States."""

    state = forms.ChoiceField(
        label=_("Result"), choices=[(s.value, s.label) for s in EndorsementState if s != EndorsementState.OPEN]
    )
    on = PartialDateFormField(label=_("Date of the result"))
    note = MultilingualFormField(label=_("Note"), long=True, required=False)

    def clean_state(self) -> EndorsementState:
        return EndorsementState(self.cleaned_data["state"])


class AuthorisationForm(ActForm):
    """The mandate, of those in force on the day, and the day.

    Every visible mandate is accepted, so that the rule says in its own words why one gives no authority;
    only those in force are offered.
    """

    on = day_field(_("Authorised on"))
    mandate = RecordChoiceField(label=_("Under the mandate"), empty_label=CHOOSE, queryset=None, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, mandates = self.fields["mandate"], mandates_visible_to(self.viewer)
        field.queryset = mandates
        day = self._day()
        in_force = mandates.filter(in_force_from__lte=day).filter(Q(ended_on=None) | Q(ended_on__gt=day))
        self.fields["on"].help_text = _(
            "Offered are the mandates in force on %(day)s. For those of another day, write it and press the button."
        ) % {"day": say_day(PartialDate(day), active_language().code)}
        field.widget.choices = [("", "—"), *((mandate.pk, name_of(mandate)) for mandate in in_force)]

    def _day(self) -> Any:
        """The day written in the form or in the address; today where there is none that can be read."""
        written = self.data.get("on") or self.initial.get("on") or ""
        try:
            return self.fields["on"].clean(written)
        except forms.ValidationError:
            return clock.today()


class ProposalForm(ActForm):
    """A new activity; it gets its id from its title."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ActivityKind.choices)
    title = MultilingualFormField(label=_("Title"))
    summary = MultilingualFormField(label=_("Summary"), long=True, required=False)
    lead = OrganisationChoiceField(
        label=_("Lead"), empty_label=CHOOSE, queryset=Organisation.objects.all(), required=False
    )
    starts = PartialDateFormField(label=_("Begins"), required=False)
    ends = PartialDateFormField(label=_("Ends"), required=False)
    audience = forms.ChoiceField(label=_("Audience once it is authorised"), choices=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = [(a.value, a.label) for a in Audience if a in self.viewer.audiences]
        self.initial.setdefault("lead", min(self.viewer.organisation_ids, default=None))

    def act(self) -> dict[str, Any]:
        fields = {name: value for name, value in self.cleaned_data.items() if name not in {"starts", "ends"}}
        activity = Activity(**fields)
        activity.starts, activity.ends = self.cleaned_data["starts"], self.cleaned_data["ends"]
        return {"activity": activity, "on": clock.today()}

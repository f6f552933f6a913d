"""What is written about an activity."""

from datetime import date

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.forms import PartialDateFormField
from palermo.core.languages import active_language
from palermo.core.speech.dates import format_day
from palermo.events.models import Event
from palermo.events.states.events import EventKind
from palermo.governance.models import Activity
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.rules.doubts import doubts_about_activity
from palermo.governance.states.activities import ActivityKind
from palermo.governance.web.forms.choices import offer_choices, offer_records
from palermo.site.forms.fields import (
    CHOOSE,
    ActForm,
    OrganisationChoiceField,
    PlaceChoiceField,
    RecordChoiceField,
    day_field,
    show_only_with,
)
from palermo.site.forms.model_fields import form_field


class AuthorisationForm(ActForm):
    """The mandate, of those in force on the day, and the day.

    Every visible mandate is accepted, so that the rule says in its own words why one gives no authority;
    only those in force are offered.
    """

    needed_with_others = frozenset({"mandate"})

    on = day_field(_("Authorized on"))
    mandate = RecordChoiceField(label=_("Under the mandate"), empty_label=CHOOSE, queryset=None, required=False)

    def prepare(self) -> None:
        super().prepare()
        mandates = mandates_visible_to(self.viewer)
        offer_records(self, "mandate", mandates)
        day = self._day()
        in_force = mandates.filter(in_force_from__lte=day).filter(Q(ended_on=None) | Q(ended_on__gt=day))
        self.fields["on"].help_text = _(
            "The mandates shown were in force on %(day)s. For another day, change the date and select the button."
        ) % {"day": format_day(PartialDate(day), active_language().code)}
        choices = [("", CHOOSE), *((mandate.pk, mandate.display_name()) for mandate in in_force)]
        self.fields["mandate"].widget.choices = choices

    def doubts(self) -> list[str]:
        mandate = self.cleaned_data["mandate"]
        return doubts_about_activity(self.record, mandate, self.cleaned_data["on"]) if mandate else []

    def _day(self) -> date:
        """The day written in the form or in the address; today where there is none that can be read."""
        written = self.data.get("on") or self.initial.get("on") or ""
        try:
            return self.fields["on"].clean(written)
        except forms.ValidationError:
            return clock.today()


class ProposalForm(ActForm):
    """A new activity; it gets its id from its title."""

    needed_with_others = frozenset({"event_kind"})

    sections = (
        (_("Activity"), ("kind", "event_kind", "title", "summary")),
        (_("Lead, dates and place"), ("lead", "starts", "ends", "place")),
        (_("Authority and audience"), ("authorised_on", "audience")),
    )
    kind = form_field(Activity, "kind", choices=[("", CHOOSE), *ActivityKind.choices])
    title = form_field(Activity, "title")
    summary = form_field(Activity, "summary")
    lead = form_field(Activity, "lead", OrganisationChoiceField)
    starts = PartialDateFormField(label=_("Begins"), required=False)
    ends = PartialDateFormField(label=_("Ends"), required=False)
    event_kind = forms.ChoiceField(label=_("Kind of event"), choices=[("", CHOOSE), *EventKind.choices], required=False)
    place = form_field(Event, "place", PlaceChoiceField, empty_label=CHOOSE)
    audience = forms.ChoiceField(label=_("Audience once authorized"), choices=())

    def prepare(self) -> None:
        super().prepare()
        offer_choices(self, "audience", [(a.value, a.label) for a in Audience if a in self.viewer.audiences])
        self.initial.setdefault("lead", min(self.viewer.organisation_ids, default=None))
        for name in ("event_kind", "place"):
            show_only_with(self.fields[name], ActivityKind.EVENT)

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if values.get("kind") == ActivityKind.EVENT and not values.get("event_kind"):
            self.add_error("event_kind", _("Choose the kind of event."))
        return values

    def action_kwargs(self) -> dict[str, object]:
        values = self.cleaned_data
        event = Event(kind=values["event_kind"], place=values["place"])
        return {"activity": self._new_activity(), "event": event, "on": clock.today()}

    def _new_activity(self) -> Activity:
        names = ("kind", "title", "summary", "lead", "audience")
        activity = Activity(**{name: self.cleaned_data[name] for name in names})
        activity.starts, activity.ends = self.cleaned_data["starts"], self.cleaned_data["ends"]
        return activity


class ProposalUnderMandateForm(ProposalForm):
    """A new activity under a mandate, which the secretariat may authorize with the same form."""

    authorised_on = form_field(Activity, "authorised_on", initial=clock.today, required=True)

    def prepare(self) -> None:
        super().prepare()
        if self.viewer.is_secretariat:
            self.fields["authorised_on"].required = False
            self.fields["authorised_on"].help_text = _("Leave empty to propose the activity without authorizing it.")
        else:
            del self.fields["authorised_on"]

    def doubts(self) -> list[str]:
        return doubts_about_activity(self._new_activity(), self.record, self.cleaned_data.get("authorised_on"))

    def action_kwargs(self) -> dict[str, object]:
        return {**super().action_kwargs(), "authorised_on": self.cleaned_data.get("authorised_on")}

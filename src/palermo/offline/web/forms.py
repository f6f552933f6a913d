"""What is chosen for a bundle."""

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.core.slugs import free_id
from palermo.events.models import Event
from palermo.events.queries.events import events_visible_to
from palermo.offline.models import OfflineBundle
from palermo.offline.readers import reader_of
from palermo.offline.states import Part
from palermo.site.forms.fields import ActForm, LanguagesField, RecordChoiceField
from palermo.site.forms.model_fields import form_field


class BundleForm(ActForm):
    """For whom, in which languages, of what, and why."""

    title = form_field(OfflineBundle, "title")
    audience = form_field(
        OfflineBundle,
        "audience",
        initial=Audience.PUBLIC,
        help_text=_("It contains what all readers of this audience may read. Readers are not named."),
    )
    parts = form_field(
        OfflineBundle,
        "parts",
        forms.MultipleChoiceField,
        choices=Part.choices,
        initial=[part for part in Part.values if part != Part.HANDED_OUT],
        widget=forms.CheckboxSelectMultiple,
    )
    event = RecordChoiceField(
        label=_("Only this event"),
        queryset=Event.objects.none(),
        required=False,
        empty_label=_("All events"),
        help_text=_(
            "The package then contains only this event, with its programme, its documents and the material "
            "distributed at it, if selected."
        ),
    )
    languages = form_field(
        OfflineBundle, "languages", LanguagesField, initial=list(CODES), required=False, help_text=""
    )
    reason = form_field(OfflineBundle, "reason", help_text=_("Reason and purpose of distribution."))

    def prepare(self) -> None:
        super().prepare()
        events = events_visible_to(self.viewer).select_related("activity", "place")
        event = self.fields["event"]
        assert isinstance(event, RecordChoiceField)
        event.queryset = events.order_by("-activity__starts_on", "pk")

    def clean_languages(self) -> str:
        """At least one."""
        if not self.cleaned_data["languages"]:
            raise forms.ValidationError(_("Choose at least one language."))
        return self.cleaned_data["languages"]

    def clean(self) -> dict[str, object]:
        """An event that the audience sees."""
        super().clean()
        values = self.cleaned_data
        event, audience = values.get("event"), values.get("audience")
        if event and audience and not events_visible_to(reader_of(audience)).filter(pk=event.pk).exists():
            self.add_error(
                "event", _("This event is not available to this audience. Choose a narrower audience, or all events.")
            )
        if Part.HANDED_OUT in values.get("parts", ()) and not event and "event" not in self.errors:
            self.add_error("event", _("Choose the event at which it is distributed."))
        return values

    def action_kwargs(self) -> dict[str, object]:
        data = self.cleaned_data
        chosen = " ".join(part for part in Part.values if part in data["parts"])
        values = {name: data[name] for name in ("title", "audience", "languages", "event", "reason")}
        return {"bundle": OfflineBundle(slug=_new_id(data["audience"]), parts=chosen, **values)}


def _new_id(audience: str) -> str:
    """By day and audience; the second of a day has a number."""
    return free_id(OfflineBundle, f"bundle-{clock.today().isoformat()}-{audience.replace('_', '-')}")

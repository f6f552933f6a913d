"""What is written of occasions, and of what is presented there."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.core.dates import DatePrecision
from palermo.core.forms import MultilingualFormField, PartialDateFormField
from palermo.events.models import Event
from palermo.site.forms.fields import (
    CHOOSE,
    ActForm,
    OrganisationChoiceField,
    PlaceChoiceField,
    RecordChoiceField,
    Sections,
)
from palermo.toolkit.models import Occasion, Presentation
from palermo.toolkit.queries.occasions import occasions_visible_to


class OccasionForm(ActForm):
    """What it is, who organizes it, when and where."""

    sections: ClassVar[Sections] = (
        (_("Occasion"), ("title", "organisation", "organizer")),
        (_("Date and place"), ("starts", "ends", "place", "event")),
    )

    title = MultilingualFormField(label=_("Title"))
    organisation = OrganisationChoiceField(label=_("Organizer"), empty_label=CHOOSE, required=False)
    organizer = MultilingualFormField(
        label=_("Organizer in words"), required=False, help_text=_("If it is not one of the organizations on record.")
    )
    starts = PartialDateFormField(label=_("Beginning"))
    ends = PartialDateFormField(label=_("End"), required=False)
    place = PlaceChoiceField(label=_("Place"), empty_label=CHOOSE, required=False)
    event = RecordChoiceField(
        Event.objects.none(),
        label=_("Event"),
        empty_label=CHOOSE,
        required=False,
        help_text=_("If it is held together with an event on record."),
    )

    def prepare(self) -> None:
        super().prepare()
        events = self.fields["event"].queryset.exclude(activity__starts_on=None)  # type: ignore[attr-defined]  # a choice of records
        self.fields["event"].queryset = events.select_related("activity").order_by("-activity__starts_on")  # type: ignore[attr-defined]
        if isinstance(self.record, Occasion):
            for name in self.fields:
                self.initial.setdefault(name, getattr(self.record, name))

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        for name in ("starts", "ends"):
            day = values.pop(name)
            values[f"{name}_on"] = day.value if day else None
            values[f"{name}_precision"] = day.precision if day else DatePrecision.DAY
        return {"values": values}


class PresentationForm(ActForm):
    """At which occasion an edition is presented, in which words reports say so, and the comments received."""

    occasion = RecordChoiceField(Occasion.objects.none(), label=_("Occasion"), to_field_name="slug", empty_label=CHOOSE)
    presented = MultilingualFormField(
        label=pgettext_lazy("text", "Presentation"),
        required=False,
        help_text=_("As reports continue a sentence, for example: discussed at the Parliamentary Forum."),
    )
    comments = MultilingualFormField(label=_("Comments received"), long=True, required=False)
    comment_count = forms.IntegerField(label=_("Number of comments"), min_value=0, max_value=100_000, required=False)

    def prepare(self) -> None:
        super().prepare()
        self.fields["occasion"].queryset = occasions_visible_to(self.viewer)  # type: ignore[attr-defined]  # a choice of records
        if isinstance(self.record, Presentation):
            for name in ("presented", "comments", "comment_count"):
                self.initial.setdefault(name, getattr(self.record, name))
            self.initial.setdefault("occasion", self.record.occasion.slug)

    def action_kwargs(self) -> dict[str, object]:
        return {"values": self.cleaned_data}

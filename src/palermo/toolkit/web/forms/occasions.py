"""What is written of occasions, and of what is presented there."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from palermo.core.dates import DatePrecision
from palermo.events.models import Event
from palermo.site.forms.fields import (
    ActForm,
    OrganisationChoiceField,
    PlaceChoiceField,
    RecordChoiceField,
    Sections,
)
from palermo.site.forms.model_fields import form_field
from palermo.toolkit.models import Occasion, Presentation
from palermo.toolkit.queries.occasions import occasions_visible_to


class OccasionForm(ActForm):
    """What it is, who organizes it, when and where."""

    sections: ClassVar[Sections] = (
        (_("Occasion"), ("title", "organisation", "organizer")),
        (_("Date and place"), ("starts", "ends", "place", "event")),
    )

    title = form_field(Occasion, "title")
    organisation = form_field(Occasion, "organisation", OrganisationChoiceField)
    organizer = form_field(Occasion, "organizer", help_text=_("If it is not one of the organizations on record."))
    starts = form_field(Occasion, "starts")
    ends = form_field(Occasion, "ends")
    place = form_field(Occasion, "place", PlaceChoiceField)
    event = form_field(
        Occasion,
        "event",
        RecordChoiceField,
        help_text=_("If it is held together with an event on record."),
        queryset=Event.objects.none(),
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

    occasion = form_field(
        Presentation, "occasion", RecordChoiceField, to_field_name="slug", queryset=Occasion.objects.none()
    )
    presented = form_field(
        Presentation,
        "presented",
        help_text=_("As reports continue a sentence, for example: discussed at the Parliamentary Forum."),
    )
    comments = form_field(Presentation, "comments")
    comment_count = form_field(Presentation, "comment_count", min_value=0, max_value=100_000)

    def prepare(self) -> None:
        super().prepare()
        self.fields["occasion"].queryset = occasions_visible_to(self.viewer)  # type: ignore[attr-defined]  # a choice of records
        if isinstance(self.record, Presentation):
            for name in ("presented", "comments", "comment_count"):
                self.initial.setdefault(name, getattr(self.record, name))
            self.initial.setdefault("occasion", self.record.occasion.slug)

    def action_kwargs(self) -> dict[str, object]:
        return {"values": self.cleaned_data}

"""What is written of occasions, and of what is presented there."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from palermo.site.forms.fields import (
    OrganisationChoiceField,
    PlaceChoiceField,
    RecordChoiceField,
    Sections,
)
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import ValuesForm
from palermo.toolkit.models import Occasion, Presentation


class OccasionForm(ValuesForm):
    """What it is, who organizes it, when and where."""

    model = Occasion

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
    )

    def prepare(self) -> None:
        super().prepare()
        events = self.fields["event"].queryset.exclude(activity__starts_on=None)  # type: ignore[attr-defined]  # a choice of records
        self.fields["event"].queryset = events.select_related("activity").order_by("-activity__starts_on")  # type: ignore[attr-defined]


class PresentationForm(ValuesForm):
    """At which occasion an edition is presented, in which words reports say so, and the comments received."""

    model = Presentation

    occasion = form_field(Presentation, "occasion", RecordChoiceField, to_field_name="slug")
    presented = form_field(
        Presentation,
        "presented",
        help_text=_("As reports continue a sentence, for example: discussed at the Parliamentary Forum."),
    )
    comments = form_field(Presentation, "comments")
    comment_count = form_field(Presentation, "comment_count", min_value=0, max_value=100_000)

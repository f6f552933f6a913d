"""What is written about a note verbale."""

from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Organisation
from palermo.accounts.states import OrganisationKind
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.rules import can
from palermo.governance.models import Endorsement, Meeting, NoteVerbale
from palermo.governance.rules.notes import check_occasion
from palermo.governance.states.bodies import NoteKind
from palermo.governance.web.forms.choices import offer_choices
from palermo.governance.web.forms.meetings import plain_day_field
from palermo.library.web.fields import DocumentsField
from palermo.site.forms.fields import ActForm, PlaceChoiceField
from palermo.site.forms.model_fields import form_field

VALUES = ("reference", "kind", "to_all_member_states", "dated_at", "dated_on", "reply_by")
FIRST = (OrganisationKind.PERMANENT_MISSION, OrganisationKind.MINISTRY)


class AddresseesField(forms.ModelMultipleChoiceField):
    """Organizations by their kind, missions and ministries first. The rule says why others are not addressed so."""

    model = Organisation

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(None, widget=forms.SelectMultiple({"size": 8}), **kwargs)

    def offer(self) -> None:
        """Name the organizations there are now, by kind."""
        order: list[str] = [*FIRST, *(kind for kind in OrganisationKind if kind not in FIRST)]
        organisations = sorted(
            self.queryset or (), key=lambda each: (order.index(each.kind), self.label_from_instance(each))
        )
        self.widget.choices = [
            (OrganisationKind(kind).label, [(each.pk, self.label_from_instance(each)) for each in of_kind])
            for kind, of_kind in groupby(organisations, key=lambda each: each.kind)
        ]

    def label_from_instance(self, obj: Organisation) -> str:
        shown = obj.name.shown_in(active_language().code)
        return shown.words if shown else obj.slug


class NoteForm(ActForm):
    """Kind, addressees, enclosures, deadline; the sentences are made from the record."""

    needed_with_others = frozenset({"addressees"})

    kind = forms.ChoiceField(label=gettext_lazy("Purpose"), choices=())
    reference = form_field(
        NoteVerbale,
        "reference",
        help_text=gettext_lazy("Number under which the note is filed. Required before it is issued."),
    )
    to_all_member_states = form_field(NoteVerbale, "to_all_member_states")
    addressees = AddresseesField(
        label=gettext_lazy("Or selected addressees"),
        required=False,
        help_text=gettext_lazy(
            "A note verbale is addressed to permanent missions and ministries only. Send a letter to others."
        ),
    )
    enclosures = form_field(
        NoteVerbale,
        "enclosures",
        DocumentsField,
        help_text=gettext_lazy("One per line: the symbol or identifier of the document."),
    )
    reply_by = plain_day_field(gettext_lazy("Replies by"), required=False)
    dated_at = form_field(NoteVerbale, "dated_at", PlaceChoiceField)
    dated_on = plain_day_field(gettext_lazy("Date of the note"))

    def prepare(self) -> None:
        super().prepare()
        addressees = self.fields["addressees"]
        assert isinstance(addressees, AddresseesField)
        addressees.offer()
        subject = self.subject()
        kinds = [each for each in NoteKind if can(check_occasion, each, subject)]
        offer_choices(self, "kind", [(each.value, each.label) for each in kinds])
        for name, value in self.initial_values().items():
            self.initial.setdefault(name, value)

    def subject(self) -> Meeting | Endorsement:
        """The meeting or the text that the note is about."""
        return self.record

    def initial_values(self) -> dict[str, object]:
        """The values with which a new note begins."""
        return {"to_all_member_states": True, "dated_on": clock.today(), "dated_at": self._last_place()}

    def _last_place(self) -> int | None:
        """Where the secretariat dated its last note."""
        last = NoteVerbale.objects.exclude(dated_at=None).order_by("-dated_on", "-pk").first()
        return last.dated_at_id if last else None

    def action_kwargs(self) -> dict[str, object]:
        values = self.cleaned_data
        field = "meeting" if isinstance(self.record, Meeting) else "endorsement"
        note = NoteVerbale(**{field: self.record}, **{name: values[name] for name in VALUES})
        return {"note": note, "addressees": values["addressees"], "enclosures": values["enclosures"]}


class ChangeNoteForm(NoteForm):
    """A draft, as it is."""

    def subject(self) -> Meeting | Endorsement:
        return self.record.meeting or self.record.endorsement

    def initial_values(self) -> dict[str, object]:
        enclosed = self.record.enclosures.order_by("symbol", "slug")
        return {
            **{name: getattr(self.record, name) for name in VALUES if name != "dated_at"},
            "dated_at": self.record.dated_at_id,
            "addressees": [each.pk for each in self.record.addressees.all()],
            "enclosures": "\n".join(each.symbol or each.slug for each in enclosed),
        }

    def action_kwargs(self) -> dict[str, object]:
        values = {name: self.cleaned_data[name] for name in VALUES}
        addressees, enclosures = self.cleaned_data["addressees"], self.cleaned_data["enclosures"]
        return {"values": values, "addressees": addressees, "enclosures": enclosures}

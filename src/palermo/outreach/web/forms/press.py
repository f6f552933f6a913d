"""What is written of press releases, and of what the press room offers beside them."""

from typing import ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from palermo.core.forms import MultilingualFormField, PartialDateFormField
from palermo.governance.models import Activity
from palermo.library.web.fields import DocumentField
from palermo.outreach.models import Cutting, KitItem, Material, PressContact, PressRelease
from palermo.outreach.queries.campaigns import material_visible_to
from palermo.site.forms.fields import DAYS_WITH_PERSONS, ActForm, LanguagesField, Sections
from palermo.site.forms.instants import ClockField, ClockForm
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.records import RecordField
from palermo.site.forms.rows import ValuesForm
from palermo.treaties.web.forms.laws import LANGUAGE_TAG

TEXTS = ("title", "lead", "body", "notes", "place")


class ReleaseForm(ValuesForm):
    """The text of a press release."""

    model = PressRelease

    sections: ClassVar[Sections] = (
        (gettext_lazy("Press release"), ("title", "lead", "body", "notes")),
        (gettext_lazy("Place and activity"), ("place", "activity")),
    )

    title = form_field(PressRelease, "title")
    lead = form_field(PressRelease, "lead")
    body = form_field(PressRelease, "body", help_text=gettext_lazy("A blank line begins a new paragraph."))
    notes = form_field(PressRelease, "notes")
    place = form_field(
        PressRelease, "place", help_text=gettext_lazy("Stands before the date: Vienna, 13 February 2008.")
    )
    activity = form_field(PressRelease, "activity", RecordField[Activity], model=Activity)


class ScheduleForm(ClockForm):
    """When a press release becomes public."""

    clocks = ("public_at",)

    public_at = form_field(
        PressRelease,
        "public_at",
        ClockField,
        help_text=gettext_lazy("Until then only the secretariat can see the press release."),
        required=True,
    )

    def prepare(self) -> None:
        super().prepare()
        if self.record.public_at:
            self.initial.setdefault("public_at", self.record.public_at.astimezone(ZoneInfo(self.time_zone)))

    @property
    def time_zone(self) -> str:
        """That of the installation."""
        return settings.TIME_ZONE


class CorrectionForm(ReleaseForm):
    """The corrected text, and a note to readers on what was corrected."""

    beside_values = of_this_act = ("correction",)

    sections: ClassVar[Sections] = (
        (gettext_lazy("Correction"), ("correction",)),
        (gettext_lazy("Press release"), TEXTS),
    )

    correction = MultilingualFormField(
        label=gettext_lazy("What is corrected"),
        long=True,
        help_text=gettext_lazy("Readers see this note above the text, with today’s date."),
    )
    activity = None  # type: ignore[assignment]  # Django's way to leave a field of the base class out


class WithdrawalForm(ActForm):
    """Why a press release is withdrawn."""

    reason = form_field(
        PressRelease, "reason", help_text=gettext_lazy("Readers see the reason in place of the text."), required=True
    )


class KitItemForm(ValuesForm):
    """A document or material of the media kit."""

    model = KitItem

    needed_with_others = frozenset({"document", "material"})

    number = forms.IntegerField(label=gettext_lazy("Position in the list"), min_value=1, max_value=9999)
    title = form_field(KitItem, "title")
    text = form_field(KitItem, "text")
    document = form_field(KitItem, "document", DocumentField)
    material = RecordField[Material](label=gettext_lazy("Or campaign material"))

    def prepare(self) -> None:
        super().prepare()
        self.fields["material"].queryset = material_visible_to(self.viewer)  # type: ignore[attr-defined]  # a field of records
        if self.row_on_record() is None:
            last = KitItem.objects.order_by("-number").values_list("number", flat=True).first()
            self.initial.setdefault("number", (last or 0) + 1)


class ContactForm(ValuesForm):
    """A member of the secretariat whom journalists may contact."""

    model = PressContact

    draft_days = DAYS_WITH_PERSONS
    needed_with_others = frozenset({"email", "phone"})

    number = forms.IntegerField(label=gettext_lazy("Position in the list"), min_value=1, max_value=9999)
    name = form_field(PressContact, "name")
    role = form_field(PressContact, "role")
    email = form_field(PressContact, "email")
    phone = form_field(PressContact, "phone", widget=forms.TextInput({"dir": "ltr"}))
    languages = form_field(PressContact, "languages", LanguagesField)

    def prepare(self) -> None:
        super().prepare()
        if self.row_on_record() is None:
            last = PressContact.objects.order_by("-number").values_list("number", flat=True).first()
            self.initial.setdefault("number", (last or 0) + 1)


class CuttingForm(ValuesForm):
    """What a medium published about the initiative."""

    model = Cutting

    sections: ClassVar[Sections] = (
        (gettext_lazy("Press cutting"), ("title", "outlet", "language", "published", "link", "note")),
        (gettext_lazy("What it is about"), ("activity", "release")),
    )

    title = form_field(Cutting, "title", widget=forms.TextInput({"dir": "auto"}))
    outlet = form_field(Cutting, "outlet", widget=forms.TextInput({"dir": "auto"}))
    language = form_field(
        Cutting,
        "language",
        forms.RegexField,
        regex=LANGUAGE_TAG,
        help_text=gettext_lazy("Its code, for example pt or uk."),
        error_messages={"invalid": gettext_lazy("Enter the code of a language, for example pt or uk.")},
    )
    published = PartialDateFormField(label=gettext_lazy("Date of publication"))
    link = form_field(Cutting, "link")
    note = form_field(Cutting, "note")
    activity = form_field(Cutting, "activity", RecordField[Activity], model=Activity)
    release = form_field(Cutting, "release", RecordField[PressRelease])

"""What is written about a screen, and a notice on the screens."""

from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.governance.web.forms.choices import offer_records
from palermo.programme.models import Programme, Screen, ScreenNotice
from palermo.programme.models.screens import ALL_LANGUAGES, LONGEST, SHORTEST
from palermo.programme.rules.programmes import programme_of
from palermo.programme.schedule.slugs import short_slug_of_words
from palermo.programme.states.screens import NoticePriority, ScreenKind
from palermo.site.forms.fields import CHOOSE, LanguagesField, RecordChoiceField
from palermo.site.forms.instants import ClockField, ClockForm
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import RowForm


class ScreensField(forms.ModelMultipleChoiceField):
    """Screens to be ticked."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Screen) -> str:
        return obj.name


class ScreenForm(RowForm):
    """A screen: where it hangs, and how it speaks."""

    model = Screen

    name = forms.CharField(label=_("Name (internal)"), max_length=100)
    kind = form_field(Screen, "kind")
    room = RecordChoiceField(label=_("Room (for a room screen)"), queryset=None, empty_label=CHOOSE, required=False)
    languages = form_field(Screen, "languages", LanguagesField, initial=ALL_LANGUAGES, required=False, help_text="")
    period_seconds = form_field(Screen, "period_seconds", min_value=SHORTEST, max_value=LONGEST, initial=15)
    tiles = form_field(Screen, "tiles", ScreensField, help_text=_("For a video wall only; leave empty for all."))

    def prepare(self) -> None:
        super().prepare()
        programme = programme_of(self.row)
        offer_records(self, "room", programme.rooms.all())
        others = programme.screens.exclude(kind=ScreenKind.WALL)
        offer_records(self, "tiles", others.exclude(pk=self.row.pk) if self.row.pk else others)
        if self.row.pk:
            self.initial["tiles"] = list(self.row.tiles.all())

    def action_kwargs(self) -> dict[str, object]:
        tiles = self.cleaned_data.pop("tiles")
        return {**super().action_kwargs(), "tiles": tiles if self.cleaned_data["kind"] == ScreenKind.WALL else []}

    def name_row(self) -> None:
        if not self.row.slug:
            screens = self.row.programme.screens
            self.row.slug, self.row.order = short_slug_of_words(screens, self.row.name, "screen"), screens.count() + 1


class ScreenNoticeForm(RowForm, ClockForm):
    """What a notice says, how much it matters, where and how long it stands."""

    model = ScreenNotice
    clocks: ClassVar[tuple[str, ...]] = ("shown_from", "shown_until")

    text = form_field(
        ScreenNotice, "text", long=True, help_text=_("Where a language is missing, screens show another, with a note.")
    )
    priority = form_field(ScreenNotice, "priority", initial=NoticePriority.INFORMATION)
    shown_from = ClockField(label=_("From (leave empty for immediately)"), required=False)
    shown_until = ClockField(label=_("Until (leave empty for no end)"), required=False)
    screens = form_field(ScreenNotice, "screens", ScreensField, help_text=_("Leave empty for all screens."))

    def prepare(self) -> None:
        super().prepare()
        offer_records(self, "screens", programme_of(self.record).screens.all())
        if self.row.pk:
            self.initial["screens"] = list(self.row.screens.all())
            for name in self.clocks:
                self.initial[name] = self._on_clocks(getattr(self.row, name))

    @property
    def time_zone(self) -> str:
        """That of the event."""
        return self._programme.time_zone

    @property
    def _programme(self) -> Programme:
        return programme_of(self.record)

    def _on_clocks(self, instant: datetime | None) -> datetime | None:
        return instant.astimezone(ZoneInfo(self.time_zone)).replace(tzinfo=None) if instant else None

    def action_kwargs(self) -> dict[str, object]:
        values = {name: value for name, value in self.cleaned_data.items() if not name.endswith("_which")}
        screens = values.pop("screens")
        self.cleaned_data = values
        return {**super().action_kwargs(), "screens": screens}

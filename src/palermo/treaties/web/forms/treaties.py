"""What is written of treaties, and the depositary's list of one, as text or a file."""

import re
from datetime import date
from typing import ClassVar, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core import clock
from palermo.core.forms import DayFormField
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.core.speech.signs import comma
from palermo.site.forms.fields import ActForm, PlaceChoiceField, RecordChoiceField, Sections
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import ValuesForm
from palermo.treaties.actions.lists import ListReport, TreatyList, import_lists
from palermo.treaties.lists import ListedAction, ListRefused, latest_day, read_text, split_stated_day
from palermo.treaties.models import Treaty
from palermo.treaties.models.participants import display_name_on
from palermo.treaties.provisions import check_provisions
from palermo.treaties.queries.participation import treaties_visible_to
from palermo.treaties.states.participation import CONSENT, ActionKind, DelayUnit
from palermo.treaties.status import Delay, Effect

# Of the Trafficking Protocol, the depositary's list has 6 kilobytes. The form shows again what was sent.
LARGEST_FILE = 256 * 1024
MOST_NAMED, MOST_SHOWN = 20, 400
UNITS = DelayUnit.choices


class TreatyForm(ValuesForm):
    """A treaty, how it is cited, and its rule of entry into force."""

    model = Treaty

    sections: ClassVar[Sections] = (
        (
            gettext_lazy("Treaty"),
            ("name", "short_name", "citation", "depositary", "depositary_number", "supplements", "source"),
        ),
        (
            gettext_lazy("Dates"),
            ("adopted_on", "adopted_at", "opened_on", "closed_on", "registration_number", "registered_on"),
        ),
        (
            gettext_lazy("Entry into force"),
            (
                *("instruments_needed", "entry_delay", "entry_delay_unit", "entry_provision"),
                *("enters_after_parent", "counts_organisations", "must_join_parent", "ends_with_parent"),
            ),
        ),
    )

    name = form_field(Treaty, "name")
    short_name = form_field(Treaty, "short_name")
    citation = form_field(Treaty, "citation")
    depositary = form_field(Treaty, "depositary")
    depositary_number = form_field(Treaty, "depositary_number")
    supplements = form_field(
        Treaty, "supplements", RecordChoiceField, to_field_name="slug", queryset=Treaty.objects.all()
    )
    source = form_field(Treaty, "source")
    adopted_on = form_field(Treaty, "adopted_on")
    adopted_at = form_field(Treaty, "adopted_at", PlaceChoiceField)
    opened_on = form_field(Treaty, "opened_on")
    closed_on = form_field(Treaty, "closed_on")
    registration_number = form_field(Treaty, "registration_number")
    registered_on = form_field(Treaty, "registered_on")
    instruments_needed = form_field(Treaty, "instruments_needed", min_value=1, max_value=1000)
    entry_delay = form_field(Treaty, "entry_delay", min_value=0, max_value=1000, initial=0)
    entry_delay_unit = form_field(Treaty, "entry_delay_unit")
    entry_provision = form_field(Treaty, "entry_provision", validators=[check_provisions])
    enters_after_parent = form_field(Treaty, "enters_after_parent")
    counts_organisations = form_field(Treaty, "counts_organisations")
    must_join_parent = form_field(Treaty, "must_join_parent")
    ends_with_parent = form_field(Treaty, "ends_with_parent", help_text="")


class ChangeTreatyForm(TreatyForm):
    """A treaty on record, how it is cited, and its rule of entry into force."""

    sections: ClassVar[Sections] = (*TreatyForm.sections, (gettext_lazy("Status"), ("known_until",)))

    known_until = form_field(Treaty, "known_until")

    def prepare(self) -> None:
        super().prepare()
        offered = treaties_visible_to(self.viewer).exclude(pk=self.record.pk)
        self.fields["supplements"].queryset = offered  # type: ignore[attr-defined]

    def clean_known_until(self) -> date | None:
        """A day that has come, unless it was on record before."""
        day: date | None = self.cleaned_data["known_until"]
        return day if day == self.record.known_until else _check_has_come(day)


class NewTreatyForm(TreatyForm):
    """A treaty that is not on record, and from when actions in respect of it have effect."""

    sections: ClassVar[Sections] = (
        *TreatyForm.sections,
        (gettext_lazy("Effect"), ("effect_delay", "effect_unit", "withdrawal_delay", "withdrawal_unit")),
    )

    effect_delay = forms.IntegerField(
        label=gettext_lazy("Time from the deposit of an instrument to its effect"),
        min_value=0,
        max_value=1000,
        required=False,
        help_text=gettext_lazy("Once the treaty is in force. Empty if it is not known."),
    )
    effect_unit = forms.ChoiceField(label=gettext_lazy("Unit of that time"), choices=UNITS)
    withdrawal_delay = forms.IntegerField(
        label=gettext_lazy("Time from the notification of a withdrawal to its effect"),
        min_value=0,
        max_value=1000,
        required=False,
    )
    withdrawal_unit = forms.ChoiceField(label=gettext_lazy("Unit of that time"), choices=UNITS, initial=DelayUnit.YEAR)

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        effects = dict[ActionKind, Effect]()
        joining, joining_unit = values.pop("effect_delay"), DelayUnit(values.pop("effect_unit"))
        leaving, leaving_unit = values.pop("withdrawal_delay"), DelayUnit(values.pop("withdrawal_unit"))
        if joining is not None:
            effects |= {kind: Effect(Delay(joining, joining_unit)) for kind in CONSENT}
        if leaving is not None:
            effects[ActionKind.WITHDRAWAL] = Effect(Delay(leaving, leaving_unit), waits_for_entry=False)
        return {"values": values, "effects": effects}


class TreatyListForm(ActForm):
    """The depositary's list, pasted or as a CSV file, and of which day it is; what it would change is confirmed."""

    needed_with_others = frozenset({"pasted", "file", "as_at"})
    # The list itself is at hand.
    draft_days = 0

    pasted = forms.CharField(
        label=gettext_lazy("List"),
        required=False,
        max_length=LARGEST_FILE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "The depositary’s table of participants with its column names, as copied from its page or from a "
            "spreadsheet, or as CSV."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt"}),
    )
    as_at = DayFormField(
        label=gettext_lazy("Date of the list"),
        required=False,
        help_text=gettext_lazy(
            "The date as at which the depositary’s list gives the status. The site shows no status as at a later date. "
            "Leave it empty if the list begins with “Status as at” and a date."
        ),
    )

    report: ListReport | None = None

    def clean_file(self) -> UploadedFile | None:
        """A file that is read as text."""
        upload: UploadedFile | None = self.cleaned_data["file"]
        if upload and (upload.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                _("Expected at most %(most)d bytes, found %(size)d."),
                params={"most": LARGEST_FILE, "size": upload.size},
            )
        return upload

    def clean_as_at(self) -> date | None:
        """A day that has come."""
        return _check_has_come(self.cleaned_data["as_at"])

    def clean(self) -> dict[str, object] | None:
        super().clean()
        if self.errors:
            return None
        upload, pasted = self.cleaned_data["file"], self.cleaned_data["pasted"]
        if bool(upload) == bool(pasted.strip()):
            self.add_error("pasted", _("Either paste the list, or choose a file."))
            return None
        if upload:
            pasted = self._text_of(upload)
        if not self.errors:
            self._check(pasted)
        return None

    def _text_of(self, upload: UploadedFile) -> str:
        """The text of a file, which the form then shows as if it were pasted: a file is not sent a second time."""
        content = upload.read()
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self.add_error(
                "file",
                _("Line %(line)d: expected UTF-8 text. Save the list as “CSV UTF-8” and try again.") % {"line": line},
            )
            return ""
        shown = cast("QueryDict", self.data).copy()
        shown["pasted"] = text
        self.data = shown
        self.cleaned_data["pasted"] = text
        return text

    def _check(self, text: str) -> None:
        """Read the list and see what it would change."""
        stated, text = split_stated_day(text)
        entries, faults = read_text(text, today=clock.today())
        as_at = self.cleaned_data["as_at"] or (stated if stated and stated <= clock.today() else None)
        if as_at is None and not faults:
            self.add_error("as_at", _ask_for_day(latest_day(entries)))
        as_at = as_at or latest_day(entries) or clock.today()
        self.cleaned_data["list"] = TreatyList(self.record, as_at, entries, faults=faults)
        try:
            [self.report] = import_lists([self.cleaned_data["list"]], by="palermo", check=True)
        except ListRefused as refused:
            sentences = sorted(refused.sentences, key=_row_of)
            shown = sentences[:MOST_NAMED]
            if more := len(sentences) - len(shown):
                shown.append(_("and %(number)d more") % {"number": more})
            self.add_error("pasted", shown)
        except Refused as refusal:
            self.add_error(None, str(refusal))

    def doubts(self) -> list[str]:
        """How many actions the list adds, corrects and does not have, as at which day; each correction."""
        report = self.report
        if report is None:
            return []
        counts = {"new": report.added, "changed": report.corrected, "unchanged": report.unchanged}
        sentences = [
            _("Would be imported: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.") % counts,
            _("The list gives the status as at %(day)s.") % {"day": localize_day(report.as_at)},
        ]
        if report.not_listed:
            named = [display_name_on(each.participant, report.as_at) for each in report.not_listed[:MOST_NAMED]]
            more = " …" if len(report.not_listed) > MOST_NAMED else ""
            sentences.append(
                _("On record and not in the list, therefore left as it is: %(names)s")
                % {"names": f"{comma().join(named)}{more}"}
            )
        return sentences

    def changes(self) -> list[tuple[int, str, str, str]]:
        """What the list changes, as far as shown: row, participant, what is on record, what the list has."""
        made = self.report.changes[:MOST_SHOWN] if self.report else []
        return [
            (each.entry.row, each.entry.label, _words_of(each.before) if each.before else "", _words_of(each.after))
            for each in made
        ]

    def more(self) -> int:
        """How many changes are not shown."""
        return max(0, len(self.report.changes) - MOST_SHOWN) if self.report else 0

    def action_kwargs(self) -> dict[str, object]:
        return {"given": self.cleaned_data["list"]}


def _check_has_come(day: date | None) -> date | None:
    if day and day > clock.today():
        raise forms.ValidationError(
            _("%(day)s has not come yet. Enter the date of the list.") % {"day": localize_day(day)}
        )
    return day


def _ask_for_day(latest: date | None) -> str:
    if latest is None:
        return _("Enter the date of the list.")
    return _("Enter the date of the list. The latest date in it is %(day)s.") % {"day": localize_day(latest)}


def _words_of(action: ListedAction) -> str:
    return comma().join([str(action.kind.label), localize_day(action.deposited_on)])


def _row_of(sentence: str) -> int:
    """The row that a sentence names; what concerns no row comes first."""
    match = re.match(r"Row (\d+)", sentence)
    return int(match[1]) if match else 0

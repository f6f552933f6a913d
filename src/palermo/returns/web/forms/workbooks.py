"""The upload of a filled-in workbook: what would change is shown before anything is saved."""

from dataclasses import dataclass
from typing import ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from palermo.core.refusals import Refused
from palermo.library.identifiers import check_identifies_nobody
from palermo.returns.checks import fault_sentence
from palermo.returns.exchange.carrying import carry, take_up
from palermo.returns.exchange.comparing import Change, Comparison, HeadChange, compare, figures_after
from palermo.returns.exchange.content import ReturnForm
from palermo.returns.exchange.workbook_reader import LARGEST_FILE, FilledWorkbook, read_workbook
from palermo.returns.exchange.writing import label_of, shown_article, shown_entry, shown_unit
from palermo.returns.figures import find_faults
from palermo.returns.models import Return
from palermo.returns.names import CellNames
from palermo.returns.workbooks import return_form
from palermo.site.forms.fields import ActForm
from palermo.site.tables.sheets import TableRefused

MOST_SHOWN = 100


@dataclass(frozen=True)
class ShownChange:
    """A figure, or what holds for a table, as it is on record and as the workbook has it."""

    name: str
    before: str
    after: str
    note_before: str = ""
    note_after: str = ""


@dataclass(frozen=True)
class ShownTable:
    """The changes of a table."""

    title: str
    changes: list[ShownChange]


@dataclass(frozen=True)
class Preview:
    """What a workbook changes, and what the checks find afterwards."""

    tables: list[ShownTable]
    empty: int
    faults: list[str]
    more_faults: int


class UploadWorkbookForm(ActForm):
    """A filled-in workbook; once it was read, what it changes is carried along until it is confirmed."""

    # What is carried are figures.
    draft_days: ClassVar[int] = 0
    needed_with_others = frozenset({"file"})

    file = forms.FileField(
        label=gettext_lazy("Workbook"),
        required=False,
        help_text=gettext_lazy("The workbook of this return as XLSX, filled in, at most 2 MB."),
        widget=forms.ClearableFileInput({"accept": ".xlsx"}),
    )
    read = forms.CharField(required=False, widget=forms.HiddenInput)
    # By which the conflicts that were shown are known again: what was ticked holds for these only.
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    preview: Preview | None = None
    _comparison: Comparison | None = None

    def clean_file(self) -> UploadedFile | None:
        upload: UploadedFile | None = self.cleaned_data["file"]
        if upload and (upload.size or 0) > LARGEST_FILE:
            raise ValidationError(_("The file is larger than 2 MB."))
        return upload

    def clean(self) -> dict[str, object] | None:
        super().clean()
        if self.errors:
            return None
        national_return, upload = cast(Return, self.record), self.cleaned_data["file"]
        form = return_form(national_return, self.viewer)
        try:
            filled = self._filled(form, upload)
        except TableRefused as refused:
            self._refuse(refused.sentences)
            return None
        except Refused as refusal:
            self._refuse([str(refusal)])
            return None
        found = compare(filled, form.content)
        if found.is_empty:
            self._refuse([_("The workbook says what is on record already: nothing would change.")])
            return None
        self._offer_conflicts(form, found)
        self._comparison, self.preview = found, _preview(form, filled, found)
        is_as_shown = self.cleaned_data["shown"] == found.conflict_digest
        sent = cast(QueryDict, self.data).copy()
        sent["shown"] = found.conflict_digest
        self.data = sent
        offered = found.conflict_keys if is_as_shown else frozenset[str]()
        self.cleaned_data |= {"filled": filled, "offered": offered, "taken": self._chosen_conflicts(found)}
        return None

    def _filled(self, form: ReturnForm, upload: UploadedFile | None) -> FilledWorkbook:
        person = self.viewer.user_id or 0
        shown = cast(QueryDict, self.data).copy()
        if upload is None:
            if not self.cleaned_data["read"]:
                raise Refused(_("Choose the workbook."))
            return take_up(self.cleaned_data["read"], form.slug, person)
        # A workbook that was chosen anew takes the place of the one that was read before.
        shown["read"] = ""
        self.data = shown
        content, name = upload.read(), upload.name or "return.xlsx"
        check_identifies_nobody(content, name)
        filled = read_workbook(content, name, form)
        shown["read"] = carry(filled, form.slug, person)
        return filled

    def _refuse(self, sentences: list[str]) -> None:
        shown = sentences[:MOST_SHOWN]
        if more := len(sentences) - len(shown):
            shown.append(_("and %(number)d more") % {"number": more})
        self.add_error("file", shown)

    def _offer_conflicts(self, form: ReturnForm, found: Comparison) -> None:
        """Ask of each figure that was changed on the site too which of the two holds."""
        if not found.conflict_keys:
            return
        names = CellNames(form.structure, form.codes)
        choices = [
            (each.key, _conflict(names.place(each.table, each.cell), _shown_change(names, each)))
            for each in found.conflicts
        ]
        choices += [
            (each.key, _conflict(f"{names.table(each.table)}, {label_of(each.name)}", _shown_head(form, each)))
            for each in found.head_conflicts
        ]
        self.fields["taken"] = forms.MultipleChoiceField(
            label=_("Changed on the site since the workbook was downloaded"),
            help_text=_("Tick what the workbook is to overwrite. Everything else stays unchanged."),
            choices=choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def _chosen_conflicts(self, found: Comparison) -> frozenset[str]:
        return found.conflict_keys & set(cast(QueryDict, self.data).getlist("taken"))

    def doubts(self) -> list[str]:
        """What would change."""
        if self._comparison is None:
            return []
        found = self._comparison
        emptied = sum(each.after is None for each in found.changes)
        changed = len(found.changes) - emptied
        counts = (
            (changed, ngettext("%(number)d figure would change.", "%(number)d figures would change.", changed)),
            (emptied, ngettext("%(number)d figure would be deleted.", "%(number)d figures would be deleted.", emptied)),
            (
                len(found.heads),
                ngettext(
                    "%(number)d entry about a table would change.",
                    "%(number)d entries about tables would change.",
                    len(found.heads),
                ),
            ),
        )
        sentences = [sentence % {"number": number} for number, sentence in counts if number]
        if conflicts := len(found.conflict_keys):
            sentences.append(
                ngettext(
                    "%(number)d entry was changed on the site too. Choose below which one holds.",
                    "%(number)d entries were changed on the site too. Choose below which ones hold.",
                    conflicts,
                )
                % {"number": conflicts}
            )
        return sentences

    def action_kwargs(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in ("filled", "offered", "taken")}


def _conflict(place: str, change: ShownChange) -> str:
    named = {"place": place, "after": _with_note(change.after, change.note_after)}
    named["before"] = _with_note(change.before, change.note_before)
    return _("%(place)s: %(after)s in the workbook, %(before)s on record") % named


def _with_note(words: str, note: str) -> str:
    return f"{words} ({note})" if note else words


def _shown_change(names: CellNames, change: Change) -> ShownChange:
    before, after = change.before, change.after
    return ShownChange(
        names.heading(change.table, change.cell),
        shown_entry(before) or _("nothing"),
        shown_entry(after) or _("nothing"),
        before.note if before else "",
        after.note if after else "",
    )


def _shown_head(form: ReturnForm, change: HeadChange) -> ShownChange:
    def word(value: str) -> str:
        written = {"article": shown_article, "unit": shown_unit}.get(change.name)
        return (written(form, value) if written and value else value) or _("nothing")

    return ShownChange(label_of(change.name), word(change.before), word(change.after))


def _preview(form: ReturnForm, filled: FilledWorkbook, found: Comparison) -> Preview:
    names = CellNames(form.structure, form.codes)
    shown = [
        ShownTable(
            names.table(table),
            [
                *(_shown_head(form, each) for each in found.heads if each.table == table),
                *(_shown_change(names, each) for each in found.changes if each.table == table),
            ],
        )
        for table in form.tables
    ]
    after = figures_after(form.content, [*found.changes, *found.conflicts])
    faults = find_faults(form.structure, after, form.previous)
    empty = sum(fault.table in form.tables for fault in faults.empty)
    mine = [fault for fault in (*faults.errors, *faults.warnings) if fault.table in form.tables]
    sentences = [
        _placed(filled.places.get((fault.table, fault.cell), ""), fault_sentence(fault, form.structure, form.codes))
        for fault in mine[:MOST_SHOWN]
    ]
    return Preview([each for each in shown if each.changes], empty, sentences, len(mine) - len(sentences))


def _placed(place: str, sentence: str) -> str:
    return _("%(sentence)s (%(place)s)") % {"sentence": sentence, "place": place} if place else sentence

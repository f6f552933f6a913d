"""What a table is brought in with: its kind and its file, then what each column fills."""

from collections.abc import Iterator, Mapping
from operator import itemgetter

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from palermo.core.languages import BY_CODE
from palermo.core.records import field_label
from palermo.core.refusals import Refused
from palermo.core.speech.collation import sort_for_reader
from palermo.library.identifiers import NEVER_IN_PAPERS, check_identifies_nobody
from palermo.record.tabular.importing import Table
from palermo.record.tabular.places import PlacedSheet
from palermo.record.tabular.targets import TARGETS, Key
from palermo.site.tables.sheets import LARGEST_TABLE

NOT_USED = _("Not used")
DATA = _("Data & research")
# The apps of each part of the site; what is in none of them belongs to the data.
AREAS: tuple[tuple[Promise, frozenset[str]], ...] = (
    (_("Events"), frozenset({"events", "logistics", "programme", "registration", "speakers"})),
    (_("Documents"), frozenset({"library"})),
    (_("Decisions & mandates"), frozenset({"governance", "treaties"})),
    (_("Reports"), frozenset({"reporting"})),
    (DATA, frozenset({"knowledge", "toolkit"})),
    (_("Partners and outreach"), frozenset({"outreach"})),
    (_("People and States"), frozenset({"accounts"})),
)


class TableForm(forms.Form):
    """The first step."""

    kind = forms.ChoiceField(label=_("Content of the table"))
    table = forms.FileField(
        label=_("Table"),
        help_text=_(
            "CSV in UTF-8, or a workbook (.xlsx). The first row contains the column names, with their "
            "language: “Title (fr)”."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, files, initial=dict(initial or {}))
        self.fields["kind"].choices = _kinds_by_area()  # type: ignore[attr-defined]

    def clean_table(self) -> UploadedFile:
        """A file of a size that is read at once."""
        upload: UploadedFile = self.cleaned_data["table"]
        if (upload.size or 0) > LARGEST_TABLE:
            raise forms.ValidationError(
                _("Expected at most %(most)d bytes, found %(size)d. Split the table."),
                params={"most": LARGEST_TABLE, "size": upload.size},
            )
        try:
            # The table is kept until its columns are matched; of kinds of record that name people, these are no fields.
            check_identifies_nobody(upload.read(), upload.name or "", only=NEVER_IN_PAPERS)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        upload.seek(0)
        return upload


class TemplateForm(forms.Form):
    """The kind of which a template is wanted."""

    kind = forms.ChoiceField(label=_("Content of the table"))

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="template_%s")
        self.fields["kind"].choices = _kinds_by_area()  # type: ignore[attr-defined]


def _kinds_by_area() -> list[tuple[str | Promise, list[tuple[str, str]]]]:
    """The kinds of tables, by the part of the site to which their records belong."""
    areas: dict[str | Promise, list[tuple[str, str]]] = {area: [] for area, _apps in AREAS}
    of_app = {app: area for area, apps in AREAS for app in apps}
    for name, target in TARGETS.items():
        described = target.table.extension or target.table
        areas[of_app.get(described.model._meta.app_label, DATA)].append((name, capfirst(target.label)))
    return [(area, sort_for_reader(kinds, itemgetter(1))) for area, kinds in areas.items() if kinds]


class ColumnsForm(forms.Form):
    """The second step: one choice for each column of each sheet."""

    def __init__(self, table: Table, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.table = table
        for placed, place, head in self._columns():
            self.fields[f"column-{placed.number}-{place}"] = forms.ChoiceField(
                label=head,
                required=False,
                initial=placed.columns.get(place, ""),
                choices=[("", NOT_USED), *((key.path, key_label(key)) for key in placed.target.keys)],
            )

    def _columns(self) -> Iterator[tuple[PlacedSheet, int, str]]:
        for placed in self.table.places.sheets:
            for place, head in enumerate(placed.sheet.head):
                if head:
                    yield placed, place, head

    def column_choices(self) -> list[tuple[str, str, str]]:
        """What was chosen for each column: its sheet, its name, its key."""
        return [
            (placed.sheet.name, head, self.cleaned_data[f"column-{placed.number}-{place}"])
            for placed, place, head in self._columns()
        ]


def key_label(key: Key) -> str:
    """A key in the reader's language, with the word that files use for it."""
    label = capfirst(field_label(key.table.model, key.attribute))
    language = BY_CODE[key.language].name if key.language else ""
    return f"{label}{f' ({language})' if language else ''} – {key.path}"

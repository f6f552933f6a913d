"""What is written of datasets, what is handed in, and how findings are explained."""

from typing import ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.knowledge.finding_sentences import rule_words
from palermo.knowledge.layouts import layout_of, layout_titles, read_own_layout
from palermo.knowledge.looking_through import LookedThrough, look_through
from palermo.knowledge.models import Dataset, DatasetEdition, Finding
from palermo.knowledge.queries.sources import agreements_visible_to, in_force
from palermo.knowledge.states.datasets import DatasetRows, FindingStatus
from palermo.library.media import check_size
from palermo.library.scanning import check_scanned
from palermo.site.forms.fields import CHOOSE, ActForm, RecordChoiceField, Sections
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import ValuesForm

# How the names of files end that can be read.
ENDINGS = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".json")


class DatasetForm(ValuesForm):
    """Data of a source, and how its files are laid out."""

    model = Dataset

    sections: ClassVar[Sections] = (
        (gettext_lazy("Dataset"), ("title", "summary")),
        (pgettext_lazy("of data", "Layout"), ("layout", "own_layout")),
        (gettext_lazy("Publication"), ("audience",)),
    )
    needed_with_others = frozenset({"layout", "own_layout"})

    title = form_field(Dataset, "title")
    summary = form_field(Dataset, "summary")
    layout = form_field(
        Dataset,
        "layout",
        forms.ChoiceField,
        choices=(),
        help_text=gettext_lazy("Which columns the files have, and what may stand in them."),
    )
    own_layout = forms.CharField(
        label=gettext_lazy("Or own layout"),
        required=False,
        strip=False,
        max_length=200_000,
        widget=forms.Textarea({"rows": 12, "dir": "ltr", "spellcheck": "false", "class": "code"}),
        help_text=gettext_lazy("The text of a TOML file that describes the columns."),
    )
    audience = form_field(
        Dataset,
        "audience",
        initial=Audience.SECRETARIAT,
        help_text=gettext_lazy(
            "Who sees accepted editions. Findings are shown only to the source and the secretariat."
        ),
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["layout"].choices = [("", CHOOSE), *layout_titles().items()]  # type: ignore[attr-defined]  # a choice

    def clean_own_layout(self) -> str:
        text = str(self.cleaned_data["own_layout"]).replace("\r\n", "\n")
        if not text.strip():
            return ""
        try:
            read_own_layout(text)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None
        return text

    def clean(self) -> dict[str, object] | None:
        super().clean()
        if "own_layout" not in self.errors and "layout" not in self.errors:
            chosen = [bool(self.cleaned_data.get(name)) for name in ("layout", "own_layout")]
            if sum(chosen) != 1:
                self.add_error("layout", _("Choose a layout, or enter one of its own, not both."))
        return None


class EditionForm(ActForm):
    """A file, under which agreement it is given, and which time it covers."""

    draft_days = 0

    upload = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ",".join(ENDINGS)}),
        help_text=gettext_lazy("A spreadsheet (.xlsx, .xls or .ods), CSV or JSON."),
    )
    agreement = form_field(DatasetEdition, "agreement", RecordChoiceField, to_field_name="slug")
    covers_from = form_field(DatasetEdition, "covers_from")
    covers_until = form_field(DatasetEdition, "covers_until")

    def prepare(self) -> None:
        super().prepare()
        assert isinstance(self.record, Dataset)
        agreements = agreements_visible_to(self.viewer).filter(in_force(clock.today()), source=self.record.source_id)
        if self.record.rows == DatasetRows.CASES:
            agreements = agreements.filter(covers_personal_data=True)
        offered = agreements.order_by("slug")
        self.fields["agreement"].queryset = offered  # type: ignore[attr-defined]  # a choice of records
        if len(offered) == 1:
            self.initial.setdefault("agreement", offered[0].slug)

    def clean_upload(self) -> LookedThrough:
        assert isinstance(self.record, Dataset)
        upload: UploadedFile = self.cleaned_data["upload"]
        name = upload.name or ""
        try:
            check_size(upload.size or 0, settings.PALERMO_MAX_UPLOAD_MB)
            if not name.lower().endswith(ENDINGS):
                raise Refused(
                    _(
                        "“%(name)s” is not an accepted file type. Choose a spreadsheet (.xlsx, .xls or .ods), "
                        "CSV or JSON."
                    )
                    % {"name": name}
                )
            # First, since a scanner is given the file under a name.
            looked_through = look_through(upload, self.record)
            check_scanned(upload.read(), name)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None
        upload.seek(0)
        return looked_through

    def clean(self) -> dict[str, object] | None:
        super().clean()
        first, last = self.cleaned_data.get("covers_from"), self.cleaned_data.get("covers_until")
        if first and last and last < first:
            self.add_error("covers_until", _("The data end before they begin. Check the two dates."))
        return None

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        return {"file": values.pop("upload"), **values}


def _explanation() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Explanation"),
        max_length=4000,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("Why the data are right, or why they cannot be corrected."),
    )


class ExplainFindingForm(ActForm):
    """The explanation of one finding."""

    explanation = _explanation()


class ExplainFindingsForm(ActForm):
    """The explanation of all open findings of a rule."""

    rule = form_field(Finding, "rule", forms.ChoiceField)
    explanation = _explanation()

    def prepare(self) -> None:
        super().prepare()
        assert isinstance(self.record, DatasetEdition)
        layout = layout_of(self.record.dataset)
        findings = self.record.findings.filter(status=FindingStatus.OPEN).order_by("rule")
        rules = findings.values_list("rule", flat=True).distinct()
        choices = [("", CHOOSE), *((rule, rule_words(rule, layout)) for rule in rules)]
        self.fields["rule"].choices = choices  # type: ignore[attr-defined]  # a choice

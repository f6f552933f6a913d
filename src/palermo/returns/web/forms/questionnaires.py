"""What is written of questionnaires and their editions."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.knowledge.layouts import series_columns
from palermo.returns.code_lists import codes_of
from palermo.returns.exchange.xlsform import read_xlsform
from palermo.returns.models import Questionnaire, QuestionnaireEdition
from palermo.returns.read_structure import LARGEST, check_structure
from palermo.returns.shipped import SHIPPED, shipped_content
from palermo.site.forms.fields import CHOOSE, ActForm
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import ValuesForm
from palermo.site.tables.sheets import TableRefused

MOST_SHOWN = 20
PREVIOUS, EXAMPLE = "previous", "example"
# What a new questionnaire looks like: enough to see how it is written.
EXAMPLE_CONTENT = """units:
  persons: {en: Persons}
dimensions:
  sex:
    title: {en: Sex}
    list: sex/1
    codes: {total: {en: Total}, female: {en: Female}, male: {en: Male}}
  number:
    title: {en: Number}
    codes: {figure: {en: Number}}
sections:
  - key: victims
    title: {en: Victims}
    tables:
      - key: detected
        title: {en: Detected victims by sex}
        guidance: {en: Count each person once.}
        units: [persons]
        asks: [article, agency, unit]
        rows: [{dimension: sex, total: total}]
        columns: [{dimension: number}]
rules:
  - {id: sum-of-sexes, kind: sum, table: detected, code: total, of: [female, male]}
"""


class QuestionnaireForm(ValuesForm):
    """What a questionnaire is called and about; a new one may begin with one that is shipped."""

    model = Questionnaire
    beside_values = ("shipped",)

    title = form_field(Questionnaire, "title")
    summary = form_field(Questionnaire, "summary")
    shipped = forms.ChoiceField(
        label=gettext_lazy("First edition"),
        choices=[("", gettext_lazy("Begin it later")), *SHIPPED.items()],
        required=False,
    )

    def prepare(self) -> None:
        super().prepare()
        if self.row_on_record() is not None:
            del self.fields["shipped"]

    def action_kwargs(self) -> dict[str, Any]:
        given = super().action_kwargs()
        shipped = given.pop("shipped", "")
        return given | {"content": shipped_content(shipped)} if shipped else given


class ContentForm(ActForm):
    """The content of a draft: typed, or from a file. Faults are shown, and do not keep a draft from being saved."""

    draft_days: ClassVar[int] = 0

    changes = form_field(QuestionnaireEdition, "changes")
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("YAML, or an XLSForm workbook that was downloaded here; at most 1 MB."),
        widget=forms.ClearableFileInput({"accept": ".yaml,.yml,.xlsx"}),
    )

    def clean_file(self) -> str:
        """The content of the file as YAML."""
        upload: UploadedFile | None = self.cleaned_data["file"]
        if not upload:
            return ""
        if (upload.size or 0) > LARGEST:
            raise ValidationError(_("The file is larger than 1 MB."))
        content, name = upload.read(), upload.name or ""
        if name.casefold().endswith(".xlsx"):
            try:
                return read_xlsform(content, name)
            except TableRefused as refused:
                raise ValidationError(_list_first(refused.sentences)) from None
        try:
            return content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            sentence = _("The file is not text in UTF-8: byte %(byte)d cannot be read.")
            raise ValidationError(sentence, params={"byte": error.start + 1}) from None

    def content(self) -> str:
        """The content to be saved."""
        return str(self.cleaned_data.get("file") or "")

    def doubts(self) -> list[str]:
        """The faults of the content: the draft can be saved with them, and not published."""
        faults = check_structure(self.content(), codes_of, series_columns).faults
        return _list_first(faults)

    def action_kwargs(self) -> dict[str, object]:
        return {"content": self.content(), "changes": self.cleaned_data.get("changes")}


class BeginEditionForm(ContentForm):
    """How a new edition begins: as the previous one, as one that is shipped, as an example, or with a file."""

    begin_with = forms.ChoiceField(label=gettext_lazy("Begin with"), required=False)

    def prepare(self) -> None:
        super().prepare()
        assert isinstance(self.record, Questionnaire)
        self.last = self.record.editions.order_by("-number").first()
        choices = [(PREVIOUS, _("The previous edition"))] if self.last else []
        choices += [(name, str(label)) for name, label in SHIPPED.items()]
        choices.append((EXAMPLE, _("A short example")))
        self.fields["begin_with"].choices = [("", CHOOSE), *choices]  # type: ignore[attr-defined]  # a choice
        self.initial.setdefault("begin_with", choices[0][0])
        self.order_fields(["begin_with", "file", "changes"])
        self.fields["file"].label = _("Or with a file")
        if self.last is None:
            del self.fields["changes"]

    def clean(self) -> dict[str, object] | None:
        super().clean()
        if not self.errors and not self.content():
            self.add_error("begin_with", _("Choose what the edition begins with, or a file."))
        return None

    def content(self) -> str:
        if given := super().content():
            return given
        chosen = str(self.cleaned_data.get("begin_with") or "")
        if chosen == PREVIOUS and self.last:
            return self.last.content
        if chosen == EXAMPLE:
            return EXAMPLE_CONTENT
        return shipped_content(chosen) if chosen in SHIPPED else ""


class ChangeEditionForm(ContentForm):
    """The content of a draft as it is written, or a file that replaces it."""

    text = forms.CharField(
        label=gettext_lazy("Content (YAML)"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 30, "dir": "ltr", "lang": "en", "spellcheck": "false", "class": "code"}),
    )

    def prepare(self) -> None:
        super().prepare()
        edition = self.record
        assert isinstance(edition, QuestionnaireEdition)
        self.initial.setdefault("text", edition.content)
        self.initial.setdefault("changes", edition.changes)
        self.order_fields(["text", "file", "changes"])
        self.fields["file"].label = _("Replace it by a file")
        if edition.number == 1:
            del self.fields["changes"]

    def content(self) -> str:
        return super().content() or str(self.cleaned_data.get("text") or "").replace("\r\n", "\n")

    def clean(self) -> dict[str, object] | None:
        super().clean()
        if not self.errors and not self.content().strip():
            self.add_error("text", _("Enter the content, or choose a file."))
        return None

    def action_kwargs(self) -> dict[str, object]:
        edition = self.record
        assert isinstance(edition, QuestionnaireEdition)
        return {"content": self.content(), "changes": self.cleaned_data.get("changes", edition.changes)}


def _list_first(faults: tuple[str, ...] | list[str]) -> list[str]:
    shown = list(faults[:MOST_SHOWN])
    if more := len(faults) - len(shown):
        shown.append(_("and %(number)d more") % {"number": more})
    return shown

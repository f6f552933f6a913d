"""A form that takes a table, as a file or pasted."""

import csv
import io
from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.refusals import Refused
from palermo.site.forms.fields import ActForm
from palermo.site.tables.sheets import TableRefused

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_SHOWN = 20


def table_file_field(*, help_text: "str | _StrPromise" = "") -> forms.FileField:
    """The field of the file; `help_text` says what it must look like, and how large it may be."""
    return forms.FileField(
        label=gettext_lazy("Table"),
        required=False,
        help_text=help_text,
        widget=forms.ClearableFileInput({"accept": ".csv,.xlsx"}),
    )


class ReadTable(Protocol):
    """A table as it was written, so that it can be shown as text."""

    @property
    def head(self) -> Sequence[str]: ...
    @property
    def cells(self) -> Sequence[Sequence[object]]: ...


class TableForm(ActForm):
    """A table, as a file; shown as text when what it changes is to be confirmed.

    `largest` is how many bytes a file may have, `too_large` the sentence for a larger one. `table` is what `read`
    returned, once the form is valid.
    """

    draft_days: ClassVar[int] = 0
    needed_with_others = frozenset({"file", "pasted"})
    largest: ClassVar[int]
    too_large: "ClassVar[str | _StrPromise]"

    file = table_file_field()
    pasted = forms.CharField(
        label=gettext_lazy("Or paste the table"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 8, "dir": "auto", "spellcheck": "false"}),
    )

    table: Any = None

    @abstractmethod
    def read(self, content: bytes, name: str) -> ReadTable:
        """The table. Raises TableRefused with a sentence for each fault, or Refused."""

    def clean_file(self) -> UploadedFile | None:
        upload: UploadedFile | None = self.cleaned_data["file"]
        if upload and (upload.size or 0) > self.largest:
            raise ValidationError(self.too_large)
        return upload

    def clean(self) -> dict[str, object] | None:
        super().clean()
        if self.errors:
            return None
        upload, pasted = self.cleaned_data.pop("file"), self.cleaned_data.pop("pasted")
        if bool(upload) == bool(pasted.strip()):
            self.add_error("file", _("Choose a file, or paste the table."))
            return None
        content, name = (upload.read(), upload.name) if upload else (pasted.encode(), "table.csv")
        try:
            self.table = self.read(content, name or "table")
        except TableRefused as refused:
            shown = refused.sentences[:MOST_SHOWN]
            if more := len(refused.sentences) - len(shown):
                shown.append(_("and %(number)d more") % {"number": more})
            self.add_error("file" if upload else "pasted", shown)
            return None
        except Refused as refusal:
            self.add_error(None, str(refusal))
            return None
        if upload:
            self._show_as_text()
        return None

    def _show_as_text(self) -> None:
        """Show the rows of the file as if they were pasted: a file is not sent a second time."""
        written = io.StringIO()
        csv.writer(written).writerows([self.table.head, *self.table.cells])
        shown = cast("QueryDict", self.data).copy()
        shown["pasted"] = written.getvalue()
        self.data = shown

    def action_kwargs(self) -> dict[str, object]:
        return {"table": self.table}

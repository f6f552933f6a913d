"""What is written of code lists, and the tables of codes and of mappings that are uploaded."""

from abc import abstractmethod
from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from palermo.core.languages import active_language
from palermo.core.speech.lists import format_list
from palermo.core.text import plain
from palermo.governance.web.forms.choices import offer_records
from palermo.knowledge.exchange.cells import LARGEST_FILE
from palermo.knowledge.exchange.lists import CodeTable, read_codes
from palermo.knowledge.exchange.mappings import MappingTable, read_mapping
from palermo.knowledge.list_comparison import ListComparison, ListedCode, compare_lists, list_codes
from palermo.knowledge.models import CodeList, CodeListEdition, CodeMapping
from palermo.knowledge.queries.lists import list_editions_visible_to
from palermo.knowledge.rules.lists import check_can_begin_mapping
from palermo.knowledge.states.lists import ListEditionStatus, MappingRelation
from palermo.library.identifiers import check_identifies_nobody
from palermo.site.forms.fields import ActForm, RecordChoiceField
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import ValuesForm
from palermo.site.forms.tables import TableForm, table_file_field

MOST_NAMED = 5


class CodeListForm(ValuesForm):
    """What a list is called and who maintains it."""

    model = CodeList

    title = form_field(CodeList, "title")
    summary = form_field(CodeList, "summary")
    origin = form_field(CodeList, "origin", help_text=gettext_lazy("Leave empty if the list is maintained here."))


class ListTableForm(TableForm):
    """A table of codes or of a mapping, which names nobody."""

    largest = LARGEST_FILE
    too_large = gettext_lazy("The file is larger than 5 MB.")

    file = table_file_field(help_text=gettext_lazy("CSV or XLSX, at most 5 MB."))

    @abstractmethod
    def read_table(self, content: bytes, name: str) -> CodeTable | MappingTable:
        """The table, without a fault."""

    def read(self, content: bytes, name: str) -> CodeTable | MappingTable:
        check_identifies_nobody(content, name)
        return self.read_table(content, name)


class SeparatorsField(forms.CharField):
    """What stands between several labels in one cell, written with spaces between."""

    def prepare_value(self, value: object) -> object:
        return " ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: object) -> list[str]:
        return list(dict.fromkeys(str(super().clean(value)).split()))


class EditionFields(ActForm):
    """What is written of an edition beside its codes."""

    source = form_field(
        CodeListEdition,
        "source",
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Where the codes come from."),
        required=True,
    )
    licence = form_field(CodeListEdition, "licence", widget=forms.TextInput({"dir": "auto"}), required=True)
    changes = form_field(CodeListEdition, "changes")
    separators = form_field(
        CodeListEdition,
        "separators",
        SeparatorsField,
        max_length=20,
        help_text=gettext_lazy("Characters between several labels in one cell, separated by spaces."),
    )
    width = form_field(
        CodeListEdition,
        "width",
        min_value=1,
        max_value=20,
        help_text=gettext_lazy("Where spreadsheets drop leading zeros."),
    )

    def values(self) -> dict[str, object]:
        """The fields of the model."""
        return {name: self.cleaned_data[name] for name in EditionFields.base_fields}


class ListEditionForm(EditionFields):
    """What is written of a draft."""

    def prepare(self) -> None:
        super().prepare()
        for name in self.fields:
            self.initial.setdefault(name, getattr(self.record, name))

    def action_kwargs(self) -> dict[str, object]:
        return {"values": self.values()}


class CodeTableForm(ListTableForm):
    """The codes of a draft, compared with the edition before it."""

    def read_table(self, content: bytes, name: str) -> CodeTable:
        return read_codes(content, name)

    def previous_edition(self) -> CodeListEdition | None:
        """The edition with which the codes are compared; None for the first."""
        earlier: CodeListEdition | None = (
            CodeListEdition.objects.filter(code_list=self.record.code_list, number__lt=self.record.number)
            .order_by("number")
            .last()
        )
        return earlier

    def doubts(self) -> list[str]:
        """How many codes there are, and what differs from the edition before."""
        if self.table is None:
            return []
        number = len(self.table.rows)
        sentences = [ngettext("%(number)d code was read.", "%(number)d codes were read.", number) % {"number": number}]
        before = self.previous_edition()
        if before is not None:
            listed = list_codes(before.codes.order_by("position"))
            compared = compare_lists(listed, [row.listed_code() for row in self.table.rows])
            sentences += [
                _("Compared with edition %(number)d:") % {"number": before.number} + " " + words
                for words in describe_comparison(compared)
            ]
        return sentences


class BeginListEditionForm(EditionFields, CodeTableForm):
    """A new edition, with what the one before says of itself."""

    field_order = ("source", "licence", "changes", "separators", "width", "file", "pasted")

    def prepare(self) -> None:
        super().prepare()
        is_foreign = bool(self.record.origin)
        if is_foreign:
            self.fields["source"].help_text = _(
                "From which edition of the organization that maintains the list the codes come, with title and date."
            )
        if before := self.previous_edition():
            # The edition of another organization is another one each time.
            kept = ("licence", "separators", "width") if is_foreign else ("source", "licence", "separators", "width")
            for name in kept:
                self.initial.setdefault(name, getattr(before, name))
        else:
            del self.fields["changes"]

    def previous_edition(self) -> CodeListEdition | None:
        latest: CodeListEdition | None = self.record.editions.order_by("number").last()
        return latest

    def action_kwargs(self) -> dict[str, object]:
        values = {name: self.cleaned_data[name] for name in EditionFields.base_fields if name in self.fields}
        return {"values": values, "table": self.table}


def describe_comparison(compared: ListComparison) -> list[str]:
    """What differs between two editions, in a sentence for each kind of change, or that nothing does."""
    if compared.is_empty:
        return [_("the codes and their names are the same.")]
    kinds = (
        (_("added: %(codes)s."), compared.added),
        (_("ended: %(codes)s."), compared.ended),
        (_("renamed: %(codes)s."), [each.after for each in compared.renamed]),
        (_("moved: %(codes)s."), [each.after for each in compared.moved]),
    )
    return [words % {"codes": _names(codes)} for words, codes in kinds if codes]


def _names(codes: Iterable[ListedCode]) -> str:
    listed = [plain(each.names) or each.code for each in codes]
    more = len(listed) - MOST_NAMED
    shown = listed[:MOST_NAMED] + ([_("%(number)d more") % {"number": more}] if more > 0 else [])
    return format_list(shown, active_language().code)


class MappingFields(ActForm):
    """What is written of a mapping beside its rows."""

    origin = form_field(
        CodeMapping,
        "origin",
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("On what the mapping rests: definitions that were compared, or who decided."),
        required=True,
    )
    licence = form_field(CodeMapping, "licence", widget=forms.TextInput({"dir": "auto"}), required=True)


class MappingTableForm(MappingFields, ListTableForm):
    """The rows of a draft mapping, and on what it rests."""

    field_order = ("target", "origin", "licence", "file", "pasted")

    def prepare(self) -> None:
        super().prepare()
        for name in MappingFields.base_fields:
            self.initial.setdefault(name, getattr(self.record, name, ""))

    def ends(self) -> tuple[CodeListEdition, CodeListEdition]:
        """The editions between which it holds."""
        mapping: CodeMapping = self.record
        return mapping.source, mapping.target

    def read_table(self, content: bytes, name: str) -> MappingTable:
        return read_mapping(*self.ends(), content, name)

    def doubts(self) -> list[str]:
        """How many rows there are of each relation."""
        if self.table is None:
            return []
        number = len(self.table.rows)
        found = [row.relation for row in self.table.rows]
        counts = [f"{label} ({found.count(value)})" for value, label in MappingRelation.choices if value in found]
        return [
            ngettext("%(number)d row was read: %(counts)s.", "%(number)d rows were read: %(counts)s.", number)
            % {"number": number, "counts": format_list(counts, active_language().code)}
        ]

    def action_kwargs(self) -> dict[str, object]:
        return {"values": {name: self.cleaned_data[name] for name in MappingFields.base_fields}, "table": self.table}


class BeginMappingForm(MappingTableForm):
    """A new mapping: to which edition, and its rows."""

    target = form_field(CodeMapping, "target", RecordChoiceField)

    def prepare(self) -> None:
        super().prepare()
        editions = list_editions_visible_to(self.viewer).filter(status=ListEditionStatus.PUBLISHED, refusal={})
        offer_records(self, "target", editions.exclude(pk=self.record.pk).order_by("code_list__slug", "number"))

    def ends(self) -> tuple[CodeListEdition, CodeListEdition]:
        return self.record, self.cleaned_data["target"]

    def read_table(self, content: bytes, name: str) -> MappingTable:
        check_can_begin_mapping("palermo", *self.ends())
        return super().read_table(content, name)

    def action_kwargs(self) -> dict[str, object]:
        return {**super().action_kwargs(), "target": self.cleaned_data["target"]}

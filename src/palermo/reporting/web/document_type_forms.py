"""Forms on which officers copy and change document types."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.forms import DayFormField, MultilingualFormField
from palermo.core.languages import LANGUAGES, active_language
from palermo.governance.web.forms.choices import offer_choices
from palermo.reporting.context import LIMITS
from palermo.reporting.document_types import active_types, read_copy, type_named
from palermo.reporting.models import DocumentType, ReportSection
from palermo.reporting.outline_schema import AUTHORS, OutlineParagraph
from palermo.reporting.paragraph_words import PARAGRAPH_WORDS
from palermo.reporting.realization.catalogue import patterns
from palermo.reporting.states import Organ
from palermo.site.forms.fields import ActForm
from palermo.site.forms.model_fields import form_field

# Rows for further paragraphs below those that a section has.
FREE_ROWS = 3


class CopyForm(ActForm):
    """Which document type is copied, and what the copy is called."""

    base = forms.ChoiceField(label=gettext_lazy("Document type"))
    title = MultilingualFormField(label=gettext_lazy("Name of the copy"))

    def prepare(self) -> None:
        super().prepare()
        offer_choices(self, "base", [(each.slug, each.name) for each in active_types()])

    def action_kwargs(self) -> dict[str, object]:
        return {"of": type_named(self.cleaned_data["base"]), "title": self.cleaned_data["title"]}


class SettingsForm(ActForm):
    """The name of a copy, and what stands at the head of its papers."""

    title = form_field(DocumentType, "title")
    organ = forms.ChoiceField(label=gettext_lazy("Head of the first page"), choices=Organ.choices)
    subtitle = forms.ChoiceField(label=gettext_lazy("Submitted as"))
    audience = forms.ChoiceField(label=gettext_lazy("Audience of a preview"), choices=Audience.choices)
    word_limit = forms.IntegerField(label=gettext_lazy("Word limit"), min_value=1, max_value=100_000)
    has_agenda_item = forms.BooleanField(label=gettext_lazy("Print the agenda item"), required=False)
    has_contents = forms.BooleanField(label=gettext_lazy("Print a table of contents"), required=False)

    def prepare(self) -> None:
        super().prepare()
        words = patterns(active_language().code)
        offer_choices(self, "subtitle", [(key, words[key]) for key in AUTHORS])
        outline = read_copy(self.record)
        names = ("organ", "subtitle", "audience", "word_limit", "has_agenda_item", "has_contents")
        given = {name: getattr(outline, name) for name in names}
        self.initial = {"title": self.record.title, **given, **self.initial}

    def action_kwargs(self) -> dict[str, object]:
        given = dict(self.cleaned_data)
        title = given.pop("title")
        return {"content": {**read_copy(self.record).content, **given}, "title": title}


class EmptyForm(ActForm):
    """Nothing but the confirmation."""


class ParagraphRow(NamedTuple):
    """The fields of one paragraph of a section."""

    number: int
    type: BoundField
    only: BoundField
    emphasis: BoundField
    position: BoundField


class OutlineSectionForm(forms.Form):
    """A section of a copy: its heading, and a row for each paragraph type with its options and its position."""

    title = form_field(ReportSection, "title", required=True)

    def __init__(self, *args: Any, paragraphs: tuple[OutlineParagraph, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = len(paragraphs) + FREE_ROWS
        types = [("", _("None")), *sorted(PARAGRAPH_WORDS.items(), key=lambda each: str(each[1]))]
        limits = {key: words for of in LIMITS.values() for key, words in of.items()}
        for at in range(self.count):
            given = paragraphs[at] if at < len(paragraphs) else OutlineParagraph(type="")
            self.fields[f"type_{at}"] = forms.ChoiceField(
                label=_("Paragraphs %(number)d") % {"number": at + 1}, choices=types, required=False, initial=given.type
            )
            self.fields[f"only_{at}"] = forms.ChoiceField(
                label=_("Limited to"),
                choices=[("", _("No limit")), *limits.items()],
                required=False,
                initial=given.only,
            )
            self.fields[f"emphasis_{at}"] = forms.BooleanField(
                label=_("In bold"), required=False, initial=given.emphasis
            )
            self.fields[f"position_{at}"] = forms.IntegerField(
                label=_("Position"), required=False, min_value=1, max_value=999, initial=at + 1
            )

    @property
    def rows(self) -> Iterator[ParagraphRow]:
        """The rows in the order in which they are shown."""
        for at in range(self.count):
            yield ParagraphRow(at + 1, *(self[f"{name}_{at}"] for name in ("type", "only", "emphasis", "position")))

    @property
    def content(self) -> list[str | dict[str, object]]:
        """The paragraphs as an outline holds them, in the order of their positions."""
        given = [(self.cleaned_data.get(f"position_{at}") or at + 1, at) for at in range(self.count) if self._type(at)]
        return [self._paragraph(at).content for _position, at in sorted(given)]

    def _type(self, at: int) -> str:
        return str(self.cleaned_data.get(f"type_{at}") or "")

    def _paragraph(self, at: int) -> OutlineParagraph:
        return OutlineParagraph(
            type=self._type(at),
            only=str(self.cleaned_data.get(f"only_{at}") or ""),
            emphasis=bool(self.cleaned_data.get(f"emphasis_{at}")),
        )


class PreviewForm(forms.Form):
    """As at when, and in which language."""

    cutoff = DayFormField(label=gettext_lazy("Cut-off date"), initial=clock.today)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[(each.code, each.name) for each in LANGUAGES], initial="en"
    )

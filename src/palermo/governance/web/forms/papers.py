"""Documents of meetings, and their agendas."""

from django.utils.translation import gettext_lazy as _

from palermo.core.forms import MultilingualFormField
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.governance.models import AgendaItem, MeetingPaper
from palermo.governance.web.forms.meetings import parse_agenda
from palermo.library.web.forms import DocumentChoiceForm
from palermo.site.forms.fields import ActForm
from palermo.site.forms.model_fields import form_field


class MeetingDocumentForm(DocumentChoiceForm):
    """A document before a meeting, or the report of it."""

    is_report = form_field(MeetingPaper, "is_report")

    def action_kwargs(self) -> dict[str, object]:
        return {**super().action_kwargs(), "is_report": self.cleaned_data["is_report"]}


class AgendaForm(ActForm):
    """The agenda, one item a line."""

    agenda = MultilingualFormField(label=_("Agenda: one item per line, beginning with its number"), long=True)

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("agenda", _written_agenda(self.record.agenda_items.all()))

    def clean_agenda(self) -> list[tuple[str, MultilingualText]]:
        return parse_agenda(self.cleaned_data["agenda"])


def _written_agenda(items: list[AgendaItem]) -> MultilingualText:
    """The items as they are typed, in each language in which one has a title."""
    lines = {code: [f"{item.number} {item.title[code]}" for item in items if code in item.title] for code in CODES}
    return MultilingualText({code: "\n".join(each) for code, each in lines.items()})

"""What is written of the editions of a tool and their stages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.core import clock
from palermo.events.queries.events import events_visible_to
from palermo.events.states.events import EventKind
from palermo.governance.web.forms.choices import offer_choices
from palermo.library.web.fields import DocumentField
from palermo.site.forms.fields import CHOOSE, ActForm, RecordChoiceField, day_field, show_only_with
from palermo.site.forms.model_fields import form_field
from palermo.toolkit.models import Edition, EditionStage, Tool
from palermo.toolkit.states.stages import STAGE_MOVES, Stage
from palermo.toolkit.states.tools import EditionState


class BeginEditionForm(ActForm):
    """What kind of edition, and when it is due."""

    state = forms.ChoiceField(label=_("Edition"), choices=EditionState.choices)
    due = form_field(Edition, "due")
    on = day_field(_("Drafting begins on"))
    document = form_field(Edition, "document", DocumentField)

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        due, day = values.pop("due"), values.pop("on")
        return {"values": {**values, "due_on": due.value, "due_precision": due.precision}, "on": day}


class StageForm(ActForm):
    """What a stage needs: its days, who is consulted, the meeting of experts."""

    began_on = form_field(EditionStage, "began_on", initial=clock.today)
    until_on = form_field(EditionStage, "until_on")
    consulted = form_field(
        EditionStage, "consulted", help_text=_("For example: Member States. It continues a sentence.")
    )
    meeting = form_field(
        EditionStage,
        "meeting",
        RecordChoiceField,
        help_text=_("Meetings are events that are part of this tool."),
    )
    reason = form_field(EditionStage, "reason", required=True)

    def tool(self) -> Tool:
        """The tool of the edition that is acted on."""
        return self.record.tool if isinstance(self.record, Edition) else self.record.edition.tool

    def prepare(self) -> None:
        super().prepare()
        meetings = events_visible_to(self.viewer).filter(
            activity__part_of=self.tool().activity, kind=EventKind.EXPERT_MEETING
        )
        self.fields["meeting"].queryset = meetings.select_related("activity")  # type: ignore[attr-defined]  # a choice of records


class MoveEditionForm(StageForm):
    """Into which stage an edition goes, from which day, and why."""

    stage = forms.ChoiceField(label=_("Next stage"))
    field_order = ("stage", "began_on", "until_on", "consulted", "meeting", "reason")

    def prepare(self) -> None:
        super().prepare()
        self.order_fields(self.field_order)
        possible = STAGE_MOVES[self.record.stage]
        offer_choices(self, "stage", [("", CHOOSE), *((each.value, each.label) for each in Stage if each in possible)])
        show_only_with(self.fields["meeting"], Stage.EXPERTS)
        show_only_with(self.fields["consulted"], Stage.CONSULTATION)

    def action_kwargs(self) -> dict[str, object]:
        return {"entry": EditionStage(edition=self.record, **self.cleaned_data)}


class ChangeStageForm(StageForm):
    """A stage on record, and the reason for the correction."""

    def prepare(self) -> None:
        super().prepare()
        entry = self.record
        if entry.stage != Stage.EXPERTS:
            del self.fields["meeting"]
        if entry.stage != Stage.CONSULTATION:
            del self.fields["consulted"]
        for name in ("began_on", "until_on", "consulted", "meeting"):
            if name in self.fields:
                self.initial.setdefault(name, getattr(entry, name))

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        reason = values.pop("reason")
        return {"values": values, "reason": reason}

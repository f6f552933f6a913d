"""What is written of good practices."""

from typing import ClassVar

from django.db.models import Model
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Organisation
from palermo.accounts.state_choices import StatesChoiceField, offer_states
from palermo.core.audiences import Audience
from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.forms import MultilingualFormField
from palermo.core.kinds import records_shown_to
from palermo.events.models import Outcome
from palermo.events.queries.events import outcomes_visible_to
from palermo.governance.models import Activity
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.states.activities import ActivityKind
from palermo.governance.web.forms.choices import offer_records
from palermo.knowledge.models import GoodPractice
from palermo.knowledge.practice_links import PracticeLinks
from palermo.knowledge.states.practices import PracticeField
from palermo.library.web.fields import DocumentField
from palermo.site.forms.fields import CHOOSE, ActForm, Sections
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.records import RecordsField

ONE_A_LINE = gettext_lazy("One on each line, by identifier or title.")


class PracticeForm(ActForm):
    """What was done, where, by whom and when, what shows that it works, and what it belongs to."""

    DATES = ("starts", "ends")
    sections: ClassVar[Sections] = (
        (gettext_lazy("Practice"), ("title", "field", "summary", "audience")),
        (
            pgettext_lazy("good practice", "Where, by whom and when"),
            ("states", "organisations", "carried_out_by", "starts", "ends"),
        ),
        (
            gettext_lazy("Evidence and evaluation"),
            ("evidence_level", "evidence", "evaluation", "evaluated_by", "evaluated_on", "evaluation_document"),
        ),
        (gettext_lazy("Transferability"), ("transferability",)),
        (pgettext_lazy("records", "Linked records"), ("activities", "outcomes")),
    )

    title = form_field(GoodPractice, "title")
    field = form_field(GoodPractice, "field", choices=[("", CHOOSE), *PracticeField.choices])
    summary = form_field(GoodPractice, "summary")
    audience = form_field(GoodPractice, "audience", initial=Audience.PUBLIC)
    states = form_field(GoodPractice, "states", StatesChoiceField)
    organisations = form_field(
        GoodPractice,
        "organisations",
        RecordsField[Organisation],
        title="name",
        help_text=gettext_lazy("One on each line, by identifier or name."),
    )
    carried_out_by = form_field(
        GoodPractice, "carried_out_by", help_text=gettext_lazy("In words, where no organization on record is meant.")
    )
    starts = form_field(GoodPractice, "starts")
    ends = form_field(GoodPractice, "ends")
    evidence_level = form_field(GoodPractice, "evidence_level")
    evidence = form_field(GoodPractice, "evidence")
    evaluation = form_field(
        GoodPractice, "evaluation", help_text=gettext_lazy("How it was evaluated, and what was found.")
    )
    evaluated_by = form_field(GoodPractice, "evaluated_by")
    evaluated_on = form_field(GoodPractice, "evaluated_on")
    evaluation_document = form_field(GoodPractice, "evaluation_document", DocumentField)
    transferability = form_field(
        GoodPractice,
        "transferability",
        help_text=gettext_lazy("What it takes to do the same elsewhere, and where it would not work."),
    )
    activities = form_field(GoodPractice, "activities", RecordsField[Activity], help_text=ONE_A_LINE)
    outcomes = form_field(GoodPractice, "outcomes", RecordsField[Outcome], help_text=ONE_A_LINE)

    def prepare(self) -> None:
        super().prepare()
        practice = self.record if isinstance(self.record, GoodPractice) else None
        named = list(practice.states.values_list("pk", flat=True)) if practice else []
        offer_states(self.fields["states"], also=named)
        of_kind = activities_visible_to(self.viewer).filter(kind__in=[ActivityKind.TOOL, ActivityKind.STUDY])
        offer_records(self, "organisations", records_shown_to(self.viewer, Organisation).order_by("slug"))
        offer_records(self, "activities", of_kind.order_by("slug"))
        offer_records(self, "outcomes", outcomes_visible_to(self.viewer).order_by("slug"))
        if practice is not None:
            for name in self.fields.keys() - set(PracticeLinks._fields):
                self.initial.setdefault(name, getattr(practice, name))
            self.initial.setdefault("states", named)
            for name in ("organisations", "activities", "outcomes"):
                self.initial.setdefault(name, list(getattr(practice, name).order_by("slug")))

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        linked: dict[str, list[Model]] = {name: list(values.pop(name)) for name in PracticeLinks._fields}
        for name in self.DATES:
            day: PartialDate | None = values.pop(name)
            values[f"{name}_on"] = day.value if day else None
            values[f"{name}_precision"] = day.precision if day else DatePrecision.DAY
        return {"values": values, "links": PracticeLinks(**linked)}  # type: ignore[arg-type]  # each by its own field


class WithdrawForm(ActForm):
    """Why a practice is no longer recommended."""

    reason = MultilingualFormField(label=gettext_lazy("Reason"), long=True)

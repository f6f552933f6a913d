"""What is written of action plans, of their editions, sections and measures."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.accounts.state_choices import StateChoiceField, offer_states
from palermo.core.audiences import Audience
from palermo.core.forms import MultilingualFormField
from palermo.core.text import MultilingualText, plain
from palermo.events.models import Outcome, Recommendation
from palermo.events.queries.events import outcomes_visible_to, recommendations_visible_to
from palermo.governance.models import Activity
from palermo.governance.outlines import outline_of
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.states.activities import ActivityKind
from palermo.governance.web.forms.choices import label_records, offer_records
from palermo.library.web.fields import DocumentField
from palermo.outreach.actions.measure_tables import import_measures
from palermo.outreach.exchange.measures import LARGEST_FILE, MeasureTable, TableReport, read_measures
from palermo.outreach.measures import Links
from palermo.outreach.models import ActionPlan, Measure, Partnership, PlanEdition, PlanSection
from palermo.outreach.queries.partners import partners_of, partners_visible_to
from palermo.outreach.queries.plans import hidden_links, in_order, prefetch_links
from palermo.outreach.states.plans import PlanLevel
from palermo.outreach.web.fields import RecommendationSearch, RecommendationsField
from palermo.site.forms.fields import (
    CHOOSE,
    ActForm,
    OrganisationChoiceField,
    RecordChoiceField,
    Sections,
    day_field,
)
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.records import RecordField
from palermo.site.forms.rows import ValuesForm, stored_date
from palermo.site.forms.tables import TableForm, table_file_field
from palermo.treaties.models import LawArticle, Treaty
from palermo.treaties.provisions import check_provisions
from palermo.treaties.queries.laws import recorded_laws

PARTIES = ("state", "organisation", "partnership")


class PlanForm(ActForm):
    """A plan: of whom, for whom, and where it comes from."""

    sections: ClassVar[Sections] = (
        (pgettext_lazy("action plan", "Party"), (*PARTIES, "group")),
        (gettext_lazy("Action plan"), ("title", "level", "summary", "stresses_monitoring", "audience")),
        (gettext_lazy("Origin"), ("activity", "outcome", "template")),
    )
    needed_with_others = frozenset({*PARTIES, "group"})

    state = form_field(ActionPlan, "state", StateChoiceField)
    organisation = OrganisationChoiceField(label=gettext_lazy("Or organization"), empty_label=CHOOSE, required=False)
    partnership = RecordChoiceField(
        Partnership.objects.none(), label=gettext_lazy("Or partner"), empty_label=CHOOSE, required=False
    )
    group = MultilingualFormField(
        label=gettext_lazy("Or group"),
        required=False,
        help_text=gettext_lazy("For example, the States of a region or religious leaders."),
    )
    title = form_field(ActionPlan, "title")
    level = form_field(ActionPlan, "level", choices=[("", CHOOSE), *PlanLevel.choices])
    summary = form_field(ActionPlan, "summary")
    stresses_monitoring = form_field(ActionPlan, "stresses_monitoring")
    audience = form_field(
        ActionPlan,
        "audience",
        initial=Audience.MEMBER_STATES,
        help_text=gettext_lazy(
            "Drafts, open rounds and unpublished evaluations are shown only to the party and the secretariat."
        ),
    )
    activity = form_field(
        ActionPlan,
        "activity",
        RecordField[Activity],
        help_text=gettext_lazy("At which it was drawn up: its identifier or title."),
    )
    outcome = form_field(
        ActionPlan, "outcome", RecordField[Outcome], help_text=gettext_lazy("Its identifier or title.")
    )
    template = form_field(
        ActionPlan,
        "template",
        RecordField[Activity],
        help_text=gettext_lazy("The tool that the plan follows: its identifier or title."),
    )

    def prepare(self) -> None:
        super().prepare()
        plan = self.record if isinstance(self.record, ActionPlan) else None
        activities = activities_visible_to(self.viewer).order_by("-starts_on", "slug")
        offer_records(self, "activity", activities.filter(kind=ActivityKind.EVENT))
        offer_records(self, "template", activities.filter(kind=ActivityKind.TOOL))
        offer_records(self, "outcome", outcomes_visible_to(self.viewer).order_by("-produced_on", "slug"))
        if self.viewer.is_secretariat:
            offer_states(self.fields["state"], also=[plan.state_id] if plan else [])
            offer_records(self, "partnership", partners_visible_to(self.viewer).order_by("slug"))
        else:
            self._offer_own_parties()
        self._hidden = self._hidden_origin(plan) if plan else {}
        if plan is not None:
            for name in self.fields.keys() - self._hidden.keys():
                self.initial.setdefault(name, getattr(plan, name))

    def _hidden_origin(self, plan: ActionPlan) -> dict[str, Model]:
        """The event, outcome and template that the author may not see: not shown, and kept unless replaced."""
        origin = {name: getattr(plan, name) for name in ("activity", "outcome", "template")}
        return {
            name: record
            for name, record in origin.items()
            if record is not None and not self.fields[name].queryset.filter(pk=record.pk).exists()  # type: ignore[attr-defined]  # each a RecordField
        }

    def _offer_own_parties(self) -> None:
        """Offer those that the reader acts for; a single one is chosen already."""
        own = {
            "state": State.objects.filter(pk__in=sorted(self.viewer.state_ids)).prefetch_related("former_names"),
            "organisation": Organisation.objects.filter(pk__in=sorted(self.viewer.organisation_ids)),
            "partnership": partners_of(self.viewer).order_by("slug"),
        }
        found = {name: list(rows.values_list("pk", flat=True)) for name, rows in own.items()}
        del self.fields["group"]
        for name, rows in own.items():
            if found[name]:
                offer_records(self, name, rows)
            else:
                del self.fields[name]
        if sum(map(len, found.values())) == 1:
            [(name, keys)] = [(name, keys) for name, keys in found.items() if keys]
            self.initial.setdefault(name, keys[0])

    def clean(self) -> dict[str, object] | None:
        super().clean()
        asked = [name for name in (*PARTIES, "group") if name in self.fields]
        if sum(bool(self.cleaned_data.get(name)) for name in asked) != 1 and asked:
            self.add_error(asked[0], _("Enter one party: a State, an organization, a partner or the name of a group."))
        return None

    def action_kwargs(self) -> dict[str, object]:
        kept = {name: record for name, record in self._hidden.items() if not self.cleaned_data[name]}
        return {"values": {**self.cleaned_data, **kept}}


class EditionForm(ValuesForm):
    """An edition: when it was drafted, for which period it is, and its document.

    The first one of a plan with a template may begin with the headings of the template.
    """

    model = PlanEdition
    beside_values = ("takes_headings",)

    drafted_on = form_field(PlanEdition, "drafted_on")
    period_from = form_field(PlanEdition, "period_from")
    period_until = form_field(PlanEdition, "period_until")
    changes = form_field(PlanEdition, "changes")
    document = form_field(PlanEdition, "document", DocumentField)
    takes_headings = forms.BooleanField(
        label=gettext_lazy("Begin with the headings of the template"), required=False, initial=True
    )

    def prepare(self) -> None:
        super().prepare()
        self._headings = self._headings_of_template()
        if self._headings:
            self.fields["takes_headings"].help_text = _(
                "These sections are added: %(headings)s. You can edit, move and remove them."
            ) % {"headings": "; ".join(plain(heading) for heading in self._headings)}
        else:
            del self.fields["takes_headings"]
        edition = self.row_on_record()
        if (edition is not None and edition.number == 1) or (
            isinstance(self.record, ActionPlan) and not self.record.editions.exists()
        ):
            del self.fields["changes"]

    def _headings_of_template(self) -> list[MultilingualText]:
        plan = self.record
        if not isinstance(plan, ActionPlan) or plan.template is None or plan.editions.exists():
            return []
        template = activities_visible_to(self.viewer).filter(pk=plan.template.pk).first()
        return outline_of(template, self.viewer) if template else []

    def clean(self) -> dict[str, object] | None:
        super().clean()
        begins, ends = self.cleaned_data.get("period_from"), self.cleaned_data.get("period_until")
        if begins and ends and begins > ends:
            self.add_error("period_until", _("The period must not end before it begins. Check the two dates."))
        return None

    def action_kwargs(self) -> dict[str, Any]:
        given = super().action_kwargs()
        return given | {"headings": self._headings} if given.pop("takes_headings", False) else given


class AdoptEditionForm(ActForm):
    """When an edition was adopted."""

    adopted = form_field(PlanEdition, "adopted", required=True)


class AbandonEditionForm(ActForm):
    """When a draft was abandoned, and why."""

    on = day_field(gettext_lazy("Date"))
    reason = MultilingualFormField(label=gettext_lazy("Reason"), long=True)


class SectionForm(ValuesForm):
    """A section: a goal with its text."""

    model = PlanSection

    heading = form_field(PlanSection, "heading")
    text = form_field(PlanSection, "text")


class MoveSectionForm(ActForm):
    """Behind which section another one stands."""

    after = RecordChoiceField(
        PlanSection.objects.none(),
        label=gettext_lazy("After"),
        empty_label=gettext_lazy("At the beginning"),
        required=False,
    )

    def prepare(self) -> None:
        super().prepare()
        others = self.record.edition.sections.exclude(pk=self.record.pk).order_by("order")
        offer_records(self, "after", others)
        before = others.filter(order__lt=self.record.order).last()
        self.initial.setdefault("after", before.pk if before else None)


class MeasureForm(ActForm):
    """A measure: who does what by when, at what cost, and what it implements."""

    sections: ClassVar[Sections] = (
        (gettext_lazy("Measure"), ("section", "text", "responsible", "organisation", "starts_on", "due")),
        (gettext_lazy("Budget"), ("budget", "currency")),
        (gettext_lazy("Indicator"), ("indicator", "baseline", "target")),
        (gettext_lazy("Implements"), ("recommendation", "recommendations", "treaty", "provision", "laws", "tools")),
    )

    section = form_field(Measure, "section", RecordChoiceField)
    text = form_field(Measure, "text")
    responsible = form_field(Measure, "responsible", help_text=gettext_lazy("As the plan words it."))
    organisation = form_field(
        Measure,
        "organisation",
        OrganisationChoiceField,
        help_text=gettext_lazy("If the responsible organization is in the record."),
    )
    starts_on = form_field(Measure, "starts_on")
    due = form_field(Measure, "due")
    budget = form_field(Measure, "budget", min_value=Decimal(0))
    currency = form_field(
        Measure,
        "currency",
        forms.RegexField,
        regex=r"^[A-Za-z]{3}$",
        max_length=None,
        help_text=gettext_lazy("Three-letter code, such as EUR or USD."),
        error_messages={"invalid": gettext_lazy("Enter the three-letter code of a currency, such as EUR.")},
    )
    indicator = form_field(Measure, "indicator", help_text=gettext_lazy("What shows that the measure is done."))
    baseline = form_field(Measure, "baseline")
    target = form_field(Measure, "target")
    recommendation = RecommendationSearch(
        label=gettext_lazy("Add a recommendation"),
        help_text=gettext_lazy("Type words of the recommendation and choose it from the list."),
    )
    recommendations = form_field(
        Measure,
        "recommendations",
        RecommendationsField,
        help_text=gettext_lazy("One per line: the identifier of the outcome and the number of the recommendation."),
    )
    treaty = form_field(Measure, "treaty", RecordChoiceField, to_field_name="slug", queryset=Treaty.objects.all())
    provision = form_field(
        Measure,
        "provision",
        validators=[check_provisions],
        help_text=gettext_lazy("Such as 15(2); several are separated by commas."),
    )
    laws = form_field(
        Measure,
        "laws",
        forms.ModelMultipleChoiceField,
        widget=forms.CheckboxSelectMultiple,
    )
    tools = form_field(
        Measure,
        "tools",
        forms.ModelMultipleChoiceField,
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        super().prepare()
        edition, measure = self.edition(), self.measure()
        offer_records(self, "section", edition.sections.order_by("order"))
        offer_records(self, "recommendations", recommendations_visible_to(self.viewer))
        offer_records(self, "recommendation", self._recommendations_offered(edition.plan))
        self._offer_links("tools", activities_visible_to(self.viewer).filter(kind=ActivityKind.TOOL).order_by("slug"))
        laws = (
            recorded_laws().filter(state=edition.plan.state_id) if edition.plan.state_id else LawArticle.objects.none()
        )
        self._offer_links("laws", laws.order_by("slug"))
        if measure is None:
            return
        linked = {"section", "recommendations", "recommendation", "treaty", "laws", "tools"}
        for name in self.fields:
            if name not in linked:
                self.initial.setdefault(name, getattr(measure, name))
        self.initial.setdefault("section", measure.section_id)
        self.initial.setdefault("treaty", measure.treaty.slug if measure.treaty else "")
        prefetch_related_objects([measure], *prefetch_links(self.viewer))
        self.initial.setdefault("recommendations", list(measure.recommendations.all()))
        for name in ("laws", "tools"):
            self.initial.setdefault(name, [each.pk for each in getattr(measure, name).all()])

    def _recommendations_offered(self, plan: ActionPlan) -> QuerySet[Recommendation]:
        """Those of the outcome or the event of the plan where it has one, else the latest."""
        found = recommendations_visible_to(self.viewer)
        if plan.outcome_id:
            found = found.filter(outcome=plan.outcome_id)
        elif plan.activity_id:
            found = found.filter(outcome__event__activity=plan.activity_id)
        return found.order_by("-outcome__produced_on", "outcome", "number")

    def _offer_links[Linked: (Activity, LawArticle)](self, name: str, rows: QuerySet[Linked]) -> None:
        offer_records(self, name, rows)
        label_records(self, name, _title)
        if not rows.exists():
            del self.fields[name]

    def measure(self) -> Measure | None:
        """The measure that the form shows; None for a new one."""
        return self.record if isinstance(self.record, Measure) else None

    def edition(self) -> PlanEdition:
        """The edition to which the measure belongs."""
        edition: PlanEdition = self.record.edition if isinstance(self.record, Measure) else self.record
        return edition

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def clean(self) -> dict[str, object] | None:
        super().clean()
        given = self.cleaned_data
        if {"budget", "currency"} & set(self.errors) == set() and (given.get("budget") is None) == bool(
            given.get("currency")
        ):
            name = "budget" if given.get("budget") is None else "currency"
            self.add_error(name, _("Enter both the amount and its currency, or neither."))
        if given.get("provision") and not given.get("treaty"):
            self.add_error("treaty", _("Choose the treaty to which the provisions belong."))
        return None

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        recommendations = {each.pk: each for name in ("recommendations", "recommendation") for each in values.pop(name)}
        given = {name: values.pop(name, ()) for name in ("laws", "tools")} | {
            "recommendations": recommendations.values()
        }
        measure = self.measure()
        hidden = hidden_links([measure], self.viewer)[measure.pk] if measure else {}
        links = Links(**{name: [*shown, *hidden.get(name, ())] for name, shown in given.items()})
        due = stored_date("due", values.pop("due"))
        return {"values": {**values, **due}, "links": links}


def _title(record: Activity | LawArticle) -> str:
    return plain(record.title)


class MoveMeasureForm(ActForm):
    """Into which section, and behind which measure."""

    section = form_field(
        Measure,
        "section",
        RecordChoiceField,
        empty_label=gettext_lazy("No section"),
    )
    after = RecordField[Measure](
        key="key",
        title="text",
        label=gettext_lazy("After"),
        help_text=gettext_lazy("The key or the wording of a measure; empty for the beginning."),
    )

    def prepare(self) -> None:
        super().prepare()
        edition = self.record.edition
        offer_records(self, "section", edition.sections.order_by("order"))
        offer_records(self, "after", in_order(edition.measures.exclude(pk=self.record.pk)))
        self.initial.setdefault("section", self.record.section_id)


class ImportMeasuresForm(TableForm):
    """A table of measures."""

    largest = LARGEST_FILE
    too_large = gettext_lazy("The file is larger than 1 MB.")

    file = table_file_field(help_text=gettext_lazy("CSV or XLSX, one row for each measure, at most 1 MB."))

    report: TableReport | None = None

    def read(self, content: bytes, name: str) -> MeasureTable:
        table = read_measures(self.record, content, name, self.viewer)
        self.report = import_measures(self.record, table=table, by="palermo", check=True)
        return table

    def doubts(self) -> list[str]:
        """What the table adds and changes."""
        if self.report is None:
            return []
        sentences = [
            _("Would be imported: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.")
            % {"new": self.report.added, "changed": self.report.changed, "unchanged": self.report.unchanged}
        ]
        if self.report.sections:
            sentences.append(_("New sections: %(names)s") % {"names": "; ".join(self.report.sections)})
        return sentences

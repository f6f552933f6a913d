"""What is written about a mandate, and about each unfinished activity under it when it ends or narrows."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.models import Organisation
from palermo.accounts.states import OrganisationKind
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.forms import MultilingualFormField
from palermo.core.kinds import records_shown_to
from palermo.core.speech.here import localize_day
from palermo.core.text import MultilingualText
from palermo.governance.models import Activity, Body, Disposition, Guidance, Mandate, OperativeParagraph, Session
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.rules.doubts import doubts_about_deadline
from palermo.governance.rules.mandates import day_of_source
from palermo.governance.states.activities import IN_HAND, ActivityState
from palermo.governance.states.mandates import ENDED, Fate, MandateState
from palermo.governance.web.forms.choices import offer_choices, offer_records
from palermo.governance.web.forms.meetings import NamedChoiceField
from palermo.site.forms.fields import CHOOSE, ActForm, OrganisationChoiceField, RecordChoiceField, day_field
from palermo.site.forms.model_fields import form_field


class MandateForm(ActForm):
    """A new mandate; the source is the record that the form is about, and fills in what it can."""

    needed_with_others = frozenset({"addressee_organisation", "addressee_body"})

    sections = (
        (_("Mandate"), ("paragraph", "title", "text", "ask")),
        (_("Addressee"), ("addressee_organisation", "addressee_body")),
        (_("Dates and conditions"), ("in_force_from", "due", "due_session", "conditions")),
        (_("Audience"), ("audience",)),
    )
    title = MultilingualFormField(label=_("Short title"))
    text = MultilingualFormField(label=_("Full text"), long=True, required=False)
    ask = form_field(Mandate, "ask")
    addressee_organisation = form_field(Mandate, "addressee_organisation", OrganisationChoiceField)
    addressee_body = form_field(Mandate, "addressee_body", NamedChoiceField, queryset=Body.objects.all())
    in_force_from = form_field(Mandate, "in_force_from", initial=clock.today)
    due = form_field(Mandate, "due")
    due_session = form_field(
        Mandate, "due_session", NamedChoiceField, queryset=Session.objects.select_related("body").order_by("-starts_on")
    )
    conditions = form_field(Mandate, "conditions")
    audience = form_field(Mandate, "audience", choices=())

    def prepare(self) -> None:
        super().prepare()
        source = self.source()
        bodies = records_shown_to(self.viewer, Organisation).exclude(kind=OrganisationKind.OFFICE)
        offer_records(self, "addressee_organisation", bodies)
        audiences = [each for each in Audience if each in self.viewer.audiences]
        offer_choices(self, "audience", [(each.value, each.label) for each in audiences])
        since = day_of_source(source)
        if since:
            sessions = Session.objects.select_related("body").filter(ends_on__gte=since)
            offer_records(self, "due_session", sessions.order_by("starts_on"))
        self.initial.setdefault("text", source.text)
        self.initial.setdefault("in_force_from", since)
        self.initial.setdefault("audience", getattr(source, "decision", source).audience)

    def source(self) -> Any:
        """What the mandate is offered from."""
        return self.record

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if not values.get("addressee_organisation") and not values.get("addressee_body"):
            self.add_error("addressee_organisation", _("Enter the addressee: an organization, a body or both."))
        return values

    def doubts(self) -> list[str]:
        return doubts_about_deadline(self._new_mandate())

    def action_kwargs(self) -> dict[str, object]:
        return {"mandate": self._new_mandate()}

    def _new_mandate(self) -> Mandate:
        fields = {name: value for name, value in self.cleaned_data.items() if name not in {"due", "paragraph"}}
        source = self.cleaned_data.get("paragraph", self.record)
        mandate = Mandate(**fields, **{_kind_of(source): source})
        mandate.due = self.cleaned_data["due"]
        return mandate


class MandateFromDecisionForm(MandateForm):
    """A new mandate from a paragraph of a decision; the first that has given none is offered."""

    paragraph = RecordChoiceField(label=_("Paragraph"), queryset=OperativeParagraph.objects.none())

    def prepare(self) -> None:
        # Without a text of its own a mandate shows that of its paragraph, which can be chosen here.
        self.initial.setdefault("text", MultilingualText())
        super().prepare()
        offer_records(self, "paragraph", self.record.paragraphs.select_related("decision__body"))
        self.initial.setdefault("paragraph", self.source().pk)

    def source(self) -> OperativeParagraph:
        paragraphs = self.record.paragraphs.order_by("number")
        return paragraphs.filter(mandates=None).first() or paragraphs.first()


def _kind_of(source: Model) -> str:
    """The field by which a mandate names its source."""
    if isinstance(source, OperativeParagraph):
        return "paragraph"
    return "guidance" if isinstance(source, Guidance) else "endorsement"


class DispositionRow(NamedTuple):
    """What the form asks about one activity."""

    activity: Activity
    name: str
    address: str
    fields: list[forms.BoundField]


class DispositionsForm(ActForm):
    """Beside its own fields, asks of every unfinished activity under the mandate what becomes of it."""

    fates: tuple[Fate, ...] = ()

    def prepare(self) -> None:
        super().prepare()
        activities = activities_visible_to(self.viewer).filter(mandate=self.record).order_by("slug")
        self.activities = list(activities.filter(state__in=sorted(IN_HAND)))
        self.proposals = list(activities.filter(state=ActivityState.PROPOSED))
        self.own = list(self.fields)
        # Only those in force on the day are offered; any other is taken, so that the rule says why it gives nothing.
        self.mandates = mandates_visible_to(self.viewer).exclude(pk=self.record.pk)
        day = self._day()
        self.fields["on"].help_text = _(
            "The mandates shown were in force on %(day)s. For another day, change the date and select the button."
        ) % {"day": localize_day(day)}
        self.offered = [
            ("", CHOOSE),
            *((each.pk, each.display_name()) for each in _mandates_in_force(self.mandates, day)),
        ]
        for activity in self.activities:
            self._ask_about(activity)

    def _day(self) -> date:
        """The day written in the form; today where there is none that can be read."""
        try:
            return self.fields["on"].clean(self.data.get("on") or self.initial.get("on") or "")
        except forms.ValidationError:
            return clock.today()

    def _ask_about(self, activity: Activity) -> None:
        fates = [("", CHOOSE), *((fate.value, fate.label) for fate in self.fates)]
        self.fields[f"fate_{activity.pk}"] = forms.ChoiceField(
            label=_("What happens to this activity"),
            choices=fates,
            error_messages={"required": _("Choose an outcome for this activity.")},
        )
        under = RecordChoiceField(label=_("Under the mandate"), queryset=self.mandates, required=False)
        under.widget.choices = self.offered
        self.fields[f"under_{activity.pk}"] = under
        self.fields[f"reason_{activity.pk}"] = MultilingualFormField(label=_("Reason"), required=False)

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The fields about the mandate itself."""
        return [self[name] for name in self.own]

    @property
    def rows(self) -> Iterator[DispositionRow]:
        """The fields about each unfinished activity."""
        for activity in self.activities:
            fields = [self[f"{name}_{activity.pk}"] for name in ("fate", "under", "reason")]
            yield DispositionRow(activity, activity.display_name(), activity.get_absolute_url(), fields)

    @property
    def proposed(self) -> list[tuple[str, str, Activity]]:
        """Proposals under the mandate, which need no answer: they have no authority to lose."""
        return [(each.display_name(), each.get_absolute_url(), each) for each in self.proposals]

    def action_kwargs(self) -> dict[str, object]:
        own = {name: self.cleaned_data[name] for name in self.own}
        return {**own, "answers": [self._answer(activity) for activity in self.activities]}

    def _answer(self, activity: Activity) -> Disposition:
        values = {name: self.cleaned_data[f"{name}_{activity.pk}"] for name in ("fate", "under", "reason")}
        return Disposition(activity=activity, **values)


def _mandates_in_force(mandates: QuerySet[Mandate], day: date) -> QuerySet[Mandate]:
    return mandates.filter(in_force_from__lte=day).filter(Q(ended_on=None) | Q(ended_on__gt=day))


class EndOfMandateForm(DispositionsForm):
    """How and when a mandate ended, by which other it was superseded, and why."""

    fates = (Fate.OTHER_MANDATE, Fate.COMPLETED, Fate.CANCELLED)
    state = forms.ChoiceField(
        label=_("Reason for ending"), choices=[(s.value, s.label) for s in MandateState if s in ENDED]
    )
    on = day_field(_("End date"))
    successor = RecordChoiceField(
        label=pgettext_lazy("mandate", "Superseded by"),
        queryset=None,
        required=False,
        help_text=_("Only if superseded: a mandate in force on that day."),
    )
    reason = MultilingualFormField(label=_("Reason"), long=True, required=False)

    def prepare(self) -> None:
        super().prepare()
        offer_records(self, "successor", self.mandates)
        self.fields["successor"].widget.choices = self.offered

    def clean_state(self) -> MandateState:
        return MandateState(self.cleaned_data["state"])


class NarrowingForm(DispositionsForm):
    """What remains of a mandate, or what binds it from now on, since when and why."""

    fates = tuple(Fate)
    text = MultilingualFormField(label=_("Remaining text"), long=True, required=False)
    conditions = form_field(Mandate, "conditions")
    on = day_field(_("Date"))
    reason = MultilingualFormField(label=_("Reason"), long=True)

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("text", self.record.text)
        self.initial.setdefault("conditions", self.record.conditions)

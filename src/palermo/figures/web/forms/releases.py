"""What is written of a release: what it contains, what approvers declare, why it is returned or withdrawn."""

from typing import ClassVar

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.forms import MultilingualFormField
from palermo.core.records import name_of
from palermo.core.refusals import Refused
from palermo.figures.dimensions import BREAKDOWNS, DIMENSIONS, KEYS, TOTAL
from palermo.figures.labels import breakdown_name
from palermo.figures.models import Release, ReleaseRegister
from palermo.figures.pipeline.drafts import DIGEST
from palermo.figures.queries.indicators import indicator_editions_visible_to
from palermo.figures.queries.populations import populations_visible_to
from palermo.figures.queries.releases import registers_visible_to
from palermo.figures.rules.releases import check_breakdowns, list_undeclared
from palermo.figures.rules.republications import check_can_republish
from palermo.figures.states.indicators import IndicatorBasis, IndicatorStatus
from palermo.figures.states.releases import ReleaseKind
from palermo.governance.web.forms.choices import offer_choices, offer_records
from palermo.knowledge.queries.datasets import dataset_editions_visible_to
from palermo.knowledge.states.datasets import DatasetEditionStatus, DatasetRows
from palermo.returns.queries.rounds import rounds_visible_to
from palermo.returns.states.rounds import RoundStatus
from palermo.site.forms.fields import CHOOSE, ActForm, RecordChoiceField, Sections
from palermo.site.forms.model_fields import form_field

EARLIEST, LATEST = 1900, 2999
# So many editions and rounds are offered, the latest first.
OFFERED = 100
SOURCES = ("dataset_editions", "rounds")
RELATIONS = ("indicators", *SOURCES)
BREAKDOWN_FIELDS = ("breakdowns", "required_breakdowns")
# The kinds that this form asks for.
KINDS = [(each.value, each.label) for each in (ReleaseKind.PROTECTED, ReleaseKind.REPUBLICATION)]


class RecordsField(forms.ModelMultipleChoiceField):
    """Records to be ticked, under the names by which the site links to them."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Model) -> str:
        return name_of(obj)


class ReleaseForm(ActForm):
    """A release: title, whom it counts, which figures from which data."""

    sections: ClassVar[Sections] = (
        (gettext_lazy("Release of figures"), ("title", "summary", "kind", "register")),
        (gettext_lazy("Persons counted"), ("population", "population_edition")),
        (
            gettext_lazy("Figures"),
            ("indicators", "dataset_editions", "rounds", "year_from", "year_until", "breakdowns"),
        ),
        (gettext_lazy("What is hidden"), ("required_breakdowns", "hidden_last")),
        (gettext_lazy("For readers"), ("notes",)),
    )
    needed_with_others = frozenset({"dataset_editions", "rounds"})

    title = form_field(Release, "title")
    summary = form_field(Release, "summary")
    kind = form_field(
        Release,
        "kind",
        choices=KINDS,
        initial=ReleaseKind.PROTECTED,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Protected figures: what is small, and what would give it away, is hidden. Republication: the figures of a "
            "source exactly as it has published them, with its own masks."
        ),
    )
    register = RecordChoiceField(
        ReleaseRegister.objects.none(),
        label=gettext_lazy("Register of releases"),
        to_field_name="slug",
        empty_label=CHOOSE,
        help_text=gettext_lazy("All releases of a register are audited together."),
    )
    population = form_field(
        Release,
        "population",
        forms.ChoiceField,
        help_text=gettext_lazy(
            "The same for all releases about the same persons. If it is not listed, add it under Populations first."
        ),
    )
    population_edition = form_field(
        Release,
        "population_edition",
        help_text=gettext_lazy("Another one when the figures were collected or corrected again, such as 2025-10-28."),
    )
    indicators = form_field(Release, "indicators", RecordsField, required=True)
    dataset_editions = form_field(Release, "dataset_editions", RecordsField)
    rounds = form_field(Release, "rounds", RecordsField)
    year_from = form_field(Release, "year_from", min_value=EARLIEST, max_value=LATEST)
    year_until = form_field(Release, "year_until", min_value=EARLIEST, max_value=LATEST)
    breakdowns = form_field(
        Release,
        "breakdowns",
        forms.MultipleChoiceField,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Without a choice, all that the data have. Fewer breakdowns hide fewer figures."),
    )
    required_breakdowns = form_field(
        Release,
        "required_breakdowns",
        forms.MultipleChoiceField,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "No figure of these breakdowns is hidden to protect others. Figures below the threshold are hidden all the "
            "same. If it is not possible, the preparation says so."
        ),
    )
    hidden_last = form_field(
        Release,
        "hidden_last",
        forms.MultipleChoiceField,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Of figures broken down by these, as few as possible are hidden: others are hidden first."
        ),
    )
    notes = form_field(
        Release,
        "notes",
        max_length=4000,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("They become part of the method sheet."),
    )

    def prepare(self) -> None:
        super().prepare()
        release = self.record if isinstance(self.record, Release) else None
        registers = registers_visible_to(self.viewer)
        offer_records(self, "register", registers)
        published = indicator_editions_visible_to(self.viewer).filter(
            status=IndicatorStatus.PUBLISHED, indicator__basis=IndicatorBasis.RELEASES
        )
        offer_records(self, "indicators", published.order_by("indicator__position", "indicator__slug", "-number"))
        self._offer_sources()
        populations = populations_visible_to(self.viewer).order_by("slug")
        names = {each.slug: each.display_name() for each in populations}
        offer_choices(self, "population", [("", str(CHOOSE)), *names.items()])
        for name in BREAKDOWN_FIELDS:
            offer_choices(self, name, [(each or TOTAL, breakdown_name(each)) for each in BREAKDOWNS])
        offer_choices(self, "hidden_last", [(each.key, str(each.title)) for each in DIMENSIONS])
        if release is None:
            if len(registers) == 1:
                self.initial.setdefault("register", registers[0].slug)
            return
        for name in self.fields:
            if name in RELATIONS:
                value: object = list(getattr(release, name).values_list("pk", flat=True))
            elif name == "register":
                value = release.register.slug
            elif name in BREAKDOWN_FIELDS:
                value = [each or TOTAL for each in self._breakdowns_of(release, name)]
            else:
                value = getattr(release, name)
            self.initial.setdefault(name, value)

    def _breakdowns_of(self, release: Release, name: str) -> list[str]:
        """Those of a release, as the preview suggests them in the address.

        That is without those of a dimension that is left out, or with one more that must be published.
        """
        left_out, more = str(self.initial.get("leave_out", "")), str(self.initial.get("require", ""))
        is_required, chosen = name == "required_breakdowns", list(getattr(release, name))
        if left_out in KEYS:
            every = chosen if is_required else chosen or BREAKDOWNS
            return [each for each in every if left_out not in each.split("+")]
        more = "" if more == TOTAL else more
        return [*chosen, more] if is_required and "require" in self.initial and more not in chosen else chosen

    def _offer_sources(self) -> None:
        """Accepted editions with figures and rounds that were opened, the latest of each."""
        editions = dataset_editions_visible_to(self.viewer).filter(
            status=DatasetEditionStatus.ACCEPTED, dataset__rows=DatasetRows.FIGURES
        )
        rounds = rounds_visible_to(self.viewer).exclude(status=RoundStatus.PLANNED)
        for name, rows, order in (
            ("dataset_editions", editions.exclude(rows_file=""), ("-decided_on", "-pk")),
            ("rounds", rounds, ("-year", "-pk")),
        ):
            latest = list(rows.order_by(*order).values_list("pk", flat=True)[:OFFERED])
            offer_records(self, name, rows.filter(pk__in=latest).order_by(*order))
            if not latest:
                # There is nothing to be ticked.
                del self.fields[name]

    def clean(self) -> dict[str, object] | None:
        super().clean()
        first, last = self.cleaned_data.get("year_from"), self.cleaned_data.get("year_until")
        if first and last and last < first:
            self.add_error("year_until", _("The last year must not be before the first."))
        self._check_kind()
        self._check_breakdowns()
        sources = [each for each in SOURCES if each in self.fields]
        if not set(sources) & set(self.errors) and not any(self.cleaned_data.get(each) for each in sources):
            sentence = _("Choose at least one edition of a dataset or one round of data collection.")
            self.add_error(sources[0] if sources else None, sentence)
        return None

    def _check_kind(self) -> None:
        """Refuse, at the field, data that cannot be published again as they are."""
        editions = self.cleaned_data.get("dataset_editions")
        if self.cleaned_data.get("kind") != ReleaseKind.REPUBLICATION or "dataset_editions" in self.errors:
            return
        try:
            check_can_republish(editions or (), self.cleaned_data.get("rounds") or ())
        except Refused as error:
            self.add_error("dataset_editions" if "dataset_editions" in self.fields else None, str(error))

    def _check_breakdowns(self) -> None:
        """Refuse, at the field, what cannot be chosen together."""
        given = self.cleaned_data.get
        chosen, required = (_without_total(given(name)) for name in BREAKDOWN_FIELDS)
        try:
            check_breakdowns(chosen, required, given("hidden_last") or (), given("kind", ""))
        except Refused as error:
            self.add_error("required_breakdowns", str(error))

    def action_kwargs(self) -> dict[str, object]:
        values = dict.fromkeys(SOURCES, ()) | self.cleaned_data
        return {"values": values | {name: _without_total(values[name]) for name in BREAKDOWN_FIELDS}}


def _without_total(chosen: object) -> list[str]:
    """Breakdowns as releases have them, without a name for the total."""
    assert chosen is None or isinstance(chosen, list)
    return ["" if each == TOTAL else each for each in chosen or ()]


class ApproveForm(ActForm):
    """What an approver notes, and declares of what the gate cannot match to earlier releases."""

    draft_days = 0

    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("For the author and the secretariat."),
    )

    # The digest of what the approver was shown.
    seen = forms.CharField(widget=forms.HiddenInput)

    def prepare(self) -> None:
        super().prepare()
        assert isinstance(self.record, Release)
        self.fields["seen"].initial = self.record.loss.get(DIGEST, "")
        self.subjects = list_undeclared(self.record)
        for number, subject in enumerate(self.subjects, 1):
            self.fields[f"declaration_{number}"] = forms.CharField(
                label=_("Declaration: %(subject)s") % {"subject": subject},
                max_length=1000,
                widget=forms.Textarea({"rows": 2, "dir": "auto"}),
                help_text=_("Why no one can be found by comparing this with earlier releases. It is published."),
            )

    def action_kwargs(self) -> dict[str, object]:
        made = {subject: self.cleaned_data[f"declaration_{number}"] for number, subject in enumerate(self.subjects, 1)}
        declarations = {subject: reason for subject, reason in made.items() if reason.strip()}
        return {"seen": self.cleaned_data["seen"], "note": self.cleaned_data["note"], "declarations": declarations}


class ReturnForm(ActForm):
    """What has to be changed before a release can be approved."""

    draft_days = 0

    note = forms.CharField(
        label=gettext_lazy("What has to be changed"),
        max_length=4000,
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
    )


class WithdrawForm(ActForm):
    """Why a release is withdrawn."""

    reason = MultilingualFormField(
        label=gettext_lazy("Reason for the withdrawal"),
        long=True,
        help_text=gettext_lazy("Public, on every page and in every file of its figures."),
    )

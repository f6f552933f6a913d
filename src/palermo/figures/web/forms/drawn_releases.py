"""What is drawn: noisy counts of the cases of an edition, or invented rows from counts that were released."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.core.refusals import Refused
from palermo.figures.budgets import account_of
from palermo.figures.models import Release, ReleaseRegister
from palermo.figures.pipeline.case_columns import countable_columns
from palermo.figures.queries.releases import registers_visible_to, releases_visible_to
from palermo.figures.rules.drawn_releases import MOST_ROWS
from palermo.figures.states.releases import ReleaseKind, ReleaseStatus
from palermo.governance.web.forms.choices import offer_choices, offer_records
from palermo.knowledge.models import Dataset, DatasetEdition
from palermo.knowledge.queries.datasets import dataset_editions_visible_to
from palermo.knowledge.states.datasets import DatasetEditionStatus, DatasetRows
from palermo.site.forms.fields import CHOOSE, ActForm, RecordChoiceField, Sections
from palermo.site.forms.model_fields import form_field

LONGEST = 5
# So many editions are offered, the latest first.
OFFERED = 20
# Between a dataset and its column, in the value of a box.
APART = "/"


def _notes_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Notes for readers"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("They become part of the method sheet."),
    )


class _DrawnForm(ActForm):
    """Title and notes; the fields of a draft that is edited have what it has."""

    title = form_field(Release, "title")
    summary = form_field(Release, "summary")
    notes = _notes_field()

    def prepare(self) -> None:
        super().prepare()
        self.release = self.record if isinstance(self.record, Release) else None
        if self.release:
            for name in self.fields:
                if hasattr(Release, name):
                    self.initial.setdefault(name, getattr(self.release, name))


class NoisyForm(_DrawnForm):
    """Noisy counts: of which cases, by which attributes, at which privacy loss."""

    sections: ClassVar[Sections] = (
        (gettext_lazy("Release of figures"), ("title", "summary", "register")),
        (gettext_lazy("Cases"), ("edition", "attributes", "longest")),
        (gettext_lazy("Privacy"), ("epsilon",)),
        (gettext_lazy("For readers"), ("notes",)),
    )

    register = RecordChoiceField(
        ReleaseRegister.objects.none(),
        label=gettext_lazy("Register of releases"),
        to_field_name="slug",
        empty_label=CHOOSE,
        help_text=gettext_lazy("The privacy budget of the register pays for the counts."),
    )
    edition = forms.ModelChoiceField(
        DatasetEdition.objects.none(), label=gettext_lazy("Edition of a dataset of cases"), empty_label=CHOOSE
    )
    attributes = form_field(
        Release,
        "attributes",
        forms.MultipleChoiceField,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Persons are counted by each combination of these. The fewer attributes, the smaller the errors."
        ),
        required=True,
    )
    longest = form_field(
        Release,
        "longest",
        forms.TypedChoiceField,
        coerce=int,
        choices=[(str(each), str(each)) for each in range(1, LONGEST + 1)],
        initial="2",
        help_text=gettext_lazy(
            "The most attributes that are counted together. Longer combinations have larger errors."
        ),
        required=True,
    )
    epsilon = form_field(
        Release,
        "epsilon",
        forms.FloatField,
        min_value=0.01,
        max_value=50,
        initial=1.0,
        help_text=gettext_lazy(
            "What these counts may reveal of one person, taken from the budget. The smaller the loss, the larger the "
            "errors."
        ),
        required=True,
    )

    def prepare(self) -> None:
        super().prepare()
        registers = registers_visible_to(self.viewer)
        offer_records(self, "register", registers)
        editions = dataset_editions_visible_to(self.viewer).filter(
            status=DatasetEditionStatus.ACCEPTED, dataset__rows=DatasetRows.CASES
        )
        editions = editions.exclude(rows_file="").select_related("dataset").order_by("-decided_on", "-pk")
        latest = [each.pk for each in editions[:OFFERED]]
        offer_records(self, "edition", editions.filter(pk__in=latest))
        datasets = list({each.dataset_id: each.dataset for each in editions[:OFFERED]}.values())
        offer_choices(self, "attributes", [pair for each in datasets for pair in _columns(each, len(datasets) > 1)])
        if len(registers) == 1:
            self.initial.setdefault("register", registers[0].slug)
        if self.release:
            self._set_initial(self.release)
        account = account_of(self.release.register if self.release else registers[0]) if registers else None
        if account:
            self.fields["epsilon"].help_text = _(
                "What these counts may reveal of one person. Of the privacy budget of ε %(budget)s, %(spent)s has been "
                "spent. The smaller the loss, the larger the errors."
            ) % {"budget": f"{account.epsilon:g}", "spent": f"{account.epsilon_spent:.2f}"}

    def _set_initial(self, release: Release) -> None:
        edition = release.dataset_editions.select_related("dataset").first()
        self.initial["register"] = release.register.slug
        if edition:
            self.initial.setdefault("edition", edition.pk)
            self.initial["attributes"] = [f"{edition.dataset.slug}{APART}{each}" for each in release.attributes]

    def clean(self) -> dict[str, object] | None:
        super().clean()
        edition, chosen = self.cleaned_data.get("edition"), self.cleaned_data.get("attributes")
        if not edition or not chosen:
            return None
        pairs = [each.split(APART, 1) for each in chosen]
        if any(slug != edition.dataset.slug for slug, _column in pairs):
            self.add_error("attributes", _("Choose attributes of the dataset whose edition you chose."))
        if len(pairs) < (self.cleaned_data.get("longest") or 1):
            self.add_error("longest", _("Choose at least as many attributes as the longest combination has."))
        return None

    def action_kwargs(self) -> dict[str, object]:
        attributes = [each.split(APART, 1)[1] for each in self.cleaned_data["attributes"]]
        return {"values": self.cleaned_data | {"attributes": attributes}}


def _columns(dataset: Dataset, is_named: bool) -> list[tuple[str, str]]:
    """The columns of a dataset that can be counted; none of a layout that cannot be used any more."""
    try:
        names = countable_columns(dataset)
    except Refused:
        return []
    before = f"{dataset.display_name()}: " if is_named else ""
    return [(f"{dataset.slug}{APART}{name}", f"{before}{name}") for name in names]


class SyntheticForm(_DrawnForm):
    """A synthetic file: from which counts, and how many rows."""

    sections: ClassVar[Sections] = (
        (gettext_lazy("Release of figures"), ("title", "summary")),
        (gettext_lazy("Invented rows"), ("drawn_from", "row_count")),
        (gettext_lazy("For readers"), ("notes",)),
    )

    drawn_from = form_field(
        Release,
        "drawn_from",
        RecordChoiceField,
        to_field_name="slug",
        help_text=gettext_lazy("Noisy counts that were released. Drawing rows from them costs no privacy."),
        required=True,
    )
    row_count = form_field(Release, "row_count", min_value=1, max_value=MOST_ROWS, initial=1000, required=True)

    def prepare(self) -> None:
        super().prepare()
        counts = releases_visible_to(self.viewer).filter(kind=ReleaseKind.NOISY, status=ReleaseStatus.RELEASED)
        offer_records(self, "drawn_from", counts.order_by("-released_on", "-pk"))
        if self.release and self.release.drawn_from:
            self.initial["drawn_from"] = self.release.drawn_from.slug

    def action_kwargs(self) -> dict[str, object]:
        return {"values": self.cleaned_data}

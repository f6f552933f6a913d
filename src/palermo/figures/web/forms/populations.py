"""What is written of a population: whom it counts, and how it is related to the others of its register."""

from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.figures.models import Population, ReleaseRegister
from palermo.figures.queries.populations import populations_visible_to
from palermo.figures.queries.releases import registers_visible_to
from palermo.figures.states.populations import RelationKind
from palermo.figures.web.forms.releases import EARLIEST, LATEST, RecordsField
from palermo.governance.web.forms.choices import offer_records
from palermo.site.forms.fields import CHOOSE, ActForm, RecordChoiceField, Sections
from palermo.site.forms.model_fields import form_field

# The field of each relation.
FIELDS = {"within": RelationKind.WITHIN, "part_of": RelationKind.PART, "disjoint": RelationKind.DISJOINT}


class _PopulationForm(ActForm):
    """Title, description, years and relations."""

    title = form_field(Population, "title")
    summary = form_field(Population, "summary")
    year_from = form_field(Population, "year_from", min_value=EARLIEST, max_value=LATEST)
    year_until = form_field(Population, "year_until", min_value=EARLIEST, max_value=LATEST)
    within = RecordsField(
        Population.objects.none(),
        label=gettext_lazy("Everyone is also in"),
        required=False,
        help_text=gettext_lazy("People who are only in the larger population are then protected as well."),
    )
    part_of = RecordsField(
        Population.objects.none(),
        label=gettext_lazy("One of the parts that together make up"),
        required=False,
        help_text=gettext_lazy("Choose the same whole for each part. The parts have no one in common."),
    )
    disjoint = RecordsField(
        Population.objects.none(),
        label=gettext_lazy("No one is also in"),
        required=False,
        help_text=gettext_lazy("Only where this is certain: figures of the two are then not compared."),
    )

    def clean(self) -> dict[str, object] | None:
        super().clean()
        first, last = self.cleaned_data.get("year_from"), self.cleaned_data.get("year_until")
        if first and last and last < first:
            self.add_error("year_until", _("The last year must not be before the first."))
        return None

    def _offer_relations(self, population: Population | None) -> None:
        rows = populations_visible_to(self.viewer)
        if population is not None:
            rows = rows.filter(register=population.register).exclude(pk=population.pk)
        for name, kind in FIELDS.items():
            offer_records(self, name, rows.order_by("register__slug", "slug"))
            if population is not None:
                related = population.relations.filter(kind=kind).values_list("other_id", flat=True)
                self.initial.setdefault(name, list(related))
            if not rows:
                # There is nothing to be ticked.
                del self.fields[name]

    def action_kwargs(self) -> dict[str, object]:
        values = {name: value for name, value in self.cleaned_data.items() if name not in FIELDS}
        relations = {kind: list(self.cleaned_data.get(name, ())) for name, kind in FIELDS.items()}
        return {"values": values, "relations": relations}


class AddPopulationForm(_PopulationForm):
    """A population that is not on the list yet."""

    sections: ClassVar[Sections] = (
        (gettext_lazy("Population"), ("title", "summary", "register", "slug", "year_from", "year_until")),
        (gettext_lazy("Relations to other populations"), tuple(FIELDS)),
    )

    register = RecordChoiceField(
        ReleaseRegister.objects.none(),
        label=gettext_lazy("Register of releases"),
        to_field_name="slug",
        empty_label=CHOOSE,
    )
    slug = form_field(
        Population,
        "slug",
        help_text=gettext_lazy("Such as victims-unodc. Lower-case letters, digits and hyphens. It never changes."),
    )

    def prepare(self) -> None:
        super().prepare()
        registers = registers_visible_to(self.viewer)
        offer_records(self, "register", registers)
        if len(registers) == 1:
            self.initial.setdefault("register", registers[0].slug)
        self._offer_relations(None)

    def clean(self) -> dict[str, object] | None:
        super().clean()
        register, slug = self.cleaned_data.get("register"), self.cleaned_data.get("slug")
        if Population.objects.filter(register=register, slug=slug).exists():
            self.add_error("slug", _("This register has a population “%(slug)s” already.") % {"slug": slug})
        return None


class ChangePopulationForm(_PopulationForm):
    """A population on the list; its register and its identifier stay."""

    sections: ClassVar[Sections] = (
        (gettext_lazy("Population"), ("title", "summary", "year_from", "year_until")),
        (gettext_lazy("Relations to other populations"), tuple(FIELDS)),
    )

    def prepare(self) -> None:
        super().prepare()
        assert isinstance(self.record, Population)
        for name in ("title", "summary", "year_from", "year_until"):
            self.initial.setdefault(name, getattr(self.record, name))
        self._offer_relations(self.record)

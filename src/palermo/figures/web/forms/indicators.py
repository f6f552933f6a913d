"""What is written of an edition of an indicator."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from palermo.core.forms import MultilingualFormField
from palermo.figures.dimensions import DIMENSIONS
from palermo.figures.models import IndicatorEdition
from palermo.figures.units import UNITS
from palermo.site.forms.fields import CHOOSE, ActForm, Sections


class IndicatorEditionForm(ActForm):
    """What an indicator means: definition, counting unit, dimensions, method, limits."""

    sections: ClassVar[Sections] = (
        (gettext_lazy("Indicator"), ("title", "definition", "unit", "dimensions")),
        (gettext_lazy("Method"), ("method", "comparability", "articles", "changes")),
        (gettext_lazy("Codes"), ("sdg", "sdmx")),
    )

    title = MultilingualFormField(label=gettext_lazy("Title"))
    definition = MultilingualFormField(label=gettext_lazy("Definition"), long=True)
    unit = forms.ChoiceField(label=gettext_lazy("Counting unit"), choices=[("", CHOOSE), *UNITS.items()])
    dimensions = forms.MultipleChoiceField(
        label=gettext_lazy("Dimensions"),
        choices=[(each.key, each.title) for each in DIMENSIONS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("By what figures may be broken down."),
    )
    method = MultilingualFormField(label=gettext_lazy("Method"), long=True)
    comparability = MultilingualFormField(
        label=gettext_lazy("Limits of comparability"),
        long=True,
        help_text=gettext_lazy("Shown before figures of several States are compared."),
    )
    articles = MultilingualFormField(label=gettext_lazy("Articles"), required=False)
    changes = MultilingualFormField(label=gettext_lazy("Changes since the previous edition"), long=True, required=False)
    sdg = forms.CharField(label=gettext_lazy("SDG indicator"), max_length=20, required=False)
    sdmx = forms.CharField(label=gettext_lazy("SDMX series"), max_length=40, required=False)

    def prepare(self) -> None:
        super().prepare()
        if isinstance(self.record, IndicatorEdition):
            for name in self.fields:
                self.initial.setdefault(name, getattr(self.record, name))

    def action_kwargs(self) -> dict[str, object]:
        return {"values": dict(self.cleaned_data)}

"""What is written of an edition of an indicator."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from palermo.figures.dimensions import DIMENSIONS
from palermo.figures.models import IndicatorEdition
from palermo.figures.units import UNITS
from palermo.site.forms.fields import CHOOSE, Sections
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import ValuesForm


class IndicatorEditionForm(ValuesForm):
    """What an indicator means: definition, counting unit, dimensions, method, limits."""

    model = IndicatorEdition

    sections: ClassVar[Sections] = (
        (gettext_lazy("Indicator"), ("title", "definition", "unit", "dimensions")),
        (gettext_lazy("Method"), ("method", "comparability", "articles", "changes")),
        (gettext_lazy("Codes"), ("sdg", "sdmx")),
    )

    title = form_field(IndicatorEdition, "title")
    definition = form_field(IndicatorEdition, "definition")
    unit = form_field(IndicatorEdition, "unit", forms.ChoiceField, choices=[("", CHOOSE), *UNITS.items()])
    dimensions = form_field(
        IndicatorEdition,
        "dimensions",
        forms.MultipleChoiceField,
        choices=[(each.key, each.title) for each in DIMENSIONS],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("By what figures may be broken down."),
    )
    method = form_field(IndicatorEdition, "method")
    comparability = form_field(
        IndicatorEdition,
        "comparability",
        help_text=gettext_lazy("Shown before figures of several States are compared."),
    )
    articles = form_field(IndicatorEdition, "articles")
    changes = form_field(IndicatorEdition, "changes")
    sdg = form_field(IndicatorEdition, "sdg")
    sdmx = form_field(IndicatorEdition, "sdmx")

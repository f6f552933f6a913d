"""How forms are rendered: one template for every field of the site."""

from django.forms.renderers import TemplatesSetting

from palermo.site.forms.required import SiteBoundField


class SiteRenderer(TemplatesSetting):
    """Renders a field with its label, its errors and its help text: `{{ field.as_field_group }}`."""

    field_template_name = "site/forms/field.html"
    bound_field_class = SiteBoundField

"""What is written of material of campaigns, and what its reviewer confirms."""

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.core.audiences import Audience
from palermo.core.languages import LANGUAGES
from palermo.core.refusals import Refused
from palermo.outreach.material_files import read_material_file
from palermo.outreach.material_types import NewFile
from palermo.outreach.models import Material, MaterialFile
from palermo.outreach.rules.material import check_file_is_described
from palermo.outreach.states.campaigns import Depiction, Licence, MaterialKind
from palermo.outreach.states.press import AdviceAudience
from palermo.site.forms.fields import CHOOSE, ActForm, Sections
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.rows import ValuesForm

LANGUAGE_CHOICES = [(language.code, language.name) for language in LANGUAGES]


class MaterialForm(ValuesForm):
    """The words of material, whom it shows, and what may be done with it."""

    model = Material

    sections: ClassVar[Sections] = (
        (gettext_lazy("Material"), ("kind", "title", "text", "description", "target_group", "depicts")),
        (gettext_lazy("Licence and rights"), ("licence", "rights", "rights_until_on")),
        (gettext_lazy("Publication"), ("audience", "is_for_partners")),
    )

    kind = form_field(Material, "kind", choices=[("", CHOOSE), *MaterialKind.choices])
    title = form_field(Material, "title")
    text = form_field(Material, "text", help_text=gettext_lazy("The whole wording; of a film or spot, its transcript."))
    description = form_field(
        Material,
        "description",
        help_text=gettext_lazy("Describe what can be seen or heard, for those who cannot see or hear it."),
    )
    target_group = form_field(
        Material, "target_group", choices=[("", pgettext_lazy("target group", "Everyone")), *AdviceAudience.choices]
    )
    depicts = form_field(
        Material,
        "depicts",
        choices=[("", CHOOSE), *Depiction.choices],
        help_text=gettext_lazy("Victims are never shown. A second officer confirms it."),
    )
    licence = form_field(Material, "licence", choices=[("", CHOOSE), *Licence.choices])
    rights = form_field(Material, "rights")
    rights_until_on = form_field(
        Material, "rights_until_on", help_text=gettext_lazy("After this day the material is no longer offered.")
    )
    audience = form_field(Material, "audience", initial=Audience.PUBLIC)
    is_for_partners = forms.BooleanField(label=gettext_lazy("Offer to partners before it is published"), required=False)


class MaterialFileForm(ActForm):
    """A file of material in one language."""

    language = form_field(MaterialFile, "language", choices=[("", CHOOSE), *LANGUAGE_CHOICES])
    upload = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        help_text=gettext_lazy(
            "A PDF, a Word file (.docx), a picture (PNG, JPEG), a film (MP4, WebM) or a sound recording (MP3, OGG, "
            "M4A). Files are saved without metadata, such as names, devices, places and times."
        ),
    )
    alt = form_field(
        MaterialFile,
        "alt",
        max_length=1000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Of a picture: what it shows, in the language of the file."),
    )

    def clean_upload(self) -> NewFile:
        upload = self.cleaned_data["upload"]
        try:
            return read_material_file(upload.read(), upload.name or "")
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None

    def clean(self) -> dict[str, object] | None:
        values = super().clean() or {}
        if isinstance(file := values.get("upload"), NewFile) and "alt" not in self.errors:
            try:
                check_file_is_described(file.media_type, str(values.get("alt", "")))
            except Refused as refusal:
                self.add_error("alt", str(refusal))
        return None

    def action_kwargs(self) -> dict[str, object]:
        values = self.cleaned_data
        return {"language": values["language"], "file": values["upload"], "alt": values["alt"]}


class ClearMaterialForm(ActForm):
    """What the reviewer confirms."""

    shows_no_victim = forms.BooleanField(
        label=gettext_lazy("No victim is shown or can be recognized"),
        help_text=gettext_lazy(
            "Look at every file and read every text. Faces, names, voices, places and stories can make a victim "
            "recognizable."
        ),
        error_messages={
            "required": gettext_lazy("Confirm that no victim is shown or can be recognized, or send the material back.")
        },
    )
    depicts = form_field(Material, "depicts")

    def prepare(self) -> None:
        super().prepare()
        assert isinstance(self.record, Material)
        self.initial.setdefault("depicts", self.record.depicts)

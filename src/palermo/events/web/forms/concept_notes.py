"""The concept note of an event: a title, for whom, and its text or file in one language."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from palermo.core.audiences import Audience, is_wider
from palermo.core.forms import MultilingualFormField
from palermo.core.languages import BY_CODE, active_language
from palermo.core.text import MultilingualText
from palermo.governance.web.forms.choices import offer_choices
from palermo.library.actions.versions import NewFile
from palermo.library.models import LANGUAGE_CHOICES, Document
from palermo.library.web.uploads import read_upload
from palermo.site.forms.fields import ActForm


def _title(of_event: MultilingualText) -> MultilingualText:
    """That it is the event's concept note, in each language that the event has a title in."""
    titles = {}
    for code, words in of_event.items():
        with override(BY_CODE[code].django_code):
            titles[code] = _("Concept note: %(event)s") % {"event": words}
    return MultilingualText(titles)


class ConceptNoteForm(ActForm):
    """The fields that the library needs for a draft; title and audience follow the event until they are changed."""

    title = MultilingualFormField(label=gettext_lazy("Title"))
    audience = forms.ChoiceField(
        label=gettext_lazy("Audience once issued"),
        help_text=gettext_lazy(
            "Until then only the secretariat can read the draft. The audience cannot be wider than that of the event."
        ),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of this text"), choices=LANGUAGE_CHOICES)
    text = forms.CharField(
        label=gettext_lazy("Text"), required=False, strip=False, widget=forms.Textarea({"rows": 12, "dir": "auto"})
    )
    upload = forms.FileField(label=gettext_lazy("or upload a file"), required=False, allow_empty_file=True)

    def prepare(self) -> None:
        super().prepare()
        activity = self.record.activity
        own = Audience(activity.audience)
        audiences = [each for each in Audience if not is_wider(each, own)]
        offer_choices(self, "audience", [(each.value, each.label) for each in audiences])
        self.initial.setdefault("audience", own.value)
        self.initial.setdefault("language", active_language().code)
        self.initial.setdefault("title", _title(activity.title))

    def clean_upload(self) -> NewFile | None:
        return read_upload(self.cleaned_data["upload"])

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if not self.errors and not values.get("text", "").strip() and not values.get("upload"):
            raise ValidationError(_("Enter the text or upload a file."))
        return values

    def action_kwargs(self) -> dict[str, object]:
        values = self.cleaned_data
        text = values["text"].replace("\r\n", "\n")
        document = Document(title=values["title"], audience=values["audience"])
        return {"document": document, "language": values["language"], "text": text, "file": values["upload"]}

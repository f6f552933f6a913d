"""The concept note of an event: a title, for whom, and its text or file in one language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from palermo.core.audiences import Audience, is_wider
from palermo.core.languages import BY_CODE
from palermo.core.text import MultilingualText
from palermo.governance.web.forms.choices import offer_choices
from palermo.library.web.forms import FirstVersionForm


def _title(of_event: MultilingualText) -> MultilingualText:
    """That it is the event's concept note, in each language that the event has a title in."""
    titles = {}
    for code, words in of_event.items():
        with override(BY_CODE[code].django_code):
            titles[code] = _("Concept note: %(event)s") % {"event": words}
    return MultilingualText(titles)


class ConceptNoteForm(FirstVersionForm):
    """The fields that the library needs for a draft; title and audience follow the event until they are changed."""

    def prepare(self) -> None:
        activity = self.record.activity
        own = Audience(activity.audience)
        self.initial.setdefault("audience", own.value)
        self.initial.setdefault("title", _title(activity.title))
        super().prepare()
        audiences = [each for each in Audience if not is_wider(each, own)]
        offer_choices(self, "audience", [(each.value, each.label) for each in audiences])
        self.fields["audience"].help_text = gettext_lazy(
            "Until then only the secretariat can read the draft. The audience cannot be wider than that of the event."
        )

"""E-mail to those who act for a source whose masked figures can be computed: that there is a list for them."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from palermo.core import letters
from palermo.core.work import background
from palermo.figures.models import Release
from palermo.knowledge.models import Source
from palermo.knowledge.notices.datasets import contacts_of


@background
@transaction.atomic
def notify_source(release_id: int) -> int:
    """Enqueue a letter to each person who acts for the source of a republication; gives how many."""
    keys = contacts_of(_source_of(release_id)).values_list("pk", flat=True)
    for person_id in keys:
        write_to_contact.enqueue(release_id, person_id, letters.new_message())
    return len(keys)


@background
def write_to_contact(release_id: int, person_id: int, message: str) -> None:
    """Write one letter; none to a person who no longer acts for the source."""
    source = _source_of(release_id)
    person = contacts_of(source).filter(pk=person_id).first()
    if person is None:
        return
    language = letters.language_of(person.language)
    with translation.override(language):
        parts = [
            _("Figures that %(source)s masks can be computed from others that it has published.")
            % {"source": source.display_name()},
            _("The secretariat keeps a list for you and for no one else. Ask for it, so that you can mask more."),
        ]
        letters.send(letters.Letter(person.email, language, _("Masked figures"), "\n\n".join(parts), message))


def _source_of(release_id: int) -> Source:
    return Source.objects.get(datasets__editions__releases=Release.objects.get(pk=release_id))

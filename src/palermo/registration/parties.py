"""For whom somebody comes, in the reader's language."""

from typing import Any

from django.utils.functional import Promise

from palermo.core.languages import active_language
from palermo.registration.states import ParticipantCategory


def party_words(row: Any) -> str | Promise:
    """A State as lists have it, an organisation, a medium; the category of who comes for nobody.

    `row` is a participant or a letter.
    """
    lang, organisation = active_language().code, row.organisation
    if row.state_for:
        shown = row.state_for.list_name_on(row.registration.opens_on).shown_in(lang)
        return shown.words if shown else row.state_for.slug
    if organisation:
        shown = organisation.name.shown_in(lang)
        return shown.words if shown else organisation.slug
    if getattr(row, "accreditation", None):
        name: str = row.accreditation.name
        return name
    return ParticipantCategory(row.category).label

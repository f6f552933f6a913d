"""For whom somebody comes, in the reader's language."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise

from palermo.core.languages import active_language
from palermo.registration.states import ParticipantCategory

if TYPE_CHECKING:
    from palermo.registration.models import Accreditation, CredentialsLetter, Participant


def party_words(row: "Participant | CredentialsLetter") -> str | Promise:
    """The State as lists have it, the organization or the medium; of who comes for nobody, the category."""
    lang, organisation = active_language().code, row.organisation
    if row.state_for:
        shown = row.state_for.list_name_on(row.registration.opens_on).shown_in(lang)
        return shown.words if shown else row.state_for.slug
    if organisation:
        shown = organisation.name.shown_in(lang)
        return shown.words if shown else organisation.slug
    accreditation: Accreditation | None = getattr(row, "accreditation", None)
    if accreditation:
        return accreditation.name
    # A letter is always of a State or an organization.
    return ParticipantCategory(row.category).label  # type: ignore[union-attr]

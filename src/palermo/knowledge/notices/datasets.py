"""E-mail to those who act for a source of data whose file was returned, with the number of findings and no value.

A letter never says what is restricted: the title of the dataset stands only where everybody may read it.
"""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.accounts.models import Posting, User
from palermo.accounts.states import FOR_AN_AGENCY, Role
from palermo.core import clock, letters
from palermo.core.audiences import Audience
from palermo.core.work import background
from palermo.knowledge.models import DatasetEdition, Source
from palermo.knowledge.states.datasets import DatasetEditionStatus

OF_A_STATE = (Role.FOCAL_POINT, Role.DELEGATE)
OF_AN_ORGANIZATION = (*FOR_AN_AGENCY, Role.PARTNER)


@background
@transaction.atomic
def notify_of_returned(edition_id: int) -> int:
    """Enqueue a letter to each person who acts for the source of an edition that was returned; return how many."""
    edition = DatasetEdition.objects.select_related("dataset__source").get(pk=edition_id)
    keys = contacts_of(edition.dataset.source).values_list("pk", flat=True)
    for person_id in keys:
        write_of_returned.enqueue(edition_id, person_id, letters.new_message())
    return len(keys)


@background
def write_of_returned(edition_id: int, person_id: int, message: str) -> None:
    """Write one letter; none to a person whom it no longer concerns."""
    edition = DatasetEdition.objects.select_related("dataset__source").get(pk=edition_id)
    dataset = edition.dataset
    person = contacts_of(dataset.source).filter(pk=person_id).first()
    if person is None or edition.status != DatasetEditionStatus.REFUSED:
        return
    language = letters.language_of(person.language)
    with translation.override(language):
        parts = [_("A file of data was returned to you. The reason is on its page; please hand in a corrected file.")]
        if dataset.audience == dataset.source.audience == Audience.PUBLIC:
            parts.append(edition.display_name())
        if number := sum(edition.counts.values()):
            parts.append(
                ngettext("%(number)d finding is listed there.", "%(number)d findings are listed there.", number)
                % {"number": number}
            )
        parts.append(_("Sign in to read more: %(address)s") % {"address": letters.address(edition.get_absolute_url())})
        letters.send(letters.Letter(person.email, language, _("File of data returned"), "\n\n".join(parts), message))


def contacts_of(source: Source) -> QuerySet[User]:
    """Those who act for the State or the organization that gives the data; nobody for a publication."""
    own = Q(pk__in=())
    if source.state_id:
        own = Q(role__in=OF_A_STATE, state=source.state_id)
    elif source.organisation_id:
        own = Q(role__in=OF_AN_ORGANIZATION, organisation=source.organisation_id)
    posted = Posting.objects.current_on(clock.today()).filter(own)
    return User.objects.filter(is_active=True, pk__in=posted.order_by().values("user"))

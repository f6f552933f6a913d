"""E-mail about releases of figures to officers of the secretariat; it names none that is not public."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Posting, User
from palermo.accounts.states import Role
from palermo.core import clock, letters
from palermo.core.rules import can
from palermo.core.work import background
from palermo.figures.models import Release
from palermo.figures.rules.releases import check_may_be_asked
from palermo.figures.states.releases import ReleaseStatus

PREPARED, PROPOSED, RETURNED, REFUSED, RELEASED = "prepared", "proposed", "returned", "refused", "released"
# By the occasion: the statuses in which a letter about it still holds, and what it says.
LETTERS: Mapping[str, tuple[frozenset[ReleaseStatus], Promise]] = {
    PREPARED: (
        frozenset({ReleaseStatus.PREPARED}),
        gettext_lazy("Your release of figures is prepared. Look at the preview, then propose it."),
    ),
    PROPOSED: (
        frozenset({ReleaseStatus.PROPOSED}),
        gettext_lazy("A release of figures awaits approval by two officers who are not its author."),
    ),
    RETURNED: (
        frozenset({ReleaseStatus.DRAFT}),
        gettext_lazy("Your release of figures was returned to you. The reason is on its page."),
    ),
    REFUSED: (
        frozenset({ReleaseStatus.DRAFT}),
        gettext_lazy("Your release of figures did not pass the audit. The reason is on its page."),
    ),
    RELEASED: (
        frozenset({ReleaseStatus.RELEASED}),
        gettext_lazy("Your figures passed the audit and are released."),
    ),
}


@background
@transaction.atomic
def notify_approvers(occasion: str, release_id: int) -> int:
    """Enqueue a letter to each officer who may approve a release; gives how many."""
    release = Release.objects.select_related("author").get(pk=release_id)
    asked = [each for each in officers() if can(check_may_be_asked, each, release)]
    for each in asked:
        write_about_release.enqueue(occasion, release_id, each.pk, letters.new_message())
    return len(asked)


@background
def notify_author(occasion: str, release_id: int) -> None:
    """Enqueue a letter to the author of a release."""
    release = Release.objects.get(pk=release_id)
    write_about_release.enqueue(occasion, release_id, release.author_id, letters.new_message())


@background
def write_about_release(occasion: str, release_id: int, person_id: int, message: str) -> None:
    """Write one letter; none to a person whom it no longer concerns."""
    release = Release.objects.select_related("author").get(pk=release_id)
    person = officers().filter(pk=person_id).first()
    statuses, sentence = LETTERS[occasion]
    if person is None or release.status not in statuses:
        return
    if occasion == PROPOSED and not can(check_may_be_asked, person, release):
        return
    language = letters.language_of(person.language)
    with translation.override(language):
        parts = [str(sentence)]
        if release.is_published:
            parts.append(release.display_name())
        parts.append(_("Sign in to read more: %(address)s") % {"address": letters.address(release.get_absolute_url())})
        letters.send(letters.Letter(person.email, language, _("Release of figures"), "\n\n".join(parts), message))


def officers() -> QuerySet[User]:
    """The officers of the secretariat who have an account."""
    posted = Posting.objects.current_on(clock.today()).filter(role=Role.SECRETARIAT)
    return User.objects.filter(is_active=True, pk__in=posted.order_by().values("user")).order_by("pk")

"""Which data can be published again as their source has published them."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.figures.models import Release
from palermo.figures.pipeline.places import source_list_path
from palermo.figures.states.releases import ReleaseKind
from palermo.knowledge.models import DatasetEdition
from palermo.knowledge.notices.datasets import contacts_of
from palermo.knowledge.states.sources import SourceKind
from palermo.returns.models import Round


def check_can_republish(editions: Iterable[DatasetEdition], rounds: Collection[Round]) -> DatasetEdition:
    """That figures are of one edition that its source has published; gives it."""
    chosen = list(editions)
    if len(chosen) != 1 or rounds:
        raise Refused(
            _("A republication has the figures of one edition of a dataset. Choose one edition and no round.")
        )
    edition = chosen[0]
    dataset, source = edition.dataset, edition.dataset.source
    named = {"edition": edition.display_name(), "source": source.display_name()}
    if source.kind != SourceKind.PUBLISHED or {dataset.audience, source.audience} != {Audience.PUBLIC}:
        raise Refused(
            _(
                "It is not on record that %(source)s has published “%(edition)s”. Choose data from published "
                "statistics, or release protected figures."
            )
            % named
        )
    if edition.parents.exists():
        raise Refused(_("“%(edition)s” was made from other editions. Choose the edition as it was published.") % named)
    if not source.website or not edition.file_digest:
        raise Refused(
            _("The web address of %(source)s is not on record. Enter it, so that readers find the publication.") % named
        )
    return edition


def publication_of(release: Release, edition: DatasetEdition, *, confirmed_by: str) -> dict[str, str]:
    """What the source published, as the gate asks for it, in English."""
    source = edition.dataset.source
    return {
        "publisher": source.name.get("en") or source.display_name(),
        "title": edition.dataset.title.get("en") or edition.dataset.display_name(),
        "edition": release.population_edition,
        "address": source.website,
        "sha256": edition.file_digest,
        "confirmed_by": confirmed_by,
    }


def check_may_read_source_list(user: Actor, release: Release) -> None:
    """Officers who prepare releases read what follows from the masks of a source, to give it to the source.

    Refused to anyone else; of other releases; and where there is no list.
    """
    check_may(user, Permission.PREPARE_RELEASE)
    if release.kind != ReleaseKind.REPUBLICATION or not source_list_path(release).is_file():
        raise Refused(_("There is no list for the source of this release."))


def check_may_write_to_source(user: Actor, release: Release) -> None:
    """As `check_may_read_source_list`, where somebody on record acts for the source."""
    check_may_read_source_list(user, release)
    edition = release.dataset_editions.select_related("dataset__source").get()
    if not contacts_of(edition.dataset.source).exists():
        raise Refused(
            _("No one on record acts for %(source)s. Send the list to it by other means.")
            % {"source": edition.dataset.source.display_name()}
        )

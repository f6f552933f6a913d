"""Noisy counts and synthetic files are drafted and changed; what follows is as for any release."""

from collections.abc import Mapping

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.rows import insert_row, lock_row, save_row
from palermo.core.slugs import free_slug
from palermo.figures.models import Release
from palermo.figures.pipeline.drafts import delete_prepared
from palermo.figures.rules import releases as rules
from palermo.figures.states.releases import ReleaseKind, ReleaseStatus
from palermo.knowledge.models import DatasetEdition


@transaction.atomic
def draft_drawn_release(release: Release, *, edition: DatasetEdition | None = None, by: Actor) -> Release:
    """Record a draft of noisy counts of the cases of an edition, or of a synthetic file; nothing is drawn yet."""
    _set_population(release, edition)
    editions = [edition] if edition else []
    rules.check_can_draft_drawn_release(by, release, editions)
    release.slug = release.slug or free_slug(Release, release.title, "release")
    insert_row(release)
    release.dataset_editions.set(editions)
    record("release.drafted", release, by=by)
    return release


@transaction.atomic
def change_drawn_release(release: Release, *, values: Mapping[str, object], by: Actor) -> Release:
    """Edit a draft; what was prepared of it is deleted. A draw that was paid for is kept and can be asked for again."""
    release = lock_row(release, "register", "author")
    rules.check_may_change_drawn_release(by, release)
    for name, value in values.items():
        if name != "edition":
            setattr(release, name, value)
    chosen = values.get("edition")
    edition = chosen if isinstance(chosen, DatasetEdition) else release.dataset_editions.first()
    _set_population(release, edition)
    editions = [edition] if edition else []
    rules.check_can_draft_drawn_release(by, release, editions)
    release.status, release.loss = ReleaseStatus.DRAFT, {}
    delete_prepared(release)
    save_row(release)
    release.dataset_editions.set(editions)
    record("release.changed", release, by=by, fields=sorted(values))
    return release


def _set_population(release: Release, edition: DatasetEdition | None) -> None:
    """Whom it is about: the cases of the dataset, or those of the counts that it is drawn from."""
    if release.kind == ReleaseKind.SYNTHETIC and release.drawn_from:
        release.population = release.drawn_from.population
        release.population_edition = release.drawn_from.population_edition
    elif edition:
        release.population, release.population_edition = edition.dataset.slug, str(edition.number)

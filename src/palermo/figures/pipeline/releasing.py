"""Releasing in the background: the gate audits what was approved, signs it, and its figures are read back."""

import shutil
from pathlib import Path

from disclosure.errors import DisclosureError
from django.conf import settings

from palermo.accounts.actors import Actor
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.work import background
from palermo.figures.actions.preparing import refuse_release
from palermo.figures.actions.reading_back import keep_release
from palermo.figures.actions.signing import sign_populations
from palermo.figures.models import Release
from palermo.figures.pipeline import draft_files as files
from palermo.figures.pipeline.compiling.releases import compile_release
from palermo.figures.pipeline.compiling.wanted import Wanted
from palermo.figures.pipeline.drafts import prepared_files
from palermo.figures.pipeline.places import draft_folder, origins_path, register_folder
from palermo.figures.pipeline.preparing import BY, bundle_title, do_apart
from palermo.figures.pipeline.release_key import release_signer
from palermo.figures.pipeline.work_lock import work_lock
from palermo.figures.queries.heads import heads_seen, open_register
from palermo.figures.rules.releases import check_has_prepared, current_decisions
from palermo.figures.rules.republications import check_can_republish, publication_of
from palermo.figures.states.releases import ReleaseKind, ReleaseStatus
from palermo.knowledge.edition_files import check_is_as_received

# For the method sheet, in its language.
STAND_INS = (
    "The sources mask {count:,} of these figures and give {them} to nobody, only {their} limits. While this release "
    "was made, stand-ins took their place: whole numbers within the limits that the sources state, which add up with "
    "all that the sources show. They are not the truth and none is published. They let the gate audit the release; "
    "which further figures are hidden depends on them."
)
NEAR = (
    "Hidden because almost the same follows from an earlier edition or another population: {count:,}. The difference "
    "would show who was added or taken out."
)
CONFLICTS = "Cells for which the sources have several figures, of which the first is used: {count:,}."


@background
def publish_release(release_id: int) -> str:
    """Have the gate audit and sign what was approved; gives what became of it."""
    return publish(release_id, by=BY)


def publish(release_id: int, *, by: Actor) -> str:
    """Release what was approved, once, whoever else is about to. Where it was stopped after the gate had signed it, the
    bundle is read back."""
    with work_lock(release_id):
        release = Release.objects.select_related("register", "author").get(pk=release_id)
        return _publish(release, by=by) if release.status == ReleaseStatus.RELEASING else release.status


def _publish(release: Release, *, by: Actor) -> str:
    folder = draft_folder(release)
    try:
        check_has_prepared(release)
        _check_register(release)
        sign_populations(release.register, by=by)
        number = _release(release, folder)
    except Refused as error:
        return refuse_release(release, refusal=str(error), by=by).status
    release.number = number
    if not release.is_drawn:
        _keep_origins(release, folder)
    return keep_release(release, number=number, by=by).status


def _keep_origins(release: Release, folder: Path) -> None:
    """Put the origin of each figure aside, whole or not at all: a bundle does not have it."""
    origins = origins_path(release)
    origins.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    making = origins.with_name(f".{origins.name}.making")
    shutil.copyfile(folder / files.ORIGINS, making)
    making.replace(origins)


def _check_register(release: Release) -> None:
    """Refuse a register from which something is missing."""
    try:
        open_register(release.register)
    except (DisclosureError, OSError) as error:
        raise Refused(str(error)) from None


def _release(release: Release, folder: Path) -> int:
    release_signer()
    step, own = _step_and_options(release, folder)
    answer = do_apart(
        step,
        watch=lambda: None,
        folder=str(folder),
        register=str(register_folder(release.register)),
        key=str(settings.PALERMO_RELEASE_KEY),
        title=bundle_title(release),
        gate={
            "today": clock.today().isoformat(),
            # By it the gate finds a release that it made before the work was stopped, or for another worker.
            "mark": f"{release.slug}/{release.attempt}",
            "seen": [[head.lines, head.hash] for head in heads_seen(release.register)],
        },
        author=release.author.name,
        approved_by=[each.person.name for each in current_decisions(release)],
        notes=method_notes(release),
        **own,
    )
    return int(answer["number"])


def _step_and_options(release: Release, folder: Path) -> tuple[str, dict[str, object]]:
    """The step of the gate for the kind of a release, and what it is given that other kinds do not need."""
    if release.is_drawn:
        return "release drawn", {"file": prepared_files(release)[0]}
    if release.kind == ReleaseKind.REPUBLICATION:
        return "release republication", _of_republication(release, folder)
    return "release", {"declarations": release.declarations}


def _of_republication(release: Release, folder: Path) -> dict[str, object]:
    """What the gate is given beside: what the source published, and its file compiled anew."""
    edition = check_can_republish(release.dataset_editions.select_related("dataset__source"), release.rounds.all())
    check_is_as_received(edition)
    files.write_compiled(folder, compile_release(release).figures, files.SOURCE)
    return {
        "population": [release.population, release.population_edition],
        "unit": Wanted.of(release).unit,
        # Whoever approves last has seen the address and the digest, and confirms them.
        "publication": publication_of(release, edition, confirmed_by=current_decisions(release)[-1].person.name),
    }


def method_notes(release: Release) -> str:
    """What the method sheet says beside the checks: the author's notes, and what a reader must know of the sources."""
    reasons, sources = release.loss.get("reasons", {}), release.loss.get("sources", {})
    counts = (
        (STAND_INS, 0 if release.kind == ReleaseKind.REPUBLICATION else reasons.get("masked", 0)),
        (NEAR, reasons.get("near", 0)),
        (CONFLICTS, sources.get("conflict_count", 0)),
    )
    return "\n\n".join([*([release.notes.strip()] if release.notes.strip() else []), *_sentences(counts)])


def _sentences(counts: tuple[tuple[str, int], ...]) -> list[str]:
    """A sentence for each count that is not zero."""
    return [
        words.format(count=count, them="it" if count == 1 else "them", their="its" if count == 1 else "their")
        for words, count in counts
        if count
    ]

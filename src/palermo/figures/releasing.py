"""Releasing in the background: the gate audits what was approved, signs it, and its figures are read back."""

import shutil
from pathlib import Path

from disclosure.release import Register
from django.conf import settings

from palermo.accounts.actors import Actor
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.work import background
from palermo.figures import draft_files as files
from palermo.figures.actions.preparing import refuse_release
from palermo.figures.actions.reading_back import keep_release
from palermo.figures.bundles import DATA
from palermo.figures.drafts import prepared_files
from palermo.figures.gating import find_released
from palermo.figures.models import Release
from palermo.figures.places import draft_folder, origins_path, register_folder
from palermo.figures.preparing import BY, bundle_title, do_apart
from palermo.figures.release_key import release_signer
from palermo.figures.rules.releases import check_has_prepared, current_decisions
from palermo.figures.states.releases import DRAWN, ReleaseStatus

# For the method sheet, in its language.
STAND_INS = (
    "The sources mask {count:,} of these figures and give {them} to nobody, only {their} limits. While this release "
    "was made, stand-ins took their place: whole numbers within the limits that the sources state, which add up with "
    "all that the sources show. They are not the truth and none is published. They let the gate audit the release; "
    "which further figures are hidden depends on them."
)
NEAR = (
    "Hidden because an earlier edition shows almost the same: {count:,}. The difference would show who was added or "
    "taken out."
)
CONFLICTS = "Cells for which the sources have several figures, of which the first is used: {count:,}."


@background
def publish_release(release_id: int) -> str:
    """Have the gate audit and sign what was approved; gives what became of it."""
    return publish(release_id, by=BY)


def publish(release_id: int, *, by: Actor) -> str:
    """Release what was approved, once. Where it was stopped after the gate had signed it, the bundle is read back."""
    release = Release.objects.select_related("register", "author").get(pk=release_id)
    if release.status != ReleaseStatus.RELEASING:
        return release.status
    folder = draft_folder(release)
    try:
        check_has_prepared(release)
        number = _number_given(release, folder) or _release(release, folder)
    except Refused as error:
        return refuse_release(release, refusal=str(error), by=by).status
    release.number = number
    if release.kind not in DRAWN:
        _keep_origins(release, folder)
    return keep_release(release, number=number, by=by).status


def _keep_origins(release: Release, folder: Path) -> None:
    """Put the origin of each figure aside, whole or not at all: a bundle does not have it."""
    origins = origins_path(release)
    origins.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    making = origins.with_name(f".{origins.name}.making")
    shutil.copyfile(folder / files.ORIGINS, making)
    making.replace(origins)


def _number_given(release: Release, folder: Path) -> int | None:
    """The number of the bundle that the gate made of this release before the work was stopped, if it made one."""
    if release.kind in DRAWN:
        members = {f"data/{name}": (folder / name).read_bytes() for name in prepared_files(release)}
    else:
        members = {
            DATA: (folder / files.PUBLISHED).read_bytes(),
            "data/specification.toml": (folder / files.SPECIFICATION).read_bytes(),
        }
    number = find_released(Register(register_folder(release.register)), members)
    is_taken = Release.objects.filter(register=release.register, number=number).exclude(pk=release.pk).exists()
    return None if number is None or is_taken else number


def _release(release: Release, folder: Path) -> int:
    release_signer()
    is_drawn = release.kind in DRAWN
    options = {"file": prepared_files(release)[0]} if is_drawn else {"declarations": release.declarations}
    answer = do_apart(
        "release drawn" if is_drawn else "release",
        watch=lambda: None,
        folder=str(folder),
        register=str(register_folder(release.register)),
        key=str(settings.PALERMO_RELEASE_KEY),
        title=bundle_title(release),
        date=clock.today().isoformat(),
        author=release.author.name,
        approved_by=[each.person.name for each in current_decisions(release)],
        notes=method_notes(release),
        **options,
    )
    return int(answer["number"])


def method_notes(release: Release) -> str:
    """What the method sheet says beside the checks: the author's notes, and what a reader must know of the sources."""
    reasons, sources = release.loss.get("reasons", {}), release.loss.get("sources", {})
    counts = (
        (STAND_INS, reasons.get("masked", 0)),
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

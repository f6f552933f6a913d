"""Preparing a release in the background: its figures are compiled, then protected by a process with limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.core.limited_process.starting import BUSY, MEGABYTE, Limits, Unreadable, work_apart
from palermo.core.refusals import Refused
from palermo.core.work import background
from palermo.figures.actions import preparing as actions
from palermo.figures.models import Release
from palermo.figures.pipeline import draft_files as files
from palermo.figures.pipeline.case_columns import person_columns
from palermo.figures.pipeline.compiling.compiled import Compiled, Origin
from palermo.figures.pipeline.compiling.releases import compile_release
from palermo.figures.pipeline.compiling.wanted import Wanted
from palermo.figures.pipeline.drafts import DIGEST, prepared_files
from palermo.figures.pipeline.hidden_reasons import HiddenFigure
from palermo.figures.pipeline.places import bundle_path, draft_folder, register_folder, source_list_path
from palermo.figures.pipeline.release_key import release_signer
from palermo.figures.rules.drawn_releases import check_can_be_drawn
from palermo.figures.rules.republications import check_can_republish
from palermo.figures.states.releases import NEEDS_PREPARED, ReleaseKind, ReleaseStatus

BY = "palermo work"
GATING = "palermo.figures.pipeline.gating"
LIMITS = Limits(
    seconds=30 * 60,
    clock=40 * 60,
    memory=768 * MEGABYTE,
    answer=16 * MEGABYTE,
    space=4096 * MEGABYTE,
    files=1024 * MEGABYTE,
)
# Why a process ended that says nothing of the figures: the machine is busy or is being stopped. It is tried again.
NOT_OF_THE_FIGURES = {BUSY, "it was ended by signal 2", "it was ended by signal 15"}
# How far the work is when all sources are read, in hundredths; the rest is protection.
COMPILED = 20


@background
def prepare_release(release_id: int) -> str:
    """Compile and protect the figures of a draft; gives what became of it."""
    return prepare(release_id, by=BY)


def prepare(release_id: int, *, by: Actor) -> str:
    """Prepare a release, once; where it was stopped halfway it begins anew. What cannot be prepared is a draft."""
    release = Release.objects.select_related("register", "drawn_from__register").get(pk=release_id)
    if release.status != ReleaseStatus.PREPARING:
        return release.status
    try:
        _check_goes_on(release, 0)
        folder = files.make_folder(draft_folder(release))
        if release.is_drawn:
            return _keep_drawn(release, folder, by)
        step = _republish if release.kind == ReleaseKind.REPUBLICATION else _protect
        compiled, answer = _compile(release, folder), step(release, folder)
    except _Stopped:
        return actions.stop_preparation(release, by=by).status
    except Refused as error:
        return actions.refuse_preparation(release, refusal=str(error), by=by).status
    digest = files.digest_of(folder)
    loss = answer["loss"] | {
        "declarations": answer["declarations"],
        "differences": answer["differences"],
        "sources": _numbers(compiled),
        DIGEST: digest,
    }
    origins = compiled.number_origins()
    return actions.keep_preparation(release, origins=origins, loss=loss, digest=digest, by=by).status


class _Stopped(Exception):  # noqa: N818 -- nothing is wrong
    """An officer has cancelled the work."""


def _check_goes_on(release: Release, hundredths: int) -> None:
    """Record the progress; end the work if an officer has cancelled it."""
    if actions.note_progress(release, hundredths):
        raise _Stopped


def _compile(release: Release, folder: Path) -> Compiled:
    compiled = compile_release(release, lambda done, of: _check_goes_on(release, COMPILED * done // max(of, 1)))
    numbers = compiled.number_origins()
    files.write_compiled(folder, compiled.figures)
    files.write_origins(folder / files.ORIGINS, ((key, numbers[each]) for key, each in compiled.origins.items()))
    files.write_report(folder, compiled.report.as_json())
    return compiled


def _protect(release: Release, folder: Path) -> dict[str, Any]:
    """What the process that protects answers."""
    release_signer()
    return do_apart(
        "protect",
        watch=lambda: _check_goes_on(release, COMPILED + (100 - COMPILED) * files.read_progress(folder) // 100),
        folder=str(folder),
        register=str(register_folder(release.register)),
        key=str(settings.PALERMO_RELEASE_KEY),
        title=bundle_title(release),
        population=[release.population, release.population_edition],
        unit=Wanted.of(release).unit,
        required=release.required_breakdowns,
        hidden_last=release.hidden_last,
    )


def _republish(release: Release, folder: Path) -> dict[str, Any]:
    """What the process answers that writes figures of a source as it has them."""
    check_can_republish(release.dataset_editions.select_related("dataset__source"), release.rounds.all())
    return do_apart(
        "republish",
        watch=lambda: _check_goes_on(release, COMPILED + (100 - COMPILED) * files.read_progress(folder) // 100),
        folder=str(folder),
        for_source=str(source_list_path(release)),
        title=bundle_title(release),
        population=[release.population, release.population_edition],
        unit=Wanted.of(release).unit,
    )


def _keep_drawn(release: Release, folder: Path, by: Actor) -> str:
    """Have counts drawn, or rows invented, by the process apart; gives what became of the release."""
    answer = (_illustrate if release.kind == ReleaseKind.SYNTHETIC else _draw_counts)(release, folder)
    digest = files.digest_of(folder, prepared_files(release))
    loss = answer["loss"] | {"declarations": [], DIGEST: digest}
    origins = {_origin_of_cases(release): 1}
    return actions.keep_preparation(release, origins=origins, loss=loss, digest=digest, by=by).status


def _draw_counts(release: Release, folder: Path) -> dict[str, Any]:
    """What the process that draws noise answers. It alone reads the cases."""
    edition = release.dataset_editions.select_related("dataset").get()
    check_can_be_drawn(release, [edition])
    return do_apart(
        "draw counts",
        watch=lambda: _check_goes_on(release, 50),
        folder=str(folder),
        register=str(register_folder(release.register)),
        rows=edition.rows_file.path,
        person=person_columns(edition.dataset),
        attributes=release.attributes,
        epsilon=release.epsilon,
        longest=release.longest,
    )


def _illustrate(release: Release, folder: Path) -> dict[str, Any]:
    """What the process that invents rows answers. It reads released counts, and no case."""
    check_can_be_drawn(release, [])
    assert release.drawn_from is not None
    return do_apart(
        "illustrate",
        watch=lambda: _check_goes_on(release, 50),
        folder=str(folder),
        bundle=str(bundle_path(release.drawn_from)),
        rows=release.row_count,
    )


def _origin_of_cases(release: Release) -> Origin:
    """The edition of the cases: of invented rows, that of the counts that they are drawn from."""
    counts = release.drawn_from or release
    edition = counts.dataset_editions.select_related("dataset").get()
    return Origin("persons", source_id=edition.dataset.source_id, dataset_edition_id=edition.pk)


def do_apart(step: str, *, watch: Any, **options: object) -> dict[str, Any]:
    """What a step of `gating` answers, in a process of its own.

    Refused in the words of the gate; or because it took too long, or more memory than it may.
    """
    try:
        answer: dict[str, Any] = work_apart(GATING, limits=LIMITS, watch=watch, step=step, **options)
    except Unreadable as error:
        if error.reason in NOT_OF_THE_FIGURES:
            raise RuntimeError(error.reason) from error
        sentence = _(
            "The work took more time or memory than it may (%(reason)s). Choose fewer years, indicators or breakdowns."
        )
        raise Refused(sentence % {"reason": error.reason}) from None
    if "refused" in answer:
        raise Refused(answer["refused"])
    return answer


def bundle_title(release: Release) -> str:
    """What the bundle of a release is called: its title in English, or in the first language that has one."""
    return release.title.get("en") or next(iter(release.title.values()), release.slug)


def _numbers(compiled: Compiled) -> dict[str, Any]:
    """What became of the figures of the sources, in numbers; what the sources say stays in the folder of the draft."""
    report = compiled.report.as_json()
    return {
        "figures": sum(each.is_published for each in compiled.figures.values()),
        **{name: report[name] for name in ("read", "left_out", "duplicates", "conflict_count", "losses")},
    }


@dataclass(frozen=True)
class Preview:
    """What a prepared release would publish, for the secretariat.

    Attributes
    ----------
    loss : dict
        Numbers of figures hidden (`cells`, `hidden`, these by reason as `reasons`, `share_of_cells`, `share_of_sum`,
        `gap`), the same by indicator and breakdown (`groups`), and what was left out of the sources (`sources`).
    report : dict
        What became of the figures of the sources, one by one: `labels` without a code, `conflicts`, `losses`.
    declarations : list of str
        What approvers have to declare.
    """

    loss: dict[str, Any]
    report: dict[str, Any]

    @property
    def declarations(self) -> list[str]:
        """What approvers have to declare."""
        return list(self.loss.get("declarations", []))


def read_preview(release: Release) -> Preview | None:
    """What is prepared of a release; None of one that is not, or no longer, in preparation."""
    if release.status not in NEEDS_PREPARED:
        return None
    return Preview(release.loss, files.read_report(draft_folder(release)))


def hidden_cells(
    release: Release, *, reason: str = "", indicator: str = "", state: str = "", offset: int = 0, limit: int = 50
) -> Sequence[HiddenFigure]:
    """Some of the figures that a prepared release hides, each with the reason; those of a reason, indicator, State.

    Raises
    ------
    FileNotFoundError
        If nothing is prepared.
    """
    wanted = {"reason": reason, "indicator": indicator, "state": state}
    return files.read_hidden(draft_folder(release), **wanted, offset=offset, limit=limit)


def table_figures(release: Release, indicator: str, by: str, state: str = "") -> list[files.TableFigure]:
    """What a prepared release would publish of an indicator under a breakdown, with the reason of what is hidden.

    Raises
    ------
    FileNotFoundError
        If nothing is prepared.
    """
    return files.read_table(draft_folder(release), indicator, by, state)


def count_hidden_cells(release: Release, *, reason: str = "", indicator: str = "", state: str = "") -> int:
    """How many figures a prepared release hides."""
    return files.count_hidden(draft_folder(release), reason=reason, indicator=indicator, state=state)

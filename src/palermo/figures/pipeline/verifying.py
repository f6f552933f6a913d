"""Whether everything that was released is still what it was: registers, bundles, sealed figures, cubes."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from disclosure.errors import DisclosureError
from disclosure.release import Signer, verify
from disclosure.release.proposal import Kind

from palermo.core.refusals import Refused
from palermo.figures.cubes import COLUMNS, ask_cubes
from palermo.figures.drawn_content import read_drawn
from palermo.figures.models import Release, ReleaseRegister
from palermo.figures.pipeline.draft_files import read_origins
from palermo.figures.pipeline.places import bundle_path, cube_path, origins_path
from palermo.figures.pipeline.release_key import release_signer
from palermo.figures.queries.heads import open_register
from palermo.figures.queries.releases import published_releases
from palermo.figures.released_rows import rows_read_back


def find_faults() -> Iterator[str]:
    """What is not as it was released, in sentences."""
    registers = list(ReleaseRegister.objects.all())
    if not registers:
        return
    try:
        signer = release_signer()
    except (DisclosureError, Refused) as error:
        yield str(error)
        return
    for register in registers:
        yield from _faults_of_register(register, signer)
    for release in published_releases():
        yield from _faults_of_release(release, signer)


def _faults_of_register(register: ReleaseRegister, signer: Signer) -> Iterator[str]:
    try:
        gate = open_register(register)
        if gate.policy(signer).source != register.policy:
            yield f"{register.slug}: the policy on record is not the one that is signed into the register."
        for one in gate.releases():
            gate.bundle(one)
            if one.kind is Kind.TABLES:
                # What has noise, or is invented, hides no figure.
                gate.unseal(one, signer)
        listed = {one.number: one for one in gate.releases()}
    except (DisclosureError, OSError) as error:
        yield f"{register.slug}: {error}"
        return
    recorded = {row.number: row for row in published_releases().filter(register=register)}
    for number in sorted(listed.keys() - {*recorded}):
        yield f"{register.slug}: release {number} is in the register, but not on record."
    for given, row in recorded.items():
        if listed[given or 0].withdrawn and not row.is_withdrawn:
            yield f"{register.slug}: {row.slug} is withdrawn in the register, but not on record."


def _faults_of_release(release: Release, signer: Signer) -> Iterator[str]:
    bundle, cube = bundle_path(release), cube_path(release)
    try:
        verify(bundle, public_key=signer.public_key)
    except (DisclosureError, OSError) as error:
        yield f"{release.slug}: {error}"
        return
    if _digest(bundle) != release.digest:
        yield f"{release.slug}: {bundle} has another digest than the release on record."
    if release.is_drawn:
        if read_drawn(release).digest != release.cube_digest:
            yield f"{release.slug}: {bundle} holds another file than the release on record."
    elif not origins_path(release).is_file():
        yield f"{release.slug}: {origins_path(release)} is missing. Restore it from a backup."
    elif not cube.is_file():
        yield f"{release.slug}: {cube} is missing. Make it again with `palermo figures read-back`."
    elif _digest(cube) != release.cube_digest or _differs(release, signer):
        yield f"{release.slug}: {cube} is not what was read back. Make it again with `palermo figures read-back`."


def _differs(release: Release, signer: Signer) -> bool:
    """Whether the figures that pages read are others than those of the bundle."""
    origins = read_origins(origins_path(release))
    rows = rows_read_back(release, signer.public_key, origins.__getitem__)
    names = ", ".join(f'"{name}"' for name, _kind in COLUMNS)
    cube = ask_cubes(f"SELECT {names} FROM read_parquet(?)", [str(cube_path(release))])  # noqa: S608  # names of ours
    return sorted(map(repr, rows)) != sorted(map(repr, cube))


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()

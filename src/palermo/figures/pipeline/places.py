"""Where releases are kept in the data folder: nothing here is served but through a view that checks its reader."""

from pathlib import Path

from django.conf import settings

from palermo.figures.models import Release, ReleaseRegister


def register_folder(register: ReleaseRegister) -> Path:
    """The gate's folder of a register: bundles, sealed figures, and the chain of what was released."""
    return Path(settings.PALERMO_RELEASES) / "registers" / register.slug


def bundle_path(release: Release) -> Path:
    """The signed bundle of a release."""
    return register_folder(release.register) / f"{release.number or 0:04}.zip"


def draft_folder(release: Release) -> Path:
    """What is prepared of a release, with its true figures: for the background work alone."""
    return Path(settings.PALERMO_RELEASES) / "drafts" / str(release.pk)


def work_lock_path(release_id: int) -> Path:
    """The file that is locked while a release is made of a draft."""
    return Path(settings.PALERMO_RELEASES) / "drafts" / f"{release_id}.lock"


def cube_path(release: Release) -> Path:
    """The published figures of a release as read back from its bundle."""
    return Path(settings.PALERMO_RELEASES) / "cubes" / f"{release.register.slug}-{release.number or 0:04}.parquet"


def origins_path(release: Release) -> Path:
    """The number of the origin of each figure of a release, kept for ever: a bundle does not have it."""
    return Path(settings.PALERMO_RELEASES) / "origins" / f"{release.register.slug}-{release.number or 0:04}.parquet"


def source_list_path(release: Release) -> Path:
    """The masked figures of a republication that follow from others: for the source, and for officers who give it."""
    return Path(settings.PALERMO_RELEASES) / "for-sources" / f"{release.pk}.csv"


def cubes_folder() -> Path:
    """All cubes: the only folder that pages read figures from."""
    return Path(settings.PALERMO_RELEASES) / "cubes"

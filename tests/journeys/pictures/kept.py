"""The pictures that were accepted, what is compared with them, and where what differs is put."""

import os
from pathlib import Path

from tests.journeys.pictures.comparing import compare, store
from tests.journeys.pictures.pages import name_picture

ACCEPTED = Path(__file__).parent / "accepted"
# What differs, for somebody to look at.
SEEN = Path(__file__).parents[3] / ".tools" / "pictures"
# Set by `python -m tests.journeys.pictures`: what is seen becomes what is accepted.
ACCEPT = "PALERMO_ACCEPT_PICTURES"


def path_of(name: str, language: str, width: int) -> Path:
    """Where the accepted picture of a page is kept."""
    return ACCEPTED / f"{name_picture(name, language, width)}.webp"


def find_difference(screenshot: bytes, path: Path, width: int) -> str:
    """Compare a screenshot with the picture accepted at this path, or accept it where that is what is wanted.

    A sentence where the two differ; what was seen, what was accepted and the difference are put beside each other.
    """
    seen = store(screenshot, width)
    if os.environ.get(ACCEPT):
        _accept(seen, path, width)
        return ""
    accepted = path.read_bytes() if path.is_file() else b""
    difference = compare(seen, accepted, width) if accepted else None
    if accepted and not difference:
        return ""
    SEEN.mkdir(parents=True, exist_ok=True)
    (SEEN / f"{path.stem}-seen.png").write_bytes(screenshot)
    if not difference:
        return f"{path.stem}: no picture of it was accepted yet."
    (SEEN / f"{path.stem}-accepted.webp").write_bytes(accepted)
    difference.picture.save(SEEN / f"{path.stem}-difference.png")
    left, top = difference.place
    return f"{path.stem}: {difference.squares} places differ, the highest of them {top} px down and {left} px across."


def _accept(seen: bytes, path: Path, width: int) -> None:
    """Keep the earlier picture of a page that looks the same, so that what changes is what was changed."""
    ACCEPTED.mkdir(exist_ok=True)
    if not path.is_file() or compare(seen, path.read_bytes(), width):
        path.write_bytes(seen)

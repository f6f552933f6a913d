"""Archives whose bytes depend on their content alone."""

import io
import zipfile
from collections.abc import Container, Iterable

# The first moment a ZIP file can hold.
_MOMENT = (1980, 1, 1, 0, 0, 0)
# Word and the file command look for this entry first.
_FIRST = "[Content_Types].xml"


def settled_zip(content: bytes) -> bytes:
    """A ZIP file with its files in a fixed order, without the time and the system they were made on."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        names = sorted(source.namelist(), key=lambda name: (name != _FIRST, name))
        return zip_files((name, source.read(name)) for name in names)


def zip_files(files: Iterable[tuple[str, bytes]], *, stored: Container[str] = ()) -> bytes:
    """Files as an archive in the order given; those that are `stored` are not compressed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            # Python writes the system's number here; 3 (Unix) on every system.
            entry.create_system = 3
            target.writestr(entry, content)
    return made.getvalue()

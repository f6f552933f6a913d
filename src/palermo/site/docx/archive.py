"""Archives whose bytes depend on their content alone."""

import io
import zipfile

# The first moment a ZIP file can hold.
_MOMENT = (1980, 1, 1, 0, 0, 0)
# Word and the file command look for this entry first.
_FIRST = "[Content_Types].xml"


def settled_zip(content: bytes) -> bytes:
    """The same files in a fixed order, without the time and the system they were made on."""
    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(settled, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Python writes the system's number here; 3 (Unix) on every system.
            entry.create_system = 3
            target.writestr(entry, source.read(name))
    return settled.getvalue()

"""What every file goes through before the library takes it from a person.

Files imported with record files are taken as they are: only administrators import a record.
"""

from django.conf import settings

from palermo.library.identifiers import NEVER_IN_PAPERS, check_identifies_nobody
from palermo.library.media import check_size, media_type_of
from palermo.library.probing import EXCEL
from palermo.library.scanning import check_scanned

# What may be a table.
TABLES = frozenset({EXCEL, "text/plain"})


def check_file(content: bytes, name: str) -> str:
    """The media type of a file that the library takes: not too large, of a known kind, and not harmful."""
    check_size(len(content), settings.PALERMO_MAX_UPLOAD_MB)
    media_type = media_type_of(content, name)
    if media_type in TABLES:
        check_identifies_nobody(content, name, only=NEVER_IN_PAPERS)
    check_scanned(content, name)
    return media_type

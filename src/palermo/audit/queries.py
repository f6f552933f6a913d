"""Reading the log."""

from palermo.audit.chain import FIRST
from palermo.audit.models import ChainHead


def head_digest() -> str:
    """The digest of the last entry: it names the state of the whole record."""
    return ChainHead.objects.values_list("digest", flat=True).first() or FIRST

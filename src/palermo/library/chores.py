"""What the schedule has the library do again and again."""

from palermo.core.work import background
from palermo.library.extracting import extract_missing
from palermo.library.read_log import forget_old_reads

BY_AGE = "the time for which reads are kept"


@background
def forget_reads() -> int:
    """Remove what is older than the log of reads is kept; gives how many rows."""
    return forget_old_reads(by=BY_AGE)


@background
def take_out_words() -> int:
    """Have the words taken out of files that came in bulk, or whose turn was lost; gives how many files."""
    return extract_missing()

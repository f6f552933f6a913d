"""A curriculum vitae in the log of reads: each time its words or its file are given to somebody."""

from palermo.accounts.models import User
from palermo.core.audiences import Audience
from palermo.core.languages import active_language
from palermo.library.read_log import ServedPaper, form_of, note_reads
from palermo.library.states import Paper, ReadBy
from palermo.speakers.models import Speaker


def audience_of_cv(speaker: Speaker) -> Audience:
    """The secretariat and those who proposed the person; Member States, once it was shared with them."""
    return Audience.MEMBER_STATES if speaker.shared_at else Audience.SECRETARIAT


def note_cv(speaker: Speaker, by: ReadBy, user: User) -> None:
    """Write down that a curriculum vitae is about to be read: its words as a page shows them, or its file."""
    paper = Paper.CV, speaker.pk, speaker.slug, "", audience_of_cv(speaker)
    if by == ReadBy.PAGE:
        shown = speaker.cv.shown_in(active_language().code)
        note_reads([ServedPaper(*paper, shown.language.code, by)] if shown else [], by=user)
        return
    language = active_language().code
    note_reads([ServedPaper(*paper, language, by, form_of(speaker.cv_name), speaker.cv_sha256)], by=user)

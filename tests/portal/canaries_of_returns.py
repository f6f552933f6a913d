"""Words planted in national returns: the State's alone while they are being prepared, then the secretariat's, too."""

from datetime import UTC, date, datetime
from typing import Any

from palermo.core.audiences import Audience
from palermo.returns.attachments import keep_attachment
from palermo.returns.models import FigureChange, ReturnAttachment, ReturnReceipt
from tests.factories.returns import make_block, make_figure, make_return, make_return_query

DAY, NOW = date(2008, 1, 20), datetime(2008, 1, 20, 10, tzinfo=UTC)
# Who reads what is for none of those who walk: none of them is of the States whose returns these are.
OF_THE_STATE = "own_state"
SECRETARIAT = Audience.SECRETARIAT
STANDINGS = {
    "draft": OF_THE_STATE,
    "completed": OF_THE_STATE,
    "approved": SECRETARIAT,
    "queried": SECRETARIAT,
    "accepted": SECRETARIAT,
}


def plant(cage: Any) -> None:
    """A return in each standing, with its words in the note, sources, figures, queries and names of files."""
    for status, readers in STANDINGS.items():
        word = cage.word("nationalreturn", readers, status)
        national_return = make_return(status=status, note=word, approved_on=DAY, received_on=DAY, accepted_on=DAY)
        make_block(national_return, "detected", agency=word, article_text=word, ministry_text=word, note=word)
        make_figure(national_return, "detected", "total.total", 735301, note=word, agency=word)
        make_return_query(national_return, text=word, answer=word, answered_on=DAY, status="answered")
        ReturnAttachment.objects.create(
            of=national_return,
            number=1,
            table="detected",
            name=f"{word}.txt",
            digest=keep_attachment(word.encode()),
            bytes=len(word),
            added_on=DAY,
        )
        ReturnReceipt.objects.create(
            of=national_return, number=1, status="received", issued_at=NOW, digest="0" * 64, figure_count=1
        )
        cage.keep(word, "national_return", readers, status, national_return.slug)
        # What was changed before it was completed is the State's alone, whatever became of the return.
        secret = cage.word("figurechange", OF_THE_STATE, status)
        FigureChange.objects.create(
            of=national_return,
            table="detected",
            cell="total.total",
            after={"kind": "count", "value": 735301, "note": secret},
            at=NOW,
        )
        cage.keep(secret, "figure_change", OF_THE_STATE, status, national_return.slug)

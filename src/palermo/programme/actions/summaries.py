"""Record the summary of a session."""

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.text import MultilingualText
from palermo.programme.actions.programmes import check_row_is_unchanged, lock_programme
from palermo.programme.models import ProgrammeItem
from palermo.programme.rules.summaries import check_can_summarize_session


@transaction.atomic
def summarize_session(
    item: ProgrammeItem, *, summary: MultilingualText, audience: str, seen: str = "", by: Actor
) -> ProgrammeItem:
    """Record what the rapporteur reports of a session, for an audience; the day of the first recording stays.

    `seen` is the `row_fingerprint` of the item as it was shown to its editor.

    Raises
    ------
    Refused
        If `by` may not, if the session has not been held, or if somebody else changed it meanwhile.
    ValidationError
        If the text does not hold together.
    """
    item.programme = lock_programme(item.programme)
    check_can_summarize_session(by, item, audience)
    check_row_is_unchanged(item, seen)
    item.summary, item.summary_audience = summary, audience
    item.summarized_on = item.summarized_on or clock.today()
    item.full_clean()
    item.save(update_fields=["summary", "summary_audience", "summarized_on"])
    record("programme.session_summarized", item.programme, by=by, item=item.slug, audience=audience)
    return item

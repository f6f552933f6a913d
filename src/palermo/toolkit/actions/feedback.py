"""What is done for readers: the finder is arranged, feedback is received and answered, downloads are counted."""

from collections.abc import Iterable
from secrets import token_urlsafe
from typing import NamedTuple

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.digests import digest_of_text
from palermo.core.rows import insert_row, lock_row
from palermo.core.slugs import free_id
from palermo.core.text import MultilingualText
from palermo.governance.models import Topic
from palermo.toolkit.models import FinderEntry, Passage, ReaderFeedback, Tool, ToolVersion
from palermo.toolkit.rules import feedback as rules
from palermo.toolkit.states.feedback import ReaderFeedbackStatus

# Who writes, as the log names them: nobody knows more.
READER = "a reader"


class Sent(NamedTuple):
    """Feedback as it was kept, and the secret of the link by which its author reads the reply."""

    feedback: ReaderFeedback
    secret: str


@transaction.atomic
def arrange_finder(
    tool: Tool, *, passage: Passage | None, roles: Iterable[str], topics: Iterable[Topic], by: Actor
) -> Tool:
    """Say for which roles and topics a chapter is, or the whole tool; what was said of it before is replaced.

    Refused to anyone but the secretariat, and for a tool without a published text.
    """
    tool = lock_row(tool, "activity")
    rules.check_can_arrange_finder(by, tool, passage)
    wanted = {(role, topic.pk): topic for role in roles for topic in topics}
    for entry in FinderEntry.objects.filter(tool=tool, passage=passage):
        if wanted.pop((entry.role, entry.topic_id), None) is None:
            entry.delete()
    for (role, _topic), topic in wanted.items():
        entry = FinderEntry(tool=tool, passage=passage, role=role, topic=topic)
        insert_row(entry)
    record("finder.arranged", tool.activity, by=by, passage=passage.key if passage else "")
    return tool


@transaction.atomic
def send_feedback(
    version: ToolVersion, *, key: str, language: str, words: str, role: str = "", viewer: Viewer, by: Actor
) -> Sent:
    """Keep what a reader wrote about a passage; nothing says who it was.

    Refused if the version is not published to the reader, or there are no words.
    """
    rules.check_can_send_feedback(version, words, viewer=viewer)
    secret = token_urlsafe(32)
    feedback = ReaderFeedback(
        slug=free_id(ReaderFeedback, f"{version.slug}-feedback"[:90]),
        version=version,
        key=key,
        language=language,
        words=words.strip(),
        role=role,
        sent_on=clock.today(),
        digest=digest_of_text(secret),
    )
    insert_row(feedback)
    record("reader_feedback.sent", feedback, by=by, version=version.slug, passage=key)
    return Sent(feedback, secret)


@transaction.atomic
def answer_feedback(feedback: ReaderFeedback, *, reply: MultilingualText, by: Actor) -> ReaderFeedback:
    """Reply to a reader, who reads it by their link."""
    return _decide(feedback, ReaderFeedbackStatus.ANSWERED, "reader_feedback.answered", reply, by)


@transaction.atomic
def close_feedback(feedback: ReaderFeedback, *, by: Actor) -> ReaderFeedback:
    """Close feedback that needs no reply."""
    return _decide(feedback, ReaderFeedbackStatus.CLOSED, "reader_feedback.closed", MultilingualText(), by)


def _decide(
    feedback: ReaderFeedback, to: ReaderFeedbackStatus, verb: str, reply: MultilingualText, by: Actor
) -> ReaderFeedback:
    feedback = lock_row(feedback, "version__tool__activity")
    rules.check_can_decide_feedback(by, feedback, to, reply)
    feedback.status, feedback.reply, feedback.decided_on = to, reply, clock.today()
    feedback.save(update_fields=["status", "reply", "decided_on"])
    record(verb, feedback, by=by, version=feedback.version.slug, reply=dict(reply))
    return feedback

"""What is done to rounds of comments and to the comments in them."""

from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import User
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rows import insert_row, lock_row, next_number, save_row, set_values
from palermo.core.slugs import free_id
from palermo.core.text import MultilingualText
from palermo.library.actions.drafting import draft_document
from palermo.library.actions.versions import NewFile
from palermo.library.models import Document
from palermo.toolkit.actions.texts import write_passage
from palermo.toolkit.links import open_link
from palermo.toolkit.models import ExpertLink, Passage, PassageComment, PassageText, TextRound, Tool
from palermo.toolkit.notices.discussion import mail_expert_link, notify_participants
from palermo.toolkit.queries.discussion import passage_of_comment
from palermo.toolkit.rules import discussion as rules
from palermo.toolkit.states.discussion import CommentState, RoundState
from palermo.toolkit.states.texts import PassageAct


@transaction.atomic
def prepare_round(round: TextRound, *, invited: dict[str, QuerySet], by: Actor) -> TextRound:
    """Put a round in preparation on record; `invited` has the States and organizations by the names of their fields.

    Refused if no version is frozen, or the round does not hold together.
    """
    tool = Tool.objects.select_for_update(of=("self",)).select_related("activity").get(pk=round.tool_id)
    rules.check_may_prepare_round(by, tool)
    round.tool, round.number = tool, next_number(tool.rounds.all())
    round.slug = free_id(TextRound, f"{tool.activity.slug}-round-{round.number}"[:90])
    rules.check_round_is_coherent(round)
    insert_row(round)
    _set_invited(round, invited)
    record("text_round.prepared", round, by=by, tool=tool.activity.slug, version=round.version.number)
    return round


@transaction.atomic
def change_round(round: TextRound, *, values: dict[str, object], invited: dict[str, QuerySet], by: Actor) -> TextRound:
    """Edit a round in preparation."""
    round = _lock_round(round)
    rules.check_may_change_round(by, round)
    set_values(round, values)
    rules.check_round_is_coherent(round)
    save_row(round)
    _set_invited(round, invited)
    record("text_round.changed", round, by=by)
    return round


@transaction.atomic
def open_round(round: TextRound, *, closes_at: datetime, by: Actor) -> TextRound:
    """Open a round until a deadline; participants are notified, and experts get their links.

    Refused if nobody is invited, Member States cannot see the tool, or the deadline is not ahead.
    """
    round = _lock_round(round)
    rules.check_can_open_round(by, round, closes_at)
    round.state, round.opened_on, round.closes_at = RoundState.OPEN, clock.today(), closes_at
    save_row(round)
    for expert in round.experts.filter(ended_on=None, details__isnull=False).select_related("round"):
        mail_expert_link.enqueue(open_link(expert).pk)
    record("text_round.opened", round, by=by, closes_at=_instant(closes_at))
    notify_participants.enqueue("opened", round.pk)
    return round


@transaction.atomic
def extend_round(round: TextRound, *, closes_at: datetime, reason: MultilingualText, by: Actor) -> TextRound:
    """Give an open round a later deadline; links of experts last as much longer."""
    round = _lock_round(round)
    rules.check_can_extend_round(by, round, closes_at)
    assert round.closes_at is not None
    longer = closes_at - round.closes_at
    ExpertLink.objects.filter(expert__round=round, ended_at=None).update(expires_at=F("expires_at") + longer)
    round.closes_at, round.extension_reason = closes_at, reason
    round.save(update_fields=["closes_at", "extension_reason"])
    record("text_round.extended", round, by=by, closes_at=_instant(closes_at), reason=dict(reason))
    notify_participants.enqueue("extended", round.pk)
    return round


@transaction.atomic
def remind_participants(round: TextRound, *, by: Actor) -> TextRound:
    """Write to the delegations and organizations that have not commented, and send experts who have not a new link."""
    round = _lock_round(round)
    rules.check_may_remind(by, round)
    silent = round.experts.filter(ended_on=None, details__isnull=False, comments=None).select_related("round")
    for expert in silent:
        mail_expert_link.enqueue(open_link(expert).pk)
    record("text_round.reminded", round, by=by)
    notify_participants.enqueue("reminder", round.pk)
    return round


@transaction.atomic
def close_round(round: TextRound, *, by: Actor) -> TextRound:
    """Close a round: no more comments are received."""
    round = _lock_round(round)
    rules.check_may_close_round(by, round)
    round.state, round.closed_on = RoundState.CLOSED, clock.today()
    round.save(update_fields=["state", "closed_on"])
    record("text_round.closed", round, by=by)
    return round


@transaction.atomic
def answer_round(round: TextRound, *, by: Actor) -> TextRound:
    """Publish the responses to those who take part in a round.

    Refused if the round is not closed, or a comment has no response.
    """
    round = _lock_round(round)
    rules.check_may_answer_round(by, round)
    round.state, round.answered_on = RoundState.ANSWERED, clock.today()
    round.save(update_fields=["state", "answered_on"])
    record("text_round.answered", round, by=by)
    notify_participants.enqueue("answered", round.pk)
    return round


@transaction.atomic
def file_table(round: TextRound, document: Document, file: NewFile, *, language: str, by: Actor) -> Document:
    """File the table of comments and responses as a draft document in the library, for its audience."""
    round = _lock_round(round)
    rules.check_may_file_table(by, round)
    document.slug = free_id(Document, f"{round.slug}-comments"[:90])
    document = draft_document(document, language=language, text="", file=file, by=by)
    record("text_round.filed", round, by=by, document=document.slug, audience=document.audience)
    return document


@transaction.atomic
def add_comment(comment: PassageComment, *, by: Actor) -> PassageComment:
    """Add a comment, perhaps with a proposed wording, or a reply to a comment.

    Refused if `by` may not, the period for comments is over, or the version has no such passage.
    """
    round = _lock_round(comment.round)
    comment.round = round
    comment.given_by = by if isinstance(by, User) else None
    rules.check_can_comment(by, comment)
    comment.number = next_number(round.comments.all())
    comment.written_at = clock.now()
    insert_row(comment)
    verb = "passage_comment.replied" if comment.reply_to_id else "passage_comment.added"
    record(verb, comment, by=by, round=round.slug, passage=comment.passage)
    return comment


@transaction.atomic
def accept_comment(comment: PassageComment, *, response: MultilingualText, by: Actor) -> PassageComment:
    """Accept a comment; a proposed wording is written into the text.

    Refused if the passage was changed or removed since the version was frozen so that the wording does not fit.
    """
    comment = _lock_comment(comment)
    rules.check_can_decide_comment(by, comment, CommentState.ACCEPTED, response)
    if comment.proposal:
        passage = _find_passage(comment)
        saved = write_passage(
            passage,
            comment.language,
            comment.proposal,
            base=_number_in_version(comment, passage),
            by=by,
            act=PassageAct.AMENDED,
        )
        if saved.rejected:
            raise Refused(_("The passage was changed since this version. Accept the comment with changes instead."))
        comment.led_to = saved.text
    return _decide(comment, CommentState.ACCEPTED, response, by)


@transaction.atomic
def adapt_comment(
    comment: PassageComment, *, wording: str, base: int, response: MultilingualText, by: Actor
) -> PassageComment:
    """Accept a comment with a wording of the drafting group's own.

    Parameters
    ----------
    comment : PassageComment
    wording : str
        The whole new wording of the passage; empty where the comment is taken into account elsewhere.
    base : int
        The number of the text that was shown.
    response : MultilingualText
    by : Actor

    Raises
    ------
    Refused
        If somebody else changed the same words meanwhile.
    """
    comment = _lock_comment(comment)
    rules.check_can_decide_comment(by, comment, CommentState.ADAPTED, response)
    if wording:
        passage = _find_passage(comment)
        saved = write_passage(passage, comment.language, wording, base=base, by=by, act=PassageAct.AMENDED)
        if saved.rejected:
            raise Refused(_("Another person changed this passage meanwhile. Reload the page."))
        comment.led_to = saved.text
    return _decide(comment, CommentState.ADAPTED, response, by)


@transaction.atomic
def decline_comment(comment: PassageComment, *, response: MultilingualText, by: Actor) -> PassageComment:
    """Decline a comment, with the reason."""
    comment = _lock_comment(comment)
    rules.check_can_decide_comment(by, comment, CommentState.DECLINED, response)
    return _decide(comment, CommentState.DECLINED, response, by)


@transaction.atomic
def reconsider_comment(comment: PassageComment, *, reason: MultilingualText, by: Actor) -> PassageComment:
    """Take a response back, with the reason; what was written into the text stays there."""
    comment = _lock_comment(comment)
    rules.check_may_reconsider_comment(by, comment)
    before = {"state": comment.state, "response": dict(comment.response)}
    comment.state, comment.response, comment.decided_on = CommentState.OPEN, MultilingualText(), None
    comment.led_to = None
    comment.save(update_fields=["state", "response", "decided_on", "led_to"])
    record("passage_comment.reconsidered", comment, by=by, reason=dict(reason), before=before)
    return comment


def _find_passage(comment: PassageComment) -> Passage:
    passage = passage_of_comment(comment)
    if passage is None:
        raise Refused(_("This passage was removed from the text."))
    return passage


def _number_in_version(comment: PassageComment, passage: Passage) -> int:
    """The number of the text with which the version was frozen, on which the proposed wording rests."""
    stored = comment.round.version.texts.get(language=comment.language)
    words = next((str(row.get("text", "")) for row in stored.content if row["key"] == comment.passage), "")
    texts = passage.texts.filter(language=comment.language, content=words)
    number = texts.exclude(act=PassageAct.REJECTED).aggregate(last=Max("number"))["last"]
    return number or 0


def _decide(comment: PassageComment, to: CommentState, response: MultilingualText, by: Actor) -> PassageComment:
    comment.state, comment.response, comment.decided_on = to, response, clock.today()
    comment.full_clean()
    comment.save(update_fields=["state", "response", "decided_on", "led_to"])
    led_to = comment.led_to
    number = led_to.number if isinstance(led_to, PassageText) else None
    record(f"passage_comment.{to.value}", comment, by=by, response=dict(response), text=number)
    return comment


def _set_invited(round: TextRound, invited: dict[str, QuerySet]) -> None:
    for name in ("states", "organisations"):
        if name in invited:
            getattr(round, name).set(invited[name])


def _lock_round(round: TextRound) -> TextRound:
    return lock_row(round, "tool__activity", "version", "event")


def _lock_comment(comment: PassageComment) -> PassageComment:
    _lock_round(comment.round)
    return lock_row(comment, "round__tool__activity", "round__version")


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")

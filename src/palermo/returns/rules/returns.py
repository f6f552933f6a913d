"""Who does what with a national return, and when: open, fill in, complete, approve, receive, accept and correct it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import viewer_of
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.knowledge.models import Agreement
from palermo.knowledge.rules.agreements import check_in_force
from palermo.returns.figures import Faults
from palermo.returns.models import Return, ReturnBlock, RoundInvitation
from palermo.returns.queries.returns import blocks_visible_to, is_contributor, sees_whole_return
from palermo.returns.states.returns import OPEN_TO_FIGURES, RETURN_MOVES, QueryStatus, ReturnStatus
from palermo.returns.states.rounds import RoundStatus
from palermo.treaties.models import LawArticle
from palermo.treaties.states.laws import LawStatus

ORIGIN_NAMES = {
    "article": gettext_lazy("article of law"),
    "agency": gettext_lazy("agency that recorded the data"),
    "unit": gettext_lazy("counting unit"),
}


def check_is_in_force(agreement: Agreement | None) -> None:
    """Returns are accepted only under an agreement with the State that is in force.

    Refused if there is none, or it is not in force today.
    """
    if agreement is None:
        raise Refused(
            _("There is no agreement on the data of this State yet. Please contact the secretariat to conclude one.")
        )
    try:
        check_in_force(agreement, clock.today())
    except Refused:
        raise Refused(
            _("The agreement “%(name)s” is not in force today. Please contact the secretariat.")
            % {"name": agreement.display_name()}
        ) from None


def check_may_open_return(user: Actor, invitation: RoundInvitation) -> None:
    """Those who act for an invited State begin its return, one a round, while the round is open."""
    check_may(user, Permission.FILL_RETURN)
    if not isinstance(user, str):
        viewer = viewer_of(user)
        if invitation.state_id not in viewer.state_ids or is_contributor(viewer, invitation.state_id):
            raise Refused(_("Only the national data focal point and the delegation of the State may begin its return."))
    if invitation.round.status != RoundStatus.OPEN:
        raise Refused(_("This round is not open. Please contact the secretariat."))
    check_is_in_force(invitation.agreement)
    if Return.objects.filter(round=invitation.round_id, state=invitation.state_id).exists():
        raise Refused(_("The return of this State has already been begun. Open it in the list of returns."))


def check_may_change_return(user: Actor, national_return: Return) -> None:
    """Those who see all of a return change it while it is a draft: its note, its attachments, who fills in what."""
    check_may(user, Permission.FILL_RETURN)
    _check_sees_whole(user, national_return)
    _check_is_draft(national_return)


def check_may_fill_table(user: Actor, block: ReturnBlock) -> None:
    """A table of a draft is filled in by those who see all of the return, and by those to whom it is assigned."""
    check_may_fill_tables(user, block.of, [block.table])


def check_may_fill_tables(user: Actor, national_return: Return, tables: Iterable[str]) -> None:
    """Tables of a draft are filled in by those who see all of the return, and by those to whom each is assigned."""
    check_may(user, Permission.FILL_RETURN)
    wanted = set(tables)
    if not isinstance(user, str):
        viewer = viewer_of(user)
        seen = blocks_visible_to(viewer).filter(of=national_return, of__state__in=sorted(viewer.state_ids))
        if wanted - set(seen.values_list("table", flat=True)):
            raise Refused(_("This table is not assigned to you. Please contact the national data focal point."))
    _check_is_draft(national_return)


def check_may_mark_ready(user: Actor, block: ReturnBlock) -> None:
    """Whoever fills in a table says once that it is ready."""
    check_may_fill_table(user, block)
    if block.ready_on is not None:
        raise Refused(_("This table is marked as ready already."))


def _check_is_draft(national_return: Return) -> None:
    if national_return.status in OPEN_TO_FIGURES:
        return
    if national_return.status == ReturnStatus.COMPLETED:
        raise Refused(
            _("This return is complete and awaits approval. It can be changed again once it has been sent back.")
        )
    raise Refused(_("This return has been submitted. It can be corrected only by a new return."))


def _check_sees_whole(user: Actor, national_return: Return) -> None:
    if isinstance(user, str):
        return
    viewer = viewer_of(user)
    if national_return.state_id not in viewer.state_ids or not sees_whole_return(viewer, national_return):
        raise Refused(_("Only the national data focal point and the delegation of the State may do this."))


def check_article_is_of_state(article: LawArticle | None, national_return: Return) -> None:
    """The article of law behind figures is a recorded provision of the State.

    Refused if it is of another State, or only proposed.
    """
    if article is None:
        return
    if article.state_id != national_return.state_id:
        raise Refused(_("Choose a provision of the law of the State whose return this is."))
    if article.status != LawStatus.RECORDED:
        raise Refused(_("Choose a recorded provision, not a proposal."))


def check_may_complete_return(user: Actor, national_return: Return) -> None:
    """Those who see all of a return complete it while it is a draft."""
    check_may_change_return(user, national_return)
    check_move(RETURN_MOVES, national_return.status, ReturnStatus.COMPLETED)


def check_can_complete_return(user: Actor, national_return: Return, faults: Faults) -> None:
    """As `check_may_complete_return`, with every cell filled, and every error corrected or explained in a note."""
    check_may_complete_return(user, national_return)
    check_is_in_force(national_return.agreement)
    if sentences := what_is_missing(faults):
        raise Refused(" ".join(sentences))


def what_is_missing(faults: Faults) -> list[str]:
    """What has to be done before a return can be completed."""
    sentences = []
    if faults.empty:
        number = len(faults.empty)
        sentences.append(
            ngettext(
                "%(number)d cell is empty. Enter a number, or why there is none.",
                "%(number)d cells are empty. Enter numbers, or why there are none.",
                number,
            )
            % {"number": number}
        )
    if faults.errors:
        number = len(faults.errors)
        sentences.append(
            ngettext(
                "%(number)d error must be corrected or explained in a note.",
                "%(number)d errors must be corrected or explained in notes.",
                number,
            )
            % {"number": number}
        )
    if faults.unsourced:
        number = len({table for table, _name in faults.unsourced})
        sentences.append(
            ngettext(
                "%(number)d table lacks its article of law, agency or counting unit.",
                "%(number)d tables lack their article of law, agency or counting unit.",
                number,
            )
            % {"number": number}
        )
    return sentences


def check_may_send_back_return(user: Actor, national_return: Return) -> None:
    """The State sends its completed return back to be changed, before it is approved."""
    check_may(user, Permission.FILL_RETURN)
    _check_sees_whole(user, national_return)
    check_move(RETURN_MOVES, national_return.status, ReturnStatus.DRAFT)


def check_can_send_back_return(user: Actor, national_return: Return, reason: str) -> None:
    """As `check_may_send_back_return`, with a reason."""
    check_may_send_back_return(user, national_return)
    check_has_reason(reason)


def check_may_approve_return(user: Actor, national_return: Return) -> None:
    """A delegate of the State approves its completed return."""
    check_may(user, Permission.APPROVE_RETURN)
    _check_sees_whole(user, national_return)
    if not isinstance(user, str) and national_return.state_id not in viewer_of(user).delegation_ids:
        raise Refused(_("Only a delegate of the State may approve its return."))
    check_move(RETURN_MOVES, national_return.status, ReturnStatus.APPROVED)


def check_can_approve_return(user: Actor, national_return: Return, digest: str) -> None:
    """As `check_may_approve_return`, of the figures that were completed and under an agreement in force.

    `digest` is that of the figures as they are.
    """
    check_may_approve_return(user, national_return)
    check_is_in_force(national_return.agreement)
    if digest != national_return.digest:
        raise Refused(_("The figures are not those that were completed. Send the return back and complete it again."))


def check_may_receive_return(user: Actor, national_return: Return) -> None:
    """The secretariat receives an approved return."""
    check_may(user, Permission.QUERY_RETURN)
    check_move(RETURN_MOVES, national_return.status, ReturnStatus.RECEIVED)


def check_may_accept_return(user: Actor, national_return: Return) -> None:
    """The secretariat accepts a return that it received, once no query awaits an answer."""
    check_may(user, Permission.QUERY_RETURN)
    if national_return.queries.filter(status=QueryStatus.OPEN).exists():
        raise Refused(_("Queries about this return await an answer. Close them first, or wait for the answers."))
    check_move(RETURN_MOVES, national_return.status, ReturnStatus.ACCEPTED)


def check_can_accept_return(user: Actor, national_return: Return) -> None:
    """As `check_may_accept_return`, under an agreement in force."""
    check_may_accept_return(user, national_return)
    check_is_in_force(national_return.agreement)


def check_may_correct_return(user: Actor, national_return: Return) -> None:
    """A State that submitted a return corrects it by a new one, and only the last one."""
    check_may(user, Permission.FILL_RETURN)
    _check_sees_whole(user, national_return)
    if national_return.status != ReturnStatus.ACCEPTED:
        raise Refused(_("Only an accepted return is corrected by a new one."))
    if Return.objects.filter(replaces=national_return).exists():
        raise Refused(_("Another return already corrects this one."))


def check_can_correct_return(user: Actor, national_return: Return, agreement: Agreement, reason: str) -> None:
    """As `check_may_correct_return`, with a reason and under an agreement in force."""
    check_may_correct_return(user, national_return)
    check_is_in_force(agreement)
    check_has_reason(reason)


def check_has_reason(reason: str) -> None:
    """Refuse an act without a reason. Refused if it is empty."""
    if not reason.strip():
        raise Refused(_("Enter the reason."))

"""Who writes the pages “What you can do”, and what they consist of."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core.refusals import Refused
from palermo.outreach.models import Advice, AdviceStep


def check_may_add_advice(user: Actor, _nothing: object = None) -> None:
    """The secretariat adds a page for an audience that has none."""
    check_may(user, Permission.EDIT_ADVICE)


def check_may_change_advice(user: Actor, advice: Advice) -> None:
    """The secretariat edits a page and its steps."""
    check_may(user, Permission.EDIT_ADVICE)


def check_may_publish_advice(user: Actor, advice: Advice) -> None:
    """The secretariat publishes a page that has steps."""
    check_may(user, Permission.EDIT_ADVICE)
    if advice.is_published:
        raise Refused(_("This page is published."))
    if not AdviceStep.objects.filter(advice=advice).exists():
        raise Refused(_("Add a step first: a page without steps is of no use to readers."))


def check_may_unpublish_advice(user: Actor, advice: Advice) -> None:
    """The secretariat takes a page back from readers. Refused where it is not published."""
    check_may(user, Permission.EDIT_ADVICE)
    if not advice.is_published:
        raise Refused(_("This page is not published."))


def check_may_change_step(user: Actor, step: AdviceStep) -> None:
    """The secretariat edits, moves and removes a step."""
    check_may(user, Permission.EDIT_ADVICE)


def check_can_remove_step(user: Actor, step: AdviceStep) -> None:
    """As `check_may_change_step`, but for the last one of a published page."""
    check_may_change_step(user, step)
    others = AdviceStep.objects.filter(advice=step.advice_id).exclude(pk=step.pk)
    if step.advice.is_published and not others.exists():
        raise Refused(_("This is the only step of a published page. Unpublish the page first."))

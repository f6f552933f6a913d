"""Who records occasions outside the initiative, and what is presented there."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.governance.states.activities import NEEDS_NO_AUTHORITY
from palermo.toolkit.models import Edition, Occasion, Presentation


def check_may_record_occasion(user: Actor) -> None:
    """The secretariat records occasions."""
    check_may(user, Permission.RECORD_OCCASION)


def check_may_change_occasion(user: Actor, occasion: Occasion) -> None:
    """The secretariat corrects what is recorded of an occasion."""
    check_may_record_occasion(user)


def check_occasion_is_coherent(occasion: Occasion) -> None:
    """An occasion ends on or after the day it begins."""
    if occasion.ends_on is not None and occasion.ends_on < occasion.starts_on:
        raise Refused(
            _("The occasion begins on %(from)s and cannot end before, on %(until)s.")
            % {"from": localize_day(occasion.starts_on), "until": localize_day(occasion.ends_on)}
        )


def check_may_present(user: Actor, edition: Edition) -> None:
    """The secretariat records at which occasion an edition is presented.

    Refused to anyone else, and while the tool is a proposal.
    """
    check_may_record_occasion(user)
    if edition.tool.activity.state in NEEDS_NO_AUTHORITY:
        raise Refused(_("This tool is only a proposal. It cannot be presented yet."))


def check_can_present(user: Actor, presentation: Presentation) -> None:
    """As `check_may_present`, once at an occasion."""
    check_may_present(user, presentation.edition)
    same = Presentation.objects.filter(edition=presentation.edition, occasion=presentation.occasion)
    if same.exclude(pk=presentation.pk).exists():
        raise Refused(_("The presentation of this edition at that occasion is already on record."))


def check_may_change_presentation(user: Actor, presentation: Presentation) -> None:
    """The secretariat corrects, completes and removes what is recorded of a presentation."""
    check_may_record_occasion(user)

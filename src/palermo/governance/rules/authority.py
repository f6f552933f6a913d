"""Whether a mandate gives authority on a day."""

from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.viewer import Viewer
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.governance.models import Mandate


def authority_gap(mandate: Mandate | None, day: date) -> str | None:
    """The sentence that says which authority is missing for something to be authorized on `day`; None if none is."""
    if mandate is None:
        return _(
            "No mandate authorizes this activity. Record the decision, guidance or endorsement by which "
            "Member States requested it, record a mandate from it, and authorize the activity under that mandate."
        )
    values = {
        "mandate": plain(mandate.title),
        "from": localize_day(mandate.in_force_from),
        "day": localize_day(day),
        "until": localize_day(mandate.ended_on),
    }
    if day < mandate.in_force_from:
        return (
            _(
                "The mandate “%(mandate)s” is in force from %(from)s and gave no authority on %(day)s. "
                "Choose a mandate that was in force on that day, or authorize the activity from %(from)s."
            )
            % values
        )
    if not mandate.is_in_force_on(day):
        return (
            _(
                "The mandate “%(mandate)s” ended on %(until)s and gave no authority on %(day)s. Request a "
                "new mandate from Member States and select it here."
            )
            % values
        )
    return None


def authority_gap_for(viewer: Viewer, mandate: Mandate | None, day: date) -> str | None:
    """The sentence that says which authority is missing, for a reader: who cannot seek it reads who does."""
    if mandate is None and not viewer.is_secretariat:
        return _("Awaiting authority. The secretariat submits this proposal to Member States.")
    return authority_gap(mandate, day)


def check_authority(mandate: Mandate | None, day: date) -> None:
    """Refuse what no mandate in force on `day` covers."""
    if gap := authority_gap(mandate, day):
        raise Refused(gap)

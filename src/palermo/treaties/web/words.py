"""What pages call the positions of participants, and how they cite a treaty."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.treaties.status import Position

POSITIONS: dict[Position, str | Promise] = {
    Position.IN_FORCE: pgettext_lazy("treaty", "Party"),
    Position.DEPOSITED: _("Party, not yet in force"),
    Position.SIGNED: _("Signed, not a party"),
    Position.WITHDRAWN: pgettext_lazy("treaty", "Withdrawn"),
    Position.NONE: _("Neither signed nor a party"),
}

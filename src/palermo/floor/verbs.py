"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "floor.ended": _("ended a statement"),
        "floor.given": _("gave somebody the floor"),
        "floor.moved": _("changed the order of a speakers' list"),
        "floor.requested": _("asked for the floor"),
        "floor.withdrawn": _("withdrew a request for the floor"),
        "speakers_list.closed": _("closed a speakers' list"),
        "speakers_list.limited": _("changed the time limits of a speakers' list"),
        "speakers_list.opened": _("opened a speakers' list"),
        "speakers_list.reopened": _("reopened a speakers' list"),
    }
)

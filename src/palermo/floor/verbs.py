"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "floor.ended": _("ended a statement"),
        "floor.given": _("gave a delegation the floor"),
        "floor.moved": _("changed the order of a list of speakers"),
        "floor.requested": _("requested the floor"),
        "floor.withdrawn": _("withdrew a request for the floor"),
        "speakers_list.closed": _("closed a list of speakers"),
        "speakers_list.limited": _("changed the time limits of a list of speakers"),
        "speakers_list.opened": _("opened a list of speakers"),
        "speakers_list.reopened": _("reopened a list of speakers"),
    }
)

"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "event_invitation.accepted": _("accepted an invitation to an event"),
        "event_invitation.declined": _("declined an invitation to an event"),
        "event_invitation.sent": _("sent an invitation to an event"),
        "event_invitation.withdrawn": _("withdrew an invitation to an event"),
        "event.attended": _("recorded attendance at an event"),
        "event.described": _("edited the description of an event"),
        "event.concept_note_drafted": _("edited the concept note of an event"),
        "event.names_forgotten": _("removed the names of participants"),
        "event.speakers_taken": _("exported the people proposed for an event"),
        "event.participants_taken": _("exported a list of participants"),
        "event.prepared": _("edited the preparation of an event"),
        "event.rescheduled": _("moved or renamed an event"),
        "feedback.begun": _("opened the feedback form of an event"),
        "feedback.changed": _("edited the feedback form of an event"),
        "feedback.handed_in": _("answered the feedback form of an event"),
        "feedback.link_revoked": _("revoked a feedback link"),
        "feedback.links_made": _("created feedback links"),
        "outcome.adopted": _("recorded the adoption of a draft outcome"),
        "outcome.changed": _("changed an outcome of an event"),
        "outcome.item_added": _("added an item to an outcome"),
        "outcome.item_changed": _("changed an item of an outcome"),
        "outcome.recorded": _("recorded an outcome of an event"),
        "outcome.withdrawn": _("withdrew an outcome of an event"),
        "showing.marked": _("marked an item for presentation at the Forum"),
        "showing.withdrawn": _("removed an item from presentation at the Forum"),
        "event.survivor_officer": _("named the officers for declarations by survivors"),
    }
)

"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "event_invitation.accepted": _("accepted an invitation to an event"),
        "event_invitation.declined": _("declined an invitation to an event"),
        "event_invitation.sent": _("sent an invitation to an event"),
        "event_invitation.withdrawn": _("withdrew an invitation to an event"),
        "event.attended": _("recorded who came to an event"),
        "event.described": _("described an event"),
        "event.concept_note_drafted": _("wrote the concept note of an event"),
        "event.names_forgotten": _("removed the names of participants"),
        "event.speakers_taken": _("took the people proposed for an event away as a table"),
        "event.participants_taken": _("took a list of participants away as a table"),
        "event.prepared": _("prepared an event"),
        "event.rescheduled": _("moved or renamed an event"),
        "feedback.begun": _("began to ask participants what they think of an event"),
        "feedback.changed": _("changed what participants are asked"),
        "feedback.handed_in": _("answered what participants are asked"),
        "feedback.link_revoked": _("revoked a link for participants"),
        "feedback.links_made": _("made links for participants"),
        "outcome.adopted": _("recorded that a draft of an event was adopted"),
        "outcome.changed": _("changed an outcome of an event"),
        "outcome.item_added": _("added an item to an outcome"),
        "outcome.item_changed": _("changed an item of an outcome"),
        "outcome.recorded": _("recorded an outcome of an event"),
        "outcome.withdrawn": _("withdrew an outcome of an event"),
        "showing.marked": _("marked something to be shown at the Forum"),
        "showing.withdrawn": _("took something from what is shown at the Forum"),
        "event.survivor_officer": _("named who acts on what survivors declare"),
    }
)

"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "speaker.accepted": _("recorded the acceptance of a speaker"),
        "speaker.advised_on": _("commented on a nominated speaker"),
        "speaker.biography_changed": _("edited the biography of a speaker"),
        "speaker.changed": _("edited the record of a speaker"),
        "speaker.chosen": _("recorded the selection of a speaker"),
        "speaker.confirmed": _("confirmed a speaker"),
        "speaker.consent": _("changed a consent of a speaker"),
        "speaker.declined": _("recorded that a speaker declined"),
        "speaker.interest_declared": _("recorded a declaration of interest"),
        "speaker.invited": _("invited a speaker"),
        "speaker.link_sent": _("sent a new link to an invited person"),
        "speaker.not_chosen": _("recorded that a nominated speaker was not selected"),
        "speaker.proposed": _("nominated a speaker"),
        "speaker.published": _("published the name and biography of a speaker"),
        "speaker.replaced": _("named a substitute for a speaker"),
        "speaker.shared": _("shared a nominated speaker on the longlist"),
        "speaker.short_listed": _("shortlisted a speaker"),
        "speaker.taken_back": _("withdrew a nomination"),
        "speaker.unpublished": _("removed a speaker from public pages"),
        "speaker.withdrawn": _("recorded that a speaker is no longer participating"),
    }
)

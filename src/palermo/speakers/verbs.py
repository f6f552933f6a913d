"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "speaker.accepted": _("recorded that somebody accepts an invitation to speak"),
        "speaker.advised_on": _("advised on a proposed speaker"),
        "speaker.biography_changed": _("changed the biography of a speaker"),
        "speaker.changed": _("changed the record of a speaker"),
        "speaker.chosen": _("recorded that a speaker is chosen"),
        "speaker.confirmed": _("confirmed a speaker"),
        "speaker.consent": _("changed a consent of a speaker"),
        "speaker.declined": _("recorded that somebody declines an invitation to speak"),
        "speaker.interest_declared": _("recorded a declaration of interest"),
        "speaker.invited": _("invited a speaker"),
        "speaker.link_sent": _("sent a new link to an invited person"),
        "speaker.not_chosen": _("recorded that a proposed speaker is not chosen"),
        "speaker.proposed": _("proposed a speaker"),
        "speaker.published": _("published name and biography of a speaker"),
        "speaker.replaced": _("named a substitute for a speaker"),
        "speaker.shared": _("shared a proposed speaker on the long list"),
        "speaker.short_listed": _("put a speaker on the short list"),
        "speaker.taken_back": _("took a proposed speaker back"),
        "speaker.unpublished": _("took a speaker off the public pages"),
        "speaker.withdrawn": _("recorded that a speaker does not take part any more"),
    }
)

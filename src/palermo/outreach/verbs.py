"""What acts on partners, commitments, plans, campaigns and press are called in histories."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "advice.added": _("added a page “What you can do”"),
        "advice.changed": _("edited a page “What you can do”"),
        "advice.published": _("published a page “What you can do”"),
        "advice.step_added": _("added a step to a page “What you can do”"),
        "advice.step_changed": _("edited a step of a page “What you can do”"),
        "advice.step_moved": _("moved a step of a page “What you can do”"),
        "advice.step_removed": _("removed a step of a page “What you can do”"),
        "advice.unpublished": _("unpublished a page “What you can do”"),
        "cutting.added": _("added a press cutting"),
        "cutting.changed": _("edited a press cutting"),
        "cutting.removed": _("removed a press cutting recorded in error"),
        "kit_item.added": _("added an item to the media kit"),
        "kit_item.changed": _("edited an item of the media kit"),
        "kit_item.removed": _("removed an item of the media kit"),
        "press_contact.added": _("added a press contact"),
        "press_contact.changed": _("edited a press contact"),
        "press_contact.removed": _("removed a press contact"),
        "press_release.changed": _("edited a press release"),
        "press_release.corrected": _("corrected a press release"),
        "press_release.drafted": _("drafted a press release"),
        "press_release.published": _("published a press release"),
        "press_release.rescheduled": _("changed the embargo of a press release"),
        "press_release.scheduled": _("scheduled a press release"),
        "press_release.unscheduled": _("made a scheduled press release a draft again"),
        "press_release.withdrawn": _("withdrew a press release"),
    }
)

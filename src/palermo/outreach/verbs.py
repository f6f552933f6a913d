"""What acts on partners, commitments, action plans, campaigns and press are called in histories."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "lesson.added": _("added a lesson to an evaluation of an action plan"),
        "lesson.changed": _("edited a lesson of an evaluation of an action plan"),
        "lesson.removed": _("removed a lesson from an evaluation of an action plan"),
        "lesson.taken_up": _("recorded which measure takes up a lesson"),
        "measure.added": _("added a measure to an action plan"),
        "measure.changed": _("edited a measure of an action plan"),
        "measure.moved": _("moved a measure of an action plan"),
        "measure.removed": _("removed a measure from an action plan"),
        "measure.reported": _("reported progress on a measure of an action plan"),
        "measures.imported": _("imported measures of an action plan from a table"),
        "plan.added": _("recorded an action plan"),
        "plan.changed": _("edited an action plan"),
        "plan_edition.abandoned": _("abandoned a draft of an action plan"),
        "plan_edition.adopted": _("recorded the adoption of an action plan"),
        "plan_edition.begun": _("began an edition of an action plan"),
        "plan_edition.changed": _("edited the description of an edition of an action plan"),
        "plan_edition.shared": _("shared a draft of an action plan"),
        "plan_edition.unshared": _("stopped sharing a draft of an action plan"),
        "plan_evaluation.added": _("recorded an evaluation of an action plan"),
        "plan_evaluation.changed": _("edited an evaluation of an action plan"),
        "plan_evaluation.published": _("published an evaluation of an action plan"),
        "plan_evaluation.removed": _("removed an evaluation of an action plan recorded in error"),
        "plan_section.added": _("added a section to an action plan"),
        "plan_section.changed": _("edited a section of an action plan"),
        "plan_section.moved": _("moved a section of an action plan"),
        "plan_section.removed": _("removed a section from an action plan"),
        "progress_round.changed": _("edited a progress round of an action plan"),
        "progress_round.closed": _("closed a progress round of an action plan"),
        "progress_round.opened": _("opened a progress round of an action plan"),
        "progress_round.published": _("published a progress round of an action plan"),
        "progress_round.reopened": _("reopened a progress round of an action plan"),
    }
)

"""What acts on partners, commitments, action plans, campaigns and press are called in histories: verbs in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "adaptation.changed": _("edited an adaptation of campaign material"),
        "adaptation.confirmed": _("confirmed a reported adaptation of campaign material"),
        "adaptation.declined": _("declined a reported adaptation of campaign material"),
        "adaptation.recorded": _("recorded an adaptation of campaign material"),
        "adaptation.removed": _("removed an adaptation of campaign material recorded in error"),
        "adaptation.reported": _("reported an adaptation of campaign material"),
        "campaign.changed": _("edited the description of a campaign"),
        "campaign.described": _("described a campaign"),
        "campaign.evaluated": _("recorded the evaluation of a campaign"),
        "campaign_action.changed": _("edited an activity of a campaign"),
        "campaign_action.confirmed": _("confirmed a reported activity of a campaign"),
        "campaign_action.declined": _("declined a reported activity of a campaign"),
        "campaign_action.reach_added": _("added a figure to an activity of a campaign"),
        "campaign_action.reach_removed": _("removed a figure of an activity of a campaign recorded in error"),
        "campaign_action.recorded": _("recorded an activity of a campaign"),
        "campaign_action.removed": _("removed an activity of a campaign recorded in error"),
        "campaign_action.reported": _("reported an activity of a campaign"),
        "material.added": _("added campaign material"),
        "material.changed": _("edited campaign material"),
        "material.cleared": _("cleared campaign material for publication"),
        "material.file_added": _("added a file to campaign material"),
        "material.file_removed": _("removed a file of campaign material"),
        "material.offered": _("changed to whom campaign material is offered"),
        "material.published": _("published campaign material"),
        "material.returned": _("sent campaign material back to draft"),
        "material.submitted": _("submitted campaign material for review"),
        "material.withdrawn": _("withdrew campaign material"),
    }
)

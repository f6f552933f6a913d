"""What acts on questionnaires, rounds and national returns are called in histories."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "questionnaire.added": _("recorded a questionnaire"),
        "questionnaire.changed": _("edited a questionnaire"),
        "questionnaire_edition.begun": _("began an edition of a questionnaire"),
        "questionnaire_edition.changed": _("edited a draft of a questionnaire"),
        "questionnaire_edition.published": _("published an edition of a questionnaire"),
        "questionnaire_edition.removed": _("removed a draft of a questionnaire"),
        "round.agreement_chosen": _("chose the agreement for the return of a State"),
        "round.changed": _("edited a round of data collection"),
        "round.closed": _("closed a round of data collection"),
        "round.extended": _("extended the deadline of a State"),
        "round.invitation_withdrawn": _("withdrew the invitation of a State"),
        "round.opened": _("opened a round of data collection"),
        "round.planned": _("planned a round of data collection"),
        "round.removed": _("removed a planned round of data collection"),
        "round.reopened": _("reopened a round of data collection"),
        "round.states_invited": _("invited States to a round of data collection"),
        "round_agreement.added": _("recorded an agreement on national returns"),
        "round_source.added": _("recorded a State as a source of data"),
    }
)

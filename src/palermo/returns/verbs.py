"""What acts on questionnaires, rounds and national returns are called in histories."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.file_acts import register_file_acts
from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "questionnaire.added": _("recorded a questionnaire"),
        "questionnaire.changed": _("edited a questionnaire"),
        "questionnaire_edition.begun": _("began an edition of a questionnaire"),
        "questionnaire_edition.changed": _("edited a draft of a questionnaire"),
        "questionnaire_edition.published": _("published an edition of a questionnaire"),
        "questionnaire_edition.removed": _("removed a draft of a questionnaire"),
        "return.accepted": _("accepted a national return"),
        "return.approved": _("approved a national return"),
        "return.carried_over_removed": _("removed what was carried over to a national return"),
        "return.completed": _("completed a national return"),
        "return.corrected": _("began a correction of a national return"),
        "return.file_added": _("attached a file to a national return"),
        "return.file_purged": _("deleted a file of a national return that identified persons"),
        "return.file_removed": _("removed a file from a national return"),
        "return.filled": _("filled in a national return"),
        "return.ministry_named": _("entered the ministry that supplies tables of a national return"),
        "return.note_changed": _("edited the note on a national return"),
        "return.opened": _("began a national return"),
        "return.received": _("recorded the receipt of a national return"),
        "return.sent_back": _("sent a national return back"),
        "return.table_described": _("edited the sources of a national return"),
        "return.table_ready": _("marked a table of a national return as ready"),
        "return.tables_assigned": _("assigned tables of a national return"),
        "return_query.answered": _("answered a query about a national return"),
        "return_query.asked": _("asked about a national return"),
        "return_query.asked_again": _("asked again about a national return"),
        "return_query.closed": _("closed a query about a national return"),
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
register_file_acts({"return.file_added": [], "return.file_removed": []})

"""What acts on tools are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "passage.added": _("added a passage to a tool"),
        "passage.imported": _("imported the text of a tool from a file"),
        "passage.moved": _("moved a passage of a tool"),
        "passage.removed": _("removed a passage of a tool"),
        "passage.restored": _("restored a passage of a tool"),
        "passage.written": _("edited a passage of a tool"),
        "passage_comment.accepted": _("accepted a comment on a tool"),
        "passage_comment.adapted": _("accepted a comment on a tool with changes"),
        "passage_comment.added": _("commented on a tool"),
        "passage_comment.declined": _("declined a comment on a tool"),
        "passage_comment.reconsidered": _("took back the response to a comment on a tool"),
        "passage_comment.replied": _("replied to a comment on a tool"),
        "round_expert.consent": _("changed whether the name of an expert may be shown"),
        "round_expert.ended": _("ended the participation of an expert"),
        "round_expert.erased": _("deleted the personal data of an expert"),
        "round_expert.invited": _("invited an expert to comment"),
        "round_expert.link_sent": _("sent an expert a new link"),
        "text_round.answered": _("published the responses to comments"),
        "text_round.changed": _("edited a round of comments"),
        "text_round.closed": _("closed a round of comments"),
        "text_round.extended": _("extended a round of comments"),
        "text_round.filed": _("filed the table of comments and responses"),
        "text_round.opened": _("opened a round of comments"),
        "text_round.prepared": _("prepared a round of comments"),
        "text_round.reminded": _("reminded participants of a round of comments"),
        "tool_version.frozen": _("froze a version of a tool"),
        "tool_version.published": _("published a version of a tool"),
        "uptake.changed": _("edited a use of a tool"),
        "uptake.confirmed": _("confirmed a reported use of a tool"),
        "uptake.declined": _("declined a reported use of a tool"),
        "uptake.recorded": _("recorded a use of a tool"),
        "uptake.removed": _("removed a use of a tool recorded in error"),
        "uptake.reported": _("reported a use of a tool"),
    }
)

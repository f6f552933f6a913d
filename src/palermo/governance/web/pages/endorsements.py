"""What is done to endorsements on the site: texts are put, answered and withdrawn, their results announced."""

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.governance.actions import endorsements as endorsements_actions
from palermo.governance.actions import texts as texts_actions
from palermo.governance.models import Endorsement
from palermo.governance.queries.endorsements import endorsements_visible_to
from palermo.governance.rules import endorsements as endorsements_rules
from palermo.governance.rules import responses, texts
from palermo.governance.states.endorsements import COUNTED, ResponseKind
from palermo.governance.web.forms import endorsements
from palermo.governance.web.open_endorsements import add_standings
from palermo.site.action_pages import ActionMaker, ActionPage, register_actions
from palermo.site.forms import fields


def _records(viewer: Viewer) -> QuerySet[Endorsement]:
    return endorsements_visible_to(viewer).select_related("procedure", "body")


def _text_context(endorsement: Endorsement, viewer: Viewer) -> dict[str, object]:
    """What stands above the form: the text as it was put last, and until when."""
    add_standings([endorsement])
    return {"endorsement": endorsement, "version": endorsement.versions.order_by("-number").first()}


_act = ActionMaker(Endorsement, _records)


def _answer(
    name: str, label: Promise, success_message: Promise, form: type[fields.ActForm], kind: ResponseKind
) -> ActionPage:
    check = responses.check_may_reply if kind in COUNTED else responses.check_may_respond
    return _act(
        name,
        label,
        success_message,
        form,
        lambda user, endorsement: check(user, endorsement, kind),
        lambda endorsement, **values: texts_actions.respond(endorsement, kind, **values),
        template="governance/endorsements/answer.html",
        extra_context=lambda endorsement, viewer: {**_text_context(endorsement, viewer), "kind": kind.value},
    )


register_actions(
    _answer(
        "approve-text",
        _("Approve"),
        _("Your delegation’s approval has been recorded."),
        endorsements.PositionForm,
        ResponseKind.APPROVAL,
    ),
    _answer(
        "object-to-text",
        _("Object"),
        _("Your delegation’s objection has been recorded."),
        endorsements.PositionForm,
        ResponseKind.OBJECTION,
    ),
    _act(
        "change-reply",
        _("Change reply"),
        _("Your delegation’s reply has been changed."),
        endorsements.ChangeReplyForm,
        responses.check_may_change_reply,
        texts_actions.respond,
        is_change=True,
        template="governance/endorsements/answer.html",
        extra_context=lambda endorsement, viewer: {
            **_text_context(endorsement, viewer),
            "kind": ResponseKind.OBJECTION.value,
        },
    ),
    _answer(
        "comment-on-text",
        _("Comment"),
        _("Your delegation’s comment has been recorded."),
        endorsements.StatementForm,
        ResponseKind.COMMENT,
    ),
    _answer(
        "explain-position",
        _("Explain position"),
        _("Your delegation’s explanation of position has been recorded."),
        endorsements.StatementForm,
        ResponseKind.EXPLANATION,
    ),
    _act(
        "put-text",
        _("Submit to Member States"),
        _("Text submitted to Member States; this version is now frozen."),
        endorsements.PutForm,
        texts.check_may_submit_text,
        texts_actions.submit_text,
        template="governance/endorsements/put.html",
        extra_context=_text_context,
    ),
    _act(
        "put-new-version",
        _("Submit a new version"),
        _("New version submitted to Member States; it is now frozen."),
        endorsements.NewVersionForm,
        texts.check_may_submit_new_version,
        texts_actions.submit_new_version,
        template="governance/endorsements/put.html",
        extra_context=_text_context,
    ),
    _act(
        "extend-deadline",
        _("Extend deadline"),
        _("Deadline extended."),
        endorsements.ExtensionForm,
        endorsements_rules.check_may_extend,
        endorsements_actions.extend_deadline,
        template="governance/endorsements/put.html",
        extra_context=_text_context,
    ),
    _act(
        "settle-endorsement",
        _("Record result"),
        _("Result saved."),
        fields.ActForm,
        endorsements_rules.check_can_settle,
        endorsements_actions.settle_endorsement,
    ),
    _act(
        "close-endorsement",
        _("Record result"),
        _("Result saved."),
        endorsements.ResultForm,
        endorsements_rules.check_may_close_endorsement,
        lambda endorsement, *, state, **values: endorsements_actions.close_endorsement(endorsement, state, **values),
    ),
    _act(
        "announce-result",
        _("Announce result"),
        _("Result announced to Member States."),
        fields.ActForm,
        endorsements_rules.check_can_announce,
        endorsements_actions.announce_result,
    ),
    _act(
        "withdraw-endorsement",
        _("Withdraw text"),
        _("Text withdrawn; it is kept on record, with the reason."),
        fields.ReasonForm,
        endorsements_rules.check_may_withdraw_endorsement,
        endorsements_actions.withdraw_endorsement,
    ),
)

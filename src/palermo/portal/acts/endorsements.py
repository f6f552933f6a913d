"""What is done to endorsements on the site: texts are put, answered and withdrawn, their results announced."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.governance import actions as governance
from palermo.governance import rules
from palermo.governance.models import Endorsement
from palermo.governance.queries import endorsements_visible_to
from palermo.governance.states import ResponseKind
from palermo.portal import forms
from palermo.portal.acts.act import Act
from palermo.portal.asked import stood


def _records(viewer: Viewer) -> QuerySet[Endorsement]:
    return endorsements_visible_to(viewer).select_related("procedure", "body")


def _before(endorsement: Endorsement, viewer: Viewer) -> dict[str, Any]:
    """What stands above the form: the text as it was put last, and until when."""
    stood([endorsement])
    return {"endorsement": endorsement, "version": endorsement.versions.order_by("-number").first()}


def _act(
    name: str,
    label: Promise,
    done: Promise,
    form: type[forms.ActForm],
    check: Callable[..., None],
    perform: Callable[..., Endorsement],
    **more: Any,
) -> Act:
    return Act(name, label, done, Endorsement, _records, form, check, perform, **more)


def _answer(name: str, label: Promise, done: Promise, form: type[forms.ActForm], kind: ResponseKind) -> Act:
    return _act(
        name,
        label,
        done,
        form,
        lambda user, endorsement: rules.check_may_respond(user, endorsement, kind),
        lambda endorsement, **given: governance.respond(endorsement, kind, **given),
        template="portal/endorsements/answer.html",
        more=lambda endorsement, viewer: {**_before(endorsement, viewer), "kind": kind.value},
    )


ACTS = (
    _answer(
        "approve-text",
        _("Approve"),
        _("The approval of your delegation is on record."),
        forms.PositionForm,
        ResponseKind.APPROVAL,
    ),
    _answer(
        "object-to-text",
        _("Object"),
        _("The objection of your delegation is on record."),
        forms.PositionForm,
        ResponseKind.OBJECTION,
    ),
    _answer(
        "comment-on-text",
        _("Comment"),
        _("The comment of your delegation is on record."),
        forms.StatementForm,
        ResponseKind.COMMENT,
    ),
    _answer(
        "explain-position",
        _("Explain your position"),
        _("The explanation of your delegation's position is on record."),
        forms.StatementForm,
        ResponseKind.EXPLANATION,
    ),
    _act(
        "put-text",
        _("Put the text to Member States"),
        _("The text is before Member States, frozen as it is now."),
        forms.PutForm,
        rules.check_may_put_text,
        governance.put_text,
        template="portal/endorsements/put.html",
        more=_before,
    ),
    _act(
        "put-new-version",
        _("Put a new version"),
        _("The new version is before Member States, frozen as it is now."),
        forms.NewVersionForm,
        rules.check_may_put_new_version,
        governance.put_new_version,
        template="portal/endorsements/put.html",
        more=_before,
    ),
    _act(
        "extend-deadline",
        _("Extend the deadline"),
        _("The deadline is extended."),
        forms.ExtensionForm,
        rules.check_may_extend,
        governance.extend_deadline,
        template="portal/endorsements/put.html",
        more=_before,
    ),
    _act(
        "settle-endorsement",
        _("Write the result down"),
        _("The result is on record."),
        forms.ActForm,
        rules.check_can_settle,
        governance.settle_endorsement,
    ),
    _act(
        "close-endorsement",
        _("Record the result"),
        _("The result is on record."),
        forms.ResultForm,
        rules.check_may_close_endorsement,
        lambda endorsement, *, state, **given: governance.close_endorsement(endorsement, state, **given),
    ),
    _act(
        "announce-result",
        _("Announce the result"),
        _("The result is announced to Member States."),
        forms.ActForm,
        rules.check_can_announce,
        governance.announce_result,
    ),
    _act(
        "withdraw-endorsement",
        _("Withdraw the text"),
        _("The text is withdrawn: it stays on record, with the reason."),
        forms.ReasonForm,
        rules.check_may_withdraw_endorsement,
        governance.withdraw_endorsement,
    ),
)

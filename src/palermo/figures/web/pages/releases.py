"""Action pages of releases of figures.

None can be undone: preparing, approving and releasing begin work in the background, and what was released is public.
A draft is changed again, a proposal taken back.
"""

from collections.abc import Mapping
from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.models import User
from palermo.accounts.viewer import Viewer
from palermo.figures.actions import releases as actions
from palermo.figures.actions.republications import write_to_source
from palermo.figures.models import Release
from palermo.figures.queries.releases import releases_visible_to
from palermo.figures.rules import releases as rules
from palermo.figures.rules.republications import check_may_write_to_source
from palermo.figures.web.drawn_parts import draw_to_come
from palermo.figures.web.forms import releases as forms
from palermo.site.action_pages import ActionPage, register_actions
from palermo.site.forms.fields import ActForm

type Values = Mapping[str, object]


def _draft(nothing: None, *, values: Values, by: User) -> Release:
    relations = {name: values[name] for name in actions.CONTENT}
    fields = {name: value for name, value in values.items() if name not in actions.CONTENT}
    return actions.draft_release(Release(author=by, **fields), by=by, **relations)  # type: ignore[arg-type]  # of a form


def _others(release: Release, viewer: Viewer) -> dict[str, object]:
    left = rules.APPROVALS - len(rules.current_decisions(release))
    return {"left": left, "approvals": rules.APPROVALS, "subjects": rules.list_subjects(release)}


_release_page = partial(ActionPage[Release], model=Release, records=releases_visible_to)

register_actions(
    ActionPage(
        name="draft-release",
        label=_("Draft a release"),
        success_message=_("Draft saved. Have it prepared to see what will be hidden."),
        model=Release,
        records=None,
        form=forms.ReleaseForm,
        check=rules.check_may_draft_release,
        perform=_draft,
        list_page="release_list",
    ),
    _release_page(
        name="prepare-release",
        label=pgettext_lazy("release of figures", "Prepare"),
        success_message=_("The release is being prepared. This page shows its progress."),
        form=ActForm,
        check=rules.check_may_begin_preparing,
        perform=actions.begin_preparing,
        template="figures/releases/prepare.html",
        extra_context=lambda release, viewer: draw_to_come(release),
        is_primary=lambda release: not release.loss,
    ),
    _release_page(
        name="cancel-preparation",
        label=_("Stop the preparation"),
        success_message=_("The preparation is being stopped."),
        form=ActForm,
        check=rules.check_may_cancel_preparation,
        perform=actions.cancel_preparation,
    ),
    _release_page(
        name="propose-release",
        label=pgettext_lazy("release of figures", "Propose"),
        success_message=_("Proposed. The other officers are notified."),
        form=ActForm,
        check=rules.check_may_propose_release,
        perform=actions.propose_release,
        template="figures/releases/propose.html",
        extra_context=_others,
        is_primary=True,
    ),
    _release_page(
        name="approve-release",
        label=pgettext_lazy("release of figures", "Approve"),
        success_message=_("Your approval is recorded."),
        form=forms.ApproveForm,
        check=rules.check_may_approve_release,
        perform=actions.approve_release,
        template="figures/releases/approve.html",
        extra_context=_others,
        is_primary=True,
    ),
    _release_page(
        name="return-release",
        label=_("Return to the author"),
        success_message=_("Returned to the author."),
        form=forms.ReturnForm,
        check=rules.check_may_decide_release,
        perform=actions.return_release,
    ),
    _release_page(
        name="take-back-release",
        label=pgettext_lazy("release of figures", "Take back"),
        success_message=_("Taken back. It is a draft again."),
        form=ActForm,
        check=rules.check_may_take_back_release,
        perform=actions.take_back_release,
    ),
    _release_page(
        name="withdraw-release",
        label=pgettext_lazy("release of figures", "Withdraw"),
        success_message=_("Release withdrawn."),
        form=forms.WithdrawForm,
        check=rules.check_may_withdraw_release,
        perform=actions.withdraw_release,
        template="figures/releases/withdraw.html",
    ),
    _release_page(
        name="write-to-source",
        label=_("Write to the source"),
        success_message=_("A letter is being sent to those who act for the source."),
        form=ActForm,
        check=check_may_write_to_source,
        perform=write_to_source,
    ),
    _release_page(
        name="abandon-release",
        label=pgettext_lazy("release of figures", "Abandon"),
        success_message=_("Draft abandoned. Its figures are deleted."),
        form=ActForm,
        check=rules.check_may_abandon_release,
        perform=actions.abandon_release,
    ),
    _release_page(
        name="change-release",
        success_message=_("Saved. Have the release prepared again."),
        form=forms.ReleaseForm,
        check=rules.check_may_change_release,
        perform=actions.change_release,
        is_edit=True,
    ),
)

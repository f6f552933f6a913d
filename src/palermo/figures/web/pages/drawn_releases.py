"""Action pages that draft and edit noisy counts and synthetic files."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from palermo.accounts.models import User
from palermo.accounts.viewer import Viewer
from palermo.core.refusals import Refused
from palermo.figures.actions import drawn_releases as actions
from palermo.figures.models import Release
from palermo.figures.queries.releases import releases_visible_to
from palermo.figures.rules import releases as rules
from palermo.figures.states.releases import ReleaseKind
from palermo.figures.web.forms.drawn_releases import NoisyForm, SyntheticForm
from palermo.site.action_pages import ActionPage, register_actions

type Values = Mapping[str, Any]


def _draft_counts(nothing: None, *, values: Values, by: User) -> Release:
    fields = {name: value for name, value in values.items() if name != "edition"}
    release = Release(kind=ReleaseKind.NOISY, author=by, **fields)
    return actions.draft_drawn_release(release, edition=values["edition"], by=by)


def _draft_rows(nothing: None, *, values: Values, by: User) -> Release:
    release = Release(kind=ReleaseKind.SYNTHETIC, author=by, register=values["drawn_from"].register, **values)
    return actions.draft_drawn_release(release, by=by)


def _check_kind(user: User, release: Release, kind: ReleaseKind) -> None:
    rules.check_may_change_drawn_release(user, release)
    if release.kind != kind:
        raise Refused(str(_("This form is for another kind of release.")))


def _help(record: object, viewer: Viewer, kind: ReleaseKind) -> dict[str, object]:
    return {"is_noisy": kind == ReleaseKind.NOISY}


_draft = partial(
    ActionPage,
    success_message=_("Draft saved. Nothing is drawn until you have it prepared."),
    model=Release,
    records=None,
    check=rules.check_may_draft_release,
    template="figures/releases/draft_drawn.html",
    list_page="release_list",
)
_change = partial(
    ActionPage[Release],
    success_message=_("Saved. Have the release prepared again."),
    model=Release,
    records=releases_visible_to,
    perform=actions.change_drawn_release,
    template="figures/releases/draft_drawn.html",
    is_edit=True,
)
NOISY, SYNTHETIC = ReleaseKind.NOISY, ReleaseKind.SYNTHETIC

register_actions(
    _draft(
        name="draft-noisy-release",
        label=_("Draft noisy counts"),
        form=NoisyForm,
        perform=_draft_counts,
        extra_context=partial(_help, kind=NOISY),
    ),
    _draft(
        name="draft-synthetic-file",
        label=_("Draft a synthetic file"),
        form=SyntheticForm,
        perform=_draft_rows,
        extra_context=partial(_help, kind=SYNTHETIC),
    ),
    _change(
        name="change-noisy-release",
        form=NoisyForm,
        check=partial(_check_kind, kind=NOISY),
        extra_context=partial(_help, kind=NOISY),
    ),
    _change(
        name="change-synthetic-file",
        form=SyntheticForm,
        check=partial(_check_kind, kind=SYNTHETIC),
        extra_context=partial(_help, kind=SYNTHETIC),
    ),
)

"""What noisy counts and synthetic files are drawn from: accepted cases, a budget, and counts that were released."""

from collections.abc import Collection

from disclosure.errors import DisclosureError
from django.utils.translation import gettext as _

from palermo.core.refusals import Refused
from palermo.figures.budgets import account_of
from palermo.figures.models import Release
from palermo.figures.pipeline.budget_ledger import parameters_of
from palermo.figures.pipeline.case_columns import countable_columns
from palermo.figures.states.releases import ReleaseKind, ReleaseStatus
from palermo.knowledge.models import DatasetEdition
from palermo.knowledge.states.datasets import DatasetEditionStatus, DatasetRows

# As many as the library draws.
MOST_ROWS = 100_000


def check_can_be_drawn(release: Release, editions: Collection[DatasetEdition]) -> None:
    """What a release that is drawn at random is drawn from is there, and the register has a budget for it."""
    if release.kind == ReleaseKind.SYNTHETIC:
        _check_counts(release)
    else:
        _check_cases(release, editions)


def _check_cases(release: Release, editions: Collection[DatasetEdition]) -> None:
    if len(editions) != 1:
        raise Refused(_("Choose one edition of a dataset of cases."))
    (edition,) = editions
    named = {"edition": edition.display_name()}
    if edition.status != DatasetEditionStatus.ACCEPTED:
        raise Refused(_("“%(edition)s” has not been accepted.") % named)
    if edition.dataset.rows != DatasetRows.CASES:
        raise Refused(_("The rows of “%(edition)s” are figures. Noisy counts are drawn from cases.") % named)
    if not edition.rows_file:
        raise Refused(_("The data of “%(edition)s” are no longer kept.") % named)
    known = countable_columns(edition.dataset)
    if unknown := [each for each in release.attributes if each not in known]:
        raise Refused(
            _("“%(found)s” cannot be counted. Choose from the columns of codes of this dataset: %(known)s.")
            % {"found": unknown[0], "known": ", ".join(known) or "–"}
        )
    if len(release.attributes) < (release.longest or 1):
        raise Refused(_("Choose at least as many attributes as the longest combination has."))
    _check_budget(release)


def _check_budget(release: Release) -> None:
    account = account_of(release.register)
    if account is None:
        raise Refused(
            _(
                "The register “%(register)s” has no privacy budget. Ask the administrator to run `palermo figures "
                "budget`."
            )
            % {"register": release.register.display_name()}
        )
    try:
        parameters_of(account, release.epsilon or 0, release.longest or 0)
    except DisclosureError as error:
        raise Refused(str(error)) from None
    if (release.epsilon or 0) > account.epsilon:
        raise Refused(
            _("The budget of the register is ε %(budget)s in all. Enter less than that.")
            % {"budget": f"{account.epsilon:g}"}
        )


def _check_counts(release: Release) -> None:
    source = release.drawn_from
    if source is None or source.kind != ReleaseKind.NOISY or source.register_id != release.register_id:
        raise Refused(_("Choose noisy counts that were released in this register."))
    if source.status != ReleaseStatus.RELEASED:
        raise Refused(_("“%(release)s” is not public, or was withdrawn.") % {"release": source.display_name()})
    if not 1 <= (release.row_count or 0) <= MOST_ROWS:
        raise Refused(_("Enter a number of rows from 1 to %(most)d.") % {"most": MOST_ROWS})

"""Who keeps datasets, hands in data, explains what checks found, and accepts or returns an edition."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import Viewer, viewer_of
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.text import MultilingualText
from palermo.knowledge.models import Agreement, Dataset, DatasetEdition, Finding, Source
from palermo.knowledge.queries.datasets import has_data_kept
from palermo.knowledge.queries.sources import in_force
from palermo.knowledge.rules.agreements import check_in_force
from palermo.knowledge.states.datasets import (
    DATASET_EDITION_MOVES,
    FINDING_MOVES,
    DatasetEditionStatus,
    DatasetRows,
    FindingSeverity,
    FindingStatus,
)


def acts_for(viewer: Viewer, source: Source) -> bool:
    """Whether a viewer acts for the State or the organization whose source it is."""
    organisations = viewer.agency_ids | viewer.partner_ids
    return source.state_id in viewer.state_ids or source.organisation_id in organisations


def reads_findings(viewer: Viewer, source: Source) -> bool:
    """Whether a viewer sees what was found in the data of a source; `findings_visible_to` is the same for rows."""
    return viewer.is_secretariat or acts_for(viewer, source)


def _check_is_inside(user: Actor, source: Source) -> None:
    if isinstance(user, str) or not acts_for(viewer_of(user), source):
        check_may(user, Permission.KEEP_DATASETS)


def check_may_keep_datasets(user: Actor, source: Source) -> None:
    """The secretariat records which data a source gives."""
    check_may(user, Permission.KEEP_DATASETS)


def check_may_change_dataset(user: Actor, dataset: Dataset) -> None:
    """The secretariat edits what is written of a dataset."""
    check_may(user, Permission.KEEP_DATASETS)


def check_may_hand_in(user: Actor, dataset: Dataset) -> None:
    """The secretariat and the source itself hand in data, while an agreement with the source is in force."""
    _check_is_inside(user, dataset.source)
    if not dataset.source.agreements.filter(in_force(clock.today())).exists():
        raise Refused(
            _("No agreement with “%(source)s” is in force today. Data cannot be accepted without one.")
            % {"source": dataset.source.display_name()}
        )


def check_can_hand_in(
    user: Actor,
    dataset: Dataset,
    *,
    agreement: Agreement,
    covers_from: date | None = None,
    covers_until: date | None = None,
    digest: str = "",
) -> None:
    """As `check_may_hand_in`, under this agreement, for these dates; no file is handed in twice."""
    check_may_hand_in(user, dataset)
    if agreement.source_id != dataset.source_id:
        raise Refused(_("Choose an agreement with the source of this dataset."))
    _check_covers(dataset, agreement)
    if covers_from and covers_until and covers_until < covers_from:
        raise Refused(_("The data end before they begin. Check the two dates."))
    same = dataset.editions.filter(file_digest=digest).exclude(status=DatasetEditionStatus.REFUSED).first()
    if digest and same:
        raise Refused(
            _("This file was already received as edition %(number)d. Choose another file.") % {"number": same.number}
        )


def _check_covers(dataset: Dataset, agreement: Agreement) -> None:
    check_in_force(agreement, clock.today())
    if agreement.keep_until is not None and agreement.keep_until < clock.today():
        raise Refused(
            _("Under the agreement “%(name)s” data were kept until %(day)s. Choose another one, or conclude a new one.")
            % {"name": agreement.display_name(), "day": localize_day(agreement.keep_until)}
        )
    if dataset.rows == DatasetRows.CASES and not agreement.covers_personal_data:
        raise Refused(
            _("The agreement “%(name)s” does not cover data on persons, and the rows of this dataset are cases.")
            % {"name": agreement.display_name()}
        )


def check_can_finish_check(user: Actor, edition: DatasetEdition, to: DatasetEditionStatus) -> None:
    """The background work, or the secretariat, keeps what a check gave, once.

    Refused to anyone else, and where the check was finished before.
    """
    check_may(user, Permission.KEEP_DATASETS)
    check_move(DATASET_EDITION_MOVES, edition.status, to)
    if edition.status != DatasetEditionStatus.RECEIVED:
        raise Refused(_("This edition was checked before."))


def check_data_are_kept(edition: DatasetEdition) -> None:
    """Nothing is made from data that were deleted while they waited to be checked.

    Refused if the file that was received is no longer kept.
    """
    if not edition.received_file:
        raise Refused(gettext_lazy("The data of this edition are not kept here."))


def check_may_explain(user: Actor, edition: DatasetEdition) -> None:
    """The source and the secretariat explain what was found in an edition that awaits a decision."""
    _check_is_inside(user, edition.dataset.source)
    if edition.status == DatasetEditionStatus.RECEIVED:
        raise Refused(_("This edition is still being checked."))
    if edition.status != DatasetEditionStatus.CHECKED:
        raise Refused(_("This edition was decided on %(day)s.") % {"day": localize_day(edition.decided_on)})


def check_may_explain_finding(user: Actor, finding: Finding) -> None:
    """As `check_may_explain`, of a finding that is not explained yet."""
    check_may_explain(user, finding.edition)
    check_move(FINDING_MOVES, finding.status, FindingStatus.EXPLAINED)


def check_may_reopen_finding(user: Actor, finding: Finding) -> None:
    """Who may explain a finding may take the explanation back."""
    check_may_explain(user, finding.edition)
    check_move(FINDING_MOVES, finding.status, FindingStatus.OPEN)


def check_has_explanation(explanation: str) -> None:
    """Refuse to explain a finding without words."""
    if not explanation.strip():
        raise Refused(_("Enter the explanation."))


def check_may_decide_edition(user: Actor, edition: DatasetEdition) -> None:
    """The secretariat accepts or returns an edition that was checked."""
    check_may(user, Permission.KEEP_DATASETS)
    if edition.status == DatasetEditionStatus.RECEIVED:
        raise Refused(_("This edition is still being checked."))
    check_move(DATASET_EDITION_MOVES, edition.status, DatasetEditionStatus.ACCEPTED)


def check_may_accept_edition(user: Actor, edition: DatasetEdition) -> None:
    """As `check_may_decide_edition`; each error is explained, and the agreement is in force on this day."""
    check_may_decide_edition(user, edition)
    _check_covers(edition.dataset, edition.agreement)
    errors = edition.findings.filter(severity=FindingSeverity.ERROR, status=FindingStatus.OPEN).count()
    if errors:
        raise Refused(
            ngettext(
                "%(count)d error is open. Explain it, or return the edition to its source.",
                "%(count)d errors are open. Explain them, or return the edition to its source.",
                errors,
            )
            % {"count": errors}
        )


def check_can_return_edition(user: Actor, edition: DatasetEdition, reason: MultilingualText) -> None:
    """As `check_may_decide_edition`, with a reason."""
    check_may_decide_edition(user, edition)
    if not reason:
        raise Refused(_("Enter the reason."))


def check_may_purge(user: Actor) -> None:
    """The secretariat deletes what identifies persons."""
    check_may(user, Permission.KEEP_SOURCES)


def check_may_delete_data(user: Actor, agreement: Agreement) -> None:
    """The secretariat deletes the data received under an agreement once they need not be kept any longer."""
    check_may(user, Permission.KEEP_SOURCES)
    if agreement.keep_until is None or agreement.keep_until >= clock.today():
        raise Refused(_("The data may still be kept under this agreement."))
    if not agreement.dataset_editions.filter(has_data_kept()).exists():
        raise Refused(_("No data received under this agreement are kept any longer."))

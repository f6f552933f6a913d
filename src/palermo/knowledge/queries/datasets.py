"""Who may see which dataset, its editions and what was found in them."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.knowledge.models import Dataset, DatasetEdition, EditionFigure, EditionStep, Finding
from palermo.knowledge.queries.sources import own_source_condition, source_condition
from palermo.knowledge.states.datasets import DatasetEditionStatus, StepKind


def dataset_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see the dataset at the end of a path; never one of a source that they may not see."""
    if viewer.is_secretariat:
        return Q()
    open_to = Q(**{f"{path}audience__in": sorted(viewer.audiences)}) & source_condition(viewer, f"{path}source__")
    return open_to | own_source_condition(viewer, f"{path}source__")


def dataset_edition_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see the edition at the end of a path: those that are not accepted, only its source."""
    if viewer.is_secretariat:
        return Q()
    accepted = Q(**{f"{path}status": DatasetEditionStatus.ACCEPTED})
    is_own = own_source_condition(viewer, f"{path}dataset__source__")
    return (accepted & dataset_condition(viewer, f"{path}dataset__")) | is_own


def datasets_visible_to(viewer: Viewer) -> QuerySet[Dataset]:
    """Datasets for the viewer's audiences, and those of the sources that the viewer acts for."""
    return Dataset.objects.filter(dataset_condition(viewer)).select_related("source")


def dataset_editions_visible_to(viewer: Viewer) -> QuerySet[DatasetEdition]:
    """Accepted editions of the datasets that the viewer may see, and every edition of the viewer's own."""
    return DatasetEdition.objects.filter(dataset_edition_condition(viewer)).select_related("dataset", "agreement")


def has_data_kept() -> Q:
    """That files of an edition are kept, or what `forget_quotations` deletes."""
    findings = Finding.objects.filter(edition=OuterRef("pk")).exclude(details={})
    steps = EditionStep.objects.filter(edition=OuterRef("pk"), kind=StepKind.HARMONISED).exclude(report={})
    return ~Q(received_file="", rows_file="") | Q(Exists(findings)) | Q(Exists(steps))


def past_of_dataset_editions(viewer: Viewer) -> QuerySet[DatasetEdition]:
    """The editions whose past the viewer may see: what was decided on them, and why, is the secretariat's."""
    editions = dataset_editions_visible_to(viewer)
    return editions if viewer.is_secretariat else editions.none()


def previous_edition(edition: DatasetEdition) -> DatasetEdition | None:
    """The latest edition before this one in which something was looked for."""
    earlier = edition.dataset.editions.filter(number__lt=edition.number, row_count__isnull=False)
    return earlier.order_by("-number").first()


def edition_steps_visible_to(viewer: Viewer) -> QuerySet[EditionStep]:
    """Steps of the editions that the viewer may see."""
    return EditionStep.objects.filter(dataset_edition_condition(viewer, "edition__"))


def edition_figures_visible_to(viewer: Viewer) -> QuerySet[EditionFigure]:
    """Figures of the accepted editions that the viewer may see."""
    accepted = Q(edition__status=DatasetEditionStatus.ACCEPTED)
    return EditionFigure.objects.filter(accepted & dataset_edition_condition(viewer, "edition__"))


def editions_to_compare(viewer: Viewer, layouts: Collection[str]) -> list[DatasetEdition]:
    """The latest accepted edition with figures of each dataset in these layouts that the viewer may see.

    None of a dataset of which the latest was deleted: an earlier one has handed its figures over.
    """
    editions = dataset_editions_visible_to(viewer).filter(
        status=DatasetEditionStatus.ACCEPTED, dataset__layout__in=sorted(layouts), steps__kind=StepKind.FIGURES
    )
    latest: dict[int, DatasetEdition] = {}
    for edition in editions.select_related("dataset__source").order_by("dataset__slug", "-number"):
        latest.setdefault(edition.dataset_id, edition)
    return [edition for edition in latest.values() if edition.rows_file]


def findings_visible_to(viewer: Viewer) -> QuerySet[Finding]:
    """Findings: for the secretariat and the source of the data alone."""
    findings = Finding.objects.select_related("edition__dataset")
    if viewer.is_secretariat:
        return findings
    return findings.filter(own_source_condition(viewer, "edition__dataset__source__"))

"""Studies, good practices, code lists, sources and datasets as kinds of record."""

from palermo.audit.versioned_models import for_audience, for_secretariat
from palermo.core.kinds import RecordKind, StructuredData, register
from palermo.core.structured_data import localized_value
from palermo.governance.structured_data import activity_data
from palermo.knowledge.models import (
    Agreement,
    Code,
    CodeList,
    CodeListEdition,
    CodeMapping,
    CodeMappingRow,
    Dataset,
    DatasetEdition,
    DraftComment,
    EditionFigure,
    EditionStep,
    EthicsReview,
    Finding,
    GoodPractice,
    Source,
    Study,
    StudyContribution,
    StudyDataset,
    StudyDraft,
)
from palermo.knowledge.queries.datasets import (
    dataset_editions_visible_to,
    datasets_visible_to,
    edition_figures_visible_to,
    edition_steps_visible_to,
    findings_visible_to,
    past_of_dataset_editions,
)
from palermo.knowledge.queries.lists import (
    code_lists_visible_to,
    code_mappings_visible_to,
    codes_visible_to,
    list_editions_visible_to,
    mapping_rows_visible_to,
)
from palermo.knowledge.queries.practices import practice_condition, practices_visible_to
from palermo.knowledge.queries.sources import agreement_version_condition, agreements_visible_to, sources_visible_to
from palermo.knowledge.queries.studies import (
    draft_comments_visible_to,
    draft_comments_with_past,
    ethics_reviews_visible_to,
    studies_visible_to,
    study_contributions_visible_to,
    study_datasets_visible_to,
    study_draft_condition,
    study_drafts_visible_to,
)


def study_data(study: Study) -> StructuredData:
    """A study in the terms of schema.org."""
    return {**activity_data(study.activity), "description": localized_value(study.aim or study.activity.summary)}


register(
    RecordKind(
        model=Study,
        slug="studies",
        visible_to=studies_visible_to,
        key=("activity__slug",),
        part_of=("activity",),
        shares_versions=True,
        list_page="study_list",
        sitemap_page="study",
        summary=lambda study: study.aim or study.activity.summary,
        structured_data=study_data,
    )
)
register(
    RecordKind(
        model=StudyContribution,
        slug="study-contributions",
        visible_to=study_contributions_visible_to,
        key=("study__activity__slug", "number"),
        part_of=("study",),
        named_by=("state", "organisation"),
    ),
    RecordKind(
        model=EthicsReview,
        slug="ethics-reviews",
        visible_to=ethics_reviews_visible_to,
        key=("study__activity__slug", "number"),
        part_of=("study",),
    ),
    RecordKind(
        model=StudyDataset,
        slug="study-datasets",
        visible_to=study_datasets_visible_to,
        key=("study__activity__slug", "edition__dataset__slug", "edition__number"),
        part_of=("study",),
        named_by=("edition__dataset",),
    ),
    RecordKind(
        model=StudyDraft,
        slug="study-drafts",
        visible_to=study_drafts_visible_to,
        version_condition=study_draft_condition,
        key=("study__activity__slug", "number"),
        part_of=("study",),
    ),
    RecordKind(
        model=DraftComment,
        slug="draft-comments",
        visible_to=draft_comments_visible_to,
        versions_visible_to=draft_comments_with_past,
        version_condition=for_secretariat,
        key=("draft__study__activity__slug", "draft__number", "number"),
        part_of=("draft",),
    ),
    RecordKind(
        model=GoodPractice,
        slug="good-practices",
        visible_to=practices_visible_to,
        version_condition=practice_condition,
        pages=("good_practice",),
        list_page="practice_list",
        sitemap_page="good_practice",
        summary=lambda practice: practice.summary,
    ),
)
# Published editions and mappings do not change, so no version of a code or of a row is kept.
register(
    RecordKind(
        model=CodeList,
        slug="code-lists",
        visible_to=code_lists_visible_to,
        pages=("code_list",),
        list_page="code_list_list",
        sitemap_page="code_list",
        summary=lambda code_list: code_list.summary,
    ),
    RecordKind(
        model=CodeListEdition,
        slug="code-list-editions",
        visible_to=list_editions_visible_to,
        key=("code_list__slug", "number"),
        part_of=("code_list",),
    ),
    RecordKind(
        model=Code,
        slug="codes",
        visible_to=codes_visible_to,
        key=("edition__code_list__slug", "edition__number", "code"),
        part_of=("edition",),
        is_versioned=False,
    ),
    RecordKind(
        model=CodeMapping,
        slug="code-mappings",
        visible_to=code_mappings_visible_to,
        key=("source__code_list__slug", "source__number", "target__code_list__slug", "target__number", "number"),
        named_by=("source__code_list", "target__code_list"),
    ),
    RecordKind(
        model=CodeMappingRow,
        slug="code-mapping-rows",
        visible_to=mapping_rows_visible_to,
        key=(
            "mapping__source__code_list__slug",
            "mapping__source__number",
            "mapping__target__code_list__slug",
            "mapping__target__number",
            "mapping__number",
            "position",
        ),
        part_of=("mapping",),
        is_versioned=False,
    ),
)
register(
    RecordKind(
        model=Source,
        slug="data-sources",
        visible_to=sources_visible_to,
        version_condition=for_audience,
        pages=("data_source",),
        list_page="source_list",
        sitemap_page="data_source",
        summary=lambda source: source.summary,
    ),
    RecordKind(
        model=Agreement,
        slug="data-agreements",
        visible_to=agreements_visible_to,
        version_condition=agreement_version_condition,
        pages=("data_agreement",),
    ),
    RecordKind(
        model=Dataset,
        slug="datasets",
        visible_to=datasets_visible_to,
        version_condition=for_audience,
        pages=("dataset",),
        list_page="dataset_list",
        sitemap_page="dataset",
        summary=lambda dataset: dataset.summary,
    ),
    RecordKind(
        model=DatasetEdition,
        slug="dataset-editions",
        visible_to=dataset_editions_visible_to,
        versions_visible_to=past_of_dataset_editions,
        version_condition=for_secretariat,
        key=("dataset__slug", "number"),
        part_of=("dataset",),
    ),
    RecordKind(
        model=EditionStep,
        slug="edition-steps",
        visible_to=edition_steps_visible_to,
        key=("edition__dataset__slug", "edition__number", "position"),
        part_of=("edition",),
        is_versioned=False,
    ),
    RecordKind(
        model=EditionFigure,
        slug="edition-figures",
        visible_to=edition_figures_visible_to,
        key=("edition__dataset__slug", "edition__number", "row"),
        part_of=("edition",),
        # Made of the rows of its edition, and again from them.
        is_versioned=False,
    ),
    RecordKind(
        model=Finding,
        slug="findings",
        visible_to=findings_visible_to,
        key=("edition__dataset__slug", "edition__number", "number"),
        part_of=("edition",),
        # As many as a file has faults, written by a check: the log of its edition says who explained which.
        is_versioned=False,
    ),
)

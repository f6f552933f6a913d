"""Studies as a kind of record."""

from palermo.core.kinds import RecordKind, StructuredData, register
from palermo.core.structured_data import localized_value
from palermo.governance.structured_data import activity_data
from palermo.knowledge.models import Study
from palermo.knowledge.queries import studies_visible_to


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

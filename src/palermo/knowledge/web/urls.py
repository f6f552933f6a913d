"""Addresses of code lists, sources, datasets, studies and good practices."""

from django.urls import path, register_converter

from palermo.knowledge.web.list_files import FORMATS, SDMX
from palermo.knowledge.web.views import datasets, lists, mappings, practices, sources, studies
from palermo.site.converters import WordConverter


class ListFormatConverter(WordConverter):
    """One of the formats of an edition of a code list."""

    regex = "|".join([*FORMATS, SDMX.replace(".", r"\.")])


class MappingFormatConverter(WordConverter):
    """One of the formats of a mapping."""

    regex = "|".join(FORMATS)


register_converter(ListFormatConverter, "code_list_format")
register_converter(MappingFormatConverter, "code_mapping_format")

MAPPING = "code-lists/<slug:source>/<int:source_number>/to/<slug:target>/<int:target_number>/<int:number>/"

urlpatterns = [
    path("code-lists/", lists.code_list_list, name="code_list_list"),
    path("code-lists/<slug:slug>/", lists.code_list_detail, name="code_list"),
    path("code-lists/<slug:slug>/comparison/", lists.code_list_comparison, name="code_list_comparison"),
    path("code-lists/<slug:slug>/<int:number>/", lists.code_list_edition, name="code_list_edition"),
    path(
        "code-lists/<slug:slug>/<int:number>/codes.<code_list_format:form>", lists.code_list_file, name="code_list_file"
    ),
    path(MAPPING, mappings.code_mapping, name="code_mapping"),
    path(f"{MAPPING}rows.<code_mapping_format:form>", mappings.code_mapping_file, name="code_mapping_file"),
    path("data/sources/", sources.source_list, name="source_list"),
    path("data/sources/<slug:slug>/", sources.source_detail, name="data_source"),
    path("data/agreements/<slug:slug>/", sources.agreement_detail, name="data_agreement"),
    path("data/datasets/", datasets.dataset_list, name="dataset_list"),
    path("data/datasets/<slug:slug>/", datasets.dataset_detail, name="dataset"),
    path("data/datasets/<slug:slug>/<int:number>/", datasets.dataset_edition, name="dataset_edition"),
    path(
        "data/datasets/<slug:slug>/<int:number>/findings.xlsx", datasets.marked_workbook, name="dataset_edition_marked"
    ),
    path("studies/<slug:slug>/drafts/<int:number>/", studies.study_draft, name="study_draft"),
    path(
        "studies/<slug:slug>/drafts/<int:number>/comments.csv",
        studies.study_draft_comments,
        name="study_draft_comments",
    ),
    path(
        "studies/<slug:slug>/drafts/<int:number>/comments.<letter_format:form>",
        studies.study_draft_comment_table,
        name="study_draft_comment_table",
    ),
    path("good-practices/", practices.practice_list, name="practice_list"),
    path("good-practices/<slug:slug>/", practices.practice_detail, name="good_practice"),
    path("studies/", studies.study_list, name="study_list"),
    path("studies/<slug:slug>/", studies.study_detail, name="study"),
]

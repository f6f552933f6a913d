"""Addresses of code lists, sources, datasets, drafts and good practices. Those of studies are the portal's."""

from django.urls import path

from palermo.knowledge.web.views import datasets, lists, practices, sources, studies

urlpatterns = [
    path("code-lists/", lists.code_list_list, name="code_list_list"),
    path("code-lists/mappings/<int:pk>/", lists.code_mapping, name="code_mapping"),
    path("code-lists/<slug:slug>/", lists.code_list_detail, name="code_list"),
    path("code-lists/<slug:slug>/<int:number>/", lists.code_list_edition, name="code_list_edition"),
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
    path("good-practices/", practices.practice_list, name="practice_list"),
    path("good-practices/<slug:slug>/", practices.practice_detail, name="good_practice"),
]

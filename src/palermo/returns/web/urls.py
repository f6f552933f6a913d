"""Addresses of questionnaires, rounds of data collection and national returns."""

from django.urls import path

from palermo.returns.web.views import national_returns, return_files, returns, rounds, tables

urlpatterns = [
    path("data/questionnaires/", rounds.questionnaire_list, name="questionnaire_list"),
    path("data/questionnaires/<slug:slug>/", rounds.questionnaire_detail, name="questionnaire"),
    path("data/questionnaires/<slug:slug>/<int:number>/", rounds.questionnaire_edition, name="questionnaire_edition"),
    path("data/rounds/", rounds.round_list, name="round_list"),
    path("data/rounds/<slug:slug>/", rounds.round_detail, name="round"),
    path("data/returns/", returns.return_list, name="return_list"),
    path("data/returns/<slug:slug>/", national_returns.return_detail, name="return"),
    path("data/returns/<slug:slug>/figures.json", national_returns.return_figures, name="return_figures"),
    path("data/returns/<slug:slug>/figures.csv", return_files.return_table, name="return_csv"),
    path("data/returns/<slug:slug>/return.xlsx", return_files.return_workbook, name="return_workbook"),
    path("data/returns/<slug:slug>/files/<int:number>", national_returns.return_file, name="return_file"),
    path("data/returns/<slug:slug>/receipts/<int:number>/", national_returns.return_receipt, name="return_receipt"),
    path(
        "data/returns/<slug:slug>/receipts/<int:number>.pdf",
        national_returns.return_receipt_file,
        name="return_receipt_file",
    ),
    path("data/returns/<slug:slug>/tables/<slug:table>/", tables.return_table, name="return_table"),
    path("data/returns/<slug:slug>/tables/<slug:table>/changes/", tables.return_changes, name="return_changes"),
    path("data/returns/<slug:slug>/tables/<slug:table>/rows/<str:row>/", tables.return_row, name="return_row"),
]

"""Addresses of partners, commitments, action plans, campaigns and press."""

from django.urls import path

from palermo.outreach.web.views import advice, commitments, material, partners, plans, press

urlpatterns = [
    path("partners/", partners.partner_list, name="partner_list"),
    path("partners/<slug:slug>/", partners.partner_detail, name="partner"),
    path("commitments/", commitments.commitment_list, name="commitment_list"),
    path("commitments/<slug:slug>/", commitments.commitment_detail, name="commitment"),
    path("events/<slug:slug>/pledge/", commitments.pledge, name="pledge"),
    path("action-plans/", plans.plan_list, name="plan_list"),
    path("action-plans/<slug:slug>/", plans.plan_detail, name="action_plan"),
    path("action-plans/<slug:slug>/<int:number>/", plans.plan_edition, name="plan_edition"),
    path(
        "action-plans/<slug:slug>/<int:number>/progress/<int:round_number>/",
        plans.progress_round,
        name="progress_round",
    ),
    path("material/", material.material_list, name="material_list"),
    path("material/<slug:slug>/", material.material_detail, name="material"),
    path("material/<slug:slug>/all.zip", material.material_archive, name="material_archive"),
    path("material/<slug:slug>/<record_language:language>/<int:number>/", material.material_file, name="material_file"),
    path("press/", press.press_room, name="press_room"),
    path("press/cuttings/", press.cutting_list, name="cutting_list"),
    path("press/<slug:slug>/", press.press_release, name="press_release"),
    path("what-you-can-do/", advice.advice_list, name="advice_list"),
    path("what-you-can-do/<slug:audience>/", advice.advice_detail, name="advice"),
]

"""Addresses of partners, commitments, action plans, campaigns and press."""

from django.urls import path

from palermo.outreach.web.views import advice, campaigns, commitments, partner_applications, partners, plans, press

urlpatterns = [
    path("partners/", partners.partner_list, name="partner_list"),
    path("partners/<slug:slug>/", partners.partner_detail, name="partner"),
    path("partners/<slug:slug>/logo.png", partners.partner_logo, name="partner_logo"),
    path("partnership/apply/", partner_applications.partner_apply, name="partner_apply"),
    path(
        "partnership/apply/received/",
        partner_applications.partner_application_received,
        name="partner_application_received",
    ),
    path("partnership/applications/", partners.partner_applications, name="partner_applications"),
    path("partnership/application/", partner_applications.partner_application, name="partner_application"),
    path(
        "partnership/application/<str:secret>/",
        partner_applications.partner_application_link,
        name="partner_application_link",
    ),
    path("partnership/invitation/", partner_applications.partner_invitation, name="partner_invitation"),
    path(
        "partnership/invitation/<str:secret>/",
        partner_applications.partner_invitation_link,
        name="partner_invitation_link",
    ),
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
    path("campaigns/", campaigns.campaign_list, name="campaign_list"),
    path("campaigns/<slug:slug>/", campaigns.campaign_detail, name="campaign"),
    path("material/", campaigns.material_list, name="material_list"),
    path("material/<slug:slug>/", campaigns.material_detail, name="material"),
    path("press/", press.press_room, name="press_room"),
    path("press/cuttings/", press.cutting_list, name="cutting_list"),
    path("press/<slug:slug>/", press.press_release, name="press_release"),
    path("what-you-can-do/", advice.advice_list, name="advice_list"),
    path("what-you-can-do/<slug:audience>/", advice.advice_detail, name="advice"),
]

"""Addresses of partners, commitments, action plans, campaigns and press."""

from django.urls import path, register_converter

from palermo.outreach.web.plans.files import FORMATS as PLAN_FORMATS
from palermo.outreach.web.views import (
    advice,
    campaigns,
    commitments,
    contributions,
    donors,
    material,
    partner_applications,
    partners,
    plans,
    pledges,
    press,
)
from palermo.site.converters import WordConverter


class PlanFormatConverter(WordConverter):
    """One of the formats of a table of measures."""

    regex = "|".join(PLAN_FORMATS)


register_converter(PlanFormatConverter, "plan_format")

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
    path("commitments/commitments.<slug:form>", commitments.commitment_file, name="commitment_file"),
    path("commitments/<slug:slug>/", commitments.commitment_detail, name="commitment"),
    path("events/<slug:slug>/commitments/screen/", commitments.commitment_screen, name="commitment_screen"),
    path("events/<slug:slug>/pledge/", pledges.pledge_form, name="pledge"),
    path("pledges/own/", pledges.pledge_own, name="pledge_own"),
    path("pledges/<str:secret>/", pledges.pledge_link, name="pledge_link"),
    path("action-plans/", plans.plan_list, name="plan_list"),
    path("action-plan-comparison/", plans.plan_comparison, name="plan_comparison"),
    path("action-plans/<slug:slug>/", plans.plan_detail, name="action_plan"),
    path("action-plans/<slug:slug>/<int:number>/", plans.plan_edition, name="plan_edition"),
    path(
        "action-plans/<slug:slug>/<int:number>/measures.<plan_format:form>",
        plans.plan_measures_file,
        name="plan_measures_file",
    ),
    path(
        "action-plans/<slug:slug>/<int:number>/plan.<letter_format:form>",
        plans.plan_edition_file,
        name="plan_edition_file",
    ),
    path("action-plans/<slug:slug>/<int:number>/gaps/", plans.plan_gaps, name="plan_gaps"),
    path("action-plans/<slug:slug>/<int:number>/progress/", plans.plan_progress, name="plan_progress"),
    path(
        "action-plans/<slug:slug>/<int:number>/progress.<plan_format:form>",
        plans.plan_progress_file,
        name="plan_progress_file",
    ),
    path(
        "action-plans/<slug:slug>/<int:number>/progress/<int:round_number>/",
        plans.progress_round,
        name="progress_round",
    ),
    path("material/", material.material_list, name="material_list"),
    path("material/<slug:slug>/", material.material_detail, name="material"),
    path("material/<slug:slug>/all.zip", material.material_archive, name="material_archive"),
    path(
        "material/<slug:slug>/<record_language:language>/<int:number>/file",
        material.material_file,
        name="material_file",
    ),
    path(
        "action-plans/<slug:slug>/<int:number>/progress/<int:round_number>/report/",
        plans.report_round,
        name="report_round",
    ),
    path("press/", press.press_room, name="press_room"),
    path("press/cuttings/", press.cutting_list, name="cutting_list"),
    path("press/<slug:slug>/", press.press_release, name="press_release"),
    path("donor/", donors.donor_page, name="donor_page"),
    path("iati/", donors.iati, name="iati"),
    path("iati/activities.xml", donors.iati_file, name="iati_file"),
    path(
        "press/<slug:slug>/<record_language:language>.<letter_format:form>",
        press.press_release_file,
        name="press_release_file",
    ),
    path("what-you-can-do/", advice.advice_list, name="advice_list"),
    path("what-you-can-do/<slug:audience>/", advice.advice_detail, name="advice"),
    path("contributions/", contributions.contribution_list, name="contribution_list"),
    path("contributions/<slug:slug>/", contributions.contribution_detail, name="contribution"),
    path("campaigns/", campaigns.campaign_list, name="campaign_list"),
    path("campaigns/<slug:slug>/", campaigns.campaign_detail, name="campaign"),
]

"""Addresses of activities, decisions, mandates, meetings, guidance, endorsements, notes verbales and assistance."""

from django.urls import path

from palermo.governance.web.views import (
    activities,
    assistance,
    committee,
    consultations,
    decisions,
    endorsements,
    guidance,
    mandates,
    notes,
)

urlpatterns = [
    path("assistance/", assistance.assistance_list, name="assistance_list"),
    path("assistance/<slug:slug>/", assistance.assistance_detail, name="assistance_request"),
    path("notes/", notes.note_list, name="note_list"),
    path("notes/<slug:slug>/", notes.note_detail, name="note"),
    path("decisions/", decisions.decision_list, name="decision_list"),
    path("decisions/<slug:slug>/", decisions.decision_detail, name="decision"),
    path("mandates/", mandates.mandate_list, name="mandate_list"),
    path("mandates/<slug:slug>/", mandates.mandate_detail, name="mandate"),
    path("consultations/", consultations.consultation_list, name="consultation_list"),
    path("consultations/<slug:slug>/", consultations.consultation_detail, name="consultation"),
    path("guidance/", guidance.guidance_list, name="guidance_list"),
    path("guidance/<slug:slug>/", guidance.guidance_detail, name="guidance"),
    path("committee/", committee.committee, name="committee"),
    path("committee/<slug:slug>/", committee.committee_meeting, name="committee_meeting"),
    path("endorsements/", endorsements.endorsement_list, name="endorsement_list"),
    path("endorsements/<slug:slug>/", endorsements.endorsement_detail, name="endorsement"),
    path("activities/<slug:slug>/", activities.activity_detail, name="activity"),
]

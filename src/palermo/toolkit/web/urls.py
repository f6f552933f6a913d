"""Addresses of training: courses, sessions, trainers and certificates."""

from django.urls import path

from palermo.toolkit.web.views import certificates, trainers, training

urlpatterns = [
    path("courses/<slug:slug>/", training.course_detail, name="course"),
    path("training/", training.training_list, name="training_list"),
    path("training/<slug:slug>/", training.training_detail, name="training_session"),
    path("training/<slug:slug>/certificates/", certificates.issue, name="issue_certificates"),
    path("trainers/", trainers.trainer_list, name="trainer_list"),
    path("trainers/link/<str:secret>/", trainers.trainer_link, name="trainer_link"),
    path("trainers/link/", trainers.trainer_own, name="trainer_own"),
    path("trainers/<slug:slug>/", trainers.trainer_detail, name="trainer"),
    path("certificates/", certificates.verify, name="verify_certificate"),
    path("certificates/key.pem", certificates.key_file, name="certificate_key"),
    path("certificates/revoked.txt", certificates.revoked_file, name="revoked_certificates"),
]

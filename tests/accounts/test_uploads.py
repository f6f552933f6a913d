"""What one person uploads within a day is limited, in files and in bytes; nobody else is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from palermo.accounts.states import Role
from tests.factories.accounts import make_user
from tests.portal.filling import client_of

pytestmark = pytest.mark.django_db
ADDRESS = "/en/secretariat/import/"
SENTENCE = "Within 24 hours, 3 files and 1 MB can be uploaded. The file was not received. Try again later."


@pytest.fixture(autouse=True)
def _few(settings):
    settings.PALERMO_UPLOADS_PER_DAY, settings.PALERMO_UPLOAD_MB_PER_DAY = 3, 1


def upload(client, size=10):
    return client.post(ADDRESS, {"upload": SimpleUploadedFile("a.csv", b"x" * size)})


def test_of_files_one_person_uploads_so_many_in_a_day():
    officer, colleague = client_of(make_user(Role.SECRETARIAT)), client_of(make_user(Role.SECRETARIAT))
    assert [upload(officer).status_code for _time in range(5)] == [200, 200, 200, 429, 429]
    assert SENTENCE in upload(officer).text
    assert upload(colleague).status_code == 200


def test_of_bytes_one_person_uploads_so_many_in_a_day():
    officer = client_of(make_user(Role.SECRETARIAT))
    assert [upload(officer, size).status_code for size in (600_000, 600_000, 300_000)] == [200, 429, 200]


def test_a_form_without_a_file_is_not_counted():
    officer = client_of(make_user(Role.SECRETARIAT))
    assert {officer.post(ADDRESS, {}).status_code for _time in range(6)} == {200}


def test_those_who_are_not_signed_in_are_counted_by_network(client):
    sent = [client.post("/en/accounts/login/", {"upload": SimpleUploadedFile("a.csv", b"x")}) for _time in range(5)]
    statuses = [each.status_code for each in sent]
    assert statuses[3:] == [429, 429]

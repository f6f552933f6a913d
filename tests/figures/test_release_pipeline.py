"""A release from the form to the signed bundle through the site's own pages, by three people with second factors."""

import re
import time
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from bs4 import BeautifulSoup
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.figures.models import Release
from palermo.figures.pipeline.places import bundle_path, draft_folder
from palermo.figures.states.releases import ReleaseStatus
from tests.factories.accounts import make_user
from tests.factories.figures import make_population, make_register
from tests.figures.sources import VICTIMS, edition_of, make_accepted_edition, unodc_row
from tests.portal.filling import act, fill, words_of

pytestmark = pytest.mark.django_db

PASSWORD, SECRET = "seven green umbrellas", "JBSWY3DPEHPK3PXP"
LOGIN, CODES = "/en/accounts/login/", "/en/accounts/2fa/"
ROWS = [
    unodc_row(60),
    unodc_row(38, Sex="Female"),
    unodc_row("<5", Sex="Male"),
    unodc_row(20, Sex="Unknown"),
    unodc_row(44, Year=2006),
]


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def officer(name: str):
    user = make_user(Role.SECRETARIAT, name=name)
    user.set_password(PASSWORD)
    user.save()
    return user


def signed_in(user, *, with_code: bool = True) -> Client:
    """Signed in as on the site; a code is asked for where a second factor is set up."""
    client = Client()
    shown = client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert shown.status_code == 302, shown.content.decode()
    if with_code and Authenticator.objects.filter(user=user).exists():
        period = 30
        code = format_hotp_value(hotp_value(SECRET, int(time.time()) // period))
        assert client.post(f"{CODES}authenticate/", {"code": code}).status_code == 302
    return client


def draft_with_form(client: Client) -> Release:
    register, edition, indicator = make_register(), make_accepted_edition(ROWS), edition_of(VICTIMS)
    make_population(register, "victims")
    fill(
        client,
        "/en/acts/draft-release/",
        title_en="Victims in Thailand",
        register=register.slug,
        population="victims",
        population_edition="1",
        indicators=[indicator.pk],
        dataset_editions=[edition.pk],
    )
    return Release.objects.get()


def test_a_release_is_made_by_three_people_on_the_pages_of_the_site(django_capture_on_commit_callbacks):
    author, first, second = officer("Author"), officer("First"), officer("Second")
    for approver in (first, second):
        TOTP.activate(approver, SECRET)
    client = signed_in(author)
    release = draft_with_form(client)
    page = f"/en/data/releases/{release.slug}/"
    act(client, "prepare-release", release.slug)
    release.refresh_from_db()
    assert release.status == ReleaseStatus.PREPARED
    preview = client.get(f"{page}preview/")
    hidden = BeautifulSoup(preview.content, "lxml").select("[aria-labelledby=hidden] tbody tr")
    assert [" ".join(row.get_text(" ").split()) for row in hidden] == [
        "State [en] · 2007 · Victims-detected [en] · Male Masked by the source",
        "State [en] · 2007 · Victims-detected [en] · Not known To protect others "
        "State [en] · 2007 · Victims-detected [en] · Male Together with "
        "State [en] · 2007 · Victims-detected [en]: 60 State [en] · 2007 · Victims-detected [en] · Female: 38",
    ]
    act(client, "propose-release", release.slug)
    assert "Approve" not in words_of(client.get(page))
    # A second factor that is set up only after signing in was not shown in the session.
    late = officer("Late")
    session = signed_in(late)
    TOTP.activate(late, SECRET)
    refused = session.get(f"/en/acts/approve-release/{release.slug}/")
    assert "This needs your second factor." in words_of(refused)
    act(signed_in(first), "approve-release", release.slug, note="Looked at all of it.")
    release.refresh_from_db()
    assert (release.status, draft_folder(release).exists()) == (ReleaseStatus.PROPOSED, True)
    with django_capture_on_commit_callbacks(execute=True):
        act(signed_in(second), "approve-release", release.slug)
    release.refresh_from_db()
    assert (release.status, release.refusal, release.number) == (ReleaseStatus.RELEASED, "", 1)
    assert (bundle_path(release).is_file(), draft_folder(release).exists()) == (True, False)
    public = words_of(Client().get(page))
    assert "Prepared by Author, approved by First and Second." in public
    assert "Looked at all of it." not in public
    verbs = AuditEvent.objects.order_by("sequence").values_list("verb", flat=True)
    assert [each for each in verbs if each.startswith("release.")] == [
        "release.drafted",
        "release.preparing",
        "release.prepared",
        "release.proposed",
        "release.approved",
        "release.approved",
        "release.released",
    ]
    assert client.get(f"{page}preview/").status_code == 404


def test_progress_is_shown_without_script_and_a_preparation_can_be_stopped():
    author = officer("Author")
    client = signed_in(author)
    release = draft_with_form(client)
    Release.objects.filter(pk=release.pk).update(status=ReleaseStatus.PREPARING, steps=10, done=3)
    page = client.get(f"/en/data/releases/{release.slug}/")
    shown = BeautifulSoup(page.content, "lxml")
    assert shown.select_one("main noscript a")["href"] == page.request["PATH_INFO"]
    assert shown.select("meta[http-equiv=refresh]") == []
    assert (shown.progress["value"], shown.progress["max"]) == ("3", "10")
    assert "In preparation: step 3 of 10 is done." in words_of(page)
    act(client, "cancel-preparation", release.slug)
    assert "The preparation is being stopped." in words_of(client.get(f"/en/data/releases/{release.slug}/"))


def test_what_the_gate_refuses_is_shown_in_its_own_words():
    author = officer("Author")
    client = signed_in(author)
    release = draft_with_form(client)
    Release.objects.filter(pk=release.pk).update(refusal="1 hidden figure can be computed: state tha.")
    page = words_of(client.get(f"/en/data/releases/{release.slug}/"))
    assert "The release was refused 1 hidden figure can be computed: state tha." in page
    other = words_of(Client().get("/en/data/releases/"))
    assert not re.search("hidden figure|Victims in Thailand", other)


def test_the_preview_is_narrowed_by_reason_and_never_shown_to_others():
    author = officer("Author")
    client = signed_in(author)
    release = draft_with_form(client)
    act(client, "prepare-release", release.slug)
    page = f"/en/data/releases/{release.slug}/preview/"
    narrowed = BeautifulSoup(client.get(f"{page}?reason=masked").content, "lxml")
    assert len(narrowed.select("[aria-labelledby=hidden] tbody tr")) == 1
    for reader in (Client(), *(_signed_in_as(role) for role in Role if role != Role.SECRETARIAT)):
        answer = reader.get(page)
        assert answer.status_code in (302, 403, 404)
        assert "Victims in Thailand" not in answer.content.decode()


def test_the_preview_shows_the_figures_themselves_to_the_office_alone():
    client = signed_in(officer("Author"))
    release = draft_with_form(client)
    act(client, "prepare-release", release.slug)
    preview = f"/en/data/releases/{release.slug}/preview/"
    by_sex = BeautifulSoup(client.get(preview).content, "lxml").find("a", string="Sex")["href"]
    assert by_sex == f"{preview}figures/?indicator=victims-detected&by=sex"
    page = BeautifulSoup(client.get(by_sex).content, "lxml")
    assert [" ".join(row.get_text(" ").split()) for row in page.select("table.released tr")] == [
        "State, Sex 2007",
        "State [en], Female 38",
        "State [en], Male Suppressed 1–4 Masked by the source",
        "State [en], Not known Suppressed * To protect others",
    ]
    assert "Figures hidden: 2 of 3. The reason stands below each sign." in words_of(client.get(by_sex))
    for reader in (Client(), *(_signed_in_as(role) for role in Role if role != Role.SECRETARIAT)):
        answer = reader.get(by_sex)
        assert answer.status_code in (302, 403, 404)
        assert "Masked by the source" not in answer.content.decode()


def _signed_in_as(role: Role) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client

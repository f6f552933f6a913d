"""Pages that no record leads to: a refusal, and the second factor of sign-in from setting up to being asked."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests.journeys.browsing import PASSWORDS
from tests.journeys.looking import violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.journeys.refusing_urls"),
]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
SCHEMES = ("light", "dark")


def found(page) -> list[str]:
    """What axe finds in both themes."""
    all_found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        all_found += violations(page)
    return all_found


@LANGUAGES
def test_a_refusal_keeps_nobody_out(reader, language):
    page = reader(language).open("refusing/", status=409)
    assert "This meeting was already cancelled on 1 February 2008." in page.locator("main").inner_text()
    assert found(page) == []


@LANGUAGES
def test_the_second_factor_keeps_nobody_out(reader, language):
    delegate = reader(language)
    delegate.sign_in("delegate")
    page = delegate.open("accounts/2fa/totp/activate/")
    page.locator("[name=password]").fill(PASSWORDS["delegate"][1])  # asked again before so grave a change
    page.get_by_role("main").locator("button:not([type='button'], [name])").click()
    page.wait_for_url("**/accounts/2fa/totp/activate/")
    assert found(page) == []
    secret = page.locator("#secret").input_value()
    page.locator("[name=code]").fill(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))
    page.get_by_role("main").locator("button:not([type='button'], [name])").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    assert page.locator("main .symbol").count() == 10
    assert found(page) == []
    again = reader(language)
    again.sign_in("delegate")
    assert again.path == f"/{language}/accounts/2fa/authenticate/"
    assert found(again.page) == []


def test_axe_sees_what_is_wrong(reader):
    page = reader().open("")
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"data:,\">'")
    assert [each.split(" ")[0] for each in violations(page)] == ["image-alt"]

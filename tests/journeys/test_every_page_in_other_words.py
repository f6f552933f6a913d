"""Every page in the other three languages, which differ from the English pages by their words alone: in the light theme
and in the narrow window of a telephone, where words that are too long show."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.walking import EveryPage, Found, glance, in_languages, walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TELEPHONE = {"width": 360, "height": 900}


@pytest.fixture(scope="class")
def found(chromium: Browser, site: str, language: str) -> Found:
    return walk(chromium, site, language, glance, TELEPHONE)


@in_languages("fr", "ru", "es")
class TestInOtherWords(EveryPage):
    pass

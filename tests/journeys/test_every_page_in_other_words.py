"""Every page in the other four languages, which differ from the English pages by their words alone: in the light theme
and in the narrow window of a telephone, where words that are too long show. Outside .ci/slow, in the language of the
longest words."""

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.walking import EveryPage, Found, glance, in_languages, walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TELEPHONE = {"width": 360, "height": 900}
# The language of the longest words; of the others it is asked whether they have room and run in their direction.
LONGEST = "ru"
# What words can spoil in a page that is the English one in everything else: what they are called, the language they are
# said to be in, and the room they take.
OF_WORDS = ["document-title", "html-has-lang", "html-lang-valid", "valid-lang", "link-name", "button-name", "label"]
OF_WORDS += ["empty-heading", "label-content-name-mismatch", "scrollable-region-focusable", "target-size"]


def skim(page: Page, where: str, found: Found) -> None:
    glance(page, where, found, rules=OF_WORDS if f"/{LONGEST}/" in page.url else [])


@pytest.fixture(scope="class")
def found(chromium: Browser, site: str, language: str, is_sample: bool) -> Found:
    return walk(chromium, site, language, skim, TELEPHONE, is_sample=is_sample)


@in_languages(in_part=(LONGEST,), and_in_full=(LONGEST, "fr", "es", "zh-hans"))
class TestInOtherWords(EveryPage):
    pass

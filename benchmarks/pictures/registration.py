"""The pictures of docs/explanation/registration.md: the 1,500 invented people of a Forum.

    uv run python -m benchmarks.pictures registration

Makes the demonstration and the Forum in a folder of its own, serves it, and writes docs/images/registration/.
"""

from playwright.sync_api import Browser

from benchmarks.measuring import make_demonstration
from benchmarks.pictures.taking import ADDRESS, Picture, open_browser, open_page, save, serve, take_all
from palermo.accounts.models import Posting
from palermo.config.example.forum import Forum
from palermo.config.example.people import Participants
from palermo.governance.models import Mandate
from palermo.registration.models import Registration

EVENT = "events/full-forum"
PICTURES = [
    Picture("registration/people-en", f"en/{EVENT}/participants/", "secretariat"),
    Picture("registration/participants-ar", f"ar/{EVENT}/participants/?as=published", "secretariat"),
]
CHECK_IN = f"en/{EVENT}/registration/check-in/"
PHONE = {"width": 360, "height": 740}


def main() -> None:
    """Take every picture."""
    make_demonstration()
    programme = Forum().make(Mandate.objects.filter(state="in_force").first())
    registration = Participants().make(programme.event)
    Registration.objects.update(list_audience="public", list_released_on="2008-01-30")
    registration.participants.filter(number__lte=3).update(state_for=Posting.objects.filter(role="delegate")[0].state)
    with serve(), open_browser() as browser:
        take_all(browser, PICTURES)
        _take_check_in(browser)


def _take_check_in(browser: Browser) -> None:
    """On a phone that has lost its network."""
    phone = open_page(browser, "secretariat", viewport=PHONE)
    phone.goto(f"{ADDRESS}/{CHECK_IN}")
    phone.locator("#desk[data-kept=yes]").wait_for()
    phone.context.set_offline(True)
    phone.locator("#who").fill("7")
    phone.locator("#desk-form button").first.click()
    phone.locator("#desk-result strong").wait_for()
    phone.locator("#desk").evaluate("desk => desk.scrollIntoView()")
    save(phone, "registration/desk-en")


if __name__ == "__main__":
    main()

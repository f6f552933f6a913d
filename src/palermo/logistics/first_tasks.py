"""The tasks that nearly every event has, with the days before the opening by which each is done.

They are a beginning: the secretariat makes templates of its own from them, and an event takes over those it needs.
"""

from typing import NamedTuple

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.core.languages import BY_CODE, CODES
from palermo.core.text import MultilingualText


class FirstTask(NamedTuple):
    """A task, how many days before the opening it is due, and those without which it cannot be done."""

    key: str
    title: Promise | MultilingualText
    days_before: int
    after: tuple[str, ...] = ()

    @property
    def text(self) -> MultilingualText:
        """The title in six languages."""
        if isinstance(self.title, MultilingualText):
            return self.title
        titles = {}
        for code in CODES:
            with translation.override(BY_CODE[code].django_code):
                titles[code] = str(self.title)
        return MultilingualText(titles)


FIRST_TASKS: tuple[FirstTask, ...] = (
    FirstTask("host-agreement", _("Sign host country agreement"), 180),
    FirstTask("rooms", _("Book rooms and equipment"), 150, ("host-agreement",)),
    FirstTask("invitations", _("Send invitations"), 120, ("host-agreement",)),
    FirstTask("interpretation", _("Engage interpreters, by language and time"), 90, ("rooms",)),
    FirstTask("visa-letters", _("Send visa support letters"), 60, ("invitations",)),
    FirstTask("papers-submitted", _("Submit documents for translation"), 70),
    FirstTask("papers-translated", _("Issue documents in six languages"), 42, ("papers-submitted",)),
    FirstTask("accreditation", _("Open registration and accreditation"), 60, ("invitations",)),
    FirstTask("security", _("Agree security and medical cover with the host"), 45, ("rooms",)),
    FirstTask("access", _("Check accessibility of every room"), 30, ("rooms",)),
    FirstTask("transport", _("Arrange transport between airport, hotels and venue"), 21, ("visa-letters",)),
    FirstTask("badges", _("Print badges"), 3, ("accreditation",)),
    FirstTask("screens", _("Install screens and test them offline"), 1, ("rooms",)),
)
BY_KEY = {task.key: task for task in FIRST_TASKS}

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
    FirstTask("host-agreement", _("Agreement with the host country signed"), 180),
    FirstTask("rooms", _("Rooms and equipment booked"), 150, ("host-agreement",)),
    FirstTask("invitations", _("Invitations sent"), 120, ("host-agreement",)),
    FirstTask("interpretation", _("Interpreters engaged, by language and time"), 90, ("rooms",)),
    FirstTask("visa-letters", _("Visa support letters sent"), 60, ("invitations",)),
    FirstTask("papers-submitted", _("Documents submitted for translation"), 70),
    FirstTask("papers-translated", _("Documents issued in six languages"), 42, ("papers-submitted",)),
    FirstTask("accreditation", _("Registration and accreditation opened"), 60, ("invitations",)),
    FirstTask("security", _("Security and medical cover agreed with the host"), 45, ("rooms",)),
    FirstTask("access", _("Accessibility of every room checked"), 30, ("rooms",)),
    FirstTask("transport", _("Transport between airport, hotels and the venue arranged"), 21, ("visa-letters",)),
    FirstTask("badges", _("Badges printed"), 3, ("accreditation",)),
    FirstTask("screens", _("Screens installed and tested offline"), 1, ("rooms",)),
)
BY_KEY = {task.key: task for task in FIRST_TASKS}

"""The invented Forum put beside the record of a demonstration: programme, people with badges, list, screens, tasks."""

from django.db import transaction

from palermo.config.example.forum import FORUM, SLUG, Forum
from palermo.config.example.people import Participants
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.events.models import Event
from palermo.governance.models import Mandate
from palermo.logistics.actions.tasks import do_task, take_first_tasks
from palermo.logistics.first_tasks import BY_KEY
from palermo.programme.actions.screens import save_screen
from palermo.programme.actions.summaries import summarize_session
from palermo.programme.models import Programme, Screen
from palermo.programme.states.programmes import ItemKind
from palermo.programme.states.screens import ScreenKind
from palermo.registration.actions.registrations import release_list

# As the record of the demonstration marks what was invented for it.
INVENTED = {
    "ar": "[مثال مختلق لأغراض العرض]",
    "zh": "［为演示虚构的示例］",
    "en": "[Example invented for the demonstration]",
    "fr": "[Exemple inventé pour la démonstration]",
    "ru": "[Вымышленный пример для демонстрации]",
    "es": "[Ejemplo inventado para la demostración]",
}
SUMMARIES = {
    "ar": "تبادل المشاركون الخبرات بشأن التعرف على الضحايا وحمايتهم وحددوا ما يمكن القيام به معاً.",
    "zh": "与会者交流了识别和保护受害人的经验，并确定了可以共同开展的工作。",
    "en": "Participants exchanged experience in protecting victims, and identified what could be done together.",
    "fr": "Les participants ont échangé leur expérience et ont dit ce qui pouvait se faire ensemble pour les victimes.",
    "ru": "Участники обменялись опытом выявления и защиты пострадавших и определили, что можно сделать вместе.",
    "es": "Los participantes intercambiaron experiencias de protección de las víctimas y definieron qué hacer juntos.",
}
# Screens of the first hall, and those that are in no hall.
SCREENS = ((ScreenKind.DOOR, True), (ScreenKind.PLENARY, True), (ScreenKind.FOYER, False), (ScreenKind.WALL, False))


@transaction.atomic
def add_forum(*, by: str) -> bool:
    """Make it under the mandate of the record's own Forum, once; says whether it was not there before."""
    if Event.objects.filter(activity__slug=SLUG).exists():
        return False
    title = MultilingualText({code: f"{INVENTED[code]}{'' if code == 'zh' else ' '}{FORUM[code]}" for code in CODES})
    programme = Forum().make(Mandate.objects.get(slug="vienna-forum"), title=title, by=by)
    registration = Participants().make(programme.event, by=by)
    release_list(registration, audience=Audience.PUBLIC, by=by)
    _add_screens(programme, by)
    _prepare(programme.event, by)
    _summarize_sessions(programme, by)
    return True


def _prepare(event: Event, by: str) -> None:
    """The usual tasks: what is due by now is done, but for the last of it, which is late."""
    take_first_tasks(event, keys=BY_KEY, by=by)
    due = list(event.tasks.filter(due_on__lt=clock.today()).order_by("due_on", "pk"))
    for task in due[:-1]:
        do_task(task, on=task.due_on, by=by)


def _summarize_sessions(programme: Programme, by: str) -> None:
    """Of each day that is over, the first plenary meeting: that it met its objective, and nothing more."""
    days = programme.days.filter(day__lt=clock.today(programme.time_zone))
    for day in days:
        plenary = day.items.filter(kind=ItemKind.PLENARY).order_by("starts_at").first()
        if plenary is not None:
            summarize_session(plenary, summary=MultilingualText(SUMMARIES), audience=Audience.PUBLIC, by=by)


def _add_screens(programme: Programme, by: str) -> None:
    hall = programme.rooms.order_by("order").first()
    for kind, is_in_hall in SCREENS:
        screen = Screen(programme=programme, slug=kind, name=str(kind.label), kind=kind)
        screen.room = hall if is_in_hall else None
        save_screen(screen, by=by)

"""The tasks of an event's preparations. Who sees to a task is a person with an account, and so is in no file."""

from palermo.logistics.models import LogisticsTask
from palermo.record.schema import Links, Table, choice, day, text, text6, whole

TASK = Table(
    noun="a task",
    model=LogisticsTask,
    parent="event",
    key=("slug",),
    parts=(
        text("slug", "its id"),
        text6("title", "what is to be done"),
        text6("note", "a note, in whole sentences"),
        whole("days_before", "how many days before the opening it is due; left out where its day is fixed"),
        day("due_on", "the day by which it is to be done"),
        Links("blocked_by", "blocked_by", LogisticsTask, "the tasks that come first, as event/task"),
        choice("state", "the status"),
        day("state_on", "since when"),
    ),
)

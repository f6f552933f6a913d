"""What is written about the preparations of an event: which tasks it takes over, a task, what a participant needs."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from palermo.accounts.actions import fingerprint
from palermo.accounts.models import Posting, User
from palermo.accounts.states import Role
from palermo.core import clock
from palermo.core.forms import MultilingualFormField
from palermo.core.speech.here import say_here
from palermo.core.templatetags.texts import plain
from palermo.events.logistics.first_tasks import FIRST_TASKS
from palermo.events.logistics.moving import due_by, opening_of
from palermo.events.models import LogisticsTask, ParticipantNeed
from palermo.events.programme.slugs import short_slug
from palermo.events.states import NeedKind
from palermo.portal.forms.fields import ActForm
from palermo.portal.forms.meetings import plain_day_field

MONTH = timedelta(days=30)


def officers() -> Any:
    """Those who are of the secretariat today."""
    posted = Posting.objects.filter(role=Role.SECRETARIAT).current_on(clock.today()).values("user")
    return User.objects.filter(pk__in=posted, is_active=True).order_by("name")


class OfficersField(forms.ModelMultipleChoiceField):
    """Officers to be ticked."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: User) -> str:
        return str(obj.name)


class FirstTasksForm(ActForm):
    """Which tasks of the first list an event takes over, each with the day on which it would be due."""

    keys = forms.MultipleChoiceField(label=gettext_lazy("Tasks"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opening = opening_of(self.record)
        held = set(self.record.tasks.values_list("slug", flat=True))
        offered = [task for task in FIRST_TASKS if task.key not in held]
        self.fields["keys"].choices = [(task.key, self._said(task, opening)) for task in offered]
        self.initial.setdefault("keys", [task.key for task in offered])

    def _said(self, task: Any, opening: Any) -> str:
        days = ngettext("%(count)d day before", "%(count)d days before", task.days_before) % {"count": task.days_before}
        told = {"task": task.title, "days": days, "due": say_here(due_by(opening, task.days_before)) if opening else ""}
        return _("%(task)s – %(days)s: %(due)s") % told


class TaskForm(ActForm):
    """A task: counted back from the opening, or on a day that is fixed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    title = MultilingualFormField(label=gettext_lazy("What is to be done"))
    days_before = forms.IntegerField(
        label=gettext_lazy("Days before the opening"),
        min_value=0,
        max_value=2000,
        required=False,
        help_text=gettext_lazy("It moves with the opening. Leave it empty to fix a day instead."),
    )
    due_on = plain_day_field(gettext_lazy("Or on this day, wherever the opening moves"), required=False)
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Who sees to it"), queryset=User.objects.none(), empty_label="—", required=False
    )
    blocked_by = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Cannot be done before"),
        queryset=LogisticsTask.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = MultilingualFormField(label=gettext_lazy("Note"), long=True, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_there = isinstance(self.record, LogisticsTask)
        self.row = self.record if is_there else LogisticsTask(event=self.record)
        others = LogisticsTask.objects.filter(event=self.row.event)
        field = self.fields["blocked_by"]
        field.queryset = others.exclude(pk=self.row.pk) if is_there else others
        field.label_from_instance = lambda task: plain(task.title)
        self.fields["owner"].queryset = officers()
        if is_there:
            self._as_it_is()

    def _as_it_is(self) -> None:
        for name in ("title", "note", "days_before", "owner"):
            self.initial.setdefault(name, getattr(self.row, name))
        if self.row.is_fixed:
            self.initial.setdefault("due_on", self.row.due_on)
        self.initial.setdefault("blocked_by", list(self.row.blocked_by.all()))
        self.initial.setdefault("seen", fingerprint(self.row))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (given.get("days_before") is None) == (given.get("due_on") is None) and not self.errors:
            raise forms.ValidationError(_("Give either the days before the opening or a day: one of the two."))
        return given

    def act(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        seen, blocked_by, due_on = given.pop("seen"), given.pop("blocked_by"), given.pop("due_on")
        for name, value in given.items():
            setattr(self.row, name, value)
        # Counted back, the day is the action's to say.
        self.row.due_on = due_on or self.row.due_on or clock.today()
        if not self.row.slug:
            self.row.slug = short_slug(self.row.event.tasks, self.row.title, "task")
        return {"row": self.row, "blocked_by": blocked_by, "seen": seen}


class NeedForm(ActForm):
    """What a participant needs, and who acts on it: nobody else sees it."""

    person = forms.CharField(
        label=gettext_lazy("Name of the participant, or the number of their registration"), max_length=200
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=NeedKind.choices)
    text = forms.CharField(
        label=gettext_lazy("What they need"),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        help_text=gettext_lazy("Only what somebody must know to provide it: no diagnosis, no history."),
    )
    officers = OfficersField(
        label=gettext_lazy("Officers who act on it"),
        queryset=User.objects.none(),
        help_text=gettext_lazy("Only those ticked will see it; tick yourself too if you act on it."),
    )
    delete_on = plain_day_field(gettext_lazy("Deleted on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officers"].queryset = officers()
        ends = self.record.activity.ends_on or self.record.activity.starts_on
        if ends:
            self.initial.setdefault("delete_on", ends + MONTH)

    def act(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        named = given.pop("officers")
        return {"need": ParticipantNeed(event=self.record, **given), "officers": named}

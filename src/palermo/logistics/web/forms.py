"""What is written about the preparations of an event: which tasks it takes over, a task, what a participant needs."""

from datetime import timedelta

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from palermo.accounts.actions.records import fingerprint
from palermo.accounts.models import State, User
from palermo.accounts.queries import officers
from palermo.accounts.state_choices import StateChoiceField, offer_states
from palermo.core import clock
from palermo.core.forms import MultilingualFormField
from palermo.core.rows import set_values
from palermo.core.speech.here import localize_day
from palermo.core.text import MultilingualText, plain
from palermo.events.states.events import EventKind
from palermo.governance.web.forms.choices import label_records, offer_records
from palermo.governance.web.forms.meetings import plain_day_field
from palermo.logistics.first_tasks import FirstTask
from palermo.logistics.models import LogisticsTask, ParticipantNeed, TaskTemplate, TemplateTask
from palermo.logistics.moving import due_by, opening_of
from palermo.logistics.queries.templates import offered_tasks, offered_templates, templates_for
from palermo.logistics.rules.tasks import doubts_about_doing
from palermo.programme.schedule.slugs import short_slug
from palermo.registration.models import Participant
from palermo.registration.queries.registrations import participants_visible_to
from palermo.site.forms.fields import CHOOSE, ActForm, DayForm, day_of_event
from palermo.site.forms.help import add_help
from palermo.site.forms.model_fields import form_field
from palermo.speakers.models import Speaker
from palermo.speakers.queries import speakers_visible_to

MONTH = timedelta(days=30)


def _task_title(task: LogisticsTask | TemplateTask) -> str:
    return plain(task.title)


def _speaker_name(speaker: Speaker) -> str:
    return plain(speaker.name)


class OfficersField(forms.ModelMultipleChoiceField):
    """Officers to be ticked."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: User) -> str:
        return str(obj.name)


class FirstTasksForm(ActForm):
    """Which tasks of the templates for its kind an event takes over, each with the day on which it would be due."""

    keys = forms.MultipleChoiceField(label=gettext_lazy("Tasks"), widget=forms.CheckboxSelectMultiple)

    def prepare(self) -> None:
        super().prepare()
        held = set(self.record.tasks.values_list("slug", flat=True))
        self.offered: dict[str, FirstTask] = {}
        groups, own, late = [], [], []
        for template in templates_for(self.record, offered_templates(self.viewer)):
            tasks = {f"{template.slug}/{task.key}": task for task in offered_tasks(template) if task.key not in held}
            self.offered |= tasks
            groups.append((_words(template.title), [(key, self._task_label(task)) for key, task in tasks.items()]))
            own += list(tasks) if template.kind == self.record.kind else []
            late += [key for key, task in tasks.items() if self._is_late(task)]
        field = self.fields["keys"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(title, choices) for title, choices in groups if choices]
        self.initial.setdefault("keys", own or list(self.offered))
        if late:
            sentence = ngettext(
                "%(count)d of these tasks will be overdue at once: change its date after adding it.",
                "%(count)d of these tasks will be overdue at once: change their dates after adding them.",
                len(late),
            )
            add_help(field, sentence % {"count": len(late)})

    def _is_late(self, task: FirstTask) -> bool:
        opening = opening_of(self.record)
        return opening is not None and due_by(opening, task.days_before) < clock.today()

    def _task_label(self, task: FirstTask) -> str:
        opening = opening_of(self.record)
        days = ngettext("%(count)d day before", "%(count)d days before", task.days_before) % {"count": task.days_before}
        due = localize_day(due_by(opening, task.days_before)) if opening else ""
        return _("%(task)s – %(days)s: %(due)s") % {"task": _words(task.title), "days": days, "due": due}

    def action_kwargs(self) -> dict[str, object]:
        """The tasks that were ticked; one that two templates have under the same id is taken once."""
        chosen = [self.offered[key] for key in self.cleaned_data["keys"]]
        among = {task.key: task for task in reversed(chosen)}
        return {"keys": list(dict.fromkeys(task.key for task in chosen)), "among": among}


def _words(title: MultilingualText | str | Promise) -> str:
    return plain(title) if isinstance(title, MultilingualText) else str(title)


class TemplateForm(ActForm):
    """What a template is called, and for which kind of event it is."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    title = form_field(TaskTemplate, "title")
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of event"),
        choices=[("", CHOOSE), *EventKind.choices],
        required=False,
    )

    def prepare(self) -> None:
        super().prepare()
        self.row = self.record or TaskTemplate()
        if self.record:
            self.initial.update(title=self.row.title, kind=self.row.kind, seen=fingerprint(self.row))

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        seen = values.pop("seen")
        set_values(self.row, values)
        if not self.row.slug:
            self.row.slug = short_slug(TaskTemplate.objects, self.row.title, "template")
        return {"row": self.row, "seen": seen}


class TemplateTaskForm(ActForm):
    """A task of a template, counted back from the opening."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    title = MultilingualFormField(label=gettext_lazy("Action required"))
    days_before = form_field(TemplateTask, "days_before", min_value=0, max_value=2000)
    after = form_field(
        TemplateTask,
        "after",
        forms.ModelMultipleChoiceField,
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        super().prepare()
        is_there = isinstance(self.record, TemplateTask)
        self.row = self.record if is_there else TemplateTask(template=self.record)
        others = TemplateTask.objects.filter(template=self.row.template).exclude(pk=self.row.pk)
        offer_records(self, "after", others)
        label_records(self, "after", _task_title)
        if is_there:
            self.initial.update(title=self.row.title, days_before=self.row.days_before)
            self.initial.update(after=list(self.row.after.all()), seen=fingerprint(self.row))

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        seen, after = values.pop("seen"), values.pop("after")
        set_values(self.row, values)
        if not self.row.slug:
            self.row.slug = short_slug(self.row.template.tasks, self.row.title, "task")
        return {"row": self.row, "after": after, "seen": seen}


class DoneForm(DayForm):
    """When a task was done."""

    def doubts(self) -> list[str]:
        return doubts_about_doing(self.record)


class TaskForm(ActForm):
    """A task: counted back from the opening, or on a day that is fixed."""

    needed_with_others = frozenset({"days_before", "due_on"})

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    title = MultilingualFormField(label=gettext_lazy("Action required"))
    days_before = form_field(
        LogisticsTask,
        "days_before",
        min_value=0,
        max_value=2000,
        help_text=gettext_lazy("Moves with the opening. Leave empty to use a fixed date."),
    )
    due_on = plain_day_field(gettext_lazy("Or fixed date"), required=False)
    owner = form_field(LogisticsTask, "owner", forms.ModelChoiceField)
    blocked_by = form_field(
        LogisticsTask,
        "blocked_by",
        forms.ModelMultipleChoiceField,
        widget=forms.CheckboxSelectMultiple,
    )
    note = form_field(LogisticsTask, "note")

    def prepare(self) -> None:
        super().prepare()
        is_there = isinstance(self.record, LogisticsTask)
        self.row = self.record if is_there else LogisticsTask(event=self.record)
        others = LogisticsTask.objects.filter(event=self.row.event)
        offer_records(self, "blocked_by", others.exclude(pk=self.row.pk) if is_there else others)
        label_records(self, "blocked_by", _task_title)
        offer_records(self, "owner", officers())
        if is_there:
            self._fill_initial()

    def _fill_initial(self) -> None:
        for name in ("title", "note", "days_before", "owner"):
            self.initial.setdefault(name, getattr(self.row, name))
        if self.row.is_fixed:
            self.initial.setdefault("due_on", self.row.due_on)
        self.initial.setdefault("blocked_by", list(self.row.blocked_by.all()))
        self.initial.setdefault("seen", fingerprint(self.row))

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if (values.get("days_before") is None) == (values.get("due_on") is None) and not self.errors:
            raise forms.ValidationError(_("Enter either the days before the opening or a fixed date."))
        return values

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        seen, blocked_by, due_on = values.pop("seen"), values.pop("blocked_by"), values.pop("due_on")
        set_values(self.row, values)
        # Counted back, the day is the action's to say.
        self.row.due_on = due_on or self.row.due_on or clock.today()
        if not self.row.slug:
            self.row.slug = short_slug(self.row.event.tasks, self.row.title, "task")
        return {"row": self.row, "blocked_by": blocked_by, "seen": seen}


class NeedForm(ActForm):
    """What a participant needs, and who acts on it: nobody else sees it."""

    needed_with_others = frozenset({"number", "speaker", "delegation", "person"})

    draft_days = 0

    number = forms.IntegerField(
        label=gettext_lazy("Registration number"),
        min_value=1,
        max_value=999_999_999,
        required=False,
        help_text=gettext_lazy("Requirements are deleted with the registration at the latest."),
    )
    speaker = forms.ModelChoiceField(
        label=gettext_lazy("Or speaker"), queryset=Speaker.objects.none(), required=False, empty_label=CHOOSE
    )
    delegation = StateChoiceField(
        label=gettext_lazy("Or delegation"), queryset=State.objects.none(), required=False, empty_label=CHOOSE
    )
    person = forms.CharField(label=gettext_lazy("Or name of another person"), max_length=200, required=False)
    kind = form_field(ParticipantNeed, "kind")
    text = forms.CharField(
        label=gettext_lazy("Requirement"),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        help_text=gettext_lazy("Only what is needed to provide it: no diagnosis or personal history."),
    )
    officers = OfficersField(
        label=gettext_lazy("Responsible officers"),
        queryset=User.objects.none(),
        help_text=gettext_lazy("Only the officers selected can see it. Select yourself if you are one of them."),
    )
    delete_on = plain_day_field(gettext_lazy("Deleted on"))

    def prepare(self) -> None:
        super().prepare()
        offer_records(self, "officers", officers())
        ends = self.record.activity.ends_on or self.record.activity.starts_on
        if ends:
            self.initial.setdefault("delete_on", ends + MONTH)
        offer_records(self, "speaker", speakers_visible_to(self.viewer).filter(event=self.record))
        label_records(self, "speaker", _speaker_name)
        offer_states(self.fields["delegation"], day_of_event(self.record))

    def clean_number(self) -> Participant | None:
        """The participant with this number."""
        number = self.cleaned_data["number"]
        if number is None:
            return None
        people = participants_visible_to(self.viewer).filter(registration__event=self.record)
        if participant := people.filter(number=number).first():
            return participant
        raise forms.ValidationError(_("No registration for this event has this number."))

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        ways = sum(bool(values.get(name)) for name in ("number", "speaker", "delegation", "person"))
        if not self.errors and ways != 1:
            raise forms.ValidationError(_("Identify the person in one way: number, speaker, delegation or name."))
        return values

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        named, values["participant"] = values.pop("officers"), values.pop("number")
        return {"need": ParticipantNeed(event=self.record, **values), "officers": named}

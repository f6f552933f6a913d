"""What is written in the register of trainers, and what a trainer decides by their link."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from palermo.accounts.models import State, User
from palermo.accounts.state_choices import InReadersOrder
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.governance.web.forms.choices import offer_records
from palermo.site.forms.fields import DAYS_WITH_PERSONS, ActForm, LanguagesField, Sections
from palermo.site.forms.model_fields import form_field
from palermo.toolkit.models import Tool, Trainer
from palermo.toolkit.queries.tools import tools_visible_to


class StatesField(forms.ModelMultipleChoiceField):
    """States to be chosen from a list, by their names of today in the reader’s language."""

    iterator = InReadersOrder

    def label_from_instance(self, obj: State) -> str:
        shown = obj.list_name_on(clock.today()).shown_in(active_language().code)
        return shown.words if shown else obj.slug


class ToolsField(forms.ModelMultipleChoiceField):
    """Tools to be ticked."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Tool) -> str:
        return obj.display_name()


class TrainerForm(ActForm):
    """Somebody who teaches the use of tools."""

    draft_days = DAYS_WITH_PERSONS
    sections: ClassVar[Sections] = (
        (gettext_lazy("Person"), ("name", "email", "written_in", "account")),
        (gettext_lazy("Training"), ("languages", "tools", "states")),
    )

    name = form_field(Trainer, "name")
    email = form_field(
        Trainer,
        "email",
        help_text=gettext_lazy("The request for consent is sent there. Published only if the person agrees."),
    )
    written_in = form_field(Trainer, "written_in")
    account = forms.EmailField(
        label=gettext_lazy("Account"),
        required=False,
        help_text=gettext_lazy(
            "The e-mail address with which the person signs in, if they are to enter participants and issue "
            "certificates for their sessions."
        ),
    )
    languages = form_field(Trainer, "languages", LanguagesField)
    tools = form_field(Trainer, "tools", ToolsField)
    states = form_field(Trainer, "states", StatesField)

    def prepare(self) -> None:
        super().prepare()
        offer_records(self, "tools", tools_visible_to(self.viewer).select_related("activity"))
        offer_records(self, "states", State.objects.prefetch_related("former_names"))
        self.initial.setdefault("written_in", active_language().django_code)
        trainer = self.record
        if isinstance(trainer, Trainer):
            for name in ("name", "email", "languages"):
                self.initial.setdefault(name, getattr(trainer, name))
            self.initial["written_in"] = trainer.written_in
            self.initial.setdefault("account", trainer.user.email if trainer.user else "")
            self.initial.setdefault("tools", [each.pk for each in trainer.tools.all()])
            self.initial.setdefault("states", [each.pk for each in trainer.states.all()])

    def clean_account(self) -> User | None:
        """The person with this account."""
        written = self.cleaned_data["account"]
        if not written:
            return None
        user = User.objects.filter(email__iexact=written, is_active=True).first()
        if user is None:
            raise forms.ValidationError(
                gettext_lazy("No account has the e-mail address “%(written)s”."), params={"written": written}
            )
        return user

    def action_kwargs(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        values["user"] = values.pop("account")
        return {"tools": list(values.pop("tools")), "states": list(values.pop("states")), "values": values}


class OwnEntryForm(forms.Form):
    """What a trainer agrees to."""

    is_published = forms.BooleanField(
        label=gettext_lazy("Publish my entry: name, languages, tools and States served"), required=False
    )
    shows_email = forms.BooleanField(label=gettext_lazy("Publish my e-mail address with it"), required=False)

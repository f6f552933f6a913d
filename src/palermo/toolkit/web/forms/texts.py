"""What is asked where a version of a text is frozen or published, and where its drafting group is chosen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.accounts.models import User
from palermo.core.audiences import Audience, is_wider
from palermo.core.forms import MultilingualFormField
from palermo.core.languages import LANGUAGES
from palermo.site.forms.fields import ActForm
from palermo.site.forms.model_fields import form_field
from palermo.toolkit.models import DraftingMember, Edition, PassageText, ToolVersion
from palermo.toolkit.queries.drafts import drafters


class UserChoiceField(forms.ModelChoiceField):
    """A person, by name."""

    def label_from_instance(self, obj: User) -> str:
        return obj.name


class EditionChoiceField(forms.ModelChoiceField):
    """An edition of a tool, by its status."""

    def label_from_instance(self, obj: Edition) -> str:
        return f"{obj.order}. {obj.get_state_display()}"


class AddDrafterForm(ActForm):
    """Who joins the drafting group."""

    draft_days = 0
    user = form_field(DraftingMember, "user", UserChoiceField)

    def prepare(self) -> None:
        members = self.record.drafting_group.values("user")
        self.fields["user"].queryset = drafters().exclude(pk__in=members)  # type: ignore[attr-defined]


class RemoveDrafterForm(ActForm):
    """Nothing is asked."""


class FreezeVersionForm(ActForm):
    """What the version is called, what changed in it, of which edition and in which languages it is."""

    name = form_field(ToolVersion, "name")
    changes = MultilingualFormField(label=_("Changes since the previous version, and why"), long=True, required=False)
    notice = form_field(ToolVersion, "notice")
    edition = form_field(ToolVersion, "edition", EditionChoiceField)
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Passages that a language lacks are shown in the original language."),
    )

    def prepare(self) -> None:
        self.fields["edition"].queryset = self.record.editions.order_by("order")  # type: ignore[attr-defined]
        written = set(
            PassageText.objects.filter(
                passage__tool=self.record, passage__is_removed=False, is_current=True, content__gt=""
            ).values_list("language", flat=True)
        )
        choices = [(language.code, language.name) for language in LANGUAGES if language.code in written]
        self.fields["languages"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("languages", [code for code, _name in choices])


class ChangeVersionForm(ActForm):
    """What a version is called and what is said of it; its text stays as it was frozen."""

    name = form_field(ToolVersion, "name")
    changes = MultilingualFormField(label=_("Changes since the previous version, and why"), long=True, required=False)
    notice = form_field(ToolVersion, "notice")

    def prepare(self) -> None:
        for name in self.fields:
            self.initial.setdefault(name, getattr(self.record, name))


class PublishVersionForm(ActForm):
    """Who may read the version."""

    draft_days = 0
    audience = form_field(ToolVersion, "audience", choices=())

    def prepare(self) -> None:
        widest = self.record.tool.activity.audience
        choices = [choice for choice in Audience.choices if not is_wider(choice[0], widest)]
        self.fields["audience"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("audience", widest)

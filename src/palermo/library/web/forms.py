"""What is written about a document."""

from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.actions.records import fingerprint
from palermo.accounts.models import User
from palermo.accounts.state_choices import StateChoiceField, offer_states
from palermo.core.audiences import Audience, is_wider
from palermo.core.forms import MultilingualFormField
from palermo.core.languages import BY_CODE, active_language
from palermo.library.actions.versions import NewFile
from palermo.library.models import LANGUAGE_CHOICES, Document, LanguageVersion
from palermo.library.queries import documents_visible_to
from palermo.library.rules.versions import languages_without_version
from palermo.library.states import AliasKind, DocumentKind, VersionStatus
from palermo.library.symbols import parse_symbol
from palermo.library.web.fields import DocumentField
from palermo.library.web.uploads import read_upload
from palermo.site.forms.fields import (
    CHOOSE,
    ActForm,
    LanguagesField,
    OrganisationChoiceField,
    ReasonForm,
    ReasonOnlyForm,
    day_field,
)
from palermo.site.forms.model_fields import form_field
from palermo.site.templatetags.texts import direction


class FirstVersionForm(ActForm):
    """A new document: its title, for whom it is, and its text or file in one language."""

    needed_with_others = frozenset({"text", "upload", "title", "kind"})

    title = MultilingualFormField(label=_("Title"))
    audience = forms.ChoiceField(
        label=_("Audience once issued"), help_text=_("Until then only the secretariat can read the draft.")
    )
    language = forms.ChoiceField(label=_("Language of this text"), choices=LANGUAGE_CHOICES)
    text = form_field(LanguageVersion, "text", strip=False, widget=forms.Textarea({"rows": 12, "dir": "auto"}))
    upload = forms.FileField(
        label=_("or upload a file"),
        help_text=_("PDF, Word (.docx), Excel (.xlsx), plain text or HTML."),
        required=False,
        allow_empty_file=True,
    )

    def prepare(self) -> None:
        super().prepare()
        _offer_audiences(self.fields["audience"], list(Audience))
        self.initial.setdefault("audience", Audience.MEMBER_STATES)
        self.initial.setdefault("language", active_language().code)

    def clean_upload(self) -> NewFile | None:
        return read_upload(self.cleaned_data["upload"])

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if self.is_new(values) and not self.errors and not values.get("text", "").strip() and not values.get("upload"):
            raise ValidationError(_("Enter the text or upload a file."))
        return values

    def is_new(self, values: Mapping[str, object]) -> bool:
        """Whether what was written is a new document; a form that also takes one on record says when not."""
        return True

    def new_document(self) -> Document:
        """The document without its id."""
        return Document(title=self.cleaned_data["title"], audience=self.cleaned_data["audience"])

    def action_kwargs(self) -> dict[str, object]:
        values = self.cleaned_data
        text = values["text"].replace("\r\n", "\n")
        return {
            "document": self.new_document(),
            "language": values["language"],
            "text": text,
            "file": values["upload"],
        }


class NewDocumentForm(FirstVersionForm):
    """Any new document: also its kind, its date, the languages it is meant for, and its symbol if it has one."""

    sections = (
        (_("Document on record"), ("on_record",)),
        (_("Document"), ("title", "kind", "symbol", "dated", "is_report", "audience", "languages_meant")),
        (_("Text or file"), ("language", "text", "upload")),
    )

    kind = form_field(Document, "kind", choices=[("", CHOOSE), *DocumentKind.choices])
    symbol = form_field(Document, "symbol", widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}))
    dated = form_field(Document, "dated")
    languages_meant = form_field(Document, "languages_meant", LanguagesField)

    def clean_symbol(self) -> str:
        symbol = self.cleaned_data["symbol"].strip()
        if symbol:
            parse_symbol(symbol)
        return symbol

    def new_document(self) -> Document:
        document, values = super().new_document(), self.cleaned_data
        document.kind, document.symbol, document.dated = values["kind"], values["symbol"], values["dated"]
        document.languages_meant = values["languages_meant"].split()
        return document


class DocumentChoiceForm(NewDocumentForm):
    """A document for another record: one that is on record already, or a new one."""

    on_record = DocumentField(
        label=_("Document on record: symbol or title"),
        help_text=_("Leave empty to add a new document with the fields below."),
    )

    def prepare(self) -> None:
        super().prepare()
        for name in ("title", "kind"):
            self.fields[name].required = bool(not self.data.get("on_record"))

    def is_new(self, values: Mapping[str, object]) -> bool:
        return not values.get("on_record")

    def new_document(self) -> Document:
        return self.cleaned_data["on_record"] or super().new_document()


class LanguageVersionForm(ActForm):
    """The document in a language in which it is not there yet."""

    needed_with_others = frozenset({"text", "upload"})

    language = form_field(LanguageVersion, "language", choices=())
    status = form_field(LanguageVersion, "status", initial=VersionStatus.FINAL)
    translator = form_field(LanguageVersion, "translator")
    dated_on = form_field(LanguageVersion, "dated_on")
    text = form_field(LanguageVersion, "text", strip=False, widget=forms.Textarea({"rows": 12, "dir": "auto"}))
    upload = forms.FileField(label=_("or upload a file"), required=False, allow_empty_file=True)

    def prepare(self) -> None:
        super().prepare()
        languages = [(code, BY_CODE[code].name) for code in languages_without_version(self.record)]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]  # as declared

    def clean_upload(self) -> NewFile | None:
        return read_upload(self.cleaned_data["upload"])

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if not self.errors and not values.get("text", "").strip() and not values.get("upload"):
            raise ValidationError(_("Enter the text or upload a file."))
        return values

    def action_kwargs(self) -> dict[str, object]:
        names = ("language", "status", "translator", "dated_on")
        version = LanguageVersion(**{name: self.cleaned_data[name] for name in names})
        version.text = self.cleaned_data["text"].replace("\r\n", "\n")
        return {"version": version, "file": self.cleaned_data["upload"]}


class EditDraftForm(ActForm):
    """What describes a draft; its symbol, its audience and its texts change by acts of their own."""

    title = form_field(Document, "title")
    kind = form_field(Document, "kind")
    dated = form_field(Document, "dated")
    original_language = form_field(Document, "original_language")
    languages_meant = form_field(Document, "languages_meant", LanguagesField)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    OWN = ("title", "kind", "dated", "original_language", "languages_meant")

    def prepare(self) -> None:
        super().prepare()
        for name in self.OWN:
            self.initial.setdefault(name, getattr(self.record, name))
        self.initial.setdefault("seen", fingerprint(self.record))

    def action_kwargs(self) -> dict[str, object]:
        values = {**self.cleaned_data, "languages_meant": self.cleaned_data["languages_meant"].split()}
        for name in self.OWN:
            setattr(self.record, name, values[name])
        return {"seen": values["seen"]}


class SymbolForm(ActForm):
    """The symbol that was assigned, and what becomes of the one the document had."""

    symbol = form_field(
        Document,
        "symbol",
        help_text=_("As assigned: E/CN.15/2008/CRP.2."),
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}),
        required=True,
    )
    keep_as = forms.ChoiceField(
        label=_("Keep the previous symbol as"),
        choices=[
            *((kind.value, kind.label) for kind in AliasKind),
            ("", _("do not keep (it was a mistake)")),
        ],
        required=False,
    )

    def prepare(self) -> None:
        super().prepare()
        if not self.record.symbol:
            del self.fields["keep_as"]

    def action_kwargs(self) -> dict[str, object]:
        kind = self.cleaned_data.get("keep_as")
        return {"symbol": self.cleaned_data["symbol"], "keep_as": AliasKind(kind) if kind else None}


class WithdrawalForm(ReasonForm):
    """When, why, and what takes its place."""

    replaced_by = DocumentField(label=_("Replacement (symbol or title)"))

    def prepare(self) -> None:
        super().prepare()
        replaced_by = self.fields["replaced_by"]
        assert isinstance(replaced_by, DocumentField)
        replaced_by.queryset = documents_visible_to(self.viewer)


def _offer_audiences(field: forms.Field, possible: list[Audience]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = [(audience.value, audience.label) for audience in possible]


class RestrictionForm(ReasonOnlyForm):
    """To whom it is restricted, and why; it takes effect at once."""

    field_order = ("to", "reason")

    to = forms.ChoiceField(label=_("New audience"))

    def prepare(self) -> None:
        super().prepare()
        narrower = [each for each in Audience if is_wider(self.record.audience_today, each)]
        _offer_audiences(self.fields["to"], narrower)

    def clean_to(self) -> Audience:
        return Audience(self.cleaned_data["to"])


class OpeningForm(ReasonOnlyForm):
    """To whom it is opened, from which day on, and why."""

    field_order = ("to", "on", "reason")

    to = forms.ChoiceField(label=_("New audience"))
    on = day_field(_("From"))

    def prepare(self) -> None:
        super().prepare()
        wider = [each for each in Audience if is_wider(each, self.record.audience_today)]
        _offer_audiences(self.fields["to"], wider[::-1])

    def clean_to(self) -> Audience:
        return Audience(self.cleaned_data["to"])


class ReaderForm(ActForm):
    """Who else may read a document: a person, the people of a State, or those of an organization."""

    needed_with_others = frozenset({"person", "state", "organisation"})

    person = forms.EmailField(
        label=_("Person (e-mail address of the account)"),
        required=False,
        widget=forms.EmailInput({"autocomplete": "off", "dir": "ltr"}),
    )
    state = StateChoiceField(
        label=pgettext_lazy("country", "or State"), empty_label=CHOOSE, queryset=None, required=False
    )
    organisation = OrganisationChoiceField(label=_("or organization"), empty_label=CHOOSE, required=False)
    on = day_field(_("From"))

    def prepare(self) -> None:
        super().prepare()
        offer_states(self.fields["state"])

    def clean_person(self) -> User | None:
        written = self.cleaned_data["person"].strip().lower()
        person = User.objects.filter(email=written).first() if written else None
        if written and person is None:
            raise ValidationError(_("No account has this address."))
        return person

    def clean(self) -> dict[str, object]:
        values = super().clean()
        assert values is not None
        self.named = [values[name] for name in ("person", "state", "organisation") if values.get(name)]
        if len(self.named) != 1 and not self.errors:
            raise ValidationError(_("Choose one: a person, a State or an organization. Repeat for others."))
        return values

    def action_kwargs(self) -> dict[str, object]:
        return {"reader": self.named[0], "on": self.cleaned_data["on"]}


class ReplacementForm(ReasonOnlyForm):
    """The text or the file that takes the place of the one there is, and why."""

    needed_with_others = frozenset({"text", "upload"})

    field_order = ("text", "upload", "alternative", "status", "translator", "dated_on", "reason")

    text = form_field(LanguageVersion, "text", strip=False, widget=forms.Textarea({"rows": 12}))
    upload = forms.FileField(
        label=_("File (leave empty to keep the present one)"), required=False, allow_empty_file=True
    )
    alternative = forms.FileField(
        label=_("The same file in another format"),
        help_text=_("For example, a Word file with the same content as the PDF. Leave empty to keep the present one."),
        required=False,
        allow_empty_file=True,
    )
    status = form_field(LanguageVersion, "status")
    translator = form_field(LanguageVersion, "translator")
    dated_on = form_field(LanguageVersion, "dated_on")

    def prepare(self) -> None:
        super().prepare()
        record = self.record
        for name in ("text", "translator", "dated_on", "status"):
            self.initial.setdefault(name, getattr(record, name))
        language = BY_CODE[record.language]
        self.fields["text"].widget.attrs |= {"lang": language.tag, "dir": direction(language)}

    def clean_text(self) -> str:
        # Browsers send line ends as two characters; kept so, a text would change by being looked at.
        return self.cleaned_data["text"].replace("\r\n", "\n")

    def clean_status(self) -> VersionStatus:
        return VersionStatus(self.cleaned_data["status"])

    def clean_upload(self) -> NewFile | None:
        return read_upload(self.cleaned_data["upload"])

    def clean_alternative(self) -> NewFile | None:
        return read_upload(self.cleaned_data["alternative"])

    def action_kwargs(self) -> dict[str, object]:
        values = {name: value for name, value in self.cleaned_data.items() if name != "upload"}
        return {**values, "file": self.cleaned_data["upload"]}

"""What is asked when a return is opened, completed, approved, queried; who fills in which table."""

from collections.abc import Mapping
from typing import cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from palermo.accounts.models import Invitation, User
from palermo.accounts.states import Role
from palermo.core.languages import LANGUAGES, active_language
from palermo.core.refusals import Refused
from palermo.core.speech.lists import format_list
from palermo.core.text import MultilingualText, plain
from palermo.returns.actions.returns import note_reading
from palermo.returns.attachments import AttachedFile, read_attachment
from palermo.returns.carried_over import MINISTRY, SOURCE, CarriedPerson, CarriedTable, carried_over, may_contribute
from palermo.returns.figures import figures_of, list_names, structure_of
from palermo.returns.ministries import ministry_names
from palermo.returns.models import Return, ReturnBlock, ReturnContributor, ReturnQuery
from palermo.returns.notices.returns import language_of_answers
from palermo.returns.other_sources import other_sources
from palermo.returns.queries.returns import blocks_visible_to
from palermo.returns.structure import Structure
from palermo.returns.web.grid import make_grid
from palermo.returns.web.other_sources import proposed_question
from palermo.site.forms.fields import DAYS_WITH_PERSONS, ActForm
from palermo.site.forms.model_fields import form_field
from palermo.site.forms.records import RecordField, RecordInput
from palermo.treaties.models import LawArticle
from palermo.treaties.queries.laws import recorded_laws

OF_THE_PERSON = gettext_lazy("The ministry or office that supplies these tables. It stands beside them in the return.")


def _long(label: object, help_text: object = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]  # a lazy text
        help_text=help_text,  # type: ignore[arg-type]
        required=required,
        max_length=5000,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )


class ReasonForm(ActForm):
    """Why a return is sent back or corrected."""

    # What is written can name figures.
    draft_days = 0

    reason = _long(gettext_lazy("Reason"))


class NoteForm(ActForm):
    """What the State says about the whole return."""

    draft_days = 0

    note = _long(
        gettext_lazy("Note"),
        gettext_lazy("What readers of all figures should know: changes of law, of agencies or of counting."),
        required=False,
    )

    def prepare(self) -> None:
        super().prepare()
        if isinstance(self.record, Return):
            self.initial.setdefault("note", self.record.note)


class BlocksField(forms.ModelMultipleChoiceField):
    """Tables of a return, by their titles."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Model) -> str:
        return cast(ReturnBlock, obj).display_name()


class PersonField(forms.ModelChoiceField):
    """A person, by the name."""

    def label_from_instance(self, obj: Model) -> str:
        return cast(User, obj).name


class MinistryField(forms.CharField):
    """The name of a ministry: one of those that the State has named so far, or another."""

    widget: RecordInput

    def __init__(
        self, *, label: object = gettext_lazy("Ministry"), required: bool = False, help_text: object = ""
    ) -> None:
        super().__init__(label=label, required=required, max_length=200, widget=RecordInput(), help_text=help_text)  # type: ignore[arg-type]  # lazy texts

    def offer(self, state_id: int) -> None:
        """Offer the ministries of a State."""
        self.widget.offered = lambda: [(name, name) for name in ministry_names(state_id)]


class AssignTablesForm(ActForm):
    """Which person fills in which tables."""

    person = form_field(
        ReturnContributor,
        "person",
        PersonField,
        help_text=gettext_lazy(
            "From now on, this person sees only the tables assigned to them, in this return and in all others."
        ),
        required=True,
    )
    tables = BlocksField(label=gettext_lazy("Tables"), queryset=ReturnBlock.objects.none())
    ministry = MinistryField(help_text=OF_THE_PERSON)

    def prepare(self) -> None:
        super().prepare()
        national_return = cast(Return, self.record)
        people = may_contribute(national_return.state_id)
        self.fields["person"].queryset = people.exclude(pk=self.viewer.user_id or 0).order_by("name")  # type: ignore[attr-defined]
        if not self.fields["person"].queryset.exists():  # type: ignore[attr-defined]
            self.fields["person"].help_text = _(
                "Your State has no other national data focal point yet. Choose “Invite a person to tables” instead."
            )
        _offer_tables(self, national_return)


def _offer_tables(form: ActForm, national_return: Return) -> None:
    blocks = blocks_visible_to(form.viewer).filter(of=national_return)
    form.fields["tables"].queryset = blocks.select_related("of__round__edition").order_by("pk")  # type: ignore[attr-defined]
    if "ministry" in form.fields:
        cast(MinistryField, form.fields["ministry"]).offer(national_return.state_id)


class InviteToTablesForm(ActForm):
    """Whom to invite, and to which tables."""

    draft_days = DAYS_WITH_PERSONS

    name = form_field(User, "name", widget=forms.TextInput({"dir": "auto"}))
    email = form_field(User, "email")
    language = forms.ChoiceField(
        label=gettext_lazy("Language of correspondence"),
        choices=[(each.django_code, each.name) for each in LANGUAGES],
        initial="en",
    )
    tables = BlocksField(
        label=gettext_lazy("Tables"),
        queryset=ReturnBlock.objects.none(),
        help_text=gettext_lazy(
            "This person will see only these tables, and nothing else of the returns of your State."
        ),
    )
    ministry = MinistryField(help_text=OF_THE_PERSON)

    def prepare(self) -> None:
        super().prepare()
        _offer_tables(self, cast(Return, self.record))

    def action_kwargs(self) -> dict[str, object]:
        values, national_return = self.cleaned_data, cast(Return, self.record)
        invitation = Invitation(
            name=values["name"],
            email=values["email"],
            language=values["language"],
            role=Role.FOCAL_POINT,
            state_for=national_return.state,
        )
        return {"invitation": invitation, "tables": list(values["tables"]), "ministry": values["ministry"]}


class NameMinistryForm(ActForm):
    """Which ministry supplies which tables."""

    needed_with_others = frozenset({"ministry"})

    ministry = MinistryField(
        help_text=gettext_lazy("Choose one, or enter its name. Leave this empty to remove the ministry of the tables.")
    )
    tables = BlocksField(label=gettext_lazy("Tables that it supplies"), queryset=ReturnBlock.objects.none())

    def prepare(self) -> None:
        super().prepare()
        _offer_tables(self, cast(Return, self.record))


class CarriedOverForm(ActForm):
    """What of an earlier return still holds; what is no longer ticked is removed."""

    needed_with_others = frozenset({"people", "tables"})

    people = forms.MultipleChoiceField(
        label=gettext_lazy("People who fill in tables"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tables = forms.MultipleChoiceField(
        label=gettext_lazy("Ministries and sources of tables"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def prepare(self) -> None:
        super().prepare()
        found = carried_over(cast(Return, self.record))
        units = structure_of(cast(Return, self.record).round.edition).units
        self.offered: dict[str, list[tuple[str, str]]] = {"people": [], "tables": []}
        if found:
            self.offered["people"] = [(each.key, _person_words(each)) for each in found.people]
            self.offered["tables"] = [(each.key, _table_words(each, units)) for each in found.tables]
        for name, choices in self.offered.items():
            if not choices:
                del self.fields[name]
                continue
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.initial.setdefault(name, [key for key, _words in choices])

    def action_kwargs(self) -> dict[str, object]:
        offered = {key for choices in self.offered.values() for key, _words in choices}
        kept = {key for name in self.offered for key in self.cleaned_data.get(name, ())}
        return {"removed": offered - kept}


def _person_words(person: CarriedPerson) -> str:
    tables = format_list([block.display_name() for block in person.blocks], active_language().code)
    return _("%(person)s: %(tables)s") % {"person": person.name, "tables": tables}


def _table_words(table: CarriedTable, units: Mapping[str, MultilingualText]) -> str:
    """The table and what of it was carried over."""
    block = table.block
    words = {
        "ministry_id": block.ministry_name(),
        "ministry_text": block.ministry_name(),
        "article_id": plain(block.article.title) if block.article else "",
        "article_text": block.article_text,
        "agency": block.agency,
        "unit": plain(units[block.unit]) if block.unit in units else block.unit,
    }
    shown = [words[name] for name in (*MINISTRY, *SOURCE) if name in table.names]
    return _("%(table)s: %(words)s") % {"table": block.display_name(), "words": " · ".join(shown)}


class ChangeTablesForm(ActForm):
    """Which tables of the latest return a contributor fills in; none takes them all away."""

    tables = BlocksField(label=gettext_lazy("Tables"), queryset=ReturnBlock.objects.none(), required=False)

    def prepare(self) -> None:
        super().prepare()
        contributor = cast(ReturnContributor, self.record)
        latest = Return.objects.filter(state=contributor.state_id).order_by("-round__year", "-number").first()
        if latest is None:
            return
        _offer_tables(self, latest)
        own = latest.blocks.filter(people=contributor.person) if contributor.person else None
        own = latest.blocks.filter(invitations=contributor.invitation) if own is None else own
        self.initial.setdefault("tables", list(own.values_list("pk", flat=True)))


class AttachmentForm(ActForm):
    """A file for the return."""

    upload = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        help_text=gettext_lazy(
            "A PDF, a Word file (.docx), an Excel file (.xlsx), plain text or HTML. Nothing that names a victim."
        ),
    )

    def clean_upload(self) -> AttachedFile:
        upload = self.cleaned_data["upload"]
        if upload.size > settings.PALERMO_MAX_UPLOAD_MB * 1024 * 1024:
            raise ValidationError(
                gettext_lazy("The file is larger than %(limit)d MB. Choose a smaller file."),
                params={"limit": settings.PALERMO_MAX_UPLOAD_MB},
            )
        try:
            return read_attachment(upload.read(), upload.name or "")
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None

    def action_kwargs(self) -> dict[str, object]:
        return {"file": self.cleaned_data["upload"]}


class AskForm(ActForm):
    """What is asked about a return as a whole."""

    # Questions can name figures.
    draft_days = 0

    text = _long(gettext_lazy("Query"))


class AskAboutTableForm(AskForm):
    """What is asked about a cell of a table, or about the table."""

    cell = forms.ChoiceField(label=gettext_lazy("Figure"), required=False)

    field_order = ("cell", "text")

    def prepare(self) -> None:
        super().prepare()
        block = cast(ReturnBlock, self.record)
        if self.viewer.user_id:
            # The choices are the figures of the table.
            note_reading(block.of, by=User.objects.get(pk=self.viewer.user_id))
        structure = structure_of(block.of.round.edition)
        cells = []
        if table := structure.tables.get(block.table):
            figures = figures_of(block.of, [block.table])
            grid = make_grid(structure, table, figures, names=list_names(structure, [block.table]))
            cells = [(cell.key, f"{cell.name} ({cell.words})" if cell.words else cell.name) for cell in grid.cells]
        self.fields["cell"].choices = [("", gettext_lazy("The whole table")), *cells]  # type: ignore[attr-defined]
        self.initial.setdefault("text", self._proposal(block, structure))

    def _proposal(self, block: ReturnBlock, structure: Structure) -> str:
        """A question about the figure that another source has for the cell, in the language of those who answer."""
        table = structure.tables.get(block.table)
        edition, cell = str(self.initial.get("edition", "")), str(self.initial.get("cell", ""))
        if table is None or not cell or not edition.isdecimal() or self.viewer.user_id is None:
            return ""
        user = User.objects.get(pk=self.viewer.user_id)
        sources = other_sources(self.viewer, user, block.of, table)
        with override(language_of_answers(block)):
            names = list_names(structure, [block.table])
            asked = (each for each in sources if str(each.edition.pk) == edition)
            proposals = (proposed_question(each, block, structure, names, cell) for each in asked)
            return next(filter(None, proposals), "")


class AnswerForm(ActForm):
    """The answer to a query."""

    draft_days = 0

    answer = _long(
        gettext_lazy("Answer"),
        gettext_lazy("Figures are not changed by an answer. If one is wrong, correct the return once it is accepted."),
    )

    def prepare(self) -> None:
        super().prepare()
        if isinstance(self.record, ReturnQuery):
            self.initial.setdefault("answer", self.record.answer)


class ArticleField(RecordField[LawArticle]):
    """A provision of the law of a State, found by its title."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Article of law"),
            help_text=gettext_lazy("The provision under which the figures were recorded: its title or identifier."),
        )


class SourceForm(forms.Form):
    """What holds for all figures of a table, unless one has its own."""

    article = ArticleField()
    article_text = forms.CharField(
        label=gettext_lazy("Or in words"), max_length=300, required=False, widget=forms.TextInput({"dir": "auto"})
    )
    agency = form_field(ReturnBlock, "agency", widget=forms.TextInput({"dir": "auto"}))
    unit = form_field(ReturnBlock, "unit", forms.ChoiceField, choices=())
    note = forms.CharField(
        label=gettext_lazy("Note on the table"),
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        block: ReturnBlock,
        units: list[tuple[str, str]],
        **kwargs: object,
    ) -> None:
        initial = {name: getattr(block, name) for name in ("article", "article_text", "agency", "unit", "note")}
        super().__init__(data, initial=initial, prefix="source", **kwargs)  # type: ignore[arg-type]
        self.fields["unit"].choices = [("", gettext_lazy("Not stated")), *units]  # type: ignore[attr-defined]
        self.fields["article"].queryset = recorded_laws().filter(state=block.of.state_id)  # type: ignore[attr-defined]

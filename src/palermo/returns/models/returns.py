"""National returns: figures of a State for a year, who entered them, what was asked about them."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Invitation, Organisation, State
from palermo.core.constraints import NUMBER_TAKEN, ON_RECORD
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, parent_relation, relation
from palermo.core.text import plain
from palermo.knowledge.models import Agreement
from palermo.returns.models.rounds import Round
from palermo.returns.read_structure import read_structure
from palermo.returns.states.returns import QueryStatus, ReturnStatus, ValueKind
from palermo.treaties.models import LawArticle


class Return(SluggedRecord):
    """The return of a State in a round. It belongs to the State and the secretariat.

    `replaces` is the return that this one corrects. `digest` is the SHA-256 of its figures as completed. `sent_back`
    is why the delegation did not approve it.
    """

    page_name = "return"

    round = relation(Round, "returns", gettext_lazy("Round"))
    state = relation(State, "returns")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"), validators=[MinValueValidator(1)], default=1)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        error_messages={"unique": gettext_lazy("Another return already corrects this one.")},
        verbose_name=gettext_lazy("Corrects"),
    )
    agreement = relation(Agreement, "returns")
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=ReturnStatus.choices, default=ReturnStatus.DRAFT
    )
    opened_on = models.DateField(gettext_lazy("Begun on"))
    completed_on = models.DateField(gettext_lazy("Completed on"), null=True, blank=True)
    approved_on = models.DateField(gettext_lazy("Approved on"), null=True, blank=True)
    received_on = models.DateField(gettext_lazy("Received on"), null=True, blank=True)
    accepted_on = models.DateField(gettext_lazy("Accepted on"), null=True, blank=True)
    reason = models.TextField(gettext_lazy("Reason for the correction"), blank=True)
    note = models.TextField(gettext_lazy("Note"), blank=True)
    sent_back = models.TextField(gettext_lazy("Reason for sending it back"), blank=True)
    digest = models.CharField(gettext_lazy("Digest"), max_length=64, blank=True)

    class Meta:
        verbose_name = gettext_lazy("National return")
        verbose_name_plural = gettext_lazy("National returns")
        ordering = ["round", "state", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "state", "number"], name="one_return_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(reason=""),
                name="correcting_return_has_a_reason",
                violation_error_message=gettext_lazy("Enter the reason for the correction."),
            ),
            models.CheckConstraint(
                condition=Q(status=ReturnStatus.DRAFT) | (Q(completed_on__isnull=False) & ~Q(digest="")),
                name="completed_return_has_a_date_and_a_digest",
                violation_error_message=gettext_lazy("A completed return has a date and a digest. Complete it again."),
            ),
        ]
        indexes = [models.Index(fields=["state", "round", "status"], name="returns_by_state")]

    def display_name(self) -> str:
        """The State and the year."""
        return _("%(state)s, %(year)d") % {"state": self.state.display_name(), "year": self.round.year}


class ReturnContributor(models.Model):
    """Somebody of a ministry who sees and fills in certain tables of the returns of a State, and nothing else of them.

    It is a person with an account, or one who was invited to have one. Whom no table is assigned to any more sees none.
    """

    state = parent_relation(State, "return_contributors")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="return_contributions",
        verbose_name=gettext_lazy("Person"),
    )
    invitation = models.OneToOneField(
        Invitation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="return_contributor",
        error_messages={"unique": ON_RECORD},
        verbose_name=gettext_lazy("Invitation"),
    )
    since_on = models.DateField(gettext_lazy("Since"))

    class Meta:
        verbose_name = gettext_lazy("Contributor to returns")
        verbose_name_plural = gettext_lazy("Contributors to returns")
        ordering = ["state", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state", "person"], name="one_contributor_a_person", violation_error_message=ON_RECORD
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, invitation=None) | Q(person=None, invitation__isnull=False),
                name="contributor_is_a_person_or_invited",
                violation_error_message=gettext_lazy("Choose a person, or invite one; not both."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}: {self.pk}"

    def display_name(self) -> str:
        """The name of the person."""
        named = self.person or self.invitation
        return named.name if named else ""

    def get_absolute_url(self) -> str:
        """The list of the returns of the State."""
        return reverse("return_list")


class ReturnBlock(models.Model):
    """A table of a return: what holds for its figures, unless one has its own, and who is asked to fill it in.

    `table` is its key in the questionnaire. The ministry that supplies it is an organization on record or a name in
    `ministry_text`. `people`, and those of `invitations` once they have an account, see and fill in this table only;
    the focal point sees all.
    """

    of = parent_relation(Return, "blocks")
    table = models.CharField(gettext_lazy("Table"), max_length=60)
    article = optional_relation(LawArticle, "return_blocks")
    article_text = models.CharField(gettext_lazy("Article of law, in words"), max_length=300, blank=True)
    agency = models.CharField(gettext_lazy("Agency that recorded the data"), max_length=200, blank=True)
    unit = models.CharField(gettext_lazy("Counting unit"), max_length=40, blank=True)
    note = models.TextField(gettext_lazy("Note"), blank=True)
    ministry = optional_relation(Organisation, "return_blocks", gettext_lazy("Ministry"))
    ministry_text = models.CharField(gettext_lazy("Ministry that is not on record"), max_length=200, blank=True)
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="return_blocks", verbose_name=gettext_lazy("People")
    )
    invitations = models.ManyToManyField(
        Invitation, blank=True, related_name="return_blocks", verbose_name=gettext_lazy("People without an account")
    )
    ready_on = models.DateField(gettext_lazy("Ready on"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Table of a return")
        verbose_name_plural = gettext_lazy("Tables of returns")
        ordering = ["of", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "table"], name="one_return_block_a_table", violation_error_message=ON_RECORD
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of}: {self.table}"

    def display_name(self) -> str:
        """The title of the table in the questionnaire."""
        table = read_structure(self.of.round.edition.content).tables.get(self.table)
        return plain(table.title) if table else self.table

    def ministry_name(self) -> str:
        """The ministry that supplies the table; nothing where none is named."""
        return self.ministry.display_name() if self.ministry else self.ministry_text

    def get_absolute_url(self) -> str:
        """Where it is filled in and read."""
        return reverse("return_table", args=[self.of.slug, self.table])


class ReturnFigure(models.Model):
    """The figure in a cell: its kind always, its value where it is a count, limits where it is withheld.

    `cell` is its key in the questionnaire: codes of the row and of the column. `article`, `agency` and `unit` are
    given where they differ from the table's.
    """

    of = parent_relation(Return, "figures")
    table = models.CharField(gettext_lazy("Table"), max_length=60)
    cell = models.CharField(gettext_lazy("Cell"), max_length=120)
    kind = models.CharField(gettext_lazy("Kind of value"), max_length=14, choices=ValueKind.choices)
    value = models.PositiveBigIntegerField(gettext_lazy("Value"), null=True, blank=True)
    low = models.PositiveBigIntegerField(gettext_lazy("At least"), null=True, blank=True)
    high = models.PositiveBigIntegerField(gettext_lazy("At most"), null=True, blank=True)
    article = optional_relation(LawArticle, "return_figures")
    agency = models.CharField(gettext_lazy("Agency that recorded the data"), max_length=200, blank=True)
    unit = models.CharField(gettext_lazy("Counting unit"), max_length=40, blank=True)
    note = models.TextField(gettext_lazy("Note"), blank=True)

    class Meta:
        verbose_name = gettext_lazy("Figure of a return")
        verbose_name_plural = gettext_lazy("Figures of returns")
        ordering = ["of", "table", "cell"]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "table", "cell"], name="one_figure_a_cell", violation_error_message=ON_RECORD
            ),
            models.CheckConstraint(
                # Of a value that is missing, a database knows neither that it is above zero nor that it is not.
                condition=Q(kind=ValueKind.COUNT, value__isnull=False, value__gt=0)
                | Q(kind=ValueKind.ZERO, value__isnull=False, value=0)
                | (~Q(kind__in=[ValueKind.COUNT, ValueKind.ZERO]) & Q(value=None)),
                name="figure_has_the_value_of_its_kind",
                violation_error_message=gettext_lazy(
                    "A count needs a value above zero, zero is zero, and no other kind has a value."
                ),
            ),
            models.CheckConstraint(
                condition=Q(low=None, high=None) | Q(kind=ValueKind.SUPPRESSED),
                name="only_withheld_figure_has_limits",
                violation_error_message=gettext_lazy("Only a withheld figure has limits."),
            ),
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(high__gte=F("low")),
                name="limits_of_a_figure_are_in_order",
                violation_error_message=gettext_lazy("The upper limit must not be below the lower one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of}: {self.table}.{self.cell}"

    def display_name(self) -> str:
        """The key of the cell."""
        return f"{self.table}.{self.cell}"

    def get_absolute_url(self) -> str:
        """The table in which it stands."""
        return reverse("return_table", args=[self.of.slug, self.table])


class FigureChange(models.Model):
    """What a cell held before and after somebody changed it. Rows are added, never changed."""

    of = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="changes")
    table = models.CharField(gettext_lazy("Table"), max_length=60)
    cell = models.CharField(gettext_lazy("Cell"), max_length=120)
    before = models.JSONField(gettext_lazy("Before"), default=dict, blank=True)
    after = models.JSONField(gettext_lazy("After"), default=dict, blank=True)
    at = models.DateTimeField(gettext_lazy("Changed"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="figure_changes"
    )

    class Meta:
        verbose_name = gettext_lazy("Change of a figure")
        verbose_name_plural = gettext_lazy("Changes of figures")
        ordering = ["of", "pk"]
        indexes = [models.Index(fields=["of", "table", "cell"], name="changes_by_cell")]

    def __str__(self) -> str:
        return f"{self.of}: {self.table}.{self.cell}"

    def display_name(self) -> str:
        """The key of the cell."""
        return f"{self.table}.{self.cell}"

    def get_absolute_url(self) -> str:
        """The table in which it stands."""
        return reverse("return_table", args=[self.of.slug, self.table])


class ReturnAttachment(models.Model):
    """A file that a State hands in with a return; `digest` names the stored file."""

    of = parent_relation(Return, "attachments")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    table = models.CharField(gettext_lazy("Table"), max_length=60, blank=True)
    name = models.CharField(gettext_lazy("File"), max_length=200)
    digest = models.CharField(gettext_lazy("Digest"), max_length=64)
    bytes = models.PositiveBigIntegerField(gettext_lazy("Size"))
    added_on = models.DateField(gettext_lazy("Added on"))

    class Meta:
        verbose_name = gettext_lazy("Attachment of a return")
        verbose_name_plural = gettext_lazy("Attachments of returns")
        ordering = ["of", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "number"], name="one_return_attachment_a_number", violation_error_message=NUMBER_TAKEN
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of}: {self.name}"

    def display_name(self) -> str:
        """The name of the file."""
        return self.name

    def get_absolute_url(self) -> str:
        """Its place on the page of the return."""
        return f"{self.of.get_absolute_url()}#attachments"


class ReturnQuery(models.Model):
    """A question of the secretariat about a cell, a table, or, where both are empty, the return."""

    of = parent_relation(Return, "queries")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    table = models.CharField(gettext_lazy("Table"), max_length=60, blank=True)
    cell = models.CharField(gettext_lazy("Cell"), max_length=120, blank=True)
    text = models.TextField(gettext_lazy("Query"))
    asked_on = models.DateField(gettext_lazy("Asked on"))
    answer = models.TextField(gettext_lazy("Answer"), blank=True)
    answered_on = models.DateField(gettext_lazy("Answered on"), null=True, blank=True)
    status = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=QueryStatus.choices, default=QueryStatus.OPEN
    )

    class Meta:
        verbose_name = gettext_lazy("Query about a return")
        verbose_name_plural = gettext_lazy("Queries about returns")
        ordering = ["of", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "number"], name="one_return_query_a_number", violation_error_message=NUMBER_TAKEN
            ),
            models.CheckConstraint(
                condition=~Q(status=QueryStatus.ANSWERED) | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="answered_query_has_an_answer",
                violation_error_message=gettext_lazy("Enter the answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of}: {self.number}"

    def display_name(self) -> str:
        """Its number."""
        return _("Query %(number)d") % {"number": self.number}

    def get_absolute_url(self) -> str:
        """Its place on the page of the return."""
        return f"{self.of.get_absolute_url()}#query-{self.number}"


class ReturnReceipt(models.Model):
    """Proof of what a State handed in: the status reached, the moment, and the digest of the figures."""

    of = parent_relation(Return, "receipts")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    status = models.CharField(gettext_lazy("Status"), max_length=10, choices=ReturnStatus.choices)
    issued_at = models.DateTimeField(gettext_lazy("Issued"))
    digest = models.CharField(gettext_lazy("Digest"), max_length=64)
    figure_count = models.PositiveIntegerField(gettext_lazy("Figures"))

    class Meta:
        verbose_name = gettext_lazy("Receipt of a return")
        verbose_name_plural = gettext_lazy("Receipts of returns")
        ordering = ["of", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "number"], name="one_return_receipt_a_number", violation_error_message=NUMBER_TAKEN
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of}: {self.number}"

    def display_name(self) -> str:
        """Its number."""
        return _("Receipt %(number)d") % {"number": self.number}

    def get_absolute_url(self) -> str:
        """Its place on the page of the return."""
        return f"{self.of.get_absolute_url()}#receipts"


class ReturnReading(models.Model):
    """Who opened a return, and when: a row for each person and day."""

    of = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="return_readings")
    read_on = models.DateField(gettext_lazy("Opened on"))

    class Meta:
        verbose_name = gettext_lazy("Access to a return")
        verbose_name_plural = gettext_lazy("Access to returns")
        ordering = ["of", "read_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "reader", "read_on"], name="one_return_reading_a_day", violation_error_message=ON_RECORD
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of}: {self.reader_id}, {self.read_on}"

    def display_name(self) -> str:
        """The day."""
        return str(self.read_on)

    def get_absolute_url(self) -> str:
        """Its place on the page of the return."""
        return f"{self.of.get_absolute_url()}#access"

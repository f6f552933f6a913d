"""Who takes part in the initiative beside Member States: organizations, businesses, communities and persons."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Invitation, Organisation, State
from palermo.core.constraints import LINK_TAKEN, NUMBER_TAKEN
from palermo.core.fields import ArrangedField, DatePrecisionField, MultilingualField, PartialDateOf
from palermo.core.languages import LANGUAGES
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, parent_relation
from palermo.core.text import MultilingualText
from palermo.governance.models import Endorsement, Guidance, Mandate
from palermo.library.models import Document
from palermo.outreach.states.partners import (
    WERE_ADMITTED,
    DueDiligenceKind,
    DueDiligenceResult,
    PartnerKind,
    PartnershipStatus,
)

# What an entry says of a partner who is a person.
PERSONAL = frozenset({"name", "summary", "website"})


class Partnership(SluggedRecord):
    """A partner of the initiative, or one that applies to become one.

    `name` is that of the application. An organization of the record has its own name, which pages use; one that does
    not wish to be listed has no `organisation`, since the names of organizations are shown to everybody. `is_listed`
    is the consent to be shown in the public directory. `role` is what was agreed, under `mandate`. `guidance` or
    `endorsement` is how Member States guided the decision, where its kind requires that. `logo` is the digest of a
    picture, shown only with `logo_permission`.
    """

    page_name = "partner"
    name_field = "current_name"

    name = MultilingualField(gettext_lazy("Name"))
    organisation = optional_relation(Organisation, "partner_entries")
    is_person = models.BooleanField(gettext_lazy("The partner is a person"), default=False)
    kind = models.CharField(gettext_lazy("Kind"), max_length=15, choices=PartnerKind.choices)
    countries = models.ManyToManyField(
        State, blank=True, related_name="partner_entries", verbose_name=gettext_lazy("Countries of activity")
    )
    field = MultilingualField(gettext_lazy("Field of work"), blank=True)
    summary = MultilingualField(gettext_lazy("Description"), blank=True, long=True)
    website = models.URLField(gettext_lazy("Web address"), max_length=500, blank=True)
    role = MultilingualField(gettext_lazy("Agreed role"), blank=True, long=True)
    mandate = optional_relation(Mandate, "partner_entries")
    status = models.CharField(
        gettext_lazy("Status"),
        max_length=10,
        choices=PartnershipStatus.choices,
        default=PartnershipStatus.APPLIED,
    )
    applied_on = models.DateField(gettext_lazy("Applied on"), null=True, blank=True)
    decided_on = models.DateField(gettext_lazy("Decided on"), null=True, blank=True)
    since_on = models.DateField(gettext_lazy("Partner since"), null=True, blank=True)
    since_precision = DatePrecisionField()
    since = PartialDateOf("since")
    left_on = models.DateField(gettext_lazy("Partner until"), null=True, blank=True)
    reason = MultilingualField(gettext_lazy("Reason"), blank=True, long=True)
    guidance = optional_relation(Guidance, "partner_entries", gettext_lazy("Guidance of Member States"))
    endorsement = optional_relation(Endorsement, "partner_entries")
    logo = models.CharField(gettext_lazy("Logo"), max_length=64, blank=True)
    logo_permission = MultilingualField(gettext_lazy("Permission to use the logo"), blank=True)
    is_listed = models.BooleanField(gettext_lazy("Agrees to be listed in the public directory"), default=False)
    arranged = ArrangedField()

    class Meta:
        verbose_name = gettext_lazy("Partner")
        verbose_name_plural = gettext_lazy("Partners")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=PartnershipStatus.LEFT) | (Q(left_on__isnull=False) & ~Q(reason={})),
                name="ended_partnership_has_a_date_and_a_reason",
                violation_error_message=gettext_lazy("Enter the day on which the partnership ended and the reason."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[PartnershipStatus.DECLINED, PartnershipStatus.WITHDRAWN])
                | Q(decided_on__isnull=False),
                name="decided_application_has_a_date",
                violation_error_message=gettext_lazy("Enter the day on which the application was decided."),
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(since_on=None) | Q(left_on__gte=F("since_on")),
                name="partnership_ends_after_it_begins",
                violation_error_message=gettext_lazy(
                    "A partnership must not end before it begins. Check the two dates."
                ),
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(status__in=[PartnershipStatus.APPLIED, PartnershipStatus.ADMITTED]),
                name="one_partnership_an_organisation",
                violation_error_message=gettext_lazy("This organization is already a partner or has applied."),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "is_listed", "kind"], name="partners_by_status"),
        ]

    @property
    def current_name(self) -> MultilingualText:
        """The name of the organization on record, or that of the application; its identifier once that is deleted."""
        name = self.organisation.name if self.organisation else self.name
        return name or MultilingualText({"en": self.slug})

    @property
    def was_admitted(self) -> bool:
        """Whether it is, or was, a partner."""
        return self.status in WERE_ADMITTED


class PartnerContact(models.Model):
    """A person who represents a partner. Shown to the partner's people and the secretariat.

    `user` is the account by which the person acts for the partner; `invitation` is how the secretariat offered it.
    `is_focal_point` marks the first to be written to.
    `digest` is that of the secret in the link by which an applicant follows or withdraws the application.
    """

    partnership = parent_relation(Partnership, "contacts")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    name = models.CharField(pgettext_lazy("of a person", "Name"), max_length=200)
    position = models.CharField(pgettext_lazy("of a person", "Position"), max_length=200, blank=True)
    email = models.EmailField(gettext_lazy("E-mail address"), blank=True)
    phone = models.CharField(gettext_lazy("Telephone"), max_length=40, blank=True)
    language = models.CharField(
        gettext_lazy("Language of correspondence"),
        max_length=10,
        default="en",
        choices=[(language.django_code, language.name) for language in LANGUAGES],
    )
    digest = models.CharField(max_length=64, unique=True, null=True, blank=True, error_messages={"unique": LINK_TAKEN})
    is_focal_point = models.BooleanField(gettext_lazy("Focal point"), default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="partner_contacts",
        verbose_name=gettext_lazy("Account"),
    )
    invitation = models.ForeignKey(
        Invitation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="partner_contacts",
        verbose_name=gettext_lazy("Invitation"),
    )
    ended_on = models.DateField(gettext_lazy("Until"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("Contact of a partner")
        verbose_name_plural = gettext_lazy("Contacts of partners")
        ordering = ["partnership", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"],
                name="one_partner_contact_a_number",
                violation_error_message=gettext_lazy("This partner already has a contact with that number."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.partnership}, {self.number}"

    def display_name(self) -> str:
        """The name of the person."""
        return self.name

    def get_absolute_url(self) -> str:
        """Its place on the page of the partner."""
        return f"{self.partnership.get_absolute_url()}#contact-{self.number}"


class PartnerRule(models.Model):
    """What is required before a partner of a kind is admitted: which checks, and whether Member States give guidance.

    `checks` are values of `DueDiligenceKind`. A kind without a rule requires none.
    """

    kind = models.CharField(
        gettext_lazy("Kind"),
        max_length=15,
        choices=PartnerKind.choices,
        unique=True,
        error_messages={"unique": gettext_lazy("There is already a rule for this kind of partner.")},
    )
    checks = models.JSONField(gettext_lazy("Checks required"), default=list, blank=True)
    needs_guidance = models.BooleanField(gettext_lazy("Guidance of Member States required"), default=False)

    class Meta:
        verbose_name = gettext_lazy("Rule for partners")
        verbose_name_plural = gettext_lazy("Rules for partners")
        ordering = ["kind"]

    def __str__(self) -> str:
        return self.kind

    def display_name(self) -> str:
        """The kind of partner."""
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        """Its place among the rules."""
        return f"{reverse('partner_applications')}#rules"


class DueDiligenceCheck(models.Model):
    """A check of a partner: who checked what, when, from which source, with which result. For the secretariat."""

    partnership = parent_relation(Partnership, "checks")
    number = models.PositiveSmallIntegerField(gettext_lazy("Number"))
    kind = models.CharField(gettext_lazy("Check"), max_length=12, choices=DueDiligenceKind.choices)
    result = models.CharField(
        gettext_lazy("Result"), max_length=10, choices=DueDiligenceResult.choices, default=DueDiligenceResult.PENDING
    )
    checked_by = models.CharField(gettext_lazy("Checked by"), max_length=200, blank=True)
    checked_on = models.DateField(gettext_lazy("Checked on"), null=True, blank=True)
    source = models.TextField(pgettext_lazy("of a check", "Source"), blank=True)
    finding = models.TextField(gettext_lazy("Finding"), blank=True)
    document = optional_relation(Document, "due_diligence_checks")

    class Meta:
        verbose_name = gettext_lazy("Due diligence check")
        verbose_name_plural = gettext_lazy("Due diligence checks")
        ordering = ["partnership", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"],
                name="one_due_diligence_check_a_number",
                violation_error_message=NUMBER_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(result=DueDiligenceResult.PENDING) | (Q(checked_on__isnull=False) & ~Q(checked_by="")),
                name="done_check_has_a_person_and_a_date",
                violation_error_message=gettext_lazy("Enter who did the check and when."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership}, {self.number}"

    def display_name(self) -> str:
        """What is checked."""
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        """Its place on the page of the partner."""
        return f"{self.partnership.get_absolute_url()}#checks"


class PartnerInvitation(models.Model):
    """An invitation to apply, by a link. Only the digest of its secret is stored; it opens one application."""

    name = models.CharField(pgettext_lazy("of a person", "Name"), max_length=200)
    email = models.EmailField(gettext_lazy("E-mail address"))
    language = models.CharField(gettext_lazy("Language"), max_length=10, default="en")
    kind = models.CharField(gettext_lazy("Kind"), max_length=15, choices=PartnerKind.choices, blank=True)
    digest = models.CharField(max_length=64, unique=True, error_messages={"unique": LINK_TAKEN})
    sent_at = models.DateTimeField(gettext_lazy("Sent"))
    expires_at = models.DateTimeField(gettext_lazy("Valid until"))
    ended_at = models.DateTimeField(null=True, blank=True)
    partnership = models.OneToOneField(
        Partnership,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitation",
        error_messages={"unique": gettext_lazy("Another invitation already led to this application.")},
        verbose_name=gettext_lazy("Partner"),
    )

    class Meta:
        verbose_name = gettext_lazy("Invitation to become a partner")
        verbose_name_plural = gettext_lazy("Invitations to become a partner")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return self.name

    def display_name(self) -> str:
        """Whom it is for."""
        return self.name

    def get_absolute_url(self) -> str:
        """Its place among the open invitations."""
        return f"{reverse('partner_applications')}#invitations"

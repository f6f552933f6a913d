"""A bundle that was ordered, and what lies in it."""

from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from palermo.core.audiences import Audience
from palermo.core.constraints import ON_RECORD
from palermo.core.fields import MultilingualField
from palermo.core.languages import CODES
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation
from palermo.events.models import Event
from palermo.library.models.documents import LANGUAGE_CHOICES
from palermo.offline.states import BundleState, Part

# What the secretariat alone reads is handed out to nobody.
AUDIENCES = [(audience.value, audience.label) for audience in Audience if audience != Audience.SECRETARIAT]


def file_path(bundle: "OfflineBundle", filename: str) -> str:
    """Bundles lie under their content's hash: no name can be guessed."""
    return f"bundles/{bundle.sha256[:2]}/{bundle.sha256}"


class OfflineBundle(SluggedRecord):
    """An offline package: a ZIP file of pages and documents for one audience.

    `languages` and `parts` are codes with blanks between them. With `event` it is limited to that event, its
    programme and its documents. `as_at_on` is the date of the record; `failure` the reason why it was not built.
    """

    page_name = "bundle"

    title = MultilingualField(gettext_lazy("Title"))
    audience = models.CharField(gettext_lazy("Audience"), max_length=20, choices=AUDIENCES)
    languages = models.CharField(
        gettext_lazy("Languages"),
        max_length=30,
        help_text=gettext_lazy(
            "Language codes separated by spaces, in the order used by the United Nations: ar zh en fr ru es."
        ),
    )
    parts = models.CharField(gettext_lazy("Contents"), max_length=100)
    event = optional_relation(Event, "+")
    reason = MultilingualField(gettext_lazy("Reason"))
    state = models.CharField(
        gettext_lazy("Status"), max_length=10, choices=BundleState.choices, default=BundleState.ORDERED
    )
    ordered_at = models.DateTimeField(gettext_lazy("Requested at"))
    as_at_on = models.DateField(gettext_lazy("As at"), null=True, blank=True)
    built_at = models.DateTimeField(gettext_lazy("Built at"), null=True, blank=True)
    file = models.FileField(upload_to=file_path, max_length=200, blank=True, storage=FileSystemStorage)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    failure = models.TextField(gettext_lazy("Reason for failure"), blank=True)
    withdrawn_on = models.DateField(gettext_lazy("Withdrawn on"), null=True, blank=True)
    withdrawal_reason = MultilingualField(gettext_lazy("Reason for withdrawal"), blank=True)

    class Meta:
        verbose_name = gettext_lazy("Offline package")
        ordering = ["-ordered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(audience=Audience.SECRETARIAT),
                name="bundle_is_for_somebody_else",
                violation_error_message=gettext_lazy(
                    "A package cannot be for the secretariat. Choose another audience."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(languages="") & ~Q(parts=""),
                name="bundle_holds_something",
                violation_error_message=gettext_lazy("Choose at least one language and one kind of content."),
            ),
            models.CheckConstraint(
                condition=Q(built_at=None, as_at_on=None, file="", sha256="")
                | (Q(built_at__isnull=False, as_at_on__isnull=False) & ~Q(file="") & ~Q(sha256="")),
                name="built_bundle_has_its_file_and_day",
                violation_error_message=gettext_lazy(
                    "A completed package must have its file and the time it was built; others must not."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state=BundleState.BUILT) | Q(built_at__isnull=False),
                name="bundle_is_built_at_an_instant",
                violation_error_message=gettext_lazy(
                    "A completed package must have its file and the time it was built; others must not."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(BundleState.ORDERED, BundleState.FAILED)) | Q(built_at=None),
                name="bundle_not_built_has_no_instant",
                violation_error_message=gettext_lazy(
                    "A completed package must have its file and the time it was built; others must not."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state=BundleState.WITHDRAWN, withdrawn_on__isnull=False)
                | (~Q(state=BundleState.WITHDRAWN) & Q(withdrawn_on=None)),
                name="withdrawn_bundle_has_a_date",
                violation_error_message=gettext_lazy(
                    "A withdrawn record must have a date of withdrawal; others must not."
                ),
            ),
            models.CheckConstraint(
                condition=Q(failure="") | Q(state=BundleState.FAILED),
                name="only_a_failed_bundle_says_why",
                violation_error_message=gettext_lazy("Only a failed package has a reason for failure."),
            ),
        ]
        indexes = [models.Index(fields=["audience", "state", "-ordered_at"], name="bundles_by_reader")]

    @property
    def language_codes(self) -> list[str]:
        """The codes of its languages, in the official order."""
        return [code for code in CODES if code in self.languages.split()]

    @property
    def chosen_parts(self) -> list[Part]:
        """What was chosen for it, in the order of the form."""
        return [part for part in Part if part in self.parts.split()]


class BundledRecord(models.Model):
    """A record in an offline package; for a document, one row for each language of its texts and files.

    `kind` is that of `portal.offline.kinds`, and `ident` its identifier there. It has no foreign keys to these records,
    so that both can be deleted independently.
    """

    bundle = models.ForeignKey(OfflineBundle, on_delete=models.CASCADE, related_name="records")
    kind = models.CharField(max_length=20)
    ident = models.CharField(max_length=120)
    symbol = models.CharField(max_length=100, blank=True)
    audience = models.CharField(max_length=20, choices=Audience.choices)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES, blank=True)
    form = models.CharField(max_length=10, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["bundle", "kind", "ident", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["bundle", "kind", "ident", "language"],
                name="a_record_is_in_a_bundle_once_a_language",
                violation_error_message=ON_RECORD,
            )
        ]

    def __str__(self) -> str:
        return f"{self.ident} ({self.language})" if self.language else self.ident

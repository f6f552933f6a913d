"""Treaties: how they are cited, where they are kept, and from when they bind."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_lazy

from palermo.accounts.models import Place
from palermo.core.audiences import Audience
from palermo.core.fields import MultilingualField
from palermo.core.records import SluggedRecord
from palermo.core.relations import optional_relation, parent_relation
from palermo.core.text import plain
from palermo.treaties.provisions import check_provisions
from palermo.treaties.states.participation import ActionKind, DelayUnit


class Treaty(SluggedRecord):
    """A treaty as cited in reports, with the rule by which it enters into force.

    It enters into force `entry_delay` units after the deposit of instrument number `instruments_needed`. Where
    `enters_after_parent` is set, not before the treaty that it supplements; where `counts_organisations` is not,
    instruments deposited by organizations are not counted. Without `instruments_needed` the rule is not on record.

    `must_join_parent` means that only parties to the treaty that it supplements can become parties to it,
    `ends_with_parent` that who withdraws from that treaty withdraws from this one by the same notification.
    `depositary_number` is its place in the depositary's list: "XVIII-12-a". `source` is that of every action
    without one of its own. `known_until` is the last day that the list of participants on record covers: no status is
    stated as at a later one, and without it the record has no list. Treaties taken from an index are the secretariat's
    (`audience`) until they are published one by one.
    """

    page_name = "treaty"

    name = MultilingualField(gettext_lazy("Name"))
    short_name = MultilingualField(gettext_lazy("Short name"), blank=True)
    citation = MultilingualField(gettext_lazy("Citation"), blank=True)
    supplements = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="protocols",
        verbose_name=gettext_lazy("Supplements"),
    )
    depositary = MultilingualField(gettext_lazy("Depositary"), blank=True)
    depositary_number = models.CharField(
        gettext_lazy("Number in the depositary’s list"),
        max_length=30,
        blank=True,
        help_text=gettext_lazy("As the depositary writes it, such as XVIII-12-a."),
    )
    registration_number = models.CharField(gettext_lazy("Registration number"), max_length=30, blank=True)
    registered_on = models.DateField(gettext_lazy("Registered on"), null=True, blank=True)
    adopted_on = models.DateField(gettext_lazy("Adopted on"), null=True, blank=True)
    adopted_at = optional_relation(Place, "treaties", gettext_lazy("Adopted at"))
    opened_on = models.DateField(gettext_lazy("Opened for signature on"), null=True, blank=True)
    closed_on = models.DateField(gettext_lazy("Open for signature until"), null=True, blank=True)
    instruments_needed = models.PositiveSmallIntegerField(
        gettext_lazy("Instruments needed for entry into force"), null=True, blank=True
    )
    entry_delay = models.PositiveSmallIntegerField(
        gettext_lazy("Time from the last of them to entry into force"), default=0
    )
    entry_delay_unit = models.CharField(
        gettext_lazy("Unit of that time"), max_length=5, choices=DelayUnit.choices, default=DelayUnit.DAY
    )
    entry_provision = models.CharField(
        gettext_lazy("Provision on entry into force"), max_length=30, blank=True, validators=[check_provisions]
    )
    enters_after_parent = models.BooleanField(
        gettext_lazy("Enters into force no earlier than the treaty it supplements"), default=False
    )
    counts_organisations = models.BooleanField(gettext_lazy("Counts instruments of organizations"), default=False)
    must_join_parent = models.BooleanField(
        gettext_lazy("Open only to parties to the treaty it supplements"), default=False
    )
    ends_with_parent = models.BooleanField(
        gettext_lazy("Ends with a withdrawal from the treaty it supplements"),
        default=False,
        help_text=gettext_lazy("Withdrawal from that treaty then entails withdrawal from this one, on the same day."),
    )
    source = models.CharField(gettext_lazy("Source"), max_length=300, blank=True)
    known_until = models.DateField(
        gettext_lazy("Status as at"),
        null=True,
        blank=True,
        help_text=gettext_lazy(
            "The last day up to which every action is on record, as a rule the date of the depositary’s list. No "
            "status is shown as at a later day, and none at all without this date."
        ),
    )
    audience = models.CharField(
        gettext_lazy("Audience"),
        max_length=20,
        choices=[(each.value, each.label) for each in (Audience.PUBLIC, Audience.SECRETARIAT)],
        default=Audience.PUBLIC,
    )

    class Meta:
        verbose_name = gettext_lazy("Treaty")
        verbose_name_plural = gettext_lazy("Treaties")
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["depositary_number"],
                condition=~Q(depositary_number=""),
                name="one_treaty_has_a_depositary_number",
                violation_error_message=gettext_lazy("Another treaty has this number in the depositary’s list."),
            ),
            models.CheckConstraint(
                condition=Q(opened_on=None) | Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="treaty_closes_after_it_opens",
                violation_error_message=gettext_lazy(
                    "A treaty cannot be closed for signature before it was opened. Check the two dates."
                ),
            ),
            models.CheckConstraint(
                condition=Q(enters_after_parent=False, must_join_parent=False, ends_with_parent=False)
                | Q(supplements__isnull=False),
                name="treaty_follows_one_it_supplements",
                violation_error_message=gettext_lazy("Choose the treaty that this one supplements."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.short_name or self.name)

    def clean(self) -> None:
        """Refuse a treaty that supplements itself, one that supplements it, or one that fewer may see."""
        if self.is_public and self.supplements is not None and not self.supplements.is_public:
            raise ValidationError({"supplements": gettext("Publish the treaty that this one supplements first.")})
        seen, above = {self.pk}, self.supplements
        while above is not None and above.pk is not None:
            if above.pk in seen:
                raise ValidationError(
                    {"supplements": gettext("A treaty cannot supplement itself or a treaty that supplements it.")}
                )
            seen.add(above.pk)
            above = above.supplements

    @property
    def is_public(self) -> bool:
        """Whether it is published, not only in the secretariat's catalogue."""
        return self.audience == Audience.PUBLIC

    def display_name(self) -> str:
        """What links and headings say."""
        return plain(self.short_name or self.name)


class EffectRule(models.Model):
    """From when a kind of action in respect of a treaty has effect: so long after its deposit.

    Where `waits_for_entry` is set, not before the treaty itself enters into force.
    """

    treaty = parent_relation(Treaty, "effect_rules")
    kind = models.CharField(gettext_lazy("Kind of action"), max_length=25, choices=ActionKind.choices)
    delay = models.PositiveSmallIntegerField(gettext_lazy("Time from deposit to effect"), default=0)
    unit = models.CharField(
        gettext_lazy("Unit of that time"), max_length=5, choices=DelayUnit.choices, default=DelayUnit.DAY
    )
    waits_for_entry = models.BooleanField(gettext_lazy("Not before the treaty enters into force"), default=True)
    provision = models.CharField(gettext_lazy("Provision"), max_length=30, blank=True, validators=[check_provisions])

    class Meta:
        verbose_name = gettext_lazy("Rule of effect")
        verbose_name_plural = gettext_lazy("Rules of effect")
        ordering = ["treaty", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["treaty", "kind"],
                name="one_effect_rule_for_a_kind",
                violation_error_message=gettext_lazy("This treaty already has a rule for this kind of action."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.treaty}: {self.kind}"

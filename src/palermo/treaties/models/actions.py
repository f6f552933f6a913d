"""Treaty actions: what participants do in respect of a treaty, by the date of deposit."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from palermo.core.fields import MultilingualField
from palermo.core.relations import parent_relation
from palermo.treaties.models.participants import OfParticipant, display_name_on
from palermo.treaties.models.treaties import Treaty
from palermo.treaties.states.participation import CONSENT, ActionKind


class TreatyAction(OfParticipant):
    """One action in respect of a treaty: a signature, the deposit of an instrument, a notification of withdrawal.

    `deposited_on` is the day of the signature or of the deposit with the depositary. The date of effect follows from
    the treaty's own rule (`status.TreatyStatus.effect_of`), unless the instrument states one: `stated_effect_on`.
    """

    treaty = parent_relation(Treaty, "actions")
    kind = models.CharField(gettext_lazy("Kind of action"), max_length=25, choices=ActionKind.choices)
    deposited_on = models.DateField(gettext_lazy("Date of deposit"))
    stated_effect_on = models.DateField(
        gettext_lazy("Date of effect stated in the instrument"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Only where the instrument states one, such as the date of a succession of States."),
    )
    territory = MultilingualField(
        gettext_lazy("Territory"),
        blank=True,
        help_text=gettext_lazy("The territory to which the treaty is applied, or which is excluded."),
    )
    source = models.CharField(gettext_lazy("Source"), max_length=300, blank=True)

    class Meta(OfParticipant.Meta):
        verbose_name = gettext_lazy("Treaty action")
        verbose_name_plural = gettext_lazy("Treaty actions")
        ordering = ["treaty", "deposited_on", "pk"]
        constraints = [
            *OfParticipant.Meta.constraints,
            models.UniqueConstraint(
                fields=["treaty", "state", "kind", "deposited_on"],
                name="one_action_of_a_state_on_a_day",
                violation_error_message=gettext_lazy("This action is already on record."),
            ),
            models.UniqueConstraint(
                fields=["treaty", "organisation", "kind", "deposited_on"],
                name="one_action_of_an_organisation_on_a_day",
                violation_error_message=gettext_lazy("This action is already on record."),
            ),
            models.CheckConstraint(
                condition=Q(territory={}) | Q(kind__in=sorted([*CONSENT, ActionKind.TERRITORIAL_APPLICATION])),
                name="treaty_action_for_a_territory",
                violation_error_message=gettext_lazy(
                    "Only an instrument or a notification of territorial application names a territory."
                ),
            ),
        ]
        indexes = [models.Index(fields=["deposited_on"], name="treaty_actions_by_deposit")]

    def __str__(self) -> str:
        return f"{self.treaty}: {self.participant}, {self.kind} {self.deposited_on}"

    @property
    def is_consent(self) -> bool:
        """Whether it makes the participant a party."""
        return self.kind in CONSENT

    def get_absolute_url(self) -> str:
        """Its place on the page of the participant."""
        return f"{self.participant_address(self.treaty.slug)}#action-{self.pk}"

    def display_name(self) -> str:
        """The participant in the name of the day, and what it did."""
        return f"{display_name_on(self.participant, self.deposited_on)}: {ActionKind(self.kind).label}"

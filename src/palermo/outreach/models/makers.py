"""Who makes a commitment or keeps a plan: a State, an organization, a partner, or a group that is only named."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.core.fields import MultilingualField
from palermo.core.relations import optional_relation
from palermo.core.text import MultilingualText
from palermo.outreach.models.partners import Partnership


class OfMaker(models.Model):
    """What one of these makes: a State, an organization of the record, a partner, or a group ("religious leaders")."""

    state = optional_relation(State, "%(class)ss")
    organisation = optional_relation(Organisation, "%(class)ss")
    partnership = optional_relation(Partnership, "%(class)ss")
    group = MultilingualField(gettext_lazy("Group"), blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(state__isnull=False, organisation=None, partnership=None, group={})
                    | Q(state=None, organisation__isnull=False, partnership=None, group={})
                    | Q(state=None, organisation=None, partnership__isnull=False, group={})
                    | (Q(state=None, organisation=None, partnership=None) & ~Q(group={}))
                ),
                name="%(class)s_is_of_one_maker",
                violation_error_message=gettext_lazy(
                    "Enter one party: a State, an organization, a partner or the name of a group."
                ),
            )
        ]

    @property
    def maker(self) -> State | Organisation | Partnership | None:
        """The record of the party; None for a group."""
        return self.state or self.organisation or self.partnership

    @property
    def maker_name(self) -> MultilingualText:
        """The name of the party. Prefetch `state__former_names`, select `partnership__organisation`."""
        if self.state:
            return self.state.name_today
        if self.organisation:
            return self.organisation.name
        return self.partnership.current_name if self.partnership else self.group

"""The administration of treaties: how they are cited, their rules, and how lists write participants."""

from wagtail import hooks

from palermo.site.administration.viewsets import MenuEntry, record_viewset
from palermo.treaties.models import EffectRule, ListedName, Treaty


@hooks.register("register_admin_viewset")
def treaties() -> list[MenuEntry]:
    """Treaties with their rules, and names in lists, among the settings."""
    treaty = record_viewset(
        Treaty,
        fields=[
            *(
                "name",
                "short_name",
                "citation",
                "supplements",
                "depositary",
                "depositary_number",
                "registration_number",
            ),
            *("registered_on", "adopted_on", "adopted_at", "opened_on", "closed_on", "instruments_needed"),
            *("entry_delay", "entry_delay_unit", "entry_provision", "enters_after_parent", "counts_organisations"),
            *("must_join_parent", "ends_with_parent", "source", "known_until"),
        ],
        setting=150,
    )
    rule = record_viewset(
        EffectRule,
        fields=["kind", "delay", "unit", "waits_for_entry", "provision"],
        parents=["treaty"],
        related=["treaty"],
    )
    name = record_viewset(
        ListedName,
        fields=["label", "state", "organisation", "since_on", "until_on", "name"],
        columns=["since_on", "until_on"],
        setting=155,
    )
    return [treaty, rule, name]

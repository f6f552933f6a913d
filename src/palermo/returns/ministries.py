"""The ministries of a State that supply tables of its returns: organizations on record, and names that were entered."""

from palermo.accounts.models import Organisation
from palermo.accounts.states import OrganisationKind
from palermo.core.text import plain
from palermo.returns.models import ReturnBlock


def ministry_names(state_id: int) -> list[str]:
    """The names to choose from: of the ministries of a State on record, and those entered in its returns so far."""
    on_record = {plain(each.name) for each in _ministries(state_id)}
    entered = ReturnBlock.objects.filter(of__state=state_id).exclude(ministry_text="")
    return sorted({*on_record, *entered.order_by().values_list("ministry_text", flat=True).distinct()})


def find_ministry(state_id: int, name: str) -> Organisation | None:
    """The ministry on record that has a name in any language."""
    wanted = name.strip().casefold()
    return next(
        (each for each in _ministries(state_id) if wanted in {words.casefold() for words in each.name.values()}), None
    )


def _ministries(state_id: int) -> list[Organisation]:
    kinds = [OrganisationKind.MINISTRY, OrganisationKind.GOVERNMENT]
    return list(Organisation.objects.filter(state=state_id, kind__in=kinds))

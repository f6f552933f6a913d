"""The codes of the editions of code lists that a questionnaire names: those on record, else those that are shipped."""

from collections.abc import Collection

from harmonise.lists import UnknownList, code_list

from palermo.core.text import MultilingualText
from palermo.knowledge.models import CodeListEdition
from palermo.knowledge.states.lists import ListEditionStatus


def codes_of(listed: str) -> Collection[str] | None:
    """The codes of a published edition, such as `sex/1`; None where there is no such edition."""
    name, _slash, number = listed.partition("/")
    if edition := _on_record(name, number):
        return set(edition.codes.values_list("code", flat=True))
    try:
        return {each.code for each in code_list(name, number).codes}
    except UnknownList:
        return None


def names_in(listed: str) -> dict[str, MultilingualText]:
    """The codes of an edition of a code list with their names; empty where there is no such edition."""
    name, _slash, number = listed.partition("/")
    if edition := _on_record(name, number):
        return dict(edition.codes.order_by("position").values_list("code", "names"))
    try:
        return {each.code: MultilingualText(dict(each.names)) for each in code_list(name, number).codes}
    except UnknownList:
        return {}


def _on_record(name: str, number: str) -> CodeListEdition | None:
    published = CodeListEdition.objects.filter(status=ListEditionStatus.PUBLISHED)
    return published.filter(code_list__slug=name, number=int(number)).first()

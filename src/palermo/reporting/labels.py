"""What readers know a record by whose text a report lacks: a number or a title in the language of the report."""

from django.db.models import Model
from django.utils.translation import override

from palermo.core.kinds import find_kind
from palermo.core.languages import BY_CODE
from palermo.core.text import plain
from palermo.reporting.realization.gaps import RecordLabel
from palermo.reporting.tree import Fact


def label_record(fact: Fact, language: str) -> RecordLabel | None:
    """The number or the title of the record that a fact is of, in a language; None where there is no such record.

    A report names only records that its readers may know of.
    """
    record = find_record(fact)
    if record is None:
        return None
    if number := getattr(record, "number", "") if fact.kind == "decisions" else "":
        return RecordLabel(str(number), is_number=True)
    with override(BY_CODE[language].django_code):
        return RecordLabel(plain(record.topic) if fact.kind == "guidance" else record.display_name())  # type: ignore[attr-defined]  # every kind has them


def find_record(fact: Fact) -> Model | None:
    """The record that a fact is of."""
    kind = find_kind(fact.kind)
    if kind is None or len(kind.key) != 1:
        return None
    return kind.with_names(kind.model._default_manager.filter(**{kind.key[0]: fact.id})).first()

"""Which columns of a dataset of cases can be counted, and which tell persons apart."""

from harmonise.layouts.layout import Column, Personal, Type

from palermo.knowledge.layouts import layout_of
from palermo.knowledge.models import Dataset

# A whole number with more values than this is a measurement, or a key.
MOST_VALUES = 200


def countable_columns(dataset: Dataset) -> list[str]:
    """Columns of codes, and of whole numbers with few values; none that says who a person is.

    Refused if the layout of the dataset cannot be used.
    """
    layout = layout_of(dataset)
    return [each.name for each in layout.columns if _can_be_counted(each) and each.name not in layout.key]


def person_columns(dataset: Dataset) -> list[str]:
    """The columns that tell cases apart, which are never released; none where each row is a case of its own."""
    return list(layout_of(dataset).key)


def _can_be_counted(column: Column) -> bool:
    if column.personal is not Personal.NONE or column.unique:
        return False
    if column.type is Type.WHOLE:
        low, high = column.lowest, column.highest
        # Limits of days are texts; those of numbers are not.
        return isinstance(low, int | float) and isinstance(high, int | float) and high - low < MOST_VALUES
    return column.type is Type.CODE

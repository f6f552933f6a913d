"""Capture histories from whatever an estimator was given in their place."""

from prevalence.cells import count_column
from prevalence.errors import InvalidArgument, InvalidData
from prevalence.frames import columns_of
from prevalence.histories import CaptureHistories


def read_histories(data: object) -> CaptureHistories:
    """The histories themselves, or those of a table that every estimator takes in their place.

    Parameters
    ----------
    data : CaptureHistories, data frame, mapping of columns, or sequence of rows
        A table with a column called count, counts, n, freq, frequency, number, people, cases or total has counts per
        pattern; one without has a row per person. All its other columns are lists.

    Returns
    -------
    CaptureHistories

    Raises
    ------
    InvalidArgument
        If it is no table.
    InvalidData
        If its columns cannot be lists; names column, row, value and cure.
    """
    if isinstance(data, CaptureHistories):
        return data
    try:
        columns = columns_of(data)
    except InvalidData as error:
        text = (
            f"An estimator needs CaptureHistories or a table with a 0/1 column per list, but was given "
            f"{type(data).__name__}. Use CaptureHistories.from_counts, from_people, from_patterns, from_memberships or "
            "from_csv."
        )
        raise InvalidArgument(text) from error
    count = count_column(columns)
    if count is None:
        return CaptureHistories.from_people(columns)
    return CaptureHistories.from_counts(columns, count=count)

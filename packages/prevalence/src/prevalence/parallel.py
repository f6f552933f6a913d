"""Independent pieces of work over whatever backend joblib has been told to use."""

import importlib
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from prevalence.errors import InvalidArgument

Result = TypeVar("Result")


def spread(work: Callable[..., Result], arguments: Sequence[tuple[Any, ...]]) -> list[Result]:
    """Call `work` with each tuple of arguments, in joblib's workers, and return the results in order.

    Parameters
    ----------
    work : callable
        Defined at the top of a module, so that it can be sent to another process.
    arguments : sequence of tuple

    Returns
    -------
    list

    Raises
    ------
    InvalidArgument
        If joblib is not installed.

    Notes
    -----
    All cores of this machine by default. `joblib.parallel_config(backend="dask")` around the call sends the work to a
    Dask cluster instead. Streams are numbered by piece and not by worker, so the numbers do not depend on where they
    were computed.
    """
    try:
        joblib = importlib.import_module("joblib")  # here, because it takes longer to import than all of this package
    except ImportError as error:
        text = "parallel=True needs joblib: pip install prevalence[parallel], or leave parallel out."
        raise InvalidArgument(text) from error
    active, _ = joblib.parallel.get_active_backend()
    plain = type(active).__name__ == "LokyBackend"
    run = joblib.Parallel(n_jobs=-1) if plain else joblib.Parallel()
    return list(run(joblib.delayed(work)(*piece) for piece in arguments))

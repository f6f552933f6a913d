"""How a failure of background work is described: which error, and where; never its message, which can quote a file."""

import logging
from traceback import format_tb
from types import TracebackType


def class_path_of(error: BaseException) -> str:
    """The class of an error by its full name."""
    return f"{type(error).__module__}.{type(error).__qualname__}"


def places_of(error: BaseException) -> str:
    """The lines of our code and of others' through which an error came."""
    return "".join(format_tb(error.__traceback__))


class WithoutMessages(logging.Formatter):
    """Writes entries of a program's log without the messages of errors."""

    def formatException(  # noqa: N802 -- logging's own name
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The places and the class of an error."""
        return f"{places_of(ei[1])}{class_path_of(ei[1])}" if ei[1] else ""

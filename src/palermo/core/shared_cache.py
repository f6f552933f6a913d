"""The cache that all processes share: a table of the database, which goes on being read when nothing can be written."""

from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connection, transaction

from palermo.core.read_only import ignore_unwritable, is_unwritable


class SharedCache(DatabaseCache):
    """Django's, which tells a lock that another process has from one that cannot be written.

    What is too old is deleted when it is read: where it cannot be, it stays and is not read.
    """

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value under a key that has none; False if it has one.

        Raises
        ------
        DatabaseError
            If nothing can be written, which Django's own answers with False: a limit of attempts would be taken for
            reached.
        """
        failures: list[DatabaseError] = []

        def note_failures(execute: Callable[..., Any], *query: Any) -> Any:
            try:
                return execute(*query)
            except DatabaseError as error:
                failures.append(error)
                raise

        is_added = False
        try:
            # A transaction around Django's: what fails when it is committed, as on a full disk, is not hidden then.
            with connection.execute_wrapper(note_failures), transaction.atomic():
                is_added = super().add(key, value, timeout, version)
        except DatabaseError as error:
            failures.append(error)
        for failure in failures:
            if is_unwritable(failure):
                raise failure
        return is_added and not failures

    def get_or_set(self, key: str, default: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> Any:
        """The value of a key, else `default`, which is kept if it can be."""
        value = self.get(key, self._missing_key, version)
        if value is self._missing_key:
            value = default() if callable(default) else default
            with ignore_unwritable():
                self.add(key, value, timeout, version)
        return value

    def _base_delete_many(self, keys: list[str]) -> Any:
        with ignore_unwritable():
            return super()._base_delete_many(keys)  # type: ignore[misc]  # a part of Django's that its stubs leave out
        return False

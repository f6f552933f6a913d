"""The cache that all processes share: a table of the database, which goes on being read when nothing can be written."""

from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError

from palermo.core.unwritable import is_unwritable


class SharedCache(DatabaseCache):
    """Django's, which deletes what is too old when it reads: where it cannot, that stays and is not read."""

    def _base_delete_many(self, keys: list[str]) -> Any:
        try:
            return super()._base_delete_many(keys)  # type: ignore[misc]  # a part of Django's that its stubs leave out
        except DatabaseError as error:
            if not is_unwritable(error):
                raise
            return False

"""Relations of models, as most of them are: labelled by what they lead to, and keeping it from being deleted."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable
    from django.utils.functional import _StrPromise


def relation[Related: models.Model](
    to: type[Related], related_name: str, label: "str | _StrPromise | None" = None
) -> "models.ForeignKey[Related | Combinable, Related]":
    """A record that every row refers to; it cannot be deleted as long as a row does.

    `related_name` is what the rows are called on it. Without a `label` the relation has the name of its model.
    """
    name = label or to._meta.verbose_name
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name=related_name, verbose_name=name)


def optional_relation[Related: models.Model](
    to: type[Related], related_name: str, label: "str | _StrPromise | None" = None
) -> "models.ForeignKey[Related | Combinable | None, Related | None]":
    """A record that a row may refer to; it cannot be deleted as long as a row does.

    `related_name` is what the rows are called on it. Without a `label` the relation has the name of its model.
    """
    name = label or to._meta.verbose_name
    return models.ForeignKey(
        to, on_delete=models.PROTECT, null=True, blank=True, related_name=related_name, verbose_name=name
    )


def parent_relation[Related: models.Model](
    to: type[Related], related_name: str, label: "str | _StrPromise | None" = None
) -> "models.ForeignKey[Related | Combinable, Related]":
    """The record that every row is a part of; they are deleted together.

    `related_name` is what the rows are called on it. Without a `label` the relation has the name of its model.
    """
    name = label or to._meta.verbose_name
    return models.ForeignKey(to, on_delete=models.CASCADE, related_name=related_name, verbose_name=name)

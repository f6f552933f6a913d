"""Provisions of a treaty, written short: "15(2)" is article 15, paragraph 2."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_PROVISION = re.compile(r"(?P<article>\d{1,3})(?:\((?P<paragraph>\d{1,2})\))?(?:\((?P<subparagraph>[a-z])\))?")


def check_provisions(written: str) -> None:
    """Validate a list of provisions, such as "15(2), 18(13)".

    Raises
    ------
    ValidationError
        With the first that is none.
    """
    for each in split_provisions(written):
        if not _PROVISION.fullmatch(each):
            raise ValidationError(
                _("Enter provisions such as 15(2) or 6(3)(b), separated by commas. “%(found)s” is not one.")
                % {"found": each}
            )


def split_provisions(written: str) -> list[str]:
    """The provisions in a list, in its order: ["15(2)", "18(13)"]."""
    return [each.strip() for each in written.split(",") if each.strip()]


def describe_provision(provision: str) -> str:
    """A provision in the reader's language: "article 15, paragraph 2".

    What is no provision is returned as it is.
    """
    match = _PROVISION.fullmatch(provision.strip())
    if not match:
        return provision
    parts = match.groupdict()
    if parts["paragraph"] and parts["subparagraph"]:
        return _("article %(article)s, paragraph %(paragraph)s (%(subparagraph)s)") % parts
    if parts["paragraph"]:
        return _("article %(article)s, paragraph %(paragraph)s") % parts
    if parts["subparagraph"]:
        return _("article %(article)s (%(subparagraph)s)") % parts
    return _("article %(article)s") % parts


def concerns(written: str, provision: str) -> bool:
    """Whether a list of provisions names one, or the article or paragraph that it belongs to.

    Examples
    --------
    >>> concerns("15, 18(13)", "15(2)"), concerns("15(2)", "15(2)"), concerns("15(3)", "15(2)")
    (True, True, False)
    """
    return any(provision == each or provision.startswith(f"{each}(") for each in split_provisions(written))

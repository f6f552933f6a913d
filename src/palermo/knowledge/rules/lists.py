"""Who keeps code lists and mappings, and what may be done to an edition or a mapping while it is a draft."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.text import plain
from palermo.knowledge.models import CodeList, CodeListEdition, CodeMapping
from palermo.knowledge.states.lists import LIST_EDITION_MOVES, ListEditionStatus


def check_may_keep_lists(user: Actor, record: object = None) -> None:
    """The secretariat keeps code lists and mappings."""
    check_may(user, Permission.KEEP_LISTS)


def check_may_begin_list_edition(user: Actor, code_list: CodeList) -> None:
    """A new edition of a code list is begun while no other one is a draft."""
    check_may_keep_lists(user)
    draft = code_list.editions.filter(status=ListEditionStatus.DRAFT).values_list("number", flat=True).first()
    if draft is not None:
        raise Refused(_("Edition %(number)d is still a draft. Publish or withdraw it first.") % {"number": draft})


def check_names_origin(code_list: CodeList, source: str) -> None:
    """An edition of a list that another organization maintains names the edition of that organization."""
    if code_list.origin and not source.strip():
        raise Refused(
            _(
                "This list is maintained by another organization: %(origin)s. Enter from which of its editions the "
                "codes come, with title and date."
            )
            % {"origin": plain(code_list.origin)}
        )


def check_can_begin_list_edition(user: Actor, code_list: CodeList, *, source: str) -> None:
    """As `check_may_begin_list_edition`; an edition of another organization's list is new and names its origin."""
    check_may_begin_list_edition(user, code_list)
    check_names_origin(code_list, source)
    _check_origin_is_new(code_list, source)


def _check_origin_is_new(code_list: CodeList, source: str) -> None:
    if not code_list.origin:
        return
    for number, known in code_list.editions.values_list("number", "source"):
        if known.split() == source.split():
            raise Refused(
                _(
                    "Edition %(number)d already names this source. Another organization maintains this list: enter "
                    "its new edition, with title and date."
                )
                % {"number": number}
            )


def check_may_change_list_edition(user: Actor, edition: CodeListEdition) -> None:
    """An edition is changed or withdrawn while it is a draft."""
    check_may_keep_lists(user)
    if edition.status != ListEditionStatus.DRAFT:
        raise Refused(_("This edition is published and does not change. Begin a new edition."))


def check_may_publish_list_edition(user: Actor, edition: CodeListEdition) -> None:
    """A draft is published that has codes."""
    check_may_change_list_edition(user, edition)
    check_move(LIST_EDITION_MOVES, edition.status, ListEditionStatus.PUBLISHED)
    check_names_origin(edition.code_list, edition.source)
    if not edition.codes.exists():
        raise Refused(_("This edition has no codes. Upload its codes first."))


def check_may_export(edition: CodeListEdition) -> None:
    """An edition can be exported unless it says why it cannot."""
    if edition.refusal:
        raise Refused(edition.refusal_sentence())


def check_may_begin_mapping(user: Actor, source: CodeListEdition) -> None:
    """A mapping is begun from a published edition that has codes."""
    check_may_keep_lists(user)
    if source.status != ListEditionStatus.PUBLISHED:
        raise Refused(_("This edition is a draft. Publish it first."))
    if not source.codes.exists():
        raise Refused(_("This edition has no codes."))


def check_can_begin_mapping(user: Actor, source: CodeListEdition, target: CodeListEdition) -> None:
    """As `check_may_begin_mapping`, to another published edition, while no mapping between the two is a draft."""
    check_may_begin_mapping(user, source)
    check_may_export(target)
    if target.pk == source.pk:
        raise Refused(_("Choose two different editions."))
    if target.status != ListEditionStatus.PUBLISHED:
        raise Refused(_("This edition is a draft. Publish it first."))
    drafts = CodeMapping.objects.filter(source=source, target=target, status=ListEditionStatus.DRAFT)
    draft = drafts.values_list("number", flat=True).first()
    if draft is not None:
        raise Refused(_("Mapping %(number)d is still a draft. Publish or withdraw it first.") % {"number": draft})


def check_may_change_mapping(user: Actor, mapping: CodeMapping) -> None:
    """A mapping is changed or withdrawn while it is a draft."""
    check_may_keep_lists(user)
    if mapping.status != ListEditionStatus.DRAFT:
        raise Refused(_("This mapping is published and does not change. Begin a new one."))


def check_may_publish_mapping(user: Actor, mapping: CodeMapping) -> None:
    """A draft is published; its table was complete when it was read."""
    check_may_change_mapping(user, mapping)
    check_move(LIST_EDITION_MOVES, mapping.status, ListEditionStatus.PUBLISHED)

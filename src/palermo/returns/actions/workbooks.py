"""Taking over a workbook into a return, as a whole or not at all."""

from collections.abc import Collection, Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.core.refusals import Refused
from palermo.core.rows import lock_row
from palermo.returns.actions.filling import describe_table, save_figures
from palermo.returns.exchange.comparing import HeadChange, compare
from palermo.returns.exchange.workbook_reader import FilledWorkbook
from palermo.returns.figures import last_change
from palermo.returns.models import Return
from palermo.returns.rules import workbooks as rules
from palermo.returns.workbooks import content_of
from palermo.treaties.models import LawArticle
from palermo.treaties.queries.laws import recorded_laws


@transaction.atomic
def import_workbook(
    national_return: Return,
    *,
    filled: FilledWorkbook,
    offered: Collection[str] = (),
    taken: Collection[str] = (),
    by: Actor,
) -> Return:
    """Save what a workbook changes.

    `offered` are the keys of the conflicts that were shown, `taken` those in which the workbook prevails. Refused if
    there are other conflicts by now, or `by` may not fill in one of the tables; nothing is saved then.
    """
    national_return = lock_row(national_return, "round__edition", "state")
    rules.check_may_upload_workbook(by, national_return)
    found = compare(filled, content_of(national_return, filled.tables))
    if found.conflict_keys - set(offered):
        raise Refused(
            _("Figures were changed on the site in the meantime. Upload the workbook again to see what would change.")
        )
    changes, heads = found.choose(taken)
    entries = {(each.table, each.cell): each.after for each in changes}
    # Under the lock of the return, with which the workbook was compared: nothing can come in between.
    save_figures(national_return, entries, seen=last_change(national_return), by=by, with_notes=True)
    _describe_tables(national_return, heads, by)
    return national_return


def _describe_tables(national_return: Return, heads: Iterable[HeadChange], by: Actor) -> None:
    values: dict[str, dict[str, object]] = {}
    for each in heads:
        values.setdefault(each.table, {})[each.name] = each.after
    articles = {law.slug: law for law in recorded_laws().filter(state=national_return.state_id)}
    for block in national_return.blocks.filter(table__in=sorted(values)):
        wanted = values[block.table]
        if "article" in wanted:
            wanted["article"] = _article(str(wanted["article"]), articles)
        describe_table(block, values=wanted, by=by)


def _article(slug: str, articles: Mapping[str, LawArticle]) -> LawArticle | None:
    if slug and slug not in articles:
        raise Refused(_("The provision of law “%(slug)s” is no longer on record. Choose another one.") % {"slug": slug})
    return articles.get(slug)

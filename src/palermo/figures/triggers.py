"""The database itself refuses to change a published edition of an indicator, or what was released.

A release can still be withdrawn. The digest of its figures can change: they are read back from its bundle, whose own
digest stays.
"""

from collections.abc import Collection, Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

from palermo.core.triggers import RefusingTrigger, install_triggers, remove_triggers

SENTENCE = "published indicators and released figures are never changed or removed"

INDICATORS, RELEASES, ORIGINS = "figures_indicatoredition", "figures_release", "figures_figureorigin"
# Rows of a release, with their column that says of which.
OF_RELEASE = {
    "figures_releasedecision": "release_id",
    "figures_releaseseries": "release_id",
    ORIGINS: "release_id",
    "figures_release_indicators": "release_id",
    "figures_release_dataset_editions": "release_id",
    "figures_release_rounds": "release_id",
}
MAPPINGS = "figures_figureorigin_mappings"
# What stays when a release is withdrawn.
KEPT = (
    *("id", "slug", "kind", "register_id", "number", "title", "summary", "population", "population_edition"),
    *(
        "year_from",
        "year_until",
        "breakdowns",
        "required_breakdowns",
        "hidden_last",
        "thresholds",
        "declarations",
        "attributes",
        "epsilon",
        "longest",
        "row_count",
        "drawn_from_id",
        "notes",
        "author_id",
        "attempt",
        "loss",
        "refusal",
    ),
    *("steps", "done", "is_cancelled", "proposed_on", "released_on", "digest", "is_invented", "arranged"),
)
PUBLISHED = "('released', 'withdrawn')"
_VERBS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def _row(side: str, columns: Collection[str]) -> str:
    return f"({', '.join(f'{side}."{each}"' for each in columns)})"


def _condition_of_change(columns: Collection[str]) -> str:
    """The condition that something of a release changes, other than that it is withdrawn, once."""
    withdrawn = "(OLD.status = 'released' AND NEW.status = 'withdrawn')"
    same = " AND ".join(f"OLD.{each} IS NOT DISTINCT FROM NEW.{each}" for each in ("status", "withdrawn_on", "reason"))
    return f"({_row('OLD', columns)} IS DISTINCT FROM {_row('NEW', columns)} OR NOT ({withdrawn} OR ({same})))"


def _is_released(keys: str) -> str:
    return f"EXISTS (SELECT 1 FROM {RELEASES} WHERE id IN ({keys}) AND status IN {PUBLISHED})"  # noqa: S608


def _list_triggers(columns: Collection[str] = KEPT) -> Iterator[RefusingTrigger]:
    """What the database refuses, a trigger for each kind of change of a table.

    `columns` are those of a release that stay when it is withdrawn.
    """
    for verb in ("UPDATE", "DELETE"):
        yield RefusingTrigger(INDICATORS, f"{INDICATORS}_no_{verb.lower()}", verb, "OLD.status = 'published'")
    yield RefusingTrigger(
        RELEASES, f"{RELEASES}_no_update", "UPDATE", f"OLD.status IN {PUBLISHED} AND {_condition_of_change(columns)}"
    )
    yield RefusingTrigger(RELEASES, f"{RELEASES}_no_delete", "DELETE", f"OLD.status IN {PUBLISHED}")
    for table, column in OF_RELEASE.items():
        for verb, sides in _VERBS.items():
            keys = ", ".join(f"{side}.{column}" for side in sides)
            yield RefusingTrigger(table, f"{table}_no_{verb.lower()}", verb, _is_released(keys))
    for verb, sides in _VERBS.items():
        origins = ", ".join(f"{side}.figureorigin_id" for side in sides)
        keys = f"SELECT release_id FROM {ORIGINS} WHERE id IN ({origins})"  # noqa: S608  # names of ours
        yield RefusingTrigger(MAPPINGS, f"{MAPPINGS}_no_{verb.lower()}", verb, _is_released(keys))


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers, of the columns that are there: in a migration those to come are not yet."""
    with connection.cursor() as cursor:
        there = {each.name for each in connection.introspection.get_table_description(cursor, RELEASES)}
    install_triggers(connection, _list_triggers([each for each in KEPT if each in there]), SENTENCE)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: for a migration backwards, or to empty a test's database."""
    remove_triggers(connection, _list_triggers())

"""A migration that landed is neither edited nor removed: databases in use have applied it as it was."""

from tests.architecture.landed_migrations import LIST, landed_migrations, migrations_here


def test_landed_migrations_are_as_they_landed_and_new_ones_are_listed():
    """`python -m tests.architecture.landed_migrations` adds a new migration to the list; no line of it changes."""
    assert migrations_here() == landed_migrations(), f"A landed migration was changed, or a new one is not in {LIST}."

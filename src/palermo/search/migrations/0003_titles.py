from django.db import migrations

# An index from before lies in one vector with weights; a new one has been made as it is now.
ON_POSTGRESQL = (
    "ALTER TABLE search_words ADD COLUMN IF NOT EXISTS title tsvector NOT NULL DEFAULT ''",
    "UPDATE search_words SET title = setweight(ts_filter(words, '{a}'), 'D'), words = setweight(words, 'D') "
    "WHERE title = '' AND ts_filter(words, '{a,b}') <> ''",
    "ALTER TABLE search_words ALTER COLUMN title DROP DEFAULT",
    "CREATE INDEX IF NOT EXISTS search_words_titled ON search_words USING gin (title)",
    "UPDATE search_names SET names = setweight(names, 'D')",
)


def part_titles(apps, editor):
    if editor.connection.vendor == "postgresql":
        for statement in ON_POSTGRESQL:
            editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_texts")]
    operations = [migrations.RunPython(part_titles, migrations.RunPython.noop)]

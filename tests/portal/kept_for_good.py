"""Where words of a file may never stand: in what the database does not let go, and beside the record."""

from django.db import connection

# A source that forgets its row of headings leaves a person there.
CANARY, HEADING = "JANE DOE BORN 1990-01-01 CASE 77", "Zoraida Canary"
KEPT_FOR_GOOD = (
    *("audit_auditevent", "audit_recordversion", "wagtailcore_modellogentry", "wagtailcore_pagelogentry"),
    *("django_tasks_database_dbtaskresult", "django_session", "django_cache", "site_draft", "site_sentform"),
)


def places_of(*words: str) -> list[str]:
    """Where, among what cannot be erased, these words stand."""
    found = []
    tables = connection.introspection.table_names()
    for table in KEPT_FOR_GOOD:
        if table not in tables:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            found += [table for row in cursor.fetchall() if any(word in str(row) for word in words)]
    return found

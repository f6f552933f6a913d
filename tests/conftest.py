"""What every test stands on: the database it works on, and nothing of this machine's own."""

import gc
import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.test import override_settings
from django.utils import translation
from pytest_django import DjangoDbBlocker

from palermo.audit import versions
from palermo.config import catalogues
from palermo.config import demonstration as loading
from palermo.config.cli.data_folder import STORY_DAY
from palermo.config.other_days import as_on
from palermo.core.call_stack import with_room
from palermo.portal.editorial import ensure_site
from tests.databases import CAGE, DEMONSTRATION, EMPTY, FRAME, PRESENT, Databases
from tests.factories.programmes import make_programme
from tests.portal.canaries import Cage, fill

DATABASES = pytest.StashKey[Databases]()
BLOCKER = pytest.StashKey[DjangoDbBlocker]()
# The databases that hold something, and the fixtures of the same names.
FILLED = (FRAME, DEMONSTRATION, PRESENT, CAGE)
# Files of tests that take a worker more than two minutes.
LONG = {
    *("test_every_page.py", "test_every_page_in_other_words.py", "test_visitor.py", "test_pictures.py"),
    *("test_installations.py", "test_tasks.py", "test_story.py", "test_exchange_libreoffice.py"),
}
LOCAL_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
STATIC_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"


def pytest_configure(config: pytest.Config) -> None:
    """Compile the interface's words, once for all workers."""
    if not hasattr(config, "workerinput"):
        catalogues.compile_all(catalogues.behind())


def pytest_collection_finish() -> None:
    """Leave what all tests share out of each search for garbage; look for it less often, since the rest is small."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file of tests stands on one database: each of its tests asks for the same one of `FILLED`, or none for any."""
    asking: dict[Path, set[str]] = {}
    for item in items:
        item.setup, item.runtest = with_room(item.setup), with_room(item.runtest)  # type: ignore[method-assign]
        asking.setdefault(item.path, set()).add(_stands_on(item))
    if mixed := [str(path) for path, answers in asking.items() if len(answers) > 1]:
        raise pytest.UsageError(
            f"Only some tests ask for {' or '.join(FILLED)} in {', '.join(mixed)}. Put them into a file of their "
            'own, with pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")].'
        )

    # Where files are handed out to workers whole, those that take minutes begin first; the others keep their order.
    items.sort(key=lambda item: item.path.name not in LONG)


def _stands_on(item: pytest.Item) -> str:
    return next((kind for kind in FILLED if kind in item.fixturenames), EMPTY)


@pytest.fixture(scope="session", autouse=True)
def _own_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Files of the tests go to a folder that pytest removes; static files are served as they lie in the tree."""
    # The same in each run: databases that are kept from an earlier run have what it signed.
    release_key = tmp_path_factory.mktemp("key") / "release-key"
    release_key.write_text(f"{'5e' * 32}\n")
    changed = override_settings(
        DATA=tmp_path_factory.mktemp("data"),
        MEDIA_ROOT=tmp_path_factory.mktemp("files"),
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        PALERMO_SIGNING_KEY=tmp_path_factory.mktemp("key") / "signing-key",
        PALERMO_RELEASES=tmp_path_factory.mktemp("releases"),
        PALERMO_RELEASE_KEY=release_key,
        STORAGES=settings.STORAGES | {"staticfiles": {"BACKEND": STATIC_STORAGE}},
        # Each client of a test would scan all static files again, though it requests none.
        MIDDLEWARE=[name for name in settings.MIDDLEWARE if not name.startswith("whitenoise.")],
        # A password that takes a second to check protects people; here are none.
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        # Asked of everybody but where a test is about it.
        PALERMO_SECOND_FACTOR="offered",
        # In memory: a test that opens no database has a cache all the same.
        CACHES={name: {"BACKEND": LOCAL_MEMORY, "LOCATION": name} for name in settings.CACHES},
        # What is left for later is done at once, as if `palermo work` were waiting for it.
        TASKS=settings.TASKS | {"background": {"BACKEND": "tests.background.AtOnce"}},
    )
    with changed:
        yield


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """A test's changes are undone without an act, so what was kept for the state before would be stale."""
    for cache in caches.all():
        cache.clear()


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """A page asked for in one language leaves it active: the next test begins in the default one."""
    yield
    translation.deactivate()


@pytest.fixture
def search_index() -> None:
    """The index of search follows what a test writes, as on the site."""


@pytest.fixture(autouse=True)
def _index_on_request(request: pytest.FixtureRequest) -> Iterator[None]:
    """Of the fast tests, only those that ask for `search_index` pay for it: it takes a third of the time of an act.

    PALERMO_TEST_INDEX=always lets it follow every test.
    """
    is_fast = not any(request.node.get_closest_marker(name) for name in ("slow", "browser", "full"))
    if not is_fast or "search_index" in request.fixturenames or os.environ.get("PALERMO_TEST_INDEX") == "always":
        yield
        return
    with versions.without_followers():
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    request, tmp_path_factory, django_test_environment, django_db_blocker, _own_files
) -> Iterator[Databases]:
    """The templates and this worker's copies of them, in place of the one database that Django would migrate."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "alone")
    with django_db_blocker.unblock():
        databases = Databases(worker, tmp_path_factory.mktemp("databases"))
        databases.prepare(EMPTY, lambda: None)
        databases.use(EMPTY)
    request.config.stash[DATABASES], request.config.stash[BLOCKER] = databases, django_db_blocker
    yield databases
    with django_db_blocker.unblock():
        databases.leave()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """After a test that committed, and so emptied its database, make that one again; after one that failed, too."""
    try:
        yield
    finally:
        if nextitem and _commits(item):
            with item.config.stash[BLOCKER].unblock():
                item.config.stash[DATABASES].copy(_stands_on(item))


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(
        (marker and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & set(item.fixturenames)
    )


def _stand_on(kind: str, fill: Callable[[], Any], databases: Databases, blocker: DjangoDbBlocker) -> Iterator[Any]:
    """Work on a copy of the template for a whole file of tests, then on an empty one again."""
    with blocker.unblock():
        filled = databases.prepare(kind, fill)
        databases.use(kind)
    yield filled
    with blocker.unblock():
        databases.use(EMPTY)


@pytest.fixture(scope="module")
def frame(django_db_setup: Databases, django_db_blocker) -> Iterator[None]:
    """The editorial pages that every site has, in six languages; for a whole file, as `demonstration` is."""
    yield from _stand_on(FRAME, ensure_site, django_db_setup, django_db_blocker)


@pytest.fixture(scope="module")
def demonstration(django_db_setup: Databases, django_db_blocker) -> Iterator[None]:
    """The whole record, pages and accounts, on the day on which `palermo demo` stands still; for a whole file.

    Each test's changes are undone as always. Put this at the top of the file:
    pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
    """
    with override_settings(PALERMO_TODAY=date.fromisoformat(STORY_DAY)):
        yield from _stand_on(DEMONSTRATION, _load_demonstration, django_db_setup, django_db_blocker)


def _load_demonstration() -> None:
    loading.begin()
    loading.load()


@pytest.fixture(scope="module")
def present(django_db_setup: Databases, django_db_blocker) -> Iterator[None]:
    """What `palermo demo --now` loads, at the real date; for a whole file, as `demonstration` is."""
    with override_settings(PALERMO_TODAY=None):
        yield from _stand_on(PRESENT, _load_present, django_db_setup, django_db_blocker)


def _load_present() -> None:
    with as_on(date.fromisoformat(STORY_DAY)):
        _load_demonstration()
    loading.load_what_followed()
    loading.add_rounds()
    loading.add_releases()


@pytest.fixture(scope="module")
def cage(django_db_setup: Databases, django_db_blocker) -> Iterator[Cage]:
    """Records of every kind, audience and state with words planted in them; for a whole file, as `demonstration` is."""
    yield from _stand_on(CAGE, _fill_cage, django_db_setup, django_db_blocker)


@transaction.atomic
def _fill_cage() -> Cage:
    ensure_site()
    return fill()


@pytest.fixture
def last_day_of_january(settings):
    """The day on which the demonstration stands."""
    settings.PALERMO_TODAY = datetime(2008, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def programme():
    """A programme of two days with nothing in it yet."""
    return make_programme(days=2)

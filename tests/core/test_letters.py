"""Letters over a real mail server of this machine: tried again when it refuses, and whole when they arrive."""

import socket
from datetime import date
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from palermo.accounts.states import Role
from palermo.core import letters, worker
from palermo.core.audiences import Audience
from palermo.core.letters import Letter
from palermo.core.text import MultilingualText
from palermo.governance import notices
from tests.factories.accounts import make_user
from tests.factories.governance import make_meeting

pytestmark = pytest.mark.django_db
TITLES = {
    "ar": "منتدى فيينا لمكافحة الاتجار بالأشخاص",
    "zh": "打击人口贩运维也纳论坛",
    "fr": "Forum de Vienne : où en est-on ?",
}
LANGUAGES = {"ar": "ar", "zh": "zh-hans", "fr": "fr"}


class Server:
    """Accepts e-mails, unless set to refuse the next."""

    def __init__(self) -> None:
        self.taken, self.refusing = [], 0

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- the package's name
        if self.refusing:
            self.refusing -= 1
            return "451 Try again later"
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        return "250 Taken"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def server(settings):
    """A mail server at a free port, to which the site's mail goes."""
    handler, port = Server(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    options = {"host": "127.0.0.1", "port": port, "timeout": 5}
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
    settings.TASKS = settings.TASKS | {"background": {"BACKEND": "palermo.core.work.InDatabase"}}
    settings.WAGTAILADMIN_BASE_URL = "https://palermo.example.org"
    yield handler
    controller.stop()


def work():
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    return worker.RetryingWorker("a worker").round()


def test_a_letter_arrives_whole_in_every_script_after_a_refusal(server):
    readers = {code: make_user(Role.DELEGATE, language=language) for code, language in LANGUAGES.items()}
    meeting = make_meeting(title=MultilingualText(TITLES), audience=Audience.PUBLIC, on=date(2008, 2, 20), slug="forum")
    server.refusing = 1
    notices.meeting_moved(meeting.pk)
    assert server.taken == []
    assert work() == (len(readers), 1)
    assert work() == (1, 0)
    arrived = {letter["To"]: letter for letter in server.taken}
    assert set(arrived) == {reader.email for reader in readers.values()}
    for code, reader in readers.items():
        body = arrived[reader.email].get_content()
        assert TITLES[code] in body
        assert f"https://palermo.example.org/{LANGUAGES[code]}/consultations/forum/" in body
        assert arrived[reader.email]["Content-Language"] in {"ar", "zh-Hans", "fr"}
    assert work() == (0, 0)


def test_a_letter_that_is_tried_again_has_the_same_name(server):
    make_user(Role.DELEGATE)
    notices.meeting_cancelled(make_meeting(audience=Audience.PUBLIC, on=date(2008, 2, 20)).pk)
    work()
    [letter] = server.taken
    [row] = DBTaskResult.objects.filter(task_path="palermo.governance.notices.write")
    assert letter["Message-ID"] == f"<{row.args_kwargs['args'][-1]}@palermo.example.org>"


def test_what_a_letter_says_of_itself(server):
    leave = "https://palermo.example.org/en/following/leave/x:y:z/"
    letters.send(Letter("reader@example.org", "ar", TITLES["ar"], TITLES["zh"], "name", leave))
    [letter] = server.taken
    assert (letter["Subject"], letter.get_content().strip()) == (TITLES["ar"], TITLES["zh"])
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["List-Unsubscribe"] == f"<{leave}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Content-Language"] == "ar"


def test_nobody_is_written_to_whom_a_notice_no_longer_concerns(server):
    reader = make_user(Role.DELEGATE)
    notices.meeting_moved(make_meeting(on=date(2008, 2, 20)).pk)
    server.refusing = 1
    work()
    reader.postings.update(until_on="2007-03-01")
    work()
    assert server.taken == []


def test_a_server_that_is_not_there_fails_no_act(settings):
    options = {"host": "127.0.0.1", "port": free_port(), "timeout": 2}
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
    settings.TASKS = settings.TASKS | {"background": {"BACKEND": "palermo.core.work.InDatabase"}}
    make_user(Role.DELEGATE)
    notices.meeting_moved(make_meeting(on=date(2008, 2, 20)).pk)
    assert work() == (1, 1)
    row = DBTaskResult.objects.get(task_path="palermo.governance.notices.write")
    assert (row.status, row.exception_class_path) == ("READY", "builtins.ConnectionRefusedError")

"""What `benchmarks.load` reads and writes: the demonstration, people who are signed in, and what they act on.

    uv run python -m benchmarks.load_record FILE

Writes into FILE, for those who read and write: the sessions, and which records are there to be written on.
"""

import json
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from benchmarks import measuring
from palermo.accounts.models import Organisation, Posting, State, User
from palermo.accounts.sessions import EVERY, SEEN
from palermo.accounts.states import Role
from palermo.core import clock
from palermo.core.text import MultilingualText
from palermo.governance.actions.texts import submit_text
from palermo.governance.models import Body, Endorsement, Meeting, Procedure, Topic
from palermo.governance.states.endorsements import ProcedureKind
from palermo.library.models import Document, LanguageVersion

READERS, DELEGATES, OFFICERS, TEXTS = 400, 12, 8, 60
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
BY = "a benchmark"


def main() -> int:
    """Make the demonstration and its people; print the records and sessions that were made."""
    measuring.make_demonstration()
    states, held = list(State.objects.all()), Meeting.objects.filter(kind="consultation", starts_on__lt=clock.today())
    places = {
        "readers": [_delegate(f"reader{n}", states[n % len(states)])["session"] for n in range(READERS)],
        "delegates": [_delegate(f"delegate{n}", states[n]) for n in range(DELEGATES)],
        "officers": [_officer(n) for n in range(OFFICERS)],
        "texts": [_submit_text(n) for n in range(TEXTS)],
        "topics": list(Topic.objects.values_list("slug", flat=True)),
        "consultations": list(held.values_list("slug", flat=True)),
    }
    Path(sys.argv[1]).write_text(json.dumps(places))
    return 0


def _delegate(name: str, state: State) -> dict[str, Any]:
    return {"session": _session(name, role=Role.DELEGATE, state=state), "state": state.pk}


def _officer(number: int) -> dict[str, Any]:
    """Each has a paper of their own, whose text they replace again and again."""
    organisation = Organisation.objects.get(slug="unodc")
    session = _session(f"officer{number}", role=Role.SECRETARIAT, organisation=organisation)
    title = MultilingualText({"en": f"Working paper {number}"})
    values = {"kind": "note", "audience": "member_states", "state": "issued", "issued_on": clock.today()}
    document = Document.objects.create(slug=f"working-paper-{number}", title=title, dated_on=clock.today(), **values)
    version = LanguageVersion.objects.create(document=document, language="en", text="The first words.")
    return {"session": session, "version": version.pk}


def _session(name: str, **posting: Any) -> str:
    """The key of a session that was last used so long ago that its next use is written down."""
    user = User.objects.create_user(f"{name}@example.org", name=name, is_demonstration=True)
    Posting.objects.create(user=user, since_on="2007-03-26", **posting)
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[SEEN] = int(time.time()) - EVERY
    session.create()
    return str(session.session_key)


def _submit_text(number: int) -> str:
    """A text before Member States under the silence procedure, which approvals do not end."""
    body = Body.objects.get(slug="ccpcj")
    name = MultilingualText({"en": "Silence"})
    kept = {"body": body, "name": name, "kind": ProcedureKind.SILENCE}
    procedure, _made = Procedure.objects.get_or_create(slug="load-silence", defaults=kept)
    endorsement = Endorsement.objects.create(
        slug=f"load-text-{number}",
        body=body,
        procedure=procedure,
        title=MultilingualText({"en": f"Text {number}"}),
        put_on=clock.today(),
        audience="member_states",
    )
    words = MultilingualText({"en": f"The words of text {number}."})
    submit_text(endorsement, text=words, closes_at=clock.now() + timedelta(days=20), by=BY)
    return endorsement.slug


if __name__ == "__main__":
    sys.exit(main())

"""Who reads a document, from which day on; what is done to it, by whom, and what stands against it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from palermo.accounts.models import Posting
from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.governance.models import MeetingPaper
from palermo.library.actions import audiences, readers, versions
from palermo.library.actions import documents as documents_actions
from palermo.library.models import Document, DocumentAlias, DocumentReader, LanguageVersion
from palermo.library.opening import open_documents
from palermo.library.queries import (
    documents_named_for,
    documents_visible_to,
    earlier_files,
    readers_visible_to,
    versions_visible_to,
)
from palermo.library.states import DocumentState, Modification, VersionStatus
from palermo.library.symbols import modified_by
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.endorsements import make_put
from tests.factories.governance import make_meeting
from tests.factories.library import make_document

pytestmark = pytest.mark.django_db

TODAY = date(2008, 1, 31)
TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)
WHY = MultilingualText({"en": "Because"})
READERS = [None, *Role]


@pytest.fixture(autouse=True)
def _the_day(settings):
    settings.PALERMO_TODAY = TODAY


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def visible(user, *documents) -> set[Document]:
    """Which of these somebody sees; that the language versions agree is asked on the way."""
    viewer = viewer_of(user)
    seen = set(documents_visible_to(viewer).filter(pk__in=[document.pk for document in documents]))
    held = {version.document for version in versions_visible_to(viewer).filter(document__in=documents)}
    assert held == {document for document in seen if document.versions.exists()}
    return seen


def delegate_of(state):
    user = make_user()
    Posting.objects.create(user=user, role=Role.DELEGATE, state=state, since_on=date(2007, 1, 1))
    return user


def member_for(organisation):
    user = make_user()
    Posting.objects.create(user=user, role=Role.COMMITTEE_MEMBER, organisation=organisation, since_on=date(2007, 1, 1))
    return user


# Who reads what


@pytest.mark.parametrize("role", READERS, ids=lambda role: role or "visitor")
@pytest.mark.parametrize("state", DocumentState)
def test_each_role_reads_what_is_issued_to_it_and_the_secretariat_all(role, state):
    days = {"issued_on": TODAY if state == "issued" else None, "withdrawn_on": TODAY if state == "withdrawn" else None}
    documents = {each: make_document(words="Words", audience=each, state=state, **days) for each in Audience}
    reads = {
        None: {"public"},
        Role.FOCAL_POINT: {"public"},
        Role.PARTNER: {"public"},
        Role.DELEGATE: {"public", "member_states"},
        Role.COMMITTEE_MEMBER: {"public", "member_states", "steering_committee"},
        Role.SECRETARIAT: set(Audience),
    }[role]
    expected = {documents[each] for each in reads if state == "issued" or role == Role.SECRETARIAT}
    assert visible(make_user(role) if role else None, *documents.values()) == expected


@pytest.mark.parametrize("state", DocumentState)
def test_named_readers_read_an_issued_document_besides_its_audience(state, officer):
    state_named, agency_named, person = make_state(), make_organisation(), make_user(Role.FOCAL_POINT)
    days = {"issued_on": TODAY if state == "issued" else None, "withdrawn_on": TODAY if state == "withdrawn" else None}
    document = make_document(words="Words", audience=Audience.SECRETARIAT, state=state, **days)
    for named in ({"state": state_named}, {"organisation": agency_named}, {"user": person}):
        DocumentReader.objects.create(document=document, named_on=TODAY, **named)
    named = [delegate_of(state_named), member_for(agency_named), person]
    others = [delegate_of(make_state()), member_for(make_organisation()), make_user(Role.FOCAL_POINT), None]
    expected = {document} if state == "issued" else set()
    assert [visible(user, document) for user in named] == [expected] * 3
    assert [visible(user, document) for user in others] == [set()] * 4
    assert visible(officer, document) == {document}


def test_who_is_named_for_one_document_reads_no_other():
    person = make_user(Role.DELEGATE)
    named, other = (make_document(audience=Audience.SECRETARIAT, words="Words") for _ in "12")
    DocumentReader.objects.create(document=named, user=person, named_on=TODAY)
    assert visible(person, named, other) == {named}
    assert documents_named_for(viewer_of(person)) == [named.pk]
    assert documents_named_for(VISITOR) == []


def test_a_name_counts_from_its_day_and_while_somebody_is_acted_for():
    person, state = make_user(Role.DELEGATE), make_state()
    document = make_document(audience=Audience.SECRETARIAT)
    row = DocumentReader.objects.create(document=document, user=person, named_on=TOMORROW)
    assert visible(person, document) == set()
    row.named_on = TODAY
    row.save()
    assert visible(person, document) == {document}
    delegate = delegate_of(state)
    DocumentReader.objects.create(document=document, state=state, named_on=TODAY)
    Posting.objects.filter(user__in=[person, delegate]).update(until_on=TODAY)
    assert [visible(user, document) for user in (person, delegate)] == [set(), set()]


def test_only_the_secretariat_knows_who_is_named(officer):
    person = make_user(Role.COMMITTEE_MEMBER)
    row = DocumentReader.objects.create(document=make_document(), user=person, named_on=TODAY)
    assert list(readers_visible_to(viewer_of(officer))) == [row]
    assert list(readers_visible_to(viewer_of(person))) == []


def test_a_document_opens_at_midnight_of_its_day_whether_or_not_anybody_wrote_it_down(settings):
    document = make_document(audience=Audience.SECRETARIAT, opens_on=TOMORROW, opens_to=Audience.MEMBER_STATES)
    delegate = make_user(Role.DELEGATE)
    assert (visible(delegate, document), document.audience_today) == (set(), Audience.SECRETARIAT)
    settings.PALERMO_TODAY = TOMORROW
    assert (visible(delegate, document), document.audience_today) == ({document}, Audience.MEMBER_STATES)
    assert visible(None, document) == set()


def test_one_query_tells_who_reads_and_asks_as_much_of_three_as_of_one():
    person = make_user(Role.DELEGATE)
    viewer = viewer_of(person)
    for expected in (1, 3):
        while DocumentReader.objects.count() < expected:
            document = make_document(audience=Audience.SECRETARIAT)
            DocumentReader.objects.create(document=document, user=person, named_on=TODAY)
        with CaptureQueriesContext(connection) as asked:
            assert documents_visible_to(viewer).count() == expected
        assert len(asked) == 1


# Acts


def test_to_restrict_takes_effect_at_once_and_calls_off_what_was_planned(officer):
    document = make_document(opens_on=TOMORROW, opens_to="public", audience=Audience.MEMBER_STATES)
    delegate = make_user(Role.DELEGATE)
    assert visible(delegate, document) == {document}
    done = audiences.restrict_document(document, to=Audience.STEERING_COMMITTEE, reason=WHY, by=officer)
    assert (done.audience, done.opens_on, done.opens_to) == ("steering_committee", None, "")
    assert visible(delegate, document) == set()
    event = AuditEvent.objects.get(verb="document.restricted")
    assert event.details == {
        "audience": ["member_states", "steering_committee"],
        "reason": {"en": "Because"},
        "called_off": ["2008-02-01", "public"],
    }


@pytest.mark.parametrize(("now", "to"), [("member_states", "public"), ("secretariat", "secretariat")])
def test_to_restrict_needs_fewer_readers(officer, now, to):
    with pytest.raises(Refused):
        audiences.restrict_document(make_document(audience=now), to=Audience(to), reason=WHY, by=officer)


def test_to_open_now_widens_and_on_a_day_waits(officer, settings):
    document = make_document(audience=Audience.SECRETARIAT)
    audiences.derestrict_document(document, to=Audience.MEMBER_STATES, on=TODAY, reason=WHY, by=officer)
    planned = audiences.derestrict_document(document, to=Audience.PUBLIC, on=TOMORROW, reason=WHY, by=officer)
    assert (planned.audience, planned.opens_on, planned.opens_to) == ("member_states", TOMORROW, "public")
    assert list(AuditEvent.objects.values_list("verb", flat=True)) == [
        "document.derestricted",
        "document.opening_planned",
    ]
    settings.PALERMO_TODAY = TOMORROW
    assert visible(None, document) == {document}
    with pytest.raises(Refused, match=r"The audience of this document was widened on 1 February 2008\."):
        audiences.call_off_opening(document, reason=WHY, by=officer)
    with pytest.raises(Refused, match=r"This document is already public, the widest audience\."):
        audiences.derestrict_document(document, to=Audience.PUBLIC, on=TOMORROW, reason=WHY, by=officer)


def test_to_open_now_keeps_a_day_set_for_still_more_readers(officer):
    document = make_document(audience="secretariat", opens_on=TOMORROW, opens_to="public")
    kept = audiences.derestrict_document(document, to=Audience.MEMBER_STATES, on=TODAY, reason=WHY, by=officer)
    assert (kept.audience, kept.opens_to, kept.opens_on) == ("member_states", "public", TOMORROW)
    done = audiences.derestrict_document(document, to=Audience.PUBLIC, on=TODAY, reason=WHY, by=officer)
    assert (done.audience, done.opens_to, done.opens_on) == ("public", "", None)


def test_nothing_is_opened_in_the_past(officer):
    with pytest.raises(Refused, match=r"30 January 2008 is in the past\."):
        audiences.derestrict_document(
            make_document(audience="secretariat"), to=Audience.PUBLIC, on=YESTERDAY, reason=WHY, by=officer
        )


def test_an_opening_is_called_off(officer, settings):
    document = make_document(audience="secretariat", opens_on=TOMORROW, opens_to="public")
    audiences.call_off_opening(document, reason=WHY, by=officer)
    settings.PALERMO_TODAY = TOMORROW
    assert visible(None, document) == set()
    with pytest.raises(Refused, match=r"No date is set for a wider audience\."):
        audiences.call_off_opening(document, reason=WHY, by=officer)


def test_the_schedule_writes_openings_down_once_and_only_those_whose_day_has_come():
    due = make_document(audience="secretariat", opens_on=YESTERDAY, opens_to="member_states")
    ahead = make_document(audience="secretariat", opens_on=TOMORROW, opens_to="public")
    assert (open_documents.call(), open_documents.call()) == (1, 0)
    due.refresh_from_db(), ahead.refresh_from_db()
    assert (due.audience, due.opens_on, ahead.audience, ahead.opens_on) == (
        *("member_states", None),
        *("secretariat", TOMORROW),
    )
    event = AuditEvent.objects.get()
    shown = {"audience": ["secretariat", "member_states"], "on": "2008-01-30"}
    assert (event.verb, event.actor_name, event.details) == (
        "document.opened",
        "the day on which the document opens",
        shown,
    )


def test_what_is_restricted_after_its_day_is_restricted_from_the_readers_it_has(officer):
    document = make_document(audience="secretariat", opens_on=YESTERDAY, opens_to="public")
    done = audiences.restrict_document(document, to=Audience.MEMBER_STATES, reason=WHY, by=officer)
    assert (done.audience, done.opens_on) == ("member_states", None)


def test_a_withdrawn_document_names_what_took_its_place_and_opens_no_more(officer):
    document = make_document(audience="member_states", opens_on=TOMORROW, opens_to="public")
    instead = make_document("Instead")
    done = documents_actions.withdraw_document(document, on=TODAY, reason=WHY, replaced_by=instead, by=officer)
    assert (done.state, done.replaced_by, done.opens_on, done.audience) == ("withdrawn", instead, None, "member_states")
    for wrong, words in (
        (instead, r"A document cannot replace itself\."),
        (done, "The replacement has itself been withdrawn."),
    ):
        with pytest.raises(Refused, match=words):
            documents_actions.withdraw_document(instead, on=TODAY, reason=WHY, replaced_by=wrong, by=officer)


def test_readers_are_named_and_taken_away_and_the_history_keeps_them(officer):
    document, state = make_document(audience="secretariat"), make_state()
    delegate = delegate_of(state)
    readers.name_reader(document, reader=state, on=TODAY, by=officer)
    assert visible(delegate, document) == {document}
    with pytest.raises(Refused, match=r"State \[en\] is already a named reader of this document\."):
        readers.name_reader(document, reader=state, on=TODAY, by=officer)
    readers.remove_reader(document.readers.get(), reason=WHY, by=officer)
    assert visible(delegate, document) == set()
    kept = RecordVersion.objects.filter(kind="document-readers")
    assert [version.change for version in kept.order_by("pk")] == ["+", "-"]
    assert list(AuditEvent.objects.values_list("verb", "details__state")) == [
        ("document.reader_named", state.slug),
        ("document.reader_removed", state.slug),
    ]


def test_a_person_who_acts_for_nobody_is_not_named(officer):
    with pytest.raises(Refused, match=r"Person  has no posting on that day and could not read the document\."):
        readers.name_reader(make_document(audience="secretariat"), reader=make_user(), on=TODAY, by=officer)


def test_a_text_is_replaced_with_a_reason_and_the_earlier_file_stays_for_the_secretariat(officer):
    document = make_document()
    version = LanguageVersion(document=document, language="fr")
    versions.set_file(version, b"first", name="first.txt", media_type="text/plain")
    version.save()
    given = {"text": "", "status": VersionStatus.REISSUED, "translator": "T", "by": officer}
    with pytest.raises(Refused, match=r"Enter the reason for the replacement\."):
        versions.replace_version(version, file=None, reason=MultilingualText(), **given)
    new = versions.NewFile(b"second", "second.txt", "text/plain")
    versions.replace_version(version, file=new, reason=WHY, **given)
    version.refresh_from_db()
    assert (version.file_name, version.status, version.translator) == ("second.txt", "reissued", "T")
    [earlier] = earlier_files(document)
    with earlier.file.open() as kept:
        assert kept.read() == b"first"
    details = AuditEvent.objects.get().details
    assert (details["before"]["file_name"], details["after"]["file_name"]) == ("first.txt", "second.txt")


def test_a_file_in_another_format_goes_with_the_file_whose_words_it_has(officer):
    version = LanguageVersion.objects.create(document=make_document(), language="fr", text="Text")
    given = {"text": "", "status": VersionStatus.FINAL, "reason": WHY, "by": officer}
    page, text = (
        versions.NewFile(b"words", name, kind) for name, kind in (("a.html", "text/html"), ("a.txt", "text/plain"))
    )
    with pytest.raises(Refused, match=r"Choose the main file first\."):
        versions.replace_version(version, file=None, alternative=text, **given | {"text": "Text"})
    with pytest.raises(Refused, match="in the same format"):
        versions.replace_version(version, file=text, alternative=text, **given)
    versions.replace_version(version, file=page, alternative=text, **given)
    assert [(each.file_name, each.format) for each in version.alternatives.all()] == [("a.txt", "txt")]
    again = versions.NewFile(b"other words", "b.txt", "text/plain")
    versions.replace_version(version, file=None, alternative=again, **given)
    assert [each.file_name for each in version.alternatives.all()] == ["b.txt"]
    versions.replace_version(version, file=None, **given)
    assert version.alternatives.count() == 1
    versions.replace_version(version, file=page, **given)
    assert version.alternatives.count() == 0
    assert "txt_sha256" in AuditEvent.objects.order_by("sequence").last().details["before"]


ACTS = {
    "restrict": lambda d, by: audiences.restrict_document(d, to=Audience.SECRETARIAT, reason=WHY, by=by),
    "derestrict": lambda d, by: audiences.derestrict_document(d, to=Audience.PUBLIC, on=TODAY, reason=WHY, by=by),
    "call off": lambda d, by: audiences.call_off_opening(d, reason=WHY, by=by),
    "name": lambda d, by: readers.name_reader(d, reader=make_state(), on=TODAY, by=by),
    "replace": lambda d, by: versions.replace_version(
        d.versions.get(), text="New", file=None, status=VersionStatus.FINAL, reason=WHY, by=by
    ),
    "symbol": lambda d, by: documents_actions.assign_symbol(d, symbol="E/CN.15/2008/1", keep_as=None, by=by),
}
# In which states each is done; by the secretariat alone.
DONE_IN = dict.fromkeys(ACTS, frozenset({"draft", "issued"}))


@pytest.mark.parametrize("role", READERS, ids=lambda role: role or "visitor")
@pytest.mark.parametrize("state", DocumentState)
@pytest.mark.parametrize("act", ACTS)
def test_each_act_by_state_and_role(act, state, role):
    days = {"issued_on": TODAY if state == "issued" else None, "withdrawn_on": TODAY if state == "withdrawn" else None}
    opens = {"opens_on": TOMORROW, "opens_to": "public"} if state != "withdrawn" else {}
    document = make_document(words="Words", audience="member_states", state=state, **days, **opens)
    user = make_user(role) if role else None
    if role == Role.SECRETARIAT and state in DONE_IN[act]:
        ACTS[act](document, user)
        assert AuditEvent.objects.count() == 1
    else:
        with pytest.raises(Refused):
            ACTS[act](document, user)
        assert AuditEvent.objects.count() == 0


# What was given and asked stays


def test_a_report_released_to_member_states_stays_with_them(officer):
    paper = MeetingPaper.objects.create(
        meeting=make_meeting(kind="committee"),
        document=make_document(audience="member_states"),
        is_report=True,
        released_on=YESTERDAY,
    )
    with pytest.raises(
        Refused, match=r"This report was shared with Member States on 30 January 2008 and remains available to them\."
    ):
        audiences.restrict_document(paper.document, to=Audience.STEERING_COMMITTEE, reason=WHY, by=officer)


def test_a_text_put_to_member_states_stays_as_it_was_put(officer):
    document = make_document(words="Words", audience="member_states")
    put = make_put("Text", document=document)
    version = put.versions.get()
    version.document, version.files = document, {"en": "digest"}
    version.save()
    with pytest.raises(
        Refused,
        match=r"This document contains a text submitted to Member States, which must remain available to them\.",
    ):
        audiences.restrict_document(document, to=Audience.SECRETARIAT, reason=WHY, by=officer)
    given = {"text": "Other", "file": None, "status": VersionStatus.FINAL, "reason": WHY, "by": officer}
    with pytest.raises(
        Refused, match=r"This document contains a text submitted to Member States and can no longer be changed\."
    ):
        versions.replace_version(document.versions.get(), **given)
    LanguageVersion.objects.create(document=document, language="fr", text="Mots")
    assert versions.replace_version(document.versions.get(language="fr"), **given).text == "Other"


# Ties and symbols


@pytest.mark.parametrize(
    ("symbol", "base", "how"),
    [
        ("CTOC/COP/2008/2/Add.1", "CTOC/COP/2008/2", Modification.ADDENDUM),
        ("CTOC/COP/2008/2/Add.1/Corr.1", "CTOC/COP/2008/2/Add.1", Modification.CORRIGENDUM),
        ("E/CN.15/2008/L.5/Rev.2", "E/CN.15/2008/L.5", Modification.REVISION),
        ("E/CN.15/2008/L.5/Amend.1", "E/CN.15/2008/L.5", Modification.AMENDMENT),
        ("E/CN.15/2008/1", "E/CN.15/2008/1", None),
        ("Corr.1", "Corr.1", None),
        ("", "", None),
    ],
)
def test_a_symbol_says_what_it_changes(symbol, base, how):
    assert modified_by(symbol) == (base, how)


def test_with_its_symbol_a_corrigendum_is_tied_to_what_it_corrects(officer):
    base, known, other, shown = (make_document(symbol=s) for s in ("CTOC/COP/2008/2", "CTOC/COP/2008/3", "", ""))
    DocumentAlias.objects.create(document=known, symbol="CTOC/COP/2008/CRP.9", kind="double")
    for document, symbol in (
        (make_document(), "CTOC/COP/2008/2/Corr.1"),
        (make_document(), "CTOC/COP/2008/CRP.9/Add.2"),
        (make_document(), "CTOC/COP/2008/77/Add.1"),
    ):
        documents_actions.assign_symbol(document, symbol=symbol, keep_as=None, by=officer)
    shown.modifies, shown.modification = other, Modification.REVISION
    shown.save()
    documents_actions.assign_symbol(shown, symbol="CTOC/COP/2008/2/Add.1", keep_as=None, by=officer)
    ties = Document.objects.exclude(modifies=None).values_list("symbol", "modifies", "modification")
    assert set(ties) == {
        ("CTOC/COP/2008/2/Corr.1", base.pk, "corrigendum"),
        ("CTOC/COP/2008/CRP.9/Add.2", known.pk, "addendum"),
        ("CTOC/COP/2008/2/Add.1", other.pk, "revision"),
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"audience": "public", "opens_to": "member_states", "opens_on": TOMORROW},
        {"audience": "member_states", "opens_to": "member_states", "opens_on": TOMORROW},
        {"opens_on": TOMORROW},
        {"modification": "addendum"},
    ],
)
def test_the_database_holds_no_opening_to_fewer_and_no_half_tie(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_document(**wrong)


def test_a_document_is_not_tied_to_itself():
    document = make_document()
    document.resubmits = document
    with pytest.raises(IntegrityError), transaction.atomic():
        document.save()


def test_languages_and_job_numbers_in_the_official_order():
    document = make_document(languages_meant=["es", "en", "fr"], job_number="V.08-55217")
    assert document.languages_expected == ["en", "fr", "es"]
    assert [document.job_number_in(code).replace("\xa0", " ") for code in ("ar", "zh", "es")] == [
        *("V.08-55217 (A)", "V.08-55217 (C)", "V.08-55217 (S)"),
    ]
    assert make_document().languages_expected == ["ar", "zh", "en", "fr", "ru", "es"]

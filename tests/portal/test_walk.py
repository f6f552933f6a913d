"""Every address × every role, with words planted in every record: nobody reads what is not theirs, by any path."""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable
from hashlib import sha256
from io import BytesIO
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import get_resolver, resolve, reverse
from django.utils import translation

from palermo.accounts.models import Place, Posting, State
from palermo.accounts.states import Role
from palermo.core import clock
from palermo.core.kinds import all_kinds
from palermo.core.languages import LANGUAGES
from palermo.events.models import EventInvitation
from palermo.figures.models import IndicatorEdition, Population, Release
from palermo.knowledge.models import CodeListEdition, CodeMapping, DatasetEdition, StudyDraft
from palermo.outreach.models import Advice, PlanEdition, ProgressRound
from palermo.programme.exchange.lost import FileFormat
from palermo.programme.models import Screen
from palermo.registration.models import CredentialsLetter
from palermo.returns.models import QuestionnaireEdition, ReturnAttachment, ReturnBlock, ReturnReceipt, Round
from palermo.toolkit.models import Passage
from palermo.treaties.models import TreatyAction
from tests.factories.accounts import make_user
from tests.portal.canaries import NAMED, Cage, Canary, make_reader
from tests.slices import urlpatterns

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("cage")]

# Typed here on purpose, not taken from the code that it checks.
READS = {
    None: {"public"},
    Role.FOCAL_POINT: {"public"},
    Role.DELEGATE: {"public", "member_states"},
    Role.COMMITTEE_MEMBER: {"public", "member_states", "steering_committee"},
    Role.PARTNER: {"public", "own_partner", "partners"},
    Role.SECRETARIAT: {"public", "member_states", "steering_committee", "secretariat", "own_partner", "partners"},
}
# Readers between others, for whom the largest walks are left to .ci/slow.
BETWEEN = {Role.FOCAL_POINT, Role.COMMITTEE_MEMBER, Role.PARTNER}
ONLY_SECRETARIAT = {("progress", "reported"), ("document", "draft"), ("document", "withdrawn"), ("decision", "draft")}
ONLY_SECRETARIAT |= {("decision", "not_adopted"), ("named", "draft"), ("named", "withdrawn"), ("earlier", "replaced")}
ONLY_SECRETARIAT |= {("note", "draft"), ("note", "discarded"), ("person", "posted"), ("person", "invited")}
ONLY_SECRETARIAT |= {("outcome", "withdrawn"), ("alternative", "draft"), ("alternative", "withdrawn")}
ONLY_SECRETARIAT |= {("release", "withdrawn"), ("programme", "working")}
ONLY_SECRETARIAT |= {("speaker", "proposed"), ("speaker_listed", "proposed")}
ONLY_SECRETARIAT |= {("bundle", "ordered"), ("bundle", "failed"), ("bundle", "withdrawn")}
ONLY_SECRETARIAT |= {("correction", "proposed"), ("correction", "declined"), ("uptake", "reported")}
ONLY_SECRETARIAT |= {("assistance", "proposed"), ("text_round", "open")}
ONLY_SECRETARIAT |= {("contribution", "unacknowledged")}
ONLY_SECRETARIAT |= {("trainer", "asked"), ("trainer", "refused")}
ONLY_SECRETARIAT |= {("version", "frozen"), ("reader_feedback", "open")}
ONLY_SECRETARIAT |= {("draft_text", state) for state in ("published", "frozen")}
ONLY_SECRETARIAT |= {("commitment", state) for state in ("made", "declined", "withdrawn")}
ONLY_SECRETARIAT |= {("edition", "draft"), ("plan_evaluation", "unpublished")}
ONLY_SECRETARIAT |= {("progress_round", "open"), ("progress_round", "closed")}
ONLY_SECRETARIAT |= {("material", state) for state in ("draft", "cleared", "withdrawn")}
ONLY_SECRETARIAT |= {(kind, state) for kind in ("campaign_action", "adaptation") for state in ("reported", "declined")}
ONLY_COMMITTEE = {
    (kind, state) for kind in ("event", "tool", "study", "campaign") for state in ("proposed", "given_up")
}
ONLY_MEMBER_STATES = {("report", "prepared"), ("speaker", "long_listed"), ("speaker_listed", "long_listed")}
ONLY_MEMBER_STATES |= {("speaker", "reason")}
CLOSED_ROOMS = {"consultation", "committee", "guidance", "endorsement", "answer", "objection"}
CLOSED_ROOMS |= {"point", "topic", "reply", "correction", "note"}
# Which records an address with a slug is asked for.
ASKED_FOR = {
    "event": ["event", "outcome", "concept", "shown", "budget", "evaluation"],
    "event_outcomes": ["event", "outcome", "shown"],
    "event_documents": ["event", "concept"],
    "event_preparation": ["event", "budget", "invited", "group", "concept"],
    "invitation_drafts": ["event", "invited"],
    "event_participants": ["event", "group"],
    "event_evaluation": ["event", "evaluation", "said", "unsaid"],
    "feedback_links": ["evaluation"],
    "evaluation": ["evaluated"],
    "evaluation_links": ["evaluated"],
    "event_shown": ["event", "shown"],
    "event_programme": ["event", "release", "programme", "unconfirmed", "released_paper", "speaker_withdrawn"],
    "programme_changes": ["release", "programme", "unconfirmed", "speaker_withdrawn"],
    "programme_pdf": ["release", "programme", "speaker_withdrawn"],
    "programme_calendar": ["release", "programme", "unconfirmed", "speaker_withdrawn"],
    "programme_data": ["release", "programme", "unconfirmed", "released_paper", "speaker_withdrawn"],
    "programme_exchange": ["release", "programme", "unconfirmed", "released_paper"],
    "programme_files": ["release", "programme", "unconfirmed"],
    "programme_editor": ["programme", "release", "unconfirmed"],
    "event_speakers": ["event", "speaker_listed", "speaker_withdrawn"],
    "speaker": ["speaker"],
    "speaker_cv": ["speaker"],
    "speaker_letter": ["speaker"],
    "registration": ["registration", "participant", "listed"],
    "registration_apply": ["registration", "application"],
    "registration_organisations": ["registration", "application"],
    "credentials_letter": ["letter"],
    "badges_file": ["participant", "listed"],
    "badge_keys": ["registration", "participant", "listed"],
    "check_in": ["registration", "participant", "listed"],
    "check_in_list": ["participant", "listed"],
    "check_in_worker": ["participant"],
    "check_in_app": ["registration"],
    "door_devices": ["registration"],
    "people_address": ["registration"],
    "participant_list": ["registration", "participant", "letter", "application", "listed"],
    "participant_file": ["participant", "letter", "application", "listed"],
    "programme_screens": ["programme", "release", "screen_notice"],
    "event_floor": ["event", "speakers_event"],
    "event_logistics": ["event", "task", "need"],
    "speakers_list": ["speakers"],
    "speakers_list_chair": ["speakers"],
    "speakers_list_speaker": ["speakers"],
    "speakers_list_live": ["speakers"],
    "occasion": ["occasion"],
    "tool": ["tool", "uptake", "draft", "tool_version", "text_round", "version"],
    "tool_text": ["draft"],
    "tool_outline": ["draft"],
    "tool_rounds": ["text_round"],
    "tool_round": ["text_round"],
    "round_table": ["text_round"],
    "round_table_file": ["text_round"],
    "course": ["course"],
    "training_session": ["training"],
    "issue_certificates": ["training"],
    "trainer": ["trainer"],
    "partner_logo": ["partner"],
    "tool_version": ["version", "tool_version", "draft"],
    "tool_chapter": ["version", "reader_feedback"],
    "tool_comparison": ["version", "draft_text"],
    "tool_feedback": ["version", "reader_feedback"],
    "send_tool_feedback": ["version"],
    "tool_uptake_file": ["uptake"],
    "press_release_file": ["press"],
    "tool_version_file": ["version"],
    "tool_draft_file": ["version", "draft_text"],
    "import_tool_text": ["version", "draft_text"],
    "study": ["study", "study_draft", "data_used"],
    "good_practice": ["practice"],
    "material_file": ["material"],
    "material_archive": ["material"],
    "activity": ["event", "tool", "study", "activity"],
    "document": ["document", "named"],
    "document_file": ["document", "named"],
    "document_alternative": ["alternative"],
    "document_page_picture": ["document"],
    "document_papers": ["document"],
    "document_reads": ["document"],
    "event_papers": ["event", "outcome"],
    "consultation_papers": ["consultation", "committee", "point"],
    "committee_papers": ["committee", "consultation"],
    "report_reads": ["report"],
    "speaker_reads": ["speaker"],
    "report": ["report"],
    "report_file": ["report"],
    "document_type": ["report"],
    "document_type_preview": ["report"],
    "add_outline_section": ["report"],
    "change_outline_section": ["report"],
    "report_preparation": ["report"],
    "write_report": ["report"],
    "report_clearance": ["report"],
    "report_suggestions": ["report"],
    "report_issue": ["report"],
    "report_corrections": ["report"],
    "cleared_version": ["report"],
    "word_import": ["report"],
    "word_import_file": ["report"],
    "add_report_section": ["report"],
    "rename_report_section": ["report"],
    "paragraph_versions": ["report"],
    "decision": ["decision"],
    "mandate": ["mandate", "disposition"],
    "consultation": ["consultation", "committee", "point"],
    "committee_meeting": ["committee", "consultation"],
    "guidance": ["guidance", "reply", "correction"],
    "topic": ["topic"],
    "note": ["note"],
    "follow_up": ["follow_up", "progress"],
    "commitment_screen": ["event"],
    "contribution": ["contribution"],
    "assistance_request": ["assistance"],
    "bundle": ["bundle"],
    "bundle_file": ["bundle"],
    "endorsement": ["endorsement", "answer", "objection"],
    "partner": ["partner", "partner_texts", "contact", "check"],
    "commitment": ["commitment", "pledger"],
    "pledge": ["event"],
    "action_plan": ["plan", "edition", "plan_evaluation"],
    "campaign": ["campaign", "campaign_action"],
    "material": ["material", "offered", "adaptation"],
    "press_release": ["press"],
    "code_list": ["code_list", "list_edition"],
    "code_list_comparison": ["code_list", "list_edition"],
    "data_source": ["data_source"],
    "data_agreement": ["data_agreement"],
    "dataset": ["dataset", "finding"],
    "questionnaire": ["questionnaire", "questionnaire_edition"],
    "questionnaire_comparison": ["questionnaire"],
    "round": ["data_round", "round_invitation"],
    "indicator": ["indicator", "indicator_edition"],
    "release": ["figure_release", "release_decision"],
    "release_bundle": ["figure_release"],
    "release_changes": ["figure_release"],
    "release_counts": ["figure_release"],
    "release_preview": ["figure_release"],
    "release_preview_figures": ["figure_release"],
    "release_source_list": ["figure_release"],
    "release_register": ["release_register"],
    "return": ["national_return", "figure_change"],
    "return_figures": ["national_return", "figure_change"],
    "return_csv": ["national_return", "figure_change"],
    "return_workbook": ["national_return", "figure_change"],
}
# Addresses that take more than a slug: the rows by which they are asked for.
ROWS: dict[str, Callable[[], Iterable[tuple[object, ...]]]] = {
    "population": lambda: Population.objects.values_list("register__slug", "slug"),
    "treaty_participant": lambda: TreatyAction.objects.filter(state__isnull=False).values_list(
        "treaty__slug", "state__slug"
    ),
    "passage_history": lambda: Passage.objects.values_list("tool__activity__slug", "key"),
    "questionnaire_edition": lambda: QuestionnaireEdition.objects.values_list("questionnaire__slug", "number"),
    "questionnaire_file": lambda: [(*each, "yaml") for each in ROWS["questionnaire_edition"]()],
    "round_note": lambda: [(each, "en", "docx") for each in Round.objects.values_list("slug", flat=True)],
    "return_table": lambda: ReturnBlock.objects.values_list("of__slug", "table"),
    "return_changes": lambda: ROWS["return_table"](),
    "return_row": lambda: [(*each, "total") for each in ROWS["return_table"]()],
    "return_file": lambda: ReturnAttachment.objects.values_list("of__slug", "number"),
    "return_receipt": lambda: ReturnReceipt.objects.values_list("of__slug", "number"),
    "return_receipt_file": lambda: list(ROWS["return_receipt"]())[-1:],
    "plan_edition": lambda: _editions(),
    "plan_gaps": lambda: _editions(),
    "plan_progress": lambda: _editions(),
    "plan_edition_file": lambda: [(*each, "docx") for each in _editions()],
    "plan_measures_file": lambda: [(*each, "csv") for each in _editions()],
    "plan_progress_file": lambda: [(*each, "csv") for each in _editions()],
    "report_round": lambda: ROWS["progress_round"](),
    "progress_round": lambda: ProgressRound.objects.values_list("edition__plan__slug", "edition__number", "number"),
    "dataset_edition": lambda: DatasetEdition.objects.values_list("dataset__slug", "number"),
    "dataset_edition_marked": lambda: DatasetEdition.objects.values_list("dataset__slug", "number"),
    "study_draft": lambda: StudyDraft.objects.values_list("study__activity__slug", "number"),
    "study_draft_comments": lambda: ROWS["study_draft"](),
    "study_draft_comment_table": lambda: [(*each, "docx") for each in ROWS["study_draft"]()],
    "indicator_edition": lambda: IndicatorEdition.objects.values_list("indicator__slug", "number"),
    "advice": lambda: Advice.objects.values_list("audience"),
    "code_list_edition": lambda: CodeListEdition.objects.values_list("code_list__slug", "number"),
    "code_list_file": lambda: [(*each, "csv") for each in ROWS["code_list_edition"]()],
    "code_mapping": lambda: [each.address for each in CodeMapping.objects.all()],
    "code_mapping_file": lambda: [(*each, "csv") for each in ROWS["code_mapping"]()],
    "figure": lambda: [(each, "victims", "aut", 2006) for each in Release.objects.values_list("slug", flat=True)],
    "release_changes_file": lambda: [(each, "csv") for each in Release.objects.values_list("slug", flat=True)],
    "release_counts_file": lambda: ROWS["release_changes_file"](),
    "release_rows_file": lambda: ROWS["release_changes_file"](),
    "release_citation": lambda: [(each, "txt") for each in Release.objects.values_list("slug", flat=True)],
}
WITHOUT_A_SLUG: dict[str, dict[str, object]] = {
    "invitation": {"secret": "of-nobody"},
    "my_account_mail_shown": {"secret": "of-nobody"},
    "feedback": {"secret": "of-nobody"},
    "speaker_link": {"secret": "of-nobody"},
    "round_link": {"secret": "of-nobody"},
    "trainer_link": {"secret": "of-nobody"},
    "partner_application_link": {"secret": "of-nobody"},
    "partner_invitation_link": {"secret": "of-nobody"},
    "own_calendar": {"secret": "of-nobody"},
    "leave_letters": {"token": "of-nobody"},
    "feed": {"kind": "everything"},
    "explorer_figures": {"form": "json"},
    "follow_up_file": {"form": "csv"},
    "event_calendar": {"year": 2007},
    "person_reads": {"number": 1},
    "registration_link": {"secret": "of-nobody"},
    "pledge_link": {"secret": "of-nobody"},
    "commitment_file": {"form": "csv"},
    "participant_link": {"secret": "of-nobody"},
    "tool_feedback_reply": {"secret": "of-nobody"},
}
# These change something: asked by POST in the tests of what they do.
POSTED = {"report_reindex", "my_account_end_sessions", "translation_confirm"}
POSTED |= {"programme_place", "check_in_arrivals", "undo", "discard_draft", "write_paragraph", "export_to_word"}
POSTED |= {"write_passage"}
POSTED |= {"task_letters", "follow", "following_change", "calendar_key_make", "calendar_key_revoke", "work_act"}
# Why something is no longer shown stands in the history of the event alone.
ONLY_IN_THE_PAST = {("shown", "withdrawn")}
# How `Cage.word` makes them.
PLANTED = re.compile(r"canary[a-z_]+\d+x")
# Lists of States: that there is a State of some name is nobody's secret, so test_walk_states.py asks for the rest.
OF_STATES = {"state_list", "state", "treaty", "treaty_file", "treaty_comparison", "treaty_comparison_file"}
OF_STATES |= {"treaty_gaps", "treaty_gaps_file", "gap_note", "gap_notes"}
OF_STATES |= {"tool_unused", "partner_apply", "state_figures", "data_explorer", "data_question", "release_figures"}
OF_STATES |= {"subject_feed", "treaty_record_file"}
# What stands on no other pages than those.
BESIDE_STATES = {"review"}
# Forms about a record: every act × record is asked in test_acts.py.
ACTS = {"act"}


def _editions() -> Iterable[tuple[object, ...]]:
    return PlanEdition.objects.values_list("plan__slug", "number")


def may_read(role: Role | None, canary: Canary) -> bool:
    """What the design says, in the plainest words."""
    what = (canary.kind, canary.state)
    if canary.audience not in READS[role]:
        return False
    if what in ONLY_SECRETARIAT:
        return role == Role.SECRETARIAT
    if what in ONLY_COMMITTEE:
        return role in {Role.COMMITTEE_MEMBER, Role.SECRETARIAT}
    return what not in ONLY_MEMBER_STATES or "member_states" in READS[role]


def must_find(role: Role | None, canary: Canary) -> bool:
    """A visitor is not let into Member States' rooms, though what is public may stand elsewhere too."""
    if canary.kind in BESIDE_STATES:
        return False
    return may_read(role, canary) and (canary.kind not in CLOSED_ROOMS or "member_states" in READS[role])


def _addresses(cage: Cage, *, with_pasts: bool = True) -> list[str]:
    """Every address there is something to be found at. Three in four are pasts: histories, pages as on a day."""
    found = [reverse("screen", args=[key]) for key in _keys()]
    # The same as on its page: some of them do for what is not the past.
    found += [reverse("screen_data", args=[key]) for key in (_keys() if with_pasts else _keys()[::6])]
    found += [*map(reverse, ("door", "door_list", "door_worker")), reverse("door_link", args=["of-nobody"])]
    for pattern in urlpatterns:
        name = getattr(pattern, "name", None)
        if name is None or name in POSTED | ACTS | OF_STATES:
            continue
        parameters = set(pattern.pattern.converters)
        if name == "history":
            found += _pasts(cage) if with_pasts else []
        elif name in WITHOUT_A_SLUG:
            found.append(reverse(name, kwargs=WITHOUT_A_SLUG[name]))
        elif name == "event_place":
            # Most are places of open events, made alike: some of them do for what is not the past.
            slugs = Place.objects.values_list("slug", flat=True)
            found += [reverse(name, args=[slug]) for slug in (slugs if with_pasts else slugs[::10])]
        elif name == "invitation_letter":
            letters = EventInvitation.objects.values_list("event__activity__slug", "number")
            found += [reverse(name, args=[*letter, "fr", "docx"]) for letter in letters]
        elif name in ROWS:
            found += [reverse(name, args=each) for each in ROWS[name]()]
        elif name == "credentials_letter":
            letters = CredentialsLetter.objects.values_list("registration__slug", "key")
            found += [reverse(name, args=letter) for letter in letters]
        elif name == "earlier_file":
            found += [_earlier(name, canary) for canary in cage.canaries if canary.kind == "earlier"]
        elif name in {"cleared_version", "word_import", "word_import_file"}:
            found += [reverse(name, args=[slug, 1]) for slug in cage.slugs("report")]
        elif name in {"rename_report_section", "paragraph_versions", "change_outline_section"}:
            found += [reverse(name, args=[slug, "introduction"]) for slug in cage.slugs("report")]
        elif name == "programme_exchange":
            slugs = cage.slugs(*ASKED_FOR[name])
            forms = FileFormat.values
            pairs = itertools.product(slugs, forms) if with_pasts else zip(slugs, itertools.cycle(forms))
            found += [reverse(name, args=pair) for pair in pairs]
        elif "slug" in parameters:
            found += [_address(name, slug, parameters) for slug in cage.slugs(*ASKED_FOR[name])]
        else:
            found.append(reverse(name))
    return found


def _keys() -> list[str]:
    """What the addresses of all screens end in."""
    return list(Screen.objects.order_by("pk").values_list("key", flat=True))


def _earlier(name: str, canary: Canary) -> str:
    """A file that was replaced, by the digest of its former content."""
    return reverse(name, args=[canary.slug, sha256(canary.word.encode()).hexdigest()])


def _pasts(cage: Cage) -> list[str]:
    """The history of each record, and its page as recorded today."""
    today = clock.today().isoformat()
    asked = [
        (page, kind.slug, slug)
        for kind in all_kinds()
        for page in kind.pages
        for slug in cage.slugs(*ASKED_FOR.get(page, []))
    ]
    histories = [reverse("history", args=[kind, slug]) for _page, kind, slug in asked]
    return [*dict.fromkeys(histories), *(f"{reverse(page, args=[slug])}?on={today}" for page, _kind, slug in asked)]


def _address(name: str, slug: str, parameters: set[str]) -> str:
    form = {
        "speaker_letter": "docx",
        "round_table_file": "docx",
        "participant_file": "csv",
        "tool_uptake_file": "csv",
        "press_release_file": "docx",
    }.get(name, "html")
    values = {"slug": slug, "language": "fr", "form": form, "page": "1", "number": 1, "key": "a1"}
    return reverse(name, kwargs={parameter: values[parameter] for parameter in parameters})


def _body(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        content = _unpacked(content)
    shown = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    return content.decode(errors="replace") + shown


def _unpacked(content: bytes) -> bytes:
    """The names and the contents of all that a ZIP file holds, and of those in it: a Word document is one."""
    with ZipFile(BytesIO(content)) as packed:
        parts = [part for name in packed.namelist() for part in (name.encode(), packed.read(name))]
    return b"\n".join(_unpacked(part) if part.startswith(b"PK") else part for part in parts)


def _url_name(address: str) -> str | None:
    """The name of the page at an address, which is resolved in the language that it begins with."""
    path = urlsplit(address).path
    with translation.override(translation.get_language_from_path(path) or "en"):
        return resolve(path).url_name


def _pages(client: Client, addresses: list[str], *, refusals: int | None = None) -> str:
    """All that comes back. A page that was refused `refusals` times is closed to the reader, and asked for no more."""
    texts, refused = [], Counter()
    for address in addresses:
        name = _url_name(address) if refusals else ""
        if refusals and refused[name] == refusals:
            continue
        response = client.get(address)
        refused[name] += response.status_code == 403
        texts.append(_body(response))
        pages = response.context.get("page") if response.status_code == 200 and response.context else None
        for number in range(2, getattr(getattr(pages, "paginator", None), "num_pages", 1) + 1):
            texts.append(_body(client.get(address, {"page": number})))
    return "\n".join(texts)


@pytest.mark.parametrize("role", READS, ids=lambda role: role or "visitor")
def test_each_role_finds_what_is_theirs_and_nothing_else(cage, role):
    _walk(cage, role, "en", with_pasts=False)


@pytest.mark.parametrize(
    "role",
    [pytest.param(role, marks=pytest.mark.full if role in BETWEEN else []) for role in READS],
    ids=lambda role: role or "visitor",
)
@pytest.mark.parametrize(
    "language", ["ar", *(pytest.param(code, marks=pytest.mark.full) for code in ("en", "es", "fr", "ru", "zh-hans"))]
)
def test_each_role_finds_nothing_else_in_the_past_of_records_either(cage, role, language):
    _walk(cage, role, language, with_pasts=True)


def _planted_words(text: str) -> set[str]:
    return set(PLANTED.findall(text))


def _walk(cage: Cage, role: Role | None, language: str, *, with_pasts: bool) -> None:
    """Ask for every address as `role`, and compare the planted words that come back with those it may read."""
    client = Client()
    if role:
        client.force_login(make_reader(role))
    with translation.override(language):
        addresses = [f"/{language}/", *_addresses(cage, with_pasts=with_pasts), "/admin/"]
    seen = _planted_words(_pages(client, addresses, refusals=None if with_pasts else 4))
    expected = [canary for canary in cage.canaries if must_find(role, canary)]
    if not with_pasts:
        expected = [canary for canary in expected if (canary.kind, canary.state) not in ONLY_IN_THE_PAST]
    leaked = [canary for canary in cage.canaries if canary.word in seen and not may_read(role, canary)]
    lost = [canary for canary in expected if canary.word not in seen]
    assert leaked == []
    assert lost == []


def test_a_named_reader_finds_what_they_are_named_for_besides_and_loses_it_with_the_posting(cage):
    """By every path, histories among them; nobody else's names, no draft, nothing of others."""
    user, role = make_user(), Role.FOCAL_POINT
    Posting.objects.create(user=user, role=role, state=State.objects.get(slug=NAMED), since_on="2007-01-01")
    client = Client()
    client.force_login(user)
    named = [canary for canary in cage.canaries if (canary.kind, canary.state) == ("named", "issued")]
    with translation.override("en"):
        seen = _planted_words(_pages(client, ["/en/", *_addresses(cage, with_pasts=False)]))
        pages = [reverse("document", args=[canary.slug]) for canary in named if not may_read(role, canary)]
    others = [canary for canary in cage.canaries if canary not in named and not may_read(role, canary)]
    assert [canary for canary in others if canary.word in seen] == []
    assert [canary for canary in named if canary.word not in seen] == []
    user.postings.update(until_on="2007-02-01")
    assert {client.get(page).status_code for page in pages} == {404}


def test_a_posting_that_ended_reads_as_a_visitor_does(cage):
    user = make_user(Role.SECRETARIAT)
    client = Client()
    client.force_login(user)
    restricted = [c for c in cage.canaries if c.kind == "document" and c.audience != "public"]
    with translation.override("en"):
        addresses = [reverse("document", args=[canary.slug]) for canary in restricted]
    assert {client.get(address).status_code for address in addresses} == {200}
    user.postings.update(until_on="2007-02-01")
    assert {client.get(address).status_code for address in addresses} == {404}


def test_what_a_reader_may_not_see_cannot_be_told_from_what_is_not_there(cage):
    client = Client()
    hidden = next(c for c in cage.canaries if c.kind == "document" and c.audience == "secretariat")
    with translation.override("en"):
        answers = [client.get(reverse("document", args=[slug])) for slug in (hidden.slug, "no-such-document")]
    assert [answer.status_code for answer in answers] == [404, 404]
    bodies = [
        answer.content.replace(s.encode(), b"")
        for answer, s in zip(answers, (hidden.slug, "no-such-document"), strict=True)
    ]
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize(
    "header", [{"HTTP_IF_NONE_MATCH": "*"}, {"HTTP_RANGE": "bytes=0-4"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}]
)
def test_no_header_opens_a_file(cage, header):
    hidden = [c for c in cage.canaries if c.kind == "document" and not may_read(None, c)]
    with translation.override("en"):
        addresses = [reverse("document_file", args=[canary.slug, "fr"]) for canary in hidden]
    assert {Client().get(address, **header).status_code for address in addresses} == {404}


def test_every_address_is_walked():
    named = {pattern.name for pattern in urlpatterns if getattr(pattern, "name", None)}
    with_slug = {p.name for p in urlpatterns if getattr(p, "name", None) and "slug" in p.pattern.converters}
    others = {"event_place", "history", "earlier_file", "invitation_letter", *ROWS}
    assert with_slug - POSTED - ACTS - OF_STATES - others == set(ASKED_FOR)
    assert named >= POSTED


def test_every_language_has_its_addresses():
    prefixes = {language.django_code for language in LANGUAGES}
    assert {get_resolver().url_patterns[-1].pattern.language_prefix.rstrip("/")} <= prefixes

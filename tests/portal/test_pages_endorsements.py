"""Pages of texts submitted to Member States: what stands there now, what each reader may know, what was done later."""

from datetime import UTC, date, datetime, timedelta

import pytest

from palermo.accounts.models import Posting, User
from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.events.models import Rescheduling
from palermo.governance.actions import endorsements
from palermo.governance.models import TextVersion
from palermo.governance.states.endorsements import ResponseKind
from palermo.library.models import LanguageVersion
from tests.factories.accounts import SINCE, make_state, make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.endorsements import CLOSES, OPENS, make_extension, make_put, make_response, make_version
from tests.factories.governance import make_mandate
from tests.factories.library import make_document
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
DEADLINE = "10 February 2008, 18:00 (Vienna time, UTC+1)"


@pytest.fixture
def at(settings):
    def move(moment: datetime) -> None:
        settings.PALERMO_TODAY = moment

    move(OPENS + HOUR)
    return move


@pytest.fixture
def delegate(client, at):
    client.force_login(make_user(Role.DELEGATE))
    return client


def reading_as(client, role: Role) -> None:
    client.force_login(make_user(role))


def page_of(client, made) -> Page:
    return Page(client.get(f"/en/endorsements/{made.slug}/"))


def buttons(page: Page) -> list[str]:
    return page.all("nav.acts a")


def own_state(client):
    return Posting.objects.get(user_id=client.session["_auth_user_id"]).state


# Where it stands


def test_a_text_by_silence_says_until_when_and_what_silence_means(delegate):
    page = page_of(delegate, make_put())
    assert page.all("main .nothing") == [
        "Silence procedure: the text is approved unless a Member State objects before the deadline.",
        "No reply from your delegation on record yet.",
        "No replies from Member States on record.",
    ]
    assert page.one(".page-head .meta") == f"Open · until {DEADLINE} in 3 days"
    assert page.text.count("10 February 2008") == 1
    assert buttons(page) == ["Approve", "Object", "Comment", "Explain position"]


@pytest.mark.parametrize(
    ("terms", "threshold"),
    [
        ({}, "at least half of all Member States"),
        (
            {"numerator": 2, "denominator": 3, "electorate": "answering"},
            "at least two thirds of the Member States that replied",
        ),
        ({"numerator": 3, "denominator": 5}, "3 of every 5 Member States"),
    ],
)
def test_a_written_approval_says_in_words_how_many_must_approve(delegate, terms, threshold):
    page = page_of(delegate, make_put(kind="written", terms=terms))
    sentence = f"Written approval: the text is approved if {threshold} approve it before the deadline."
    assert page.all("main > .nothing")[0] == sentence


def test_the_text_stands_before_the_reply_and_all_answers_side_by_side(delegate):
    page = page_of(delegate, make_put())
    assert page.all("main h2") == ["The text", "Your delegation"]
    assert page.all("#reply nav.acts > a") == ["Approve", "Object", "Comment", "Explain position"]
    assert page.all("#reply nav.acts > a:not(.second)") == ["Approve"]
    assert page.one("main > p a[href='#reply']") == "Go to the reply"


def test_a_member_of_the_committee_is_told_who_may_reply(client, at):
    reading_as(client, Role.COMMITTEE_MEMBER)
    page = page_of(client, make_put())
    assert buttons(page) == []
    assert "Only delegations of Member States can reply or comment." in page.all("main p.meta")


def test_after_the_deadline_every_page_tells_the_result_that_no_job_has_written_down(delegate, at):
    made = make_put("By silence")
    make_mandate("Asked", endorsement=made)
    at(CLOSES)
    page = page_of(delegate, made)
    assert page.one(".page-head .meta") == "Approved · 10 February 2008"
    assert f"The deadline passed without objection: {DEADLINE}." in page.text
    assert "Calculated from the replies and the deadline;" in page.text
    assert buttons(page) == ["Explain position"]
    listed = Page(delegate.get("/en/endorsements/"))
    assert listed.all("main > .nothing") == ["No texts are open for approval."]
    assert listed.all(".papers .state") == ["Approved"]
    assert Page(delegate.get("/en/desk/")).all("main > .nothing")[0] == "No action required."
    made.refresh_from_db()
    assert made.state == "open"


def test_pages_say_the_same_before_and_after_it_is_written_down(delegate, at):
    made = make_put()
    at(CLOSES + 30 * 24 * HOUR)

    def page_words():
        page = page_of(delegate, made)
        return page.one(".page-head .meta"), page.all("main > p:not(.meta)"), buttons(page)

    before = page_words(), Page(delegate.get("/en/endorsements/")).text
    endorsements.settle_endorsement(made, by="the deadline")
    assert (page_words(), Page(delegate.get("/en/endorsements/")).text) == before


def test_an_extended_deadline_is_told_with_what_it_was(delegate):
    made = make_put()
    make_extension(made, made_at=OPENS + HOUR / 2, closes_at=CLOSES + 24 * HOUR, reason=text("More time"))
    page = page_of(delegate, made)
    assert page.one(".page-head .meta").startswith("Open · until 11 February 2008, 18:00 (Vienna time, UTC+1)")
    extended = "On 7 February 2008, 18:30, to 11 February 2008, 18:00 (Vienna time, UTC+1)."
    assert f"{extended} More time [en]" in page.text


def test_what_closes_first_comes_first_and_says_what_the_delegation_answered(delegate):
    make_put("Later", closes_at=CLOSES + 48 * HOUR)
    sooner = make_put("Sooner", closes_at=CLOSES, kind="written", terms={"electorate": "answering"})
    make_response(sooner, ResponseKind.APPROVAL, state=own_state(delegate), made_at=OPENS)
    page = Page(delegate.get("/en/endorsements/"))
    assert page.all(".papers h3") == ["Sooner [en]", "Later [en]"]
    assert page.all(".papers .side")[0] == f"{DEADLINE} in 3 days"
    assert "your delegation: Approval" in page.all(".papers .meta")[0]
    desk = Page(delegate.get("/en/desk/"))
    assert desk.all("main h2") == ["Action required", "Done", "Upcoming dates", "Updates"]
    assert desk.all("main h2 + .papers .meta") == [
        "Silence procedure · approved unless a Member State objects by the date · "
        "no reply from your delegation on record",
        "Approve · Object · Comment · Explain position",
        # What was done, and how it is changed.
        "Your delegation approved this text on 7 February 2008.",
        "Change reply",
        # And what is new.
        *["Text submitted to Member States · Member States"] * 2,
    ]


def test_a_result_that_is_not_announced_waits_for_the_secretariat(client, at):
    reading_as(client, Role.SECRETARIAT)
    made = make_put("By silence")
    at(CLOSES + 24 * HOUR)
    waiting = "h3:-soup-contains('Results to announce') + ul h4"
    assert Page(client.get("/en/desk/")).all(waiting) == ["By silence [en]"]
    endorsements.announce_result(made, by="a test")
    assert Page(client.get("/en/desk/")).all(waiting) == []


# Versions


def test_a_new_version_shows_what_differs_in_each_language_and_hides_no_earlier_one(delegate):
    made = make_put(words="The Forum meets in November")
    make_response(made, made_at=OPENS + SECOND)
    TextVersion.objects.create(
        endorsement=made,
        number=2,
        text={"en": "The Forum meets in February", "ar": made.versions.get().text["ar"]},
        what_changed=text("The month"),
        digest="0" * 64,
        opens_at=OPENS + HOUR / 2,
        closes_at=CLOSES + HOUR,
    )
    page = page_of(delegate, made)
    assert page.all("main h2") == ["The text, version 2", "Your delegation", "The text, version 1"]
    assert [str(each) for each in page.soup.select("main .reading[lang=en] ins")] == ["<ins>February</ins>"]
    assert page.all("main details h4") == ["中文", "English", "Français", "Русский", "Español"]
    assert "Silence broken" in page.all("main h2#v1 + .meta")[0]


def test_the_digest_answers_to_the_text_or_the_page_says_that_it_does_not(delegate):
    made = make_put()
    page = page_of(delegate, made)
    digest = made.versions.get().digest
    assert page.one(".digest") == digest
    assert "The text above matches the text submitted." in page.text
    TextVersion.objects.update(text=text("Another text"))
    page = page_of(delegate, made)
    assert "The text above differs from the text submitted." in page.text
    assert "The text above matches the text submitted." not in page.text


def test_a_document_says_in_which_languages_it_is_no_longer_what_was_put(delegate):
    paper = make_document(words="Programme", audience=Audience.MEMBER_STATES)
    for language in ("fr", "es"):
        LanguageVersion.objects.create(document=paper, language=language, text=f"Words {language}")
    made = make_put(document=paper)
    LanguageVersion.objects.filter(language="en").update(text="Another programme")
    LanguageVersion.objects.filter(language="es").delete()
    LanguageVersion.objects.create(document=paper, language="ru", text="Слова")
    assert page_of(delegate, made).all("main .facts li") == [
        "English : changed since",
        "Français : unchanged",
        "Русский : added since",
        "Español : removed",
    ]


def test_a_document_of_another_audience_is_neither_shown_nor_compared(delegate):
    made = make_put(document=make_document("undisclosed", words="undisclosed", audience=Audience.STEERING_COMMITTEE))
    page = page_of(delegate, made)
    assert "undisclosed" not in str(page.soup)
    assert page.all("main .facts li") == []


# Who reads what


@pytest.fixture
def broken(at):
    """Silence broken by one State, in words and with a name that only some may read."""
    made = make_put("Broken", terms={"objections_read_by": Audience.STEERING_COMMITTEE})
    make_response(made, state=make_state("undisclosed State"), words="undisclosed words", made_at=OPENS + SECOND)
    make_response(made, ResponseKind.COMMENT, state=make_state("Commenting"), words="A comment", made_at=OPENS)
    return made


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.SECRETARIAT])
def test_who_objected_is_told_to_those_whom_the_procedure_names(client, broken, role):
    reading_as(client, role)
    page = page_of(client, broken)
    is_told = role != Role.DELEGATE
    assert ("undisclosed State" in str(page.soup), "undisclosed words" in str(page.soup)) == (is_told, is_told)
    hidden = "1 Member State objected. Its name is not available to you."
    assert (hidden in page.all("main > .nothing")) == (not is_told)
    assert "A comment [en]" in page.text
    assert "A Member State objected: 7 February 2008, 18:00 (Vienna time, UTC+1)." in page.text


def test_a_delegation_reads_its_own_objection_and_of_the_others_how_many(delegate, broken):
    objection = make_response(broken, state=own_state(delegate), words="Our reasons", made_at=OPENS + SECOND)
    page = page_of(delegate, broken)
    assert "Our reasons [en]" in page.text
    assert "1 Member State objected. Its name is not available to you." in page.all("main > .nothing")
    assert "undisclosed" not in str(page.soup)
    objection.delete()


def test_no_list_or_desk_names_who_objected(delegate, broken):
    for address in ("/en/endorsements/", "/en/desk/", f"/en/acts/explain-position/{broken.slug}/"):
        assert "undisclosed" not in delegate.get(address).content.decode()


# Acts on the site


def test_a_delegation_objects_and_the_silence_is_broken(delegate):
    made = make_put()
    shown = delegate.get(f"/en/acts/object-to-text/{made.slug}/")
    page = Page(shown)
    assert page.one("main .nothing") == (
        "A single objection breaks the silence, and this version is not approved. An objection cannot be withdrawn."
    )
    assert (shown.context["form"].initial["state"], shown.context["form"].initial["read"]) == (own_state(delegate), 1)
    written = {"state": own_state(delegate).pk, "read": 1, "text_fr": "Trop tôt"}
    response = delegate.post(f"/en/acts/object-to-text/{made.slug}/", written)
    assert response.status_code == 302, response.context["form"].errors
    page = page_of(delegate, made)
    assert page.one(".page-head .meta") == "Silence broken · 7 February 2008"
    assert buttons(page) == ["Explain position"]
    assert "Trop tôt" in page.text


def test_after_a_reply_no_act_is_the_button_and_the_reply_can_be_changed(delegate, at):
    made = make_put(kind="written", terms={"electorate": "answering"})
    state = own_state(delegate).pk
    delegate.post(f"/en/acts/approve-text/{made.slug}/", {"state": state, "read": 1})
    page = page_of(delegate, made)
    assert page.all("main > p:not(.nothing, .meta)") == [
        "Your delegation approved this text on 7 February 2008. Go to the reply"
    ]
    assert page.all("nav.acts > a") == ["Change reply", "Comment", "Explain position"]
    assert page.all("nav.acts > a:not(.second)") == []
    assert Page(delegate.get("/en/desk/")).all("main > .nothing")[0] == "No action required."
    refusal = delegate.post(f"/en/acts/approve-text/{made.slug}/", {"state": state, "read": 1}).context["refusal"]
    assert refusal == "Your delegation has replied to this text. To change the reply, use “Change reply”."
    delegate.post(f"/en/acts/change-reply/{made.slug}/", {"state": state, "kind": "objection", "read": 1})
    assert "Your delegation objected to this text on 7 February 2008." in page_of(delegate, made).text
    assert [each.kind for each in made.versions.get().responses.order_by("number")] == ["approval", "objection"]


def test_no_reply_is_changed_before_one_was_given(delegate):
    made = make_put(kind="written")
    answer = delegate.get(f"/en/acts/change-reply/{made.slug}/")
    assert answer.context["refusal"] == "Your delegation has not replied to this text yet."


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("silence", "A comment can be read by all readers of this page and does not break the silence."),
        ("written", "A comment can be read by all readers of this page and is not counted as a reply."),
    ],
)
def test_the_silence_is_named_under_a_silence_procedure_alone(delegate, kind, sentence):
    made = make_put(kind=kind)
    page = Page(delegate.get(f"/en/acts/comment-on-text/{made.slug}/"))
    assert page.one("main .nothing") == sentence
    assert ("silence" in page.text.lower()) == (kind == "silence")


def test_an_answer_for_another_state_is_not_taken(delegate):
    made, other = make_put(), make_state()
    response = delegate.post(f"/en/acts/object-to-text/{made.slug}/", {"state": other.pk, "read": 1})
    assert list(response.context["form"].errors) == ["state"]
    made.refresh_from_db()
    assert (made.state, made.versions.get().responses.count()) == ("open", 0)


def test_who_is_delegate_of_two_states_says_for_which(client, at):
    user = make_user(Role.DELEGATE)
    second = make_state("Second")
    Posting.objects.create(user=user, role=Role.DELEGATE, state=second, since_on=SINCE)
    Posting.objects.create(user=user, role=Role.FOCAL_POINT, state=make_state("undisclosed"), since_on=SINCE)
    client.force_login(user)
    made = make_put()
    form = client.get(f"/en/acts/approve-text/{made.slug}/").context["form"]
    assert len([value for value, _label in form.fields["state"].choices if value]) == 2
    client.post(f"/en/acts/approve-text/{made.slug}/", {"state": second.pk, "read": 1})
    assert made.versions.get().responses.get().state == second


def test_a_page_left_open_past_the_deadline_answers_with_the_sentence(delegate, at):
    made = make_put()
    at(CLOSES)
    response = delegate.post(f"/en/acts/object-to-text/{made.slug}/", {"state": own_state(delegate).pk, "read": 1})
    assert (response.status_code, response.context["refusal"]) == (
        403,
        f"The deadline has passed: {DEADLINE}. You may still explain your position.",
    )


@pytest.fixture
def office(client, at):
    reading_as(client, Role.SECRETARIAT)
    return client


def unput():
    made = make_put("Draft")
    TextVersion.objects.all().delete()
    return made


@pytest.mark.parametrize(
    ("day", "hour", "which", "expected"),
    [
        ("2008-02-10", "19:00", "", datetime(2008, 2, 10, 18, tzinfo=UTC)),
        ("31 March 2008", "9:30", "", datetime(2008, 3, 31, 7, 30, tzinfo=UTC)),
        ("31 марта 2008 г.", "09:30", "", datetime(2008, 3, 31, 7, 30, tzinfo=UTC)),
        ("2008-10-26", "02:30", "0", datetime(2008, 10, 26, 0, 30, tzinfo=UTC)),
        ("2008-10-26", "2:30", "1", datetime(2008, 10, 26, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_deadline_is_written_as_clocks_of_the_procedure_show_it(office, day, hour, which, expected):
    made = unput()
    written = {"text_en": "Words", "closes_at_day": day, "closes_at_hour": hour, "closes_at_which": which}
    response = office.post(f"/en/acts/put-text/{made.slug}/", written)
    assert response.status_code == 302, response.context["form"].errors
    assert made.versions.get().closes_at == expected


@pytest.mark.parametrize(
    ("day", "hour", "errors"),
    [
        (
            "2008-03-30",
            "02:30",
            {
                "closes_at": [
                    (
                        "On 30 March 2008 clocks go forward past 02:30 (Vienna time): that time does not "
                        "exist. Choose another."
                    )
                ]
            },
        ),
        (
            "2008-10-26",
            "02:30",
            {
                "closes_at_which": [
                    "On 26 October 2008 clocks go back and 02:30 occurs twice (Vienna time). Choose one of the two."
                ]
            },
        ),
        (
            "tomorrow",
            "18:00",
            {"closes_at": ["Enter a date such as 18 June 2007 or 2007-06-18; found “tomorrow”."]},
        ),
        ("2008-02-10", "6 p.m.", {"closes_at": ["Enter a time such as 9:30 or 18:00; found “6 p.m.”."]}),
        ("2008-02-10", "24:00", {"closes_at": ["Enter a time such as 9:30 or 18:00; found “24:00”."]}),
        (
            "February 2008",
            "",
            {"closes_at": ["Enter a date such as 18 June 2007 or 2007-06-18; found “February 2008”."]},
        ),
        ("2008-02-10", "", {"closes_at": ["Enter the time as well."]}),
        ("", "0:00", {"closes_at": ["Enter the date as well."]}),
        ("", "", {"closes_at": ["Enter a date and time."]}),
    ],
)
def test_a_deadline_that_is_no_instant_or_two_is_asked_for_again(office, day, hour, errors):
    made = unput()
    written = {"text_en": "Words", "closes_at_day": day, "closes_at_hour": hour}
    response = office.post(f"/en/acts/put-text/{made.slug}/", written)
    assert (dict(response.context["form"].errors), made.versions.count()) == (errors, 0)


def test_only_a_time_that_comes_twice_is_asked_about(office):
    made = unput()
    form = office.get(f"/en/acts/put-text/{made.slug}/").context["form"]
    assert list(form.fields) == ["text", "opens_at", "closes_at"]
    written = {"text_en": "Words", "closes_at_day": "2008-10-26", "closes_at_hour": "02:30"}
    response = office.post(f"/en/acts/put-text/{made.slug}/", written)
    assert Page(response).all("select[name=closes_at_which] option") == [
        "—",
        "first occurrence, before clocks go back",
        "second occurrence, after clocks go back",
    ]


def test_a_new_version_begins_with_the_words_of_the_last(office):
    made = make_put(words="Before")
    made.text = text("Before")
    made.save()
    form = office.get(f"/en/acts/put-new-version/{made.slug}/").context["form"]
    assert (form.initial["text"], next(iter(form.fields))) == (text("Before"), "what_changed")


# What was later done


def test_what_was_endorsed_stands_beside_what_was_later_done(delegate, at):
    made = make_put(put_on=date(2007, 9, 1), state="approved", result_on=date(2007, 9, 28))
    mandate = make_mandate(endorsement=made)
    moved = make_event("Vienna Forum", mandate=mandate, starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    for day, name in ((date(2007, 8, 1), "Before it was endorsed"), (date(2007, 10, 1), "Forum")):
        Rescheduling.objects.create(
            event=moved, decided_on=day, previous_title=text(name), previous_starts_on=date(2007, 11, 27)
        )
    make_event("As planned", mandate=mandate, starts_on=date(2008, 3, 1), ends_on=date(2008, 3, 1))
    make_event("undisclosed", mandate=mandate, audience=Audience.SECRETARIAT)
    rows = page_of(delegate, made).all("main table tbody tr")
    assert [row.split(" Place")[0] for row in rows] == [
        "Forum [en] 27 November 2007 Vienna Forum [en] 13–15 February 2008 ·",
        "unchanged As planned [en] 1 March 2008 ·",
    ]


def test_a_text_without_versions_reads_as_before(delegate):
    made = make_put("Old")
    TextVersion.objects.all().delete()
    made.target_on, made.put_on = None, date(2007, 8, 1)
    made.state, made.result_on, made.result_precision = "approved", date(2007, 9, 30), "late_month"
    made.save()
    page = page_of(delegate, made)
    assert page.one(".page-head .meta") == "Approved · late September 2007"
    assert page.all("main h2") == ["The text", "Result"]
    assert "announced" not in page.text.lower()


def test_the_next_version_and_its_answers_ask_no_further_questions(delegate, django_assert_max_num_queries):
    made = make_put()
    for _each in range(3):
        make_response(made, ResponseKind.COMMENT, words="Words", made_at=OPENS)
        make_version(made, opens_at=OPENS + SECOND)
    with django_assert_max_num_queries(25):
        page_of(delegate, made)
    assert User.objects.count() == 1

"""Partners, commitments, action plans, campaigns, material, press releases, cuttings and advice, as they are found."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save
from django.utils import timezone, translation
from django.utils.translation import gettext

from palermo.core.audiences import Audience
from palermo.core.dates import PartialDate
from palermo.core.kinds import kind_of
from palermo.core.languages import BY_CODE, CODES
from palermo.core.text import MultilingualText
from palermo.governance.search.activities import OF_ACTIVITY
from palermo.outreach.models import (
    ActionPlan,
    Advice,
    Campaign,
    CampaignAction,
    Commitment,
    Cutting,
    Material,
    PartnerContact,
    Partnership,
    PlanEdition,
    PressRelease,
)
from palermo.outreach.queries.press import published_press_releases
from palermo.outreach.states.partners import PartnershipStatus
from palermo.search import reach
from palermo.search.actions import index_records
from palermo.search.sources import Draft, Pks, SearchSource, same, searchable
from palermo.search.wording import drafts_of, through

OF_MAKER = ("state", "organisation", "partnership__organisation")


def _partners(partners: QuerySet[Partnership]) -> Iterator[Draft]:
    for partner in partners.select_related("organisation").prefetch_related("countries__former_names"):
        countries = [state.name_today for state in partner.countries.all()]
        texts = (partner.field, partner.summary, partner.role, *countries)
        names = (partner.name,) if partner.organisation else ()
        audience = Audience.PUBLIC if partner.is_listed and partner.was_admitted else Audience.SECRETARIAT
        yield from drafts_of(partner, partner.current_name, *names, *texts, on=partner.since, audience=audience)


def _readers_of_partners(pks: Pks) -> dict[int, set[str]]:
    """Those who act for a partner: by a posting for its organization, or as one of its contacts."""
    words: dict[int, set[str]] = defaultdict(set)
    for pk, organisation in Partnership.objects.filter(pk__in=list(pks)).values_list("pk", "organisation_id"):
        words[pk] = {reach.partner(organisation)} if organisation else set()
    contacts = PartnerContact.objects.filter(partnership__in=list(words), ended_on=None).exclude(user=None)
    for pk, user in contacts.order_by().values_list("partnership_id", "user_id"):
        words[pk].add(reach.representative(user))
    return words


def _partner_label(partner: Partnership) -> str:
    """What kind of partner it is; of one that is none any more, or not yet, its status too."""
    kind = partner.get_kind_display()
    is_current = partner.status == PartnershipStatus.ADMITTED
    return kind if is_current else f"{kind} · {partner.get_status_display()}"


searchable(
    SearchSource(
        kind_of(Partnership),
        _partners,
        {"partnerships": same, "organizations": through(Partnership, "organisation")},
        readers=_readers_of_partners,
        shown=lambda partners: partners.select_related("organisation"),
        label=_partner_label,
    )
)


def _readers_of(model: type[Model], path: str = "") -> Callable[[Pks], Mapping[int, Iterable[str]]]:
    """Those who act for the party at the end of a path ("plan__" from an edition)."""
    fields = [f"{path}{name}_id" for name in ("state", "organisation", "partnership")]

    def find_readers(pks: Pks) -> dict[int, set[str]]:
        rows = list(model._default_manager.filter(pk__in=list(pks)).order_by().values_list("pk", *fields))
        partners = _readers_of_partners({partner for *_others, partner in rows if partner})
        return {
            pk: {reach.state(state)}
            if state
            else {reach.organisation(organisation)}
            if organisation
            else partners.get(partner, set())
            for pk, state, organisation, partner in rows
        }

    return find_readers


def _follows_makers(model: type[Model], path: str = "") -> dict[str, Callable[[Pks], Pks]]:
    """The rows whose parties were changed: their names are found too, and whether a partner may be named."""
    return {
        "states": through(model, f"{path}state"),
        "organizations": through(model, f"{path}organisation"),
        "partnerships": through(model, f"{path}partnership"),
    }


def _with_makers[Record: Model](records: QuerySet[Record], path: str = "") -> QuerySet[Record]:
    return records.select_related(*(f"{path}{name}" for name in OF_MAKER)).prefetch_related(
        f"{path}state__former_names"
    )


def _commitments(commitments: QuerySet[Commitment]) -> Iterator[Draft]:
    for each in _with_makers(commitments).select_related("activity"):
        texts = (each.maker_name, each.text, each.indicator, each.target)
        yield from drafts_of(each, each.title, *texts, on=each.made, audience=each.audience)


searchable(
    SearchSource(
        kind_of(Commitment),
        _commitments,
        {"commitments": same, **_follows_makers(Commitment)},
        readers=_readers_of(Commitment),
    )
)


def _plans(plans: QuerySet[ActionPlan]) -> Iterator[Draft]:
    for plan in _with_makers(plans):
        yield from drafts_of(plan, plan.title, plan.maker_name, plan.summary, audience=plan.audience)


searchable(
    SearchSource(
        kind_of(ActionPlan),
        _plans,
        {"action-plans": same, **_follows_makers(ActionPlan)},
        readers=_readers_of(ActionPlan),
    )
)


def _editions(editions: QuerySet[PlanEdition]) -> Iterator[Draft]:
    """Editions, each with the words of its sections and measures."""
    for edition in editions.select_related("plan").prefetch_related("sections", "measures"):
        plan = edition.plan
        title = {code: f"{plan.title[code]} · {_edition_in(code, edition)}" for code in plan.title}
        sections = [words for each in edition.sections.all() for words in (each.heading, each.text)]
        measures = [
            words
            for each in edition.measures.all()
            for words in (each.text, each.responsible, each.indicator, each.target)
        ]
        yield from drafts_of(
            edition, title, edition.changes, *sections, *measures, on=edition.adopted, audience=plan.audience
        )


def _edition_in(code: str, edition: PlanEdition) -> str:
    with translation.override(BY_CODE[code].django_code):
        return edition.display_name()


searchable(
    SearchSource(
        kind_of(PlanEdition),
        _editions,
        {"action-plans": through(PlanEdition, "plan"), **_follows_makers(PlanEdition, "plan__")},
        readers=_readers_of(PlanEdition, "plan__"),
        shown=lambda editions: editions.select_related("plan"),
        label=lambda edition: f"{gettext('Action plan')} · {edition.get_status_display()}",
    )
)


def _campaigns(campaigns: QuerySet[Campaign]) -> Iterator[Draft]:
    for campaign in campaigns.select_related("activity").prefetch_related("countries__former_names"):
        activity = campaign.activity
        countries = [state.name_today for state in campaign.countries.all()]
        texts = (activity.summary, campaign.aim, campaign.target_group, campaign.messages, *countries)
        yield from drafts_of(campaign, activity.title, *texts, on=activity.starts, audience=activity.audience)


searchable(
    SearchSource(
        kind_of(Campaign),
        _campaigns,
        OF_ACTIVITY,
        shown=lambda campaigns: campaigns.select_related("activity"),
        label=lambda campaign: gettext("Campaign"),
    )
)


def _actions(actions: QuerySet[CampaignAction]) -> Iterator[Draft]:
    for action in _with_makers(actions).select_related("campaign__activity", "place"):
        place = (action.place.name,) if action.place else ()
        texts = (action.text, action.maker_name, *place, action.campaign.activity.title)
        yield from drafts_of(action, action.title, *texts, on=action.starts, audience=action.campaign.activity.audience)


searchable(
    SearchSource(
        kind_of(CampaignAction),
        _actions,
        {
            "activities": through(CampaignAction, "campaign__activity"),
            "places": through(CampaignAction, "place"),
            **_follows_makers(CampaignAction),
        },
        readers=_readers_of(CampaignAction),
        shown=lambda actions: actions.select_related("campaign__activity"),
    )
)


def _material(material: QuerySet[Material]) -> Iterator[Draft]:
    for each in material.select_related("campaign__activity"):
        on = PartialDate(each.published_on) if each.published_on else None
        texts = (each.text, each.description, each.campaign.activity.title)
        yield from drafts_of(each, each.title, *texts, on=on, audience=each.audience)


def _readers_of_material(pks: Pks) -> dict[int, list[str]]:
    """Partners, to whom material is offered before others."""
    return {pk: [reach.ANY_PARTNER] for pk in pks}


def _turning_material(first: date, last: date) -> Pks:
    """Material whose rights ended on the day before: from then on the secretariat alone sees it."""
    day = timedelta(days=1)
    ended = Material.objects.filter(rights_until_on__range=(first - day, last - day))
    return ended.order_by().values_list("pk", flat=True)


searchable(
    SearchSource(
        kind_of(Material),
        _material,
        {"campaign-material": same, "activities": through(Material, "campaign__activity")},
        readers=_readers_of_material,
        turning=_turning_material,
        shown=lambda material: material.select_related("campaign__activity"),
    )
)


def _press_releases(releases: QuerySet[PressRelease]) -> Iterator[Draft]:
    """Those that are out: nothing of the others is in the index, under nobody's name.

    The schedule records the publication of a release whose embargo has ended, and so brings it here.
    """
    for release in releases.filter(pk__in=published_press_releases().values("pk")):
        assert release.public_at is not None
        day = PartialDate(timezone.localdate(release.public_at))
        texts = (release.lead, release.body, release.notes, release.correction)
        yield from drafts_of(release, release.title, *texts, on=day, audience=Audience.PUBLIC)


searchable(SearchSource(kind_of(PressRelease), _press_releases, {"press-releases": same}))


def _cuttings(cuttings: QuerySet[Cutting]) -> Iterator[Draft]:
    """A cutting in its own language, where it is one of the six, and in those of its note."""
    for cutting in cuttings.select_related("activity"):
        own = cutting.language if cutting.language in CODES else "en"
        audience = cutting.activity.audience if cutting.activity else Audience.PUBLIC
        title = MultilingualText(dict.fromkeys({own, *cutting.note}, cutting.title))
        outlet = MultilingualText(dict.fromkeys(title, cutting.outlet))
        yield from drafts_of(cutting, title, outlet, cutting.note, on=cutting.published, audience=audience)


searchable(
    SearchSource(
        kind_of(Cutting),
        _cuttings,
        {"cuttings": same, "activities": through(Cutting, "activity")},
    )
)


def _advice(advice: QuerySet[Advice]) -> Iterator[Draft]:
    for each in advice.prefetch_related("steps"):
        steps = [words for step in each.steps.all() for words in (step.title, step.text)]
        written = {code for words in (each.introduction, *steps) for code in words}
        title = {code: _advice_title(code, each) for code in CODES if code in written}
        audience = Audience.PUBLIC if each.is_published else Audience.SECRETARIAT
        yield from drafts_of(each, title, each.introduction, *steps, audience=audience)


def _advice_title(code: str, advice: Advice) -> str:
    with translation.override(BY_CODE[code].django_code):
        return f"{gettext('What you can do')} · {advice.display_name()}"


searchable(SearchSource(kind_of(Advice), _advice, {"advice": same}))


def _index_what_a_contact_reads(sender: type[PartnerContact], instance: PartnerContact, **_: object) -> None:
    """Who acts for a partner is kept in no version, which everything else is indexed by."""
    partner = [instance.partnership_id]
    index_records("partnerships", partner)
    index_records("commitments", through(Commitment, "partnership")(partner))
    index_records("action-plans", through(ActionPlan, "partnership")(partner))
    index_records("plan-editions", through(PlanEdition, "plan__partnership")(partner))
    index_records("campaign-actions", through(CampaignAction, "partnership")(partner))


post_save.connect(_index_what_a_contact_reads, sender=PartnerContact)
post_delete.connect(_index_what_a_contact_reads, sender=PartnerContact)

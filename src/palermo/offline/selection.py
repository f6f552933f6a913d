"""What goes into a bundle: of each kind that was chosen, the records that its audience sees."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import Model, Prefetch, Q, QuerySet

from palermo.accounts.models import State
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.kinds import kind_of
from palermo.events.models import Event, Outcome, Recommendation
from palermo.events.queries.events import events_visible_to, outcomes_visible_to, recommendations_visible_to
from palermo.events.queries.showings import shown_at_forum
from palermo.events.states.events import ShowingKind
from palermo.knowledge.models import Study
from palermo.knowledge.queries.studies import studies_visible_to
from palermo.library.models import Document, LanguageVersion
from palermo.library.queries import documents_visible_to
from palermo.offline.models import OfflineBundle
from palermo.offline.readers import reader_of
from palermo.offline.states import Part
from palermo.outreach.models import (
    ActionPlan,
    Advice,
    Campaign,
    Commitment,
    Material,
    Partnership,
    PlanEdition,
)
from palermo.outreach.queries.campaigns import campaigns_visible_to, material_visible_to
from palermo.outreach.queries.commitments import commitments_visible_to
from palermo.outreach.queries.partners import partners_visible_to
from palermo.outreach.queries.plans import plan_editions_visible_to, plans_visible_to
from palermo.outreach.queries.press import advice_visible_to
from palermo.outreach.states.campaigns import MaterialStatus
from palermo.outreach.states.commitments import CommitmentStatus
from palermo.programme.models import ProgrammeRelease
from palermo.programme.queries.programmes import current_releases_visible_to
from palermo.site.listing import PER_PAGE
from palermo.toolkit.models import Tool, ToolVersion
from palermo.toolkit.queries.tools import tools_visible_to
from palermo.toolkit.web.files import versions_with_tools
from palermo.treaties.models import LawArticle, Review, Statement, Treaty
from palermo.treaties.queries.laws import laws_visible_to, reviews_visible_to
from palermo.treaties.queries.participation import (
    actions_visible_to,
    published_treaties,
    statements_visible_to,
    with_participants,
)
from palermo.treaties.states.laws import LawStatus
from palermo.treaties.web.table import table_of

BY_SLUG = "activity__slug"
OF_NO_EVENT = {Part.TREATIES, Part.STATES, Part.PARTNERS, Part.PLANS, Part.CAMPAIGNS}


# By the model, the name of the address of its records' pages.
NAMES_OF_PAGES: dict[type[Model], str] = {
    Partnership: "partner",
    Commitment: "commitment",
    ActionPlan: "action_plan",
    PlanEdition: "plan_edition",
    Campaign: "campaign",
    Material: "material",
    Advice: "advice",
}


class SitePage(NamedTuple):
    """A page of the site that goes in as it is: the name and arguments of its address, and its place."""

    name: str
    arguments: tuple[str, ...]
    place: str


@dataclass
class Selection:
    """The ids of what goes in, by kind: small enough to be held for a bundle of any size."""

    languages: list[str]
    parts: frozenset[Part] = frozenset()
    handed_out_at: str = ""
    events: list[str] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    tools: list[str] = field(default_factory=list)
    # Of the texts of tools: the tool, the number of the version, and its languages.
    texts: list[tuple[str, int, list[str]]] = field(default_factory=list)
    studies: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    # With the number of pages of each.
    treaties: dict[str, int] = field(default_factory=dict)
    states: list[str] = field(default_factory=list)
    # Of partners, commitments, action plans, campaigns, their material and advice.
    pages: list[SitePage] = field(default_factory=list)


class BundleContents:
    """The records themselves, as queries, each through the visibility query of its model."""

    def __init__(self, bundle: OfflineBundle) -> None:
        self.bundle, self.reader = bundle, reader_of(bundle.audience)
        parts = frozenset(bundle.chosen_parts)
        # Of one event, a bundle has nothing that is about none; of all, nothing that is handed out at one.
        self.parts = parts - (OF_NO_EVENT if bundle.event_id else {Part.HANDED_OUT})

    def has(self, part: Part) -> bool:
        """Whether the secretariat chose it."""
        return part in self.parts

    @cached_property
    def handed_out(self) -> list[Outcome | Document]:
        """What is handed out at the one event, as these readers see it: what was marked by hand, few of them."""
        if self.bundle.event is None or not self.has(Part.HANDED_OUT):
            return []
        return [each.record for each in shown_at_forum(self.bundle.event, self.reader, kind=ShowingKind.HANDED_OUT)]

    @cached_property
    def handed_out_outcomes(self) -> list[Outcome]:
        """Those of it that an event produced, in the order of events."""
        return [record for record in self.handed_out if isinstance(record, Outcome)]

    @cached_property
    def handed_out_documents(self) -> list[Document]:
        """Those of it that are documents of their own."""
        return [record for record in self.handed_out if isinstance(record, Document)]

    def events(self) -> QuerySet[Event]:
        """Those chosen, and those from which something is handed out."""
        visible = events_visible_to(self.reader).select_related("activity", "place__state")
        chosen = Q(pk__in=[outcome.event_id for outcome in self.handed_out_outcomes])
        if self.has(Part.EVENTS):
            chosen = chosen | Q(pk=self.bundle.event_id) if self.bundle.event_id else ~Q(pk=None)
        return visible.filter(chosen).order_by("-activity__starts_on", "pk")

    def outcomes(self) -> QuerySet[Outcome]:
        visible = outcomes_visible_to(self.reader).filter(event__in=self.events().order_by().values("pk"))
        return visible.select_related("event__activity").order_by("slug")

    def recommendations(self) -> QuerySet[Recommendation]:
        visible = recommendations_visible_to(self.reader).filter(outcome__in=self.outcomes().order_by().values("pk"))
        return visible.select_related("outcome__event__activity").order_by("outcome__slug", "number")

    def releases(self) -> QuerySet[ProgrammeRelease]:
        """Of each programme the version that stands for these readers; of events that they see."""
        visible = current_releases_visible_to(self.reader).filter(
            programme__event__in=events_visible_to(self.reader).order_by().values("pk")
        )
        visible = visible.filter(programme__event=self.bundle.event_id) if self.bundle.event_id else visible
        return _records_if(
            self.has(Part.PROGRAMMES), visible.select_related("programme__event__activity").order_by("pk")
        )

    def tools(self) -> QuerySet[Tool]:
        visible = tools_visible_to(self.reader).select_related("activity").order_by(BY_SLUG)
        return _records_if(self.has(Part.TOOLS), visible)

    def texts(self) -> list[ToolVersion]:
        """The latest published version of each tool."""
        visible = versions_with_tools(self.reader).filter(
            published_on__isnull=False, tool__in=self.tools().values("pk")
        )
        latest = {version.tool_id: version for version in visible.order_by("tool", "number").prefetch_related("texts")}
        return list(latest.values())

    def studies(self) -> QuerySet[Study]:
        visible = studies_visible_to(self.reader).select_related("activity").order_by(BY_SLUG)
        return _records_if(self.has(Part.STUDIES), visible)

    def documents(self) -> QuerySet[Document]:
        """Those chosen, and those that are handed out or in which an outcome stands that is."""
        visible = documents_visible_to(self.reader).order_by("-dated_on", "slug")
        if not self.bundle.event_id:
            return _records_if(self.has(Part.DOCUMENTS), visible)
        chosen = self._of_event(self.reader) if self.has(Part.DOCUMENTS) else Q(pk__in=[])
        return visible.filter(chosen | Q(pk__in=self._handed_out_pks())).distinct()

    def _handed_out_pks(self) -> list[int]:
        documents = [outcome.document for outcome in self.handed_out_outcomes] + self.handed_out_documents
        return sorted({document.pk for document in documents if document})

    def _of_event(self, reader: Viewer) -> Q:
        """The papers of the one event, and the documents in which its outcomes stand."""
        outcomes = outcomes_visible_to(reader).filter(event=self.bundle.event_id).exclude(document=None)
        return Q(activities__event=self.bundle.event_id) | Q(pk__in=outcomes.order_by().values("document"))

    def treaties(self) -> QuerySet[Treaty]:
        visible = published_treaties(self.reader).order_by("depositary_number", "slug")
        return _records_if(self.has(Part.TREATIES), visible)

    def statements(self) -> QuerySet[Statement]:
        visible = statements_visible_to(self.reader).filter(treaty__in=self.treaties().order_by().values("pk"))
        return with_participants(visible).select_related("treaty").order_by("treaty", "made_on", "slug")

    def states(self) -> QuerySet[State]:
        """Those of which there is something on record beside their names."""
        acted = [actions_visible_to(self.reader), statements_visible_to(self.reader), *self._law_and_reviews()]
        of_any = Q()
        for rows in acted:
            of_any |= Q(pk__in=rows.order_by().values("state"))
        visible = State.objects.filter(of_any).prefetch_related("former_names").order_by("slug")
        return _records_if(self.has(Part.STATES), visible)

    def laws(self) -> QuerySet[LawArticle]:
        """What the pages of these States show of their law."""
        return self._law_and_reviews()[0].filter(state__in=self.states().order_by().values("pk"))

    def reviews(self) -> QuerySet[Review]:
        """What the pages of these States show of their reviews."""
        return self._law_and_reviews()[1].filter(state__in=self.states().order_by().values("pk"))

    def _law_and_reviews(self) -> tuple[QuerySet[LawArticle], QuerySet[Review]]:
        laws = laws_visible_to(self.reader).filter(status=LawStatus.RECORDED)
        return laws.order_by("slug"), reviews_visible_to(self.reader).order_by("slug")

    def partners(self) -> QuerySet[Partnership]:
        return _records_if(self.has(Part.PARTNERS), partners_visible_to(self.reader).order_by("slug"))

    def commitments(self) -> QuerySet[Commitment]:
        visible = commitments_visible_to(self.reader).filter(status=CommitmentStatus.RECORDED)
        return _records_if(self.has(Part.PARTNERS), visible.order_by("-made_on", "slug"))

    def plans(self) -> QuerySet[ActionPlan]:
        return _records_if(self.has(Part.PLANS), plans_visible_to(self.reader).order_by("slug"))

    def editions(self) -> QuerySet[PlanEdition]:
        visible = plan_editions_visible_to(self.reader).order_by("plan__slug", "number")
        return _records_if(self.has(Part.PLANS), visible)

    def campaigns(self) -> QuerySet[Campaign]:
        return _records_if(self.has(Part.CAMPAIGNS), campaigns_visible_to(self.reader).order_by(BY_SLUG))

    def material(self) -> QuerySet[Material]:
        visible = material_visible_to(self.reader).filter(status=MaterialStatus.PUBLISHED)
        return _records_if(self.has(Part.CAMPAIGNS), visible.order_by("slug"))

    def advice(self) -> QuerySet[Advice]:
        return _records_if(self.has(Part.CAMPAIGNS), advice_visible_to(self.reader).order_by("audience"))

    def _pages(self) -> Iterator[SitePage]:
        campaigns = (self.campaigns(), self.material(), self.advice())
        for records in (self.partners(), self.commitments(), self.plans(), self.editions(), *campaigns):
            for record in records:
                arguments = tuple(kind_of(type(record)).key_of(record).split("/"))
                yield SitePage(NAMES_OF_PAGES[type(record)], arguments, place_of(record))

    def selection(self) -> Selection:
        """Their ids."""
        return Selection(
            languages=self.bundle.language_codes,
            parts=self.parts,
            handed_out_at=self.bundle.event.activity.slug if self.bundle.event and self.has(Part.HANDED_OUT) else "",
            events=list(self.events().values_list(BY_SLUG, flat=True)),
            programmes=list(self.releases().values_list("programme__event__activity__slug", flat=True)),
            tools=list(self.tools().values_list(BY_SLUG, flat=True)),
            texts=[
                (version.tool.activity.slug, version.number, self._languages_of(version)) for version in self.texts()
            ],
            studies=list(self.studies().values_list(BY_SLUG, flat=True)),
            documents=list(self.documents().values_list("slug", flat=True)),
            treaties={treaty.slug: _pages_of(treaty) for treaty in self.treaties()},
            states=list(self.states().values_list("slug", flat=True)),
            pages=list(self._pages()),
        )

    def _languages_of(self, version: ToolVersion) -> list[str]:
        written = {text.language for text in version.texts.all()}
        return [code for code in self.bundle.language_codes if code in written]

    def versions(self) -> Prefetch:
        """The language versions that go in, without their texts."""
        rows = LanguageVersion.objects.filter(language__in=self.bundle.language_codes).defer("text")
        return Prefetch("versions", rows.order_by("language"))


def place_of(record: Model) -> str:
    """Where in the folder of a language the page of a record lies that is held as a `SitePage`."""
    key = kind_of(type(record)).key_of(record)
    return f"{NAMES_OF_PAGES[type(record)]}-{key}".replace("_", "-").replace("/", "-")


def _pages_of(treaty: Treaty) -> int:
    return Paginator(table_of(treaty, clock.today(), {}).rows, PER_PAGE).num_pages


def _records_if[Records: QuerySet](is_chosen: bool, records: Records) -> Records:
    return records if is_chosen else records.none()

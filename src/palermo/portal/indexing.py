"""Which answers a search engine may keep: public pages as a visitor is given them, and nothing else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# By the name of their address: a new page is kept by nobody until it is written here.
INDEXED: frozenset[str | None] = frozenset(
    {
        *("calendar", "event_list", "event_calendar", "event_place", "event", "event_programme"),
        *("tool_list", "tool", "tool_version", "tool_chapter", "occasion_list", "occasion"),
        *("training_list", "training_session", "course", "study_list", "study", "study_draft", "activity"),
        *("practice_list", "good_practice"),
        *("document_list", "document", "document_file", "report_list", "report", "report_file"),
        *("decision_list", "decision", "mandate_list", "mandate", "contribution_list", "contribution", "iati"),
        *("follow_up_list", "follow_up", "state_list", "state", "state_figures"),
        *("treaty_list", "treaty", "treaty_comparison", "treaty_gaps", "treaty_participant"),
        *("data_overview", "data_api", "data_explorer", "data_question", "practice_list", "good_practice"),
        *("code_list_list", "code_list", "code_list_edition", "code_mapping"),
        *("source_list", "data_source", "dataset_list", "dataset"),
        *("questionnaire_list", "questionnaire", "questionnaire_edition", "round_list", "round"),
        *("indicator_list", "indicator", "indicator_edition", "release_list", "release", "release_register"),
        *("population_list", "population"),
        *("assistance_list", "assistance_request"),
        *("partner_list", "partner", "commitment_list", "commitment"),
        *("plan_list", "action_plan", "plan_edition", "progress_round"),
        *("campaign_list", "campaign", "material_list", "material"),
        *("press_room", "press_release", "cutting_list", "advice_list", "advice"),
        *("updates", "accessibility", "privacy", "contact"),
        "wagtail_serve",
    }
)
# What a query may say without making another page of it: a filtered list, or a record as on a past day, is one.
PAGES = frozenset({"page"})


def is_indexed(request: HttpRequest) -> bool:
    """Whether the page asked for is one that a search engine may keep."""
    match = request.resolver_match
    is_a_visitors = not getattr(getattr(request, "user", None), "is_authenticated", False)
    return match is not None and match.url_name in INDEXED and is_a_visitors and request.GET.keys() <= PAGES


class IndexingMiddleware:
    """Asks search engines to keep nothing but public pages that were found."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code not in {200, 304} or not is_indexed(request):
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response

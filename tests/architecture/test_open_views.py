"""What a visitor may open is a written list: a new page is closed until it is added here on purpose."""

from django.urls import URLPattern, URLResolver, get_resolver

from palermo.portal.indexing import INDEXED

# Pages of the record that show a visitor what is public, and nothing else.
OPEN = {
    "accessibility",
    "activity",
    "assistance_list",
    "assistance_request",
    "bundle",
    "bundle_file",
    "bundle_list",
    "calendar",
    "calendar_feed",
    "contact",
    "contribution",
    "contribution_list",
    # Public contributions for the exchange of data on aid.
    "iati",
    "iati_file",
    "decision",
    "decision_list",
    # Data as accepted, their sources and agreements; findings are for the source and the secretariat.
    "data_agreement",
    "data_source",
    "dataset",
    "dataset_edition",
    "dataset_edition_marked",
    "dataset_list",
    "source_list",
    # Published figures, each with where it comes from.
    *("data_explorer", "figure"),
    # Published figures as files, charts for the pages of others, and what programs read without a key.
    "data_explorer",
    "figure",
    *("data_api", "data_catalogue", "embed_chart", "embed_chart_svg", "explorer_figures", "figures_schema"),
    *("figures_structure", "release_changes_file", "release_citation", "release_figures"),
    *(f"data_api_{name}" for name in ("description", "dimension", "dimensions", "figures", "indicator", "indicators")),
    *(f"data_api_{name}" for name in ("nothing", "register", "registers", "release", "releases", "root")),
    *("data_api_treaties", "data_api_treaty"),
    "document",
    "document_alternative",
    "document_file",
    "document_page_picture",
    "document_papers",
    "document_list",
    "event",
    "event_calendar",
    "event_evaluation",
    "event_list",
    "event_papers",
    "event_documents",
    "event_outcomes",
    "event_participants",
    "event_place",
    "event_programme",
    "event_shown",
    "event_speakers",
    "event_timeline",
    "feed",
    "feeds",
    "follow_up",
    "follow_up_file",
    "follow_up_list",
    "follow_up_overview",
    "history",
    "mandate",
    "mandate_list",
    "new",
    "privacy",
    "programme_calendar",
    "programme_changes",
    "programme_data",
    "programme_exchange",
    "programme_files",
    "programme_pdf",
    "badge_keys",
    # Plans, their measures and what is published of their progress.
    "action_plan",
    # Published questionnaires; dates and questionnaires of rounds that were opened.
    *("questionnaire", "questionnaire_comparison", "questionnaire_edition", "questionnaire_file", "questionnaire_list"),
    *("round", "round_list"),
    # Published indicators, releases that passed the gate, and the registers that list them.
    *("indicator", "indicator_edition", "indicator_list", "release_register"),
    *("population", "population_list"),
    *("release", "release_bundle", "release_changes", "release_counts", "release_list"),
    # Counts with noise and invented rows as files, and the page that invites attacks.
    *("break_releases", "release_counts_file", "release_rows_file"),
    "plan_comparison",
    "plan_edition",
    "plan_edition_file",
    "plan_gaps",
    "plan_list",
    "plan_measures_file",
    "plan_progress",
    "plan_progress_file",
    "progress_round",
    "participant_file",
    "participant_list",
    # Published code lists and mappings.
    *("code_list", "code_list_comparison", "code_list_edition", "code_list_file", "code_list_list"),
    *("code_mapping", "code_mapping_file"),
    # Partners that agree to be listed; the form of application, and by links, an application and an invitation.
    *("partner", "partner_list", "partner_logo"),
    *("partner_application", "partner_application_link", "partner_application_received", "partner_apply"),
    *("partner_invitation", "partner_invitation_link"),
    # The address that its people had before.
    "people_address",
    "registration",
    # Applicants for an organization or a medium, and accredited ones, by the link sent to them.
    "registration_apply",
    "participant_link",
    "participant_own",
    # Commitments; participants of an event make them by a form, and keep them by a personal link.
    "commitment",
    "commitment_list",
    "commitment_file",
    "commitment_screen",
    "pledge",
    "pledge_link",
    "pledge_own",
    # Experts invited to comment on a text, by the link sent to them.
    "round_link",
    "round_own",
    "registration_link",
    "registration_open",
    "report",
    "report_file",
    "report_list",
    "search",
    "search_suggestions",
    "speaker",
    # Published figures that answer a question, and those of a State.
    "data_question",
    "state",
    "state_figures",
    "state_list",
    "updates",
    "data_overview",
    "study",
    "study_list",
    # Drafts that were circulated to everybody; good practices that are published.
    "study_draft",
    "good_practice",
    "practice_list",
    "campaign",
    "campaign_list",
    "material",
    "material_archive",
    "material_file",
    "material_list",
    "tool",
    "subject_feed",
    "occasion",
    "occasion_list",
    "treaty",
    "treaty_comparison",
    "treaty_comparison_file",
    "tool_unused",
    "tool_version_file",
    "course",
    "training_list",
    "training_session",
    # What participants of training answered, for whom the secretariat says.
    "evaluation",
    # Trainers who consent to be named; by the link of a mail, what a trainer decides.
    "trainer",
    "trainer_list",
    "trainer_link",
    "trainer_own",
    # Anybody verifies a certificate; the key by which programs do, and the codes of those that were revoked.
    "verify_certificate",
    "certificate_key",
    "revoked_certificates",
    "tool_uptake_file",
    # For journalists: press releases from their time on, and what stands beside them; for all, what they can do.
    "press_room",
    "press_release",
    "press_release_file",
    "cutting_list",
    "advice",
    "advice_list",
    "tool_version",
    "tool_chapter",
    "tool_comparison",
    # Any reader writes to the authors of a tool; the reply is read by a link.
    "send_tool_feedback",
    "tool_feedback_reply",
    "tool_feedback_open",
    "treaty_file",
    "treaty_gaps",
    "treaty_gaps_file",
    "treaty_list",
    "treaty_participant",
    "treaty_record_file",
    "tool_list",
    # The key by which anybody checks a bundle.
    "bundle_key",
    # For programs: the site's sign, what is public, and what to leave alone.
    "favicon",
    "robots",
    "sitemap",
    "sitemap_section",
    # Screens in a hall, by a secret that opens no more than what is public; and the script that keeps their page.
    "screen",
    "screen_data",
    "screen_worker",
    # A device at a door, by a secret of its own; the link that gives it, and the script that keeps its page.
    "door",
    "door_link",
    "door_list",
    "door_arrivals",
    "door_worker",
    # Editorial pages.
    "wagtail_serve",
    # By a secret that only its reader has: their own calendar, and the end of their letters.
    "leave_letters",
    "own_calendar",
    # The form that participants of an event answer: its link, and the page that has the questions.
    "feedback",
    "feedback_open",
    # An invited person's own pages, by a link without an account.
    "speaker_link",
    "speaker_own",
    # An invitation: the link of the mail, and the page that takes it up.
    "invitation",
    "invitation_open",
    # Signing in, and a password that was forgotten.
    "account_login",
    "account_logout",
    "account_inactive",
    # allauth's own, each of which says that registration is closed or that there is nothing to confirm.
    "account_signup",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
}


def _patterns(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, prefix + str(pattern.pattern))
        else:
            yield pattern, prefix + str(pattern.pattern)


def _is_open(pattern: URLPattern) -> bool:
    view = pattern.callback
    return not getattr(view, "login_required", True)


def test_open_views_are_those_written_here():
    found = {
        pattern.name or address
        for pattern, address in _patterns(get_resolver())
        if _is_open(pattern) and not address.startswith("admin/")
    }
    assert found == OPEN


def test_the_administration_opens_nothing_but_its_own_sign_in(client, db):
    """Wagtail's admin asks in its own way, so here the door itself is tried, wherever it needs no argument."""
    addresses = {f"/{a}" for p, a in _patterns(get_resolver()) if a.startswith("admin/") and not set("<^$()") & set(a)}
    opened = {address for address in addresses if client.get(address).status_code == 200}
    assert len(addresses) > 50
    assert opened <= {"/admin/login/"}
    assert {client.get(f"/admin/api/main/{kind}/").status_code for kind in ("pages", "images")} <= {302, 401, 403, 404}


def test_what_search_engines_may_keep_is_open_to_visitors():
    assert [name for name in sorted(INDEXED) if name not in OPEN] == []

"""The back office as a whole: what its menu leaves out, and the ways from a record's form to the site."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.documents.wagtail_hooks import DocumentsSummaryItem

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import viewer_of
from palermo.portal import localize_hooks  # noqa: F401 -- registers what it holds
from palermo.site.action_pages import acts_for

# Rooms that are shut (see door.py); Wagtail's statistics, since reports here are papers; its help, which is elsewhere.
LEFT_OUT = frozenset({"documents", "users", "groups", "redirects", "forms", "reports", "help"})


@hooks.register("construct_main_menu")
@hooks.register("construct_settings_menu")
@hooks.register("construct_search")
def leave_out(request: HttpRequest, items: list[Any]) -> None:
    """No entry leads to a room that is shut."""
    items[:] = [item for item in items if item.name not in LEFT_OUT]


@hooks.register("construct_homepage_summary_items", order=999)
def leave_out_documents(request: HttpRequest, items: list[Any]) -> None:
    """The first page counts no papers that are not kept there."""
    items[:] = [item for item in items if not isinstance(item, DocumentsSummaryItem)]


@hooks.register("register_admin_menu_item")
def to_the_desk() -> MenuItem:
    """The way back to the site: what is due, and the acts."""
    return MenuItem(_("Secretariat's desk"), reverse_lazy("secretariat_desk"), name="desk", icon_name="home", order=1)


@hooks.register("register_rich_text_features", order=999)
def leave_out_document_links(features: Any) -> None:
    """Editorial texts link to the library's pages, where each reader's right is asked."""
    features.default_features = [name for name in features.default_features if name != "document-link"]


@hooks.register("record_links")
def ways_to_the_site(record: Any, user: Actor) -> list[tuple[Any, str]]:
    """From a record's form: its page on the site, and the acts that can be done to it."""
    if not hasattr(record, "get_absolute_url"):
        return []
    acts = [(way.label, way.address) for way in acts_for(record, viewer_of(user))]
    return [(_("On the site"), record.get_absolute_url()), *acts]


@hooks.register("insert_global_admin_css")
def multilingual_inputs() -> SafeString:
    """How six inputs stand below one another in the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("accounts/backoffice.css"))

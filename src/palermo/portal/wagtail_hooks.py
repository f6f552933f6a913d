"""The back office as a whole: what its menu leaves out, and the ways from a record's form to the site."""

from django.db.models import Model
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.documents.wagtail_hooks import DocumentsSummaryItem
from wagtail.rich_text.feature_registry import FeatureRegistry

from palermo.accounts.models import User
from palermo.accounts.viewer import viewer_of
from palermo.core.records import address_of
from palermo.portal import localize_hooks  # noqa: F401 -- registers what it holds
from palermo.site.action_pages import action_links

# Rooms that are shut (see door.py); Wagtail's statistics, since reports here are papers; its help, which is elsewhere.
LEFT_OUT = frozenset({"documents", "users", "groups", "redirects", "forms", "reports", "help"})


@hooks.register("construct_main_menu")
@hooks.register("construct_settings_menu")
@hooks.register("construct_search")
def remove_menu_items(request: HttpRequest, items: list[MenuItem]) -> None:
    """Remove entries that lead to closed pages."""
    items[:] = [item for item in items if item.name not in LEFT_OUT]


@hooks.register("construct_homepage_summary_items", order=999)
def remove_documents_summary(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Remove the count of Wagtail's documents from the first page."""
    items[:] = [item for item in items if not isinstance(item, DocumentsSummaryItem)]


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    """A link back to the secretariat's desk on the site."""
    return MenuItem(_("Secretariat desk"), reverse_lazy("secretariat_desk"), name="desk", icon_name="home", order=1)


@hooks.register("register_rich_text_features", order=999)
def remove_document_links(features: FeatureRegistry) -> None:
    """Remove links to Wagtail's documents: texts link to the library's pages, which check the reader's rights."""
    features.default_features = [name for name in features.default_features if name != "document-link"]


@hooks.register("record_links")
def site_links(record: Model, user: User) -> list[tuple[str | Promise, str]]:
    """Links from a record's form: its page on the site, and the acts that can be done to it."""
    if not hasattr(record, "get_absolute_url"):
        return []
    acts = [(way.label, way.address) for way in action_links(record, viewer_of(user))]
    return [(_("View site"), address_of(record)), *acts]


@hooks.register("insert_global_admin_css")
def admin_stylesheet() -> SafeString:
    """The stylesheet by which six inputs stand below one another in the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("accounts/backoffice.css"))

"""The menu of the administration, and what of Wagtail's own rooms it leaves out."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.contrib.redirects.models import Redirect
from wagtail.permissions import register_permission_policy
from wagtail.rich_text.feature_registry import FeatureRegistry

from palermo.site.administration.access import EditorPermissionPolicy

# Rooms that are shut: see access.py.
LEFT_OUT = frozenset(
    {
        *("documents", "users", "groups", "forms", "reports", "help"),
        *("workflows", "workflow-tasks", "sites", "locales", "languages", "collections"),
    }
)

# Whoever writes the pages says where their earlier addresses lead.
register_permission_policy(Redirect, EditorPermissionPolicy(Redirect), exact_class=True)


@hooks.register("construct_main_menu")
@hooks.register("construct_settings_menu")
@hooks.register("construct_search")
def remove_menu_items(request: HttpRequest, items: list[MenuItem]) -> None:
    """Remove entries that lead to closed pages."""
    items[:] = [item for item in items if item.name not in LEFT_OUT]


@hooks.register("register_rich_text_features", order=999)
def remove_document_links(features: FeatureRegistry) -> None:
    """Remove links to Wagtail's documents: texts link to the library's pages, which check the reader's rights."""
    features.default_features = [name for name in features.default_features if name != "document-link"]

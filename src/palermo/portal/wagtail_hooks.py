"""The administration as a whole: each module registers its part of it."""

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks

from palermo.portal.administration import localize, menu, people, start  # noqa: F401 -- each registers what it holds

# The site's colours, sizes and faces, then what Wagtail makes of them.
STYLESHEETS = ("site/tokens.css", "site/administration.css")


@hooks.register("insert_global_admin_css")
def admin_stylesheets() -> SafeString:
    """The site's look, on every page of the administration."""
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(path),) for path in STYLESHEETS))


@hooks.register("insert_global_admin_js")
def admin_scripts() -> SafeString:
    """What starts Wagtail's widgets without scripts in the page."""
    return format_html('<script src="{}"></script>', static("portal/administration.js"))

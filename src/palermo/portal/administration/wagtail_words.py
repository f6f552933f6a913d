"""Words of Wagtail's own pages for which the site's catalogues come first.

They are those that the site calls otherwise, and those that Wagtail's catalogues lack in one of the six languages.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

CALLED_OTHERWISE = (
    _("Dashboard"),
    _("Live"),
    _("live"),
    _("live + draft"),
    _("Live version"),
    _("Locale"),
    _("Locales"),
    _("Log out"),
    _("Promote"),
    _("slug"),
)
# Arabic has two names for each month; the site writes both.
MONTHS = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)
NOT_TRANSLATED = (
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    _("- Select an option -"),
    _("A network error occurred"),
    _("Actions (footer)"),
    _("Add a concise description for search engines"),
    _("Alias"),
    _("Any"),
    _("Anyone can edit this %(model_name)s"),
    _("Anyone can edit this %(model_name)s – lock it to prevent others from editing"),
    _("Autosave is <span>paused</span>"),
    _("Autosave is paused"),
    _("Available in %(translations_total)s locales"),
    _("Avoid skipping levels"),
    _("Bold"),
    _("Button text is empty"),
    _("Choose when this %(model_name)s should go live and/or expire"),
    _("Choose when this page should go live and/or expire"),
    _("Choose who can view the live version of this page"),
    _("Content metrics"),
    _("Correct the validation errors to resume preview (saving will highlight errors)"),
    _("Date updated"),
    _("Edited by"),
    _("Empty frame title found"),
    _("Empty heading found"),
    _("Exploring"),
    _("Filter by"),
    _("First published"),
    _("Grid layout"),
    _("Has child pages"),
    _("How we calculate our metrics"),
    _("Image alt text has inappropriate pattern"),
    _("Incorrect heading hierarchy"),
    _("Input button text is empty"),
    _("Italic"),
    _(
        "JavaScript is required to use Wagtail, but it is currently disabled.<br /> Here are the <a "
        'href="https://www.enable-javascript.com/" target="_blank" rel="noreferrer">instructions how '
        "to enable JavaScript in your web browser</a>."
    ),
    _("Layout"),
    _("Link text is empty"),
    _("List layout"),
    _("Locking: "),
    _("Meta description is empty"),
    _("Misusing paragraphs as headings"),
    _("More options for '%(title)s'"),
    _("New: %(model_name)s"),
    _("Oldest"),
    _("Page type"),
    _("Please provide an image description to comply with best practices for accessibility."),
    _("Readability"),
    _("Reading time"),
    _("Save your changes before leaving"),
    _("Saved"),
    _("Search…"),
    _(
        'See our <a href="%(guide_link)s" target="_blank">content checks guide</a> for more information '
        "on how content metrics are calculated."
    ),
    _("Show filters"),
    _("Show issue"),
    _("Sort by '%(label)s' in ascending order."),
    _("Sort by '%(label)s' in descending order."),
    _("Table header text is empty"),
    _("Text editing"),
    _("Text formatting"),
    _("There are no %(model_name)s to display."),
    _("This data explained"),
    _('This publishing schedule will only take effect after you select the "Schedule to publish" option'),
    _("To be created by %(user)s"),
    _("Toggle checks"),
    _(
        "Troubleshoot your connection to the site before proceeding. Open the editor in a separate tab to "
        "view the last saved version."
    ),
    _("URL"),
    _(
        "Upload successful. However, your new image seems to be a duplicate of this existing image. You may "
        "delete it if it wasn't required."
    ),
    _("Usage count"),
    _("Usage count: (high to low)"),
    _("Usage count: (low to high)"),
    _("Use a meaningful title for screen reader users"),
    _("Use meaningful text"),
    _("Use meaningful text for screen reader users"),
    _("Use proper heading tags"),
    _("View latest version"),
    _("We calculate reading time from word count, using different reading speeds for different languages."),
    _("We extract the main content from the page preview, remove all formatting, and calculate the number of words."),
    _(
        "We use a readability formula based on length of words and sentences. Long sentences and words "
        "result in a worse readability score."
    ),
    _(
        'Why not <a class="upload-one-now" href="#tab-upload" data-action="w-tabs#select:prevent" '
        'data-w-tabs-target="trigger" data-w-tabs-focus-param="true">upload one now</a>?'
    ),
    _("Words"),
    _("You haven't uploaded any images."),
)
COUNTED = (
    ngettext_lazy("There is one matching page", "There are %(counter)s matching pages"),
    ngettext_lazy("Referenced %(count)s time", "Referenced %(count)s times"),
    ngettext_lazy(
        "This %(model_name)s is referenced %(usage_count)s time.",
        "This %(model_name)s is referenced %(usage_count)s times.",
    ),
    ngettext_lazy(
        "Deleting this page will also delete %(descendant_count)s child page.",
        "Deleting this page will also delete %(descendant_count)s more child pages.",
    ),
    ngettext_lazy(
        "This page has one subpage. Unpublish this too",
        "This page has %(live_descendant_count)s subpages. Unpublish these too",
    ),
)

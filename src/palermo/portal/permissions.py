"""What editors may do with editorial pages: every publishing rule of the site is here."""

from wagtail.models import Page
from wagtail.models.pages import PagePermissionTester

from palermo.accounts.actors import Actor


class EditorialPermissions(PagePermissionTester):
    """Wagtail's rules for the person's groups, and on top of them what the site needs to stay whole.

    The home pages and the list of news are the frame that navigation counts on: they are written and
    published like other pages, never removed, hidden, moved or doubled.
    """

    @property
    def is_frame(self) -> bool:
        return type(self.page.specific).__name__ in FRAME

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Allowed by the groups, and not part of the frame."""
        return not self.is_frame and super().can_delete(ignore_bulk)

    def can_unpublish(self) -> bool:
        """Allowed by the groups, and not part of the frame."""
        return not self.is_frame and super().can_unpublish()

    def can_move(self) -> bool:
        """Allowed by the groups, and not part of the frame."""
        return not self.is_frame and super().can_move()

    def can_copy(self) -> bool:
        """Allowed by the groups, and not part of the frame."""
        return not self.is_frame and super().can_copy()


FRAME = frozenset({"HomePage", "NewsIndexPage"})


def editorial_permissions(page: Page, user: Actor) -> EditorialPermissions:
    """The method `permissions_for_user` of every page type of the site."""
    return EditorialPermissions(user, page)

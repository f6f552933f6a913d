"""What is done to documents on the site."""

from django.utils.translation import gettext_lazy as _

from palermo.library import actions as library
from palermo.library import rules as library_rules
from palermo.library.models import Document
from palermo.library.queries import documents_visible_to
from palermo.portal import forms
from palermo.portal.acts.act import Act

ACTS = (
    Act(
        "issue-document",
        _("Issue"),
        _("The document is issued: its audience sees it from now on."),
        Document,
        documents_visible_to,
        forms.DayForm,
        library_rules.check_can_issue,
        library.issue_document,
    ),
    Act(
        "assign-symbol",
        _("Give the symbol"),
        _("The document has its symbol."),
        Document,
        documents_visible_to,
        forms.SymbolForm,
        library_rules.check_may_assign_symbol,
        library.assign_symbol,
    ),
    Act(
        "withdraw-document",
        _("Withdraw"),
        _("The document is withdrawn: it stays on record, with the reason."),
        Document,
        documents_visible_to,
        forms.ReasonForm,
        library_rules.check_can_withdraw,
        library.withdraw_document,
    ),
)

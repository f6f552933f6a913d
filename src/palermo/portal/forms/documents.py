"""What is written about a document."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.library.states import AliasKind
from palermo.portal.forms.fields import ActForm


class SymbolForm(ActForm):
    """The symbol that was assigned, and what becomes of the one the document had."""

    symbol = forms.CharField(
        label=_("Symbol"),
        max_length=100,
        help_text=_("As it was assigned: E/CN.15/2008/CRP.2. A symbol is never invented."),
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}),
    )
    keep_as = forms.ChoiceField(
        label=_("The symbol it had stays on record as"),
        choices=[
            *((kind.value, kind.label) for kind in AliasKind),
            ("", _("nothing: it was a mistake")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.record.symbol:
            del self.fields["keep_as"]

    def act(self) -> dict[str, Any]:
        kept = self.cleaned_data.get("keep_as")
        return {"symbol": self.cleaned_data["symbol"], "keep_as": AliasKind(kept) if kept else None}

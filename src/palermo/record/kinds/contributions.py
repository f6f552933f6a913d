"""What was agreed with donors, what they paid, what it was spent on and what it achieved; kept with contributions."""

from palermo.governance.models import Activity
from palermo.library.models import Document
from palermo.outreach.models import ContributionResult, ContributionTerms, Expenditure, Payment
from palermo.record.schema import Table, amount, day, partial, ref, text, text6, whole, yes_no

TERMS = Table(
    noun="terms of a contribution",
    model=ContributionTerms,
    parent="contribution",
    key=(),
    parts=(
        partial("promised", "when it was promised"),
        yes_no("is_acknowledged", "whether the donor is named in public"),
        text6("acknowledged_as", "how the donor is named"),
        text("sector", "the code of the Development Assistance Committee for the sector"),
        text("identifier", "the identifier of the donor's own activity"),
        ref("agreement", Document, "the agreement"),
    ),
)

PAYMENT = Table(
    noun="a payment",
    model=Payment,
    parent="contribution",
    key=("number",),
    parts=(
        whole("number", "its number"),
        day("paid_on", "when it was paid"),
        amount("amount", "how much"),
        text("currency", "the currency's three letters"),
    ),
)

EXPENDITURE = Table(
    noun="an expenditure",
    model=Expenditure,
    parent="contribution",
    key=("number",),
    parts=(
        whole("number", "its number"),
        ref("activity", Activity, "the activity on which it was spent"),
        text6("purpose", "what for, as a noun phrase"),
        day("period_from", "the first day of the period"),
        day("period_until", "the last day of the period"),
        amount("amount", "how much"),
        text("currency", "the currency's three letters"),
    ),
)

RESULT = Table(
    noun="a result of a contribution",
    model=ContributionResult,
    parent="contribution",
    key=("number",),
    parts=(
        whole("number", "its number"),
        ref("activity", Activity, "the activity that led to it"),
        text6("text", "what was achieved, in whole sentences"),
        text6("indicator", "the indicator, as a noun phrase"),
        amount("value", "its value"),
        day("period_from", "the first day of the period"),
        day("period_until", "the last day of the period"),
    ),
)

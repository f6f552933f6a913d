"""The method sheet: what was done to the figures, in words for those who read them."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from disclosure.release.proposal import Check, Declaration, Kind, Proposal
from disclosure.release.register import Earlier

_TABLES = """Small figures about people can show who is meant. In these tables either figures below a threshold are
hidden, and others from which they could be computed as well, or every figure is rounded. A sign stands in place of each
hidden figure; the dictionary says what each sign tells. A rounded figure stands with the lowest and highest true
number. The thresholds are in `data/thresholds.toml`, and what adds up to what in `data/specification.toml`.

**What was checked, and against whom.** Against a reader who has these tables and every earlier release about the same
people, withdrawn or not, who adds and subtracts without end and knows that figures are whole and what adds up: such a
reader cannot bound a figure that needs protection more closely than stated under the checks below. This was computed
from the true figures, not judged.

**What was not.** Somebody who knows some of the people counted can know more than this reader. Several organizations
can put together what they know. Figures from other sources about the same people were not looked at. How likely each
possible figure is was not looked at, only that it is possible. A figure that is shown is shown as it is."""

_REPUBLICATION = """These are the figures of {publisher} as {publisher} published them: {title}, {edition}, {address}.
Figures that {publisher} masks are masked here. The protection is the publisher’s, not ours; nothing is computed, added
or left out. What adds up to what is in `data/specification.toml`.

**What was checked.** Every figure and every mask was compared with a table of the publisher’s file, whose SHA-256 is
{sha256}. {confirmed_by}, who approved this release, confirms that {publisher} published it.

**What was not.** Whether a masked figure follows from the figures that are shown, and whether small figures that are
shown identify anybody, is for the publisher to judge. Later releases about the same people are audited against these
figures."""

_COUNTS = """Each count was changed by a random amount before it was released, so that no one person's record can be
recognized in it: with any one person's record left out, everything released would have been about as likely. How nearly
is said by epsilon: no outcome becomes more than e^epsilon times as likely or unlikely by one person's record, except
with a chance of delta. Both are under the checks below. The protected unit is the person, not the row.

**How to read a count.** The interval from low to high is meant to hold the true number in 19 of 20 cases. A combination
that is not listed may be rare, or nobody may have it: absence means neither. Counts of different combinations do not
add up exactly. Persons with many attributes count a little less than others, and this is made up for on average.

**What this protects against.** Somebody who knows everybody in the data but one cannot learn much about that one from
this release, whatever else is known or released elsewhere. The budget of the data set is kept in a ledger; when it is
spent, nothing more is drawn from it.

**What it does not protect against.** What is true of a whole group can be learned, and may be held against its members.
Tables that were released without noise from the same data set are outside this promise."""

_ILLUSTRATION = """The rows are invented. They were drawn from noisy counts that had been released before, so that
people can see what records look like; they cost no privacy, and no row is a person.

**Do not count them.** Counts of these rows differ from the truth, often by half and more. Use the noisy counts. Every
row says so itself, in its last column."""

_BOTH = """
**Both kinds.** Tables without noise and noisy counts were released from this data set. The audit of the tables does not
use the noisy counts, and the promise of the noisy counts does not cover the tables.
"""

_WORDS = {
    Kind.TABLES: _TABLES,
    Kind.REPUBLICATION: _REPUBLICATION,
    Kind.NOISY_COUNTS: _COUNTS,
    Kind.ILLUSTRATION: _ILLUSTRATION,
}


def method_sheet(
    proposal: Proposal, checks: Sequence[Check], earlier: Sequence[Earlier], declared: Sequence[Declaration], day: str
) -> str:
    """The text, in Markdown: what was done, what it protects against and what not, the checks, and who answers."""
    passed = "\n".join(f"- {check.name}: {check.found}" for check in checks)
    before = "\n".join(f"- {release}" for release in earlier) or "- none"
    notes = f"\n## Notes\n\n{_quote(proposal.notes)}\n" if proposal.notes.strip() else ""
    matched = _declarations_section(declared)
    decided = _decisions_section(proposal.parameters)
    mixed = _mixed_kinds_section(proposal.kind, earlier)
    people = f"Made by {proposal.author}, approved by {' and '.join(proposal.approved_by)}, {day}."
    return f"""# {proposal.title}

{people}

{_words_of(proposal)}
{mixed}{decided}{matched}
## Checks passed

{passed}
{notes}
## Released before from the same data set

{before}
"""


def _quote(notes: str) -> str:
    """Notes as a quotation: no line of them looks like a heading or a check of the sheet."""
    return "\n".join(f"> {line}".rstrip() for line in notes.strip().splitlines())


def _words_of(proposal: Proposal) -> str:
    words = _WORDS[proposal.kind]
    return words.format(**asdict(proposal.publication)) if proposal.publication else words


def _declarations_section(declared: Sequence[Declaration]) -> str:
    if not declared:
        return ""
    lines = "\n".join(f"- {one.about}: {' '.join(one.reason.split())} ({one.by})" for one in declared)
    return f"""
## What no computation could match

These figures could not be set against all that was released before. Whether they show somebody beside it was judged by
the person named, not computed.

{lines}
"""


def _decisions_section(parameters: str) -> str:
    if not parameters:
        return ""
    decided = sorted(json.loads(parameters).items())
    lines = "\n".join(
        f"- {' '.join(name.replace('_', ' ').split())}: {' '.join(str(value).split())}" for name, value in decided
    )
    return f"\n## What was decided\n\n{lines}\n"


def _mixed_kinds_section(kind: Kind, earlier: Sequence[Earlier]) -> str:
    kinds = {release.kind for release in earlier} | {kind}
    if {Kind.TABLES, Kind.NOISY_COUNTS} <= kinds:
        return _BOTH
    return ""

"""Plain words for what may and may not be concluded."""

import numpy as np

from prevalence.checks import PredictiveChecks
from prevalence.consistency import Consistency
from prevalence.errors import NotAvailable
from prevalence.histories import CaptureHistories
from prevalence.overlap import Overlap
from prevalence.results import MethodRow
from prevalence.sensitivity import Variation, spread_of

USABLE_LISTS = 3
AGREE = 1.5
APART = 3.0
FEW_SHARED = 20


def verdict(
    histories: CaptureHistories,
    overlap: Overlap,
    rows: tuple[MethodRow, ...],
    variations: tuple[Variation, ...],
    consistency: Consistency | NotAvailable,
    checks: PredictiveChecks | NotAvailable,
) -> tuple[str, ...]:
    """Sentences on the data, the agreement of methods, how far the total moves, and what no method can see."""
    return (
        *_on_data(histories, overlap),
        *_on_agreement(rows),
        *_on_variations(variations),
        *_on_consistency(consistency),
        *(() if isinstance(checks, NotAvailable) else checks.remarks),
        *_always(histories),
    )


def _on_data(histories: CaptureHistories, overlap: Overlap) -> list[str]:
    found = []
    usable = [name for name, size in overlap.sizes.items() if size and _meets(name, overlap)]
    shared = sum(overlap.by_number_of_lists[1:])
    if len(usable) < USABLE_LISTS:
        found.append(
            f"Only {len(usable)} of {histories.n_lists} lists meet another. With fewer than three, dependence "
            f"between lists "
            "cannot be examined: publish no total from these data."
        )
    if shared < FEW_SHARED:
        found.append(
            f"Only {shared} people are on more than one list. Any total rests on them; a few errors of matching "
            f"decide it."
        )
    if overlap.never_meeting:
        total = len(overlap.pairs)
        found.append(
            f"{len(overlap.never_meeting)} of {total} pairs of lists never meet. Ask whether they see different "
            f"people; if so, they "
            "do not describe one population."
        )
    return found


def _on_agreement(rows: tuple[MethodRow, ...]) -> list[str]:
    bounds = [row.total for row in rows if row.is_lower_bound and not isinstance(row.total, NotAvailable)]
    totals = [row.total for row in rows if not row.is_lower_bound and not isinstance(row.total, NotAvailable)]
    if not totals:
        return ["No method gives a total. The lists support no estimate; say how many people were seen, and no more."]
    low, high = min(totals), max(totals)
    words = f"Methods give from {low:,.0f} to {high:,.0f} people."
    if high <= AGREE * low:
        words += " They agree well, which is necessary but proves nothing: they share assumptions."
    elif high <= APART * low:
        words += " They disagree; report the range and not one of them."
    else:
        words += (
            " They disagree by more than three times: do not publish a total. At most the lower bound can be defended."
        )
    found = [words]
    if bounds:
        found.append(
            f"Whatever the differences between people, independent lists would mean at least {min(bounds):,.0f} people."
        )
    return found


def _on_variations(variations: tuple[Variation, ...]) -> list[str]:
    found = []
    omitted = spread_of(variations, "omit", "merge")
    if not isinstance(omitted, NotAvailable) and omitted[1] > AGREE * omitted[0]:
        found.append(
            f"Leaving out a list, or counting two as one, moves the stepwise total between {omitted[0]:,.0f} and "
            f"{omitted[1]:,.0f}: "
            "it depends on single lists. Find out what sets them apart before relying on it."
        )
    person = spread_of(variations, "one person")
    if not isinstance(person, NotAvailable) and person[1] > 1.25 * person[0]:
        found.append(
            f"One person more or fewer on one pattern moves the stepwise total between {person[0]:,.0f} and "
            f"{person[1]:,.0f}: it is "
            "as exact as the least certain match."
        )
    impossible = [v.change for v in variations if isinstance(v.total, NotAvailable) and v.kind in ("omit", "merge")]
    if impossible:
        found.append(f"No total exists with {'; '.join(impossible[:5])}: the estimate hangs on few overlaps.")
    return found


def _on_consistency(consistency: Consistency | NotAvailable) -> list[str]:
    if isinstance(consistency, NotAvailable) or isinstance(consistency.bias, NotAvailable):
        return []
    word = "low" if consistency.bias < 0 else "high"
    apart = abs(np.expm1(consistency.bias))
    return [
        f"Asked for the known size of each list, independence is {apart:.0%} too {word} in the (geometric) mean, and "
        f"{consistency.covered} of its intervals hold the truth."
    ]


def _always(histories: CaptureHistories) -> list[str]:
    return [
        "What nobody saw is filled in by assumption: that the dependence of all lists together follows from that of "
        "fewer. Models that "
        "fit alike can give totals far apart (Aleshin-Guendel, Sadinle and Wakefield 2024).",
        "Intervals include chance and, where said, the choice of the model. They do not include wrong matching, "
        "different definitions, "
        "people coming and going, or lists that send people to each other; Whitehead and others (2021) hold that "
        "these can make such "
        "estimates unusable.",
        f"These are statements about people in the same place and time as the {histories.n_lists} lists, under the "
        f"lists' definitions; "
        "not about others.",
    ]


def _meets(name: str, overlap: Overlap) -> bool:
    return any(pair.shared for pair in overlap.pairs if name in (pair.first, pair.second))

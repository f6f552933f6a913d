"""All attacks on one release."""

from disclosure.attacks.inference import attribute_inference
from disclosure.attacks.linkage import linkage
from disclosure.attacks.membership import membership
from disclosure.attacks.reconstruction import reconstruction
from disclosure.attacks.result import AttackReport
from disclosure.attacks.singling_out import singling_out
from disclosure.attacks.truth import Truth
from disclosure.attacks.view import Release


def attack_release(release: Release, truth: Truth) -> AttackReport:
    """Put a release through all attacks, with the truth at hand.

    Parameters
    ----------
    release : Release
        What is or would be published: counts or microdata.
    truth : Truth
        Members, controls, and what the attacker knows and wants.

    Returns
    -------
    AttackReport
        The report is computed from the truth and is itself not for publication.

    Notes
    -----
    A release fails when an attack does better than its baseline by more than five points, at the lower limit of a 95 %
    interval. To pass means that these attacks did not succeed, not that none can: it is evidence, not proof.

    References
    ----------
    .. [1] Article 29 Working Party (2014). Opinion 05/2014 on anonymization techniques: singling out, linkability,
       inference.

    Examples
    --------
    >>> from disclosure.attacks.view import people
    >>> inside = people(("a", "b"), [(str(i), str(i)) for i in range(100)])
    >>> outside = people(("a", "b"), [(str(i), str(i + 1)) for i in range(100)])
    >>> report = attack_release(Release.of_microdata(inside), Truth(inside, outside, "b", ("a",)))
    >>> [result.attack for result in report.results if result.fails]
    ['membership', 'singling out', 'linkage', 'attribute inference', 'reconstruction']
    """
    attacks = (membership, singling_out, linkage, attribute_inference, reconstruction)
    return AttackReport(tuple(attack(release, truth) for attack in attacks))

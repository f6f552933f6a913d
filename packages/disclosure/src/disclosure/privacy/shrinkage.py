"""Noisy counts drawn towards what is expected of them, as far as the noise is larger than the surprise."""

import numpy as np

from disclosure.privacy.tables import Floats

_ENOUGH = 20


def shrink(noisy: Floats, expected: Floats, deviation: Floats) -> tuple[Floats, Floats]:
    """The means and standard deviations of counts given the noisy count and what was expected.

    Parameters
    ----------
    noisy : array of float
        Unbiased counts, of all candidates, published or not.
    expected : array of float
        Positive.
    deviation : array of float
        Standard deviation of the noise of each.

    Returns
    -------
    tuple of two arrays of float

    Notes
    -----
    Among candidates expected to lie between 2ᵏ and 2ᵏ⁺¹, counts are taken to be normal about f · expected with
    standard deviation r · expected; f and r² come from the noisy counts themselves, r² after taking off the variance
    of the noise. The mean is then (noisy · r²e² + f e · s²) / (r²e² + s²), the variance s² r²e² / (r²e² + s²). A group
    of fewer than 20 is left as it is. This is post-processing and costs no privacy.

    References
    ----------
    .. [1] Efron, B., Morris, C. (1973). Stein's estimation rule and its competitors: an empirical Bayes approach.
    """
    mean, variance = noisy.copy(), deviation**2
    result = variance.copy()
    group = np.floor(np.log2(np.maximum(expected, 1.0))).astype(np.int64)
    for g in np.unique(group):
        here = group == g
        if here.sum() >= _ENOUGH:
            mean[here], result[here] = _group(noisy[here], expected[here], variance[here])
    return mean, np.sqrt(result)


def _group(noisy: Floats, expected: Floats, variance: Floats) -> tuple[Floats, Floats]:
    weight = 1 / variance
    centre = max(float((weight * noisy * expected).sum() / (weight * expected**2).sum()), 0.0) * expected
    surprise = max(float(((noisy - centre) ** 2 - variance).sum() / (centre**2).sum().clip(1e-9)), 1e-4) * centre**2
    total = np.maximum(surprise + variance, 1e-12)
    return (noisy * surprise + centre * variance) / total, surprise * variance / total

"""Whether several chains agree: rank-normalised R-hat and effective sample size."""

import numpy as np
import scipy

from prevalence.subsets import Floats


def normal_scores(draws: Floats) -> Floats:
    """Normal scores of the ranks over all chains, n_chains by n_draws."""
    ranks = scipy.stats.rankdata(draws, method="average").reshape(draws.shape)
    return np.asarray(scipy.special.ndtri((ranks - 0.375) / (draws.size + 0.25)), dtype=np.float64)


def r_hat(draws: Floats) -> float:
    """Rank-normalised split R-hat, the larger of that of the draws and of their distance from the median.

    Parameters
    ----------
    draws : array, n_chains by n_draws

    Returns
    -------
    float
        1 when chains agree; above 1.05 they do not.

    References
    ----------
    .. [1] Vehtari, A., Gelman, A., Simpson, D., Carpenter, B. and Bürkner, P.-C. (2021). Rank-normalization, folding,
    and
       localization: an improved R-hat. Bayesian Analysis 16(2).

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> same, apart = rng.normal(size=(4, 500)), np.arange(4)[:, None]
    >>> bool(r_hat(same) < 1.02), bool(r_hat(same + apart) > 1.3)
    (True, True)
    """
    folded = np.abs(draws - np.median(draws))
    return max(_split_r_hat(normal_scores(draws)), _split_r_hat(normal_scores(folded)))


def effective_sample_size(draws: Floats) -> float:
    """How many independent draws the chains are worth, by autocorrelations of the rank-normalised halves.

    Parameters
    ----------
    draws : array, n_chains by n_draws

    Returns
    -------
    float

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> 1500 < effective_sample_size(rng.normal(size=(4, 500))) < 2500
    True
    """
    halves = _halves(normal_scores(draws))
    chains, length = halves.shape
    within = halves.var(axis=1, ddof=1).mean()
    if within == 0:
        return float("nan")
    pooled = within * (length - 1) / length + halves.mean(axis=1).var(ddof=1)
    centred = halves - halves.mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(centred, 2 * length, axis=1)
    covariance = np.fft.irfft(spectrum * spectrum.conj(), axis=1)[:, :length].mean(axis=0) / length
    correlation = 1 - (within - covariance * length / (length - 1)) / pooled
    pairs = correlation[: length // 2 * 2].reshape(-1, 2).sum(axis=1)
    stop = int(np.argmax(pairs < 0)) if (pairs < 0).any() else len(pairs)
    time = 2 * np.minimum.accumulate(pairs[:stop]).sum() - 1 if stop else 1.0
    return float(chains * length / max(time, 1 / np.log10(chains * length)))


def _halves(draws: Floats) -> Floats:
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, -half:]])


def _split_r_hat(draws: Floats) -> float:
    halves = _halves(draws)
    length = halves.shape[1]
    within = halves.var(axis=1, ddof=1).mean()
    between = length * halves.mean(axis=1).var(ddof=1)
    if within == 0:
        return float("inf") if between > 0 else 1.0
    return float(np.sqrt((length - 1) / length + between / within / length))

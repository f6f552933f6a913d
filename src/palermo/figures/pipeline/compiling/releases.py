"""All figures that a release would have, from its editions of datasets and its rounds."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from palermo.core.refusals import Refused
from palermo.figures.models import Release
from palermo.figures.pipeline.compiling.compiled import Compiled
from palermo.figures.pipeline.compiling.editions import compile_edition
from palermo.figures.pipeline.compiling.returns import accepted_returns, compile_return
from palermo.figures.pipeline.compiling.wanted import Wanted


def compile_release(release: Release, progress: Callable[[int, int], object] = lambda _done, _of: None) -> Compiled:
    """Read the figures of a release. Of a cell with several, the first is used: editions come before returns.

    Parameters
    ----------
    release : Release
    progress : callable
        Called with how many sources were read, of how many.

    Raises
    ------
    Refused
        If it has no sources, indicators of several units, a source that cannot be read, or no figure at all.
    """
    wanted, into = Wanted.of(release), Compiled()
    editions = list(release.dataset_editions.select_related("dataset__source").order_by("dataset__slug", "-number"))
    returns = accepted_returns(release.rounds.all())
    if not editions and not release.rounds.exists():
        raise Refused(_("Choose at least one edition of a dataset, or one round of data collection."))
    of = len(editions) + len(returns)
    for done, edition in enumerate(editions):
        progress(done, of)
        compile_edition(edition, wanted, into)
    for done, national_return in enumerate(returns, len(editions)):
        progress(done, of)
        compile_return(national_return, wanted, into)
    if not any(figure.is_published for figure in into.figures.values()):
        raise Refused(_("There is no figure of these indicators, years and breakdowns in the sources chosen."))
    return into

"""The exact method where nothing protects: it says so at once, instead of trying pattern after pattern."""

import numpy as np
import pytest
from tables import random_table

from disclosure.rules.primary import primary
from disclosure.rules.rules import Rules
from disclosure.suppression.exact import suppress_exact
from disclosure.suppression.fast import NotProtectable
from disclosure.suppression.pose import pose
from disclosure.suppression.told import View, strict_signs
from disclosure.tables.cells import gather
from disclosure.tables.relations import relate


def test_a_cell_that_only_whole_numbers_give_away_is_refused_at_once():
    # Linear programmes alone would leave this table's patterns to be tried one by one, for hours.
    cells = gather([random_table(733, (3, 3, 2), markers=False, zeros="published")])
    relations, rules, nobody = relate(cells), Rules(), np.zeros(len(cells), bool)
    signs = strict_signs(rules, cells.specification, len(cells))
    assert signs is not None
    problem = pose(cells, relations, primary(cells, rules), rules, View(nobody, nobody), signs)
    with pytest.raises(NotProtectable) as refused:
        suppress_exact(problem.pieces[0].problem)
    assert str(refused.value) == (
        "A cell with the figure 3 cannot be protected: whatever is hidden, it cannot be smaller by 2."
    )

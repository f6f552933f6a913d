"""From when the site starts, the index follows what is written; `versions` tells of every record that is kept."""

from palermo.audit import versions
from palermo.search.actions import follow

versions.on_write(follow)

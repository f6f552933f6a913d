"""From when the site starts, the index follows what is written; `versions` calls it for every record saved."""

from palermo.audit import versions
from palermo.search.actions import follow

versions.on_write(follow)

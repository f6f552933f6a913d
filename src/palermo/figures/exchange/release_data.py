"""Releases, registers and indicators as programs read them: in JSON files and in the interface for programs."""

from palermo.core.letters import address
from palermo.figures.exchange.citations import cite, page_of
from palermo.figures.exchange.rows import withdrawal_notice
from palermo.figures.models import Indicator, Release, ReleaseRegister


def release_data(release: Release) -> dict[str, object]:
    """A published release: what it is called, how far it has come, how its bundle is known."""
    return {
        "id": release.slug,
        "kind": release.kind,
        "register": release.register.slug,
        "number": release.number,
        "title": dict(release.title),
        "summary": dict(release.summary),
        "status": release.status,
        "population": release.population,
        "population_edition": release.population_edition,
        "released_on": release.released_on.isoformat() if release.released_on else None,
        "withdrawn_on": release.withdrawn_on.isoformat() if release.withdrawn_on else None,
        "notice": withdrawal_notice(release),
        "notes": release.notes,
        "digest": release.digest,
        "is_invented": release.is_invented,
        "citation": cite(release),
        "address": page_of(release),
    }


def indicator_data(indicator: Indicator) -> dict[str, object]:
    """An indicator in its last published edition; what it lacks is empty."""
    edition = indicator.current
    return {
        "id": indicator.slug,
        "basis": indicator.basis,
        "measure": indicator.measure,
        "edition": edition.number if edition else None,
        "title": dict(edition.title) if edition else {},
        "definition": dict(edition.definition) if edition else {},
        "unit": edition.unit if edition else "",
        "dimensions": list(edition.dimensions) if edition else [],
        "method": dict(edition.method) if edition else {},
        "comparability": dict(edition.comparability) if edition else {},
        "articles": dict(edition.articles) if edition else {},
        "sdg": edition.sdg if edition else "",
        "sdmx": edition.sdmx if edition else "",
        "address": address(indicator.get_absolute_url()),
    }


def register_data(register: ReleaseRegister) -> dict[str, object]:
    """A register with its policy."""
    return {
        "id": register.slug,
        "title": dict(register.title),
        "summary": dict(register.summary),
        "policy": register.policy,
        "address": address(register.get_absolute_url()),
    }

"""What the record knows of a register: one that lacks it was cut off, is an old copy, or is missing."""

from disclosure.errors import InvalidData
from disclosure.release import Register
from disclosure.release.heads import Head

from palermo.audit.models import AuditEvent
from palermo.figures.models import ReleaseRegister
from palermo.figures.pipeline.places import register_folder
from palermo.figures.pipeline.release_key import release_signer
from palermo.figures.queries.releases import published_releases

# Acts that note the head of the register, and under which name.
ACTS = ("release.released", "release.withdrawn", "release_register.begun", "release_register.policy_signed")
HEAD = "register_head"


def heads_seen(register: ReleaseRegister) -> list[Head]:
    """The heads of a register that the log notes, in the order of the log."""
    noted = AuditEvent.objects.filter(verb__in=ACTS, details__register=register.slug).order_by("sequence")
    details = (each[HEAD] for each in noted.values_list("details", flat=True) if HEAD in each)
    return [Head(int(lines), str(digest)) for lines, digest in details]


def note_head(register: ReleaseRegister) -> dict[str, object]:
    """The register and its head, how many lines it has and the hash of the last one, as details of an act."""
    head = Register(register_folder(register)).head()
    return {"register": register.slug, HEAD: [head.lines, head.hash]}


def open_register(register: ReleaseRegister) -> Register:
    """The gate's register, from which nothing is missing that the record knows of.

    Raises
    ------
    disclosure.errors.DisclosureError
        If it was cut off, replaced, or written without the key, or if a release on record, or its withdrawal, is not
        in it.
    """
    gate = Register(register_folder(register))
    gate.check_whole(release_signer().public_key, heads_seen(register))
    listed = {one.number: one for one in gate.releases()}
    for release in published_releases().filter(register=register):
        one = listed.get(release.number or 0)
        if one is None or one.sha256 != release.digest or (release.is_withdrawn and not one.withdrawn):
            raise InvalidData(
                f"{gate.chain_file} does not have {release.slug} as it is on record: its end was cut off, or an old "
                "copy was put back. Restore the newest copy."
            )
    return gate

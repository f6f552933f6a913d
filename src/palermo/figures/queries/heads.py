"""What the record knows of the end of a register: a register that lacks it was cut off, or is an old copy."""

from disclosure.release import Register
from disclosure.release.heads import Head

from palermo.audit.models import AuditEvent
from palermo.figures.models import ReleaseRegister
from palermo.figures.places import register_folder

# Acts that note the head of the register, and under which name.
ACTS = ("release.released", "release.withdrawn")
HEAD = "register_head"


def heads_seen(register: ReleaseRegister) -> list[Head]:
    """The heads of a register that the log notes, in the order of the log."""
    noted = AuditEvent.objects.filter(verb__in=ACTS, details__register=register.slug).order_by("sequence")
    details = (each[HEAD] for each in noted.values_list("details", flat=True) if HEAD in each)
    return [Head(int(lines), str(digest)) for lines, digest in details]


def head_now(register: ReleaseRegister) -> list[object]:
    """The head of a register as the log notes it: how many lines, and the hash of the last one."""
    head = Register(register_folder(register)).head()
    return [head.lines, head.hash]

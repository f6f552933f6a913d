"""What is done to material of campaigns: written, reviewed, published, withdrawn; and that it was downloaded."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, lock_row, save_row, set_values
from palermo.core.rules import check_has_reason
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.outreach.material_files import delete_file_after_commit, keep_file
from palermo.outreach.material_types import NewFile
from palermo.outreach.models import Material, MaterialDownload, MaterialFile
from palermo.outreach.rules import material as rules
from palermo.outreach.states.campaigns import REVIEWED, Depiction, MaterialStatus

# What a change of these does not ask for a new review: how material is offered, not what it shows.
OFFERED_AS = frozenset({"audience", "is_for_partners", "rights_until_on", "target_group"})


@transaction.atomic
def add_material(material: Material, *, by: Actor) -> Material:
    """Add material to a campaign, as a draft."""
    rules.check_may_add_material(by, material.campaign)
    material.status = MaterialStatus.DRAFT
    material.slug = material.slug or free_slug(Material, material.title, "material")
    insert_row(material)
    record("material.added", material, by=by, kind=material.kind, campaign=material.campaign.activity.slug)
    return material


@transaction.atomic
def change_material(material: Material, *, values: Mapping[str, object], by: Actor) -> Material:
    """Edit material; `values` are fields of the model. Where what it shows changes, it needs a new review."""
    material = lock_row(material, "campaign__activity")
    rules.check_may_write_material(by, material)
    changed = sorted(name for name, value in values.items() if getattr(material, name) != value)
    set_values(material, values)
    if set(changed) - OFFERED_AS:
        _ask_for_new_review(material)
    save_row(material)
    verb = "material.changed" if set(changed) - OFFERED_AS else "material.offered"
    record(verb, material, by=by, changed=changed, status=material.status)
    return material


@transaction.atomic
def add_material_file(material: Material, *, language: str, file: NewFile, alt: str, by: Actor) -> MaterialFile:
    """Add a file of material in one language. The content is stored before the act is done, under its digest."""
    material = lock_row(material, "campaign__activity")
    rules.check_may_write_material(by, material)
    rules.check_file_is_described(file.media_type, alt)
    last = material.files.filter(language=language).order_by("-number").first()
    row = MaterialFile(
        material=material,
        language=language,
        number=last.number + 1 if last else 1,
        name=file.name,
        media_type=file.media_type,
        digest=keep_file(file.content),
        size=len(file.content),
        alt=alt.strip(),
    )
    insert_row(row)
    _ask_for_new_review(material)
    material.save(update_fields=["status", "checked_by", "checked_on"])
    record("material.file_added", material, by=by, language=language, digest=row.digest)
    return row


@transaction.atomic
def remove_material_file(file: MaterialFile, *, reason: MultilingualText, by: Actor) -> Material:
    """Remove a file, and delete its content unless other material has the same."""
    material = lock_row(file.material, "campaign__activity")
    file = MaterialFile.objects.get(pk=file.pk)
    file.material = material
    rules.check_may_remove_file(by, file)
    check_has_reason(reason)
    details = {"language": file.language, "digest": file.digest}
    file.delete()
    if not MaterialFile.objects.filter(digest=details["digest"]).exists():
        delete_file_after_commit(details["digest"])
    _ask_for_new_review(material)
    material.save(update_fields=["status", "checked_by", "checked_on"])
    record("material.file_removed", material, by=by, reason=dict(reason), **details)
    return material


@transaction.atomic
def submit_material(material: Material, *, by: Actor) -> Material:
    """Submit a draft for review by another officer."""
    material = lock_row(material, "campaign__activity")
    rules.check_can_submit_material(by, material)
    return _move(material, MaterialStatus.SUBMITTED, "material.submitted", by)


@transaction.atomic
def clear_material(material: Material, *, depicts: Depiction, shows_no_victim: bool, by: Actor) -> Material:
    """Clear material: the reviewer confirms that no victim is shown or can be recognized, and who is shown."""
    material = lock_row(material, "campaign__activity")
    rules.check_can_clear_material(by, material, shows_no_victim=shows_no_victim)
    material.depicts, material.checked_by, material.checked_on = depicts, str(by)[:200], clock.today()
    return _move(material, MaterialStatus.CLEARED, "material.cleared", by, depicts=depicts)


@transaction.atomic
def return_material(material: Material, *, reason: MultilingualText, by: Actor) -> Material:
    """Send material back to draft, with the reason; it is no longer offered."""
    material = lock_row(material, "campaign__activity")
    rules.check_may_return_material(by, material)
    check_has_reason(reason)
    material.checked_by, material.checked_on, material.published_on = "", None, None
    return _move(material, MaterialStatus.DRAFT, "material.returned", by, reason=dict(reason))


@transaction.atomic
def publish_material(material: Material, *, by: Actor) -> Material:
    """Publish cleared material for its audience."""
    material = lock_row(material, "campaign__activity")
    rules.check_may_publish_material(by, material)
    material.published_on = clock.today()
    return _move(material, MaterialStatus.PUBLISHED, "material.published", by, audience=material.audience)


@transaction.atomic
def withdraw_material(material: Material, *, reason: MultilingualText, by: Actor) -> Material:
    """Withdraw material, with the reason."""
    material = lock_row(material, "campaign__activity")
    rules.check_may_withdraw_material(by, material)
    check_has_reason(reason)
    material.withdrawn_on, material.reason = clock.today(), reason
    return _move(material, MaterialStatus.WITHDRAWN, "material.withdrawn", by, reason=dict(reason))


@transaction.atomic
def count_download(material: Material, language: str) -> None:
    """Count one more download in a language, or of all files together, in the month of today."""
    month = clock.today().replace(day=1)
    row, _made = MaterialDownload.objects.get_or_create(material=material, language=language, month=month)
    MaterialDownload.objects.filter(pk=row.pk).update(count=F("count") + 1)


def _ask_for_new_review(material: Material) -> None:
    if material.status in REVIEWED:
        material.status, material.checked_by, material.checked_on = MaterialStatus.DRAFT, "", None


def _move(material: Material, to: MaterialStatus, verb: str, by: Actor, **details: object) -> Material:
    material.status = to
    save_row(material)
    record(verb, material, by=by, **details)
    return material

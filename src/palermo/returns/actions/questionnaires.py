"""What is done to questionnaires and their editions."""

from collections.abc import Mapping

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.digests import digest_of_text
from palermo.core.rows import insert_row, lock_row, save_row, set_values
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.returns.models import Questionnaire, QuestionnaireEdition
from palermo.returns.rules import questionnaires as rules
from palermo.returns.states.rounds import QuestionnaireStatus


@transaction.atomic
def add_questionnaire(questionnaire: Questionnaire, *, content: str = "", by: Actor) -> Questionnaire:
    """Record a questionnaire; where there is content, its first edition begins with it."""
    rules.check_may_keep_questionnaire(by, questionnaire)
    questionnaire.slug = questionnaire.slug or free_slug(Questionnaire, questionnaire.title, "questionnaire")
    insert_row(questionnaire)
    record("questionnaire.added", questionnaire, by=by)
    if content:
        begin_questionnaire_edition(questionnaire, content=content, by=by)
    return questionnaire


@transaction.atomic
def change_questionnaire(questionnaire: Questionnaire, *, values: Mapping[str, object], by: Actor) -> Questionnaire:
    """Edit the title and the description; `values` are fields of the model."""
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    rules.check_may_keep_questionnaire(by, questionnaire)
    set_values(questionnaire, values)
    save_row(questionnaire)
    record("questionnaire.changed", questionnaire, by=by)
    return questionnaire


@transaction.atomic
def begin_questionnaire_edition(
    questionnaire: Questionnaire, *, content: str, changes: MultilingualText | None = None, by: Actor
) -> QuestionnaireEdition:
    """Begin an edition as a draft with some content."""
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    rules.check_may_begin_questionnaire_edition(by, questionnaire)
    last = questionnaire.editions.order_by("-number").first()
    edition = QuestionnaireEdition(
        questionnaire=questionnaire, number=last.number + 1 if last else 1, changes=changes or MultilingualText()
    )
    rules.check_can_keep_content(by, edition, content)
    edition.content = content
    insert_row(edition)
    record("questionnaire_edition.begun", questionnaire, by=by, edition=edition.number)
    return edition


@transaction.atomic
def change_questionnaire_edition(
    edition: QuestionnaireEdition, *, content: str, changes: MultilingualText, by: Actor
) -> QuestionnaireEdition:
    """Change the content of a draft, and what is written of its changes."""
    edition = lock_row(edition, "questionnaire")
    rules.check_can_keep_content(by, edition, content)
    edition.content, edition.changes = content, changes
    save_row(edition)
    record("questionnaire_edition.changed", edition.questionnaire, by=by, edition=edition.number)
    return edition


@transaction.atomic
def remove_questionnaire_edition(edition: QuestionnaireEdition, *, by: Actor) -> Questionnaire:
    """Remove a draft."""
    edition = lock_row(edition, "questionnaire")
    rules.check_may_remove_questionnaire_edition(by, edition)
    questionnaire, number = edition.questionnaire, edition.number
    edition.delete()
    record("questionnaire_edition.removed", questionnaire, by=by, edition=number)
    return questionnaire


@transaction.atomic
def publish_questionnaire_edition(edition: QuestionnaireEdition, *, by: Actor) -> QuestionnaireEdition:
    """Publish a draft without faults: from now on it stays as it is, and its digest says so."""
    edition = lock_row(edition, "questionnaire")
    rules.check_may_publish_questionnaire_edition(by, edition)
    edition.status, edition.published_on = QuestionnaireStatus.PUBLISHED, clock.today()
    edition.digest = digest_of_text(edition.content)
    save_row(edition)
    record(
        "questionnaire_edition.published",
        edition.questionnaire,
        by=by,
        edition=edition.number,
        digest=edition.digest,
    )
    return edition

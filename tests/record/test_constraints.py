"""The conditions of constraints as evaluated here, compared with the database."""

import itertools
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from palermo.core.text import MultilingualText
from palermo.record.constraints import holds
from palermo.record.kinds.registry import KINDS, tables_below
from palermo.record.sentences import CHECKS, NEVER_BROKEN, UNIQUE
from tests.slices import OF_THE_SITE

RECORDED = sorted(
    {table.model for kind in KINDS for table in tables_below(kind.table)}, key=lambda model: model.__name__
)
CHECKED = [
    pytest.param(model, constraint, id=constraint.name)
    for model in RECORDED
    for constraint in model._meta.constraints
    if isinstance(constraint, models.CheckConstraint)
]


def test_every_check_has_its_sentence():
    names = {constraint.values[1].name for constraint in CHECKED}
    assert names - NEVER_BROKEN == CHECKS.keys()


def test_every_unique_constraint_is_a_key_within_a_parent_or_has_its_sentence():
    keyed = {
        frozenset(model_field_names(table.model, table.key)) | {table.parent}
        for kind in KINDS
        for table in tables_below(kind.table)
        if table.parent
    } | {
        frozenset({"tool", "order"}),
        frozenset({"edition", "number"}),
        frozenset({"group", "state", "purpose"}),  # the membership without a beginning: its key too
        frozenset({"body", "organisation"}),  # the seat without a beginning: its key too
        # Who is named is one or the other, and both together are the key; a person is in no file.
        *(frozenset({"document", named}) for named in ("state", "organisation", "user")),
        # Who was present is one or the other, and both together are the key.
        frozenset({"meeting", "organisation"}),
        frozenset({"meeting", "state"}),
    }
    unexplained = [
        constraint.name
        for model in RECORDED
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
        and frozenset(constraint.fields) not in keyed
        and constraint.name not in UNIQUE
    ]
    assert unexplained == []


def model_field_names(model, attributes):
    return [model._meta.get_field(name).name for name in attributes]


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "constraint"), CHECKED)
def test_a_condition_holds_here_when_it_holds_in_the_database(model, constraint):
    names = sorted({name.partition("__")[0] for name in referenced(constraint.condition)})
    fields = [model._meta.get_field(name) for name in names]
    for values in itertools.product(*(values_of(field) for field in fields)):
        row = model()
        for field, value in zip(fields, values, strict=True):
            setattr(row, field.attname, value)
        assert (holds(constraint.condition, row) is not False) == database_agrees(constraint, row), values


def database_agrees(constraint, row):
    try:
        constraint.validate(type(row), row)
    except ValidationError:
        return False
    return True


def referenced(condition):
    for part in condition.children:
        if isinstance(part, models.Q):
            yield from referenced(part)
        else:
            yield part[0]
            if isinstance(part[1], models.F):
                yield part[1].name


def values_of(field):
    if field.is_relation:
        return [None, 1]
    if field.choices:
        return [value for value, _label in field.choices]
    if isinstance(field, models.DateTimeField):
        instants = [datetime(2007, 6, 18, hour, tzinfo=UTC) for hour in (10, 11)]
        return [None, *instants] if field.null else instants
    if isinstance(field, models.TimeField):
        return [None, time(10)] if field.null else [time(10)]
    if isinstance(field, models.DateField):
        days = [date(2007, 6, 18), date(2007, 6, 19)]
        return [None, *days] if field.null else days
    if isinstance(field, models.BooleanField):
        return [True, False]
    if isinstance(field, models.JSONField):
        return [MultilingualText(), MultilingualText({"en": "words"})]
    if isinstance(field, models.DecimalField):
        return [None, Decimal(-1), Decimal(1)] if field.null else [Decimal(-1), Decimal(0), Decimal(1)]
    if isinstance(field, models.IntegerField):
        return [None, 0, 1, 2] if field.null else [0, 1, 2]
    return [None, 1] if field.null else ["", "words"]


def test_every_model_of_the_record_has_a_kind():
    """So that a new model is not forgotten when the record is archived."""
    apart = {"User", "Posting", "Invitation", "Installation", "InstallationKey"}
    apart |= {"AuditEvent", "ChainHead", "RecordVersion", "Read"}
    # What was wrong with a file that was refused: it quotes the file, and is deleted on its day.
    apart |= {"FileRefusal"}
    # About nominated persons, visible only to the officers responsible: it is in no file.
    apart |= {"SpeakerContact", "SpeakerLink", "SurvivorDeclaration", "SurvivorOfficer"}
    # People, who are deleted on a day that was promised: a file would outlive it.
    apart |= {"Accreditation", "Badge", "CheckIn", "CredentialsLetter", "Participant"}
    # Seen by those named alone, and deleted on its day: no file keeps it.
    apart |= {"ParticipantNeed"}
    # Who made commitments by a form can be deleted, and is in no file.
    apart |= {"PledgeContact"}
    # Code lists come with Palermo, or as tables: `palermo lists load`.
    apart |= {"Code", "CodeList", "CodeListEdition", "CodeMapping", "CodeMappingRow"}
    # Who invited experts are, and their links, is in no file.
    apart |= {"ExpertDetails", "ExpertLink"}
    # Trainers decide by their links; certificates are verified with the key of one installation.
    apart |= {"Certificate", "TrainerLink"}
    # Whom the secretariat invited to apply, and the links.
    apart |= {"PartnerInvitation"}
    # What opens check-in in one installation, and that a letter went from it.
    apart |= {"DoorDevice", "TaskReminder"}
    # What officers write in a report in preparation: in the database alone, until the report is issued.
    apart |= {"ReportSection", "ReportParagraph", "TextRevision", "ParagraphComment", "Clearance", "DocumentSlot"}
    apart |= {"WordExport", "WordImport", "StrayComment", "Suggestion"}
    # Who drafts a tool is in no file; its text has files of its own form, in `tool_texts`.
    apart |= {"DraftingMember", "Passage", "PassageText"}
    # Persons who act for partners or made a commitment, and what is checked of partners, are in no file.
    apart |= {"DueDiligenceCheck", "PartnerContact", "PartnerInvitation", "PledgeContact"}
    # Datasets are in no file, nor is what a study uses of them.
    apart |= {"StudyDataset"}
    # Returns belong to their State, which alone sees them before they are sent.
    apart |= {"FigureChange", "Return", "ReturnAttachment", "ReturnBlock", "ReturnContributor", "ReturnFigure"}
    apart |= {"ReturnQuery", "ReturnReading", "ReturnReceipt"}
    # Made of the record, and made again from it.
    # Names of participants are the secretariat's and can be removed; links that open a form are of one installation.
    # Of readers whom nobody knows, numbers of one installation, and what is made of frozen versions.
    apart |= {"ReaderFeedback", "DownloadCount", "MaterialDownload", "VersionSection", "FinderEntry"}
    apart |= {"ParticipantName", "FeedbackLink"}
    apart |= {"ExtractedText", "IndexEntry", "IndexStanding", "IndexText", "TitleWord", "WordPart"}
    # Indicators come with Palermo; releases are signed bundles in registers of their own.
    apart |= {"FigureOrigin", "Indicator", "IndicatorEdition", "Release", "ReleaseDecision", "ReleaseRegister"}
    apart |= {"Population", "PopulationRelation", "ReleaseSeries"}
    # Data are in the store, and found by checks of it: the files of the record hold none.
    apart |= {"Agreement", "Dataset", "DatasetEdition", "EditionFigure", "EditionStep", "Finding", "Source"}
    ours = {
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("palermo.") and model._meta.app_label not in OF_THE_SITE
    }
    assert ours - {model.__name__ for model in RECORDED} == apart

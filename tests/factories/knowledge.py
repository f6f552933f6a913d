"""Code lists, mappings, sources, agreements, datasets and good practices."""

from datetime import date

from palermo.governance.states.activities import ActivityKind
from palermo.knowledge.models import (
    Agreement,
    Code,
    CodeList,
    CodeListEdition,
    CodeMapping,
    CodeMappingRow,
    Dataset,
    DatasetEdition,
    Finding,
    GoodPractice,
    Source,
    Study,
)
from tests.factories.common import number, text
from tests.factories.governance import make_activity

DIGEST = "0" * 64


def make_code_list(title: str = "Code list", **fields) -> CodeList:
    """A code list without editions."""
    return CodeList.objects.create(**{"slug": f"list-{number()}", "title": text(title), **fields})


def make_list_edition(code_list: CodeList | None = None, *codes: str, **fields) -> CodeListEdition:
    """An edition with these codes, published unless fields say otherwise."""
    code_list = code_list or make_code_list()
    edition = CodeListEdition.objects.create(
        **{
            "code_list": code_list,
            "number": code_list.editions.count() + 1,
            "published_on": date(2007, 6, 1),
            "digest": DIGEST,
            **fields,
            "status": "draft",
        }
    )
    for position, code in enumerate(codes, 1):
        Code.objects.create(edition=edition, position=position, code=code, names=text(code.capitalize()))
    return _publish(edition, fields)


def make_code_mapping(source: CodeListEdition, target: CodeListEdition, pairs: dict[str, str], **fields) -> CodeMapping:
    """A published mapping by which each code of the source means exactly the one of the target."""
    mapping = CodeMapping.objects.create(
        **{
            "source": source,
            "target": target,
            "number": 1,
            "published_on": date(2007, 6, 1),
            "digest": DIGEST,
            **fields,
            "status": "draft",
        }
    )
    for position, (before, after) in enumerate(pairs.items(), 1):
        CodeMappingRow.objects.create(
            mapping=mapping,
            position=position,
            source=source.codes.get(code=before),
            target=target.codes.get(code=after),
            relation="exact",
        )
    return _publish(mapping, fields)


def _publish[Row: (CodeListEdition, CodeMapping)](row: Row, fields: dict[str, object]) -> Row:
    """What is published takes no further codes or rows, so it is published last."""
    row.status = fields.get("status", "published")
    row.save()
    return row


def make_source(name: str = "Source", **fields) -> Source:
    """A public source, unless fields say otherwise."""
    return Source.objects.create(
        **{"slug": f"source-{number()}", "name": text(name), "kind": "state", "audience": "public", **fields}
    )


def make_agreement(source: Source | None = None, **fields) -> Agreement:
    """An agreement signed in 2007 and without an end."""
    return Agreement.objects.create(
        **{
            "slug": f"agreement-{number()}",
            "source": source or make_source(),
            "title": text("Agreement"),
            "purposes": ["statistics"],
            "status": "signed",
            "signed_on": date(2007, 6, 1),
            "starts_on": date(2007, 6, 1),
            **fields,
        }
    )


def make_dataset(source: Source | None = None, **fields) -> Dataset:
    """A public dataset in the layout of UNODC's table."""
    return Dataset.objects.create(
        **{
            "slug": f"dataset-{number()}",
            "title": text("Dataset"),
            "source": source or make_source(),
            "layout": "unodc",
            "audience": "public",
            **fields,
        }
    )


def make_dataset_edition(dataset: Dataset | None = None, **fields) -> DatasetEdition:
    """An accepted edition under an agreement with the source."""
    dataset = dataset or make_dataset()
    if "agreement" not in fields:
        fields["agreement"] = make_agreement(dataset.source)
    return DatasetEdition.objects.create(
        **{
            "dataset": dataset,
            "number": dataset.editions.count() + 1,
            "status": "accepted",
            "received_on": date(2008, 1, 10),
            **fields,
        }
    )


def make_finding(edition: DatasetEdition, **fields) -> Finding:
    """An error in row 2."""
    return Finding.objects.create(
        **{
            "edition": edition,
            "number": edition.findings.count() + 1,
            "rule": "out-of-range",
            "severity": "error",
            "row": 2,
            "column": "value",
            **fields,
        }
    )


def make_study(title: str = "Study", **fields) -> Study:
    """A study under way, seen by everybody unless its activity is restricted."""
    activity = fields.pop("activity", None) or make_activity(kind=ActivityKind.STUDY, title=text(title))
    return Study.objects.create(activity=activity, **fields)


def make_practice(title: str = "Practice", **fields) -> GoodPractice:
    """A published practice."""
    return GoodPractice.objects.create(
        **{
            "slug": f"practice-{number()}",
            "title": text(title),
            "summary": text(f"{title} summary"),
            "field": "prevention",
            "status": "published",
            "published_on": date(2008, 1, 10),
            **fields,
        }
    )

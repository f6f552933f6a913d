"""Acts that a test kills in the middle, and what is looked at afterwards; each a program of its own.

    python -m tests.operation.scripts publish | issue | begin-work | inspect-release | inspect-report | inspect-work

Prints "begin" before the act, then what came of it. Reads PALERMO_DATA and PALERMO_DATABASE.
"""

import json
import sys
from datetime import date

import django

from palermo.config.cli.data_folder import current

REPORT, RELEASE, DATASET = "progress-2008", "invented-justice", "interrupted"


def publish() -> str:
    """Approve the proposed release twice, so that the gate audits and signs it; gives its state."""
    from palermo.accounts.models import User
    from palermo.figures.actions.releases import approve_release
    from palermo.figures.models import Release
    from palermo.figures.pipeline.releasing import publish
    from palermo.figures.rules.releases import list_undeclared

    release = Release.objects.get(slug=RELEASE)
    if release.status == "proposed":
        decided = set(release.decisions.filter(attempt=release.attempt).values_list("person_id", flat=True))
        officers = User.objects.filter(postings__role="secretariat").exclude(pk=release.author_id).distinct()
        for officer in officers.exclude(pk__in=decided)[: 2 - len(decided)]:
            made = dict.fromkeys(list_undeclared(release), "Invented figures.")
            release = approve_release(
                release, seen=release.loss["prepared"], note="Looked at.", declarations=made, by=officer
            )
    return publish(release.pk, by="a test")


def inspect_release() -> str:
    """The state of the release, how many bundles its register has, and what is wrong with all that was released."""
    from disclosure.release import Register

    from palermo.figures.models import Release
    from palermo.figures.pipeline.places import register_folder
    from palermo.figures.pipeline.verifying import find_faults

    release = Release.objects.select_related("register").get(pk=Release.objects.get(slug=RELEASE).pk)
    bundles = len(Register(register_folder(release.register)).releases())
    return json.dumps([release.status, bundles, list(find_faults())])


def issue() -> str:
    """Issue the progress report; gives its state."""
    from palermo.reporting.actions.issuing import issue_report
    from palermo.reporting.models import Report

    report = Report.objects.get(slug=REPORT)
    if report.state != "issued":
        report = issue_report(report, on=date(2008, 2, 1), by="a test")
    return report.state


def inspect_report() -> str:
    """The state of the report, the languages and formats of its files, and those whose bytes are not as recorded."""
    from hashlib import sha256

    from palermo.reporting.models import Report

    report = Report.objects.get(slug=REPORT)
    files = report.files.order_by("language", "format")
    wrong = [str(each) for each in files if sha256(each.file.read()).hexdigest() != each.sha256]
    return json.dumps([report.state, [f"{each.language}.{each.format}" for each in files], wrong])


def begin_work() -> str:
    """Have a release prepared and an edition checked in the background."""
    from django.core.files.base import ContentFile

    from palermo.figures.actions.releases import begin_preparing, take_back_release
    from palermo.figures.models import Release
    from palermo.knowledge.actions.datasets import hand_in_edition
    from tests.factories.accounts import make_state
    from tests.factories.knowledge import make_agreement, make_dataset, make_source
    from tests.knowledge.files import FIGURES

    release = Release.objects.get(slug=RELEASE)
    begin_preparing(take_back_release(release, by=release.author), by=release.author)
    dataset = make_dataset(make_source(state=make_state()), slug=DATASET, layout="", own_layout=FIGURES)
    # So many that the check takes seconds.
    rows = (f"Place {number},{year},Female,{number % 900}\n" for year in (2006, 2007) for number in range(60_000))
    file = ContentFile("".join(["state,year,sex,value\n", *rows]).encode(), "a.csv")
    hand_in_edition(dataset, file=file, agreement=make_agreement(dataset.source), by="a test")
    return inspect_work()


def inspect_work() -> str:
    """The state of the release and of the edition."""
    from palermo.figures.models import Release
    from palermo.knowledge.models import DatasetEdition

    edition = DatasetEdition.objects.get(dataset__slug=DATASET)
    return json.dumps([Release.objects.get(slug=RELEASE).status, edition.status])


SCRIPTS = {
    "begin-work": begin_work,
    "inspect-work": inspect_work,
    "publish": publish,
    "inspect-release": inspect_release,
    "issue": issue,
    "inspect-report": inspect_report,
}

if __name__ == "__main__":
    current().use(is_demonstration=False)
    django.setup()
    print("begin", flush=True)
    print(SCRIPTS[sys.argv[1]](), flush=True)

"""Published tables that an administrator can put on record by one command: source, terms of use and dataset."""

from datetime import date
from typing import NamedTuple

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import Organisation
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.text import MultilingualText
from palermo.knowledge.actions.agreements import add_agreement, add_source, sign_agreement
from palermo.knowledge.actions.datasets import add_dataset
from palermo.knowledge.models import Agreement, Dataset, Source
from palermo.knowledge.states.sources import Purpose, SourceKind


class PublishedTable(NamedTuple):
    """A table that anybody may download: who publishes it, under which terms, in which layout of `harmonise`."""

    slug: str
    layout: str
    organisation: str
    website: str
    source: dict[str, str]
    terms_title: dict[str, str]
    terms: dict[str, str]
    title: dict[str, str]
    summary: dict[str, str]


UNODC = PublishedTable(
    slug="unodc-trafficking",
    layout="unodc",
    organisation="unodc",
    website="https://dataunodc.un.org/",
    source={
        "en": "UNODC data portal",
        "ar": "بوابة بيانات مكتب الأمم المتحدة المعني بالمخدرات والجريمة",
        "es": "Portal de datos de la UNODC",
        "fr": "Portail de données de l’ONUDC",
        "ru": "Портал данных УНП ООН",
        "zh": "联合国毒品和犯罪问题办公室数据门户",
    },
    terms_title={
        "en": "Terms of use of the UNODC data portal",
        "ar": "شروط استخدام بوابة بيانات مكتب الأمم المتحدة المعني بالمخدرات والجريمة",
        "es": "Condiciones de uso del portal de datos de la UNODC",
        "fr": "Conditions d’utilisation du portail de données de l’ONUDC",
        "ru": "Условия использования портала данных УНП ООН",
        "zh": "联合国毒品和犯罪问题办公室数据门户使用条款",
    },
    terms={
        "en": "Published statistics, to be cited with their source. The terms on the portal prevail.",
        "ar": "إحصاءات منشورة يُشار إلى مصدرها عند الاستشهاد بها. والعبرة بالشروط الواردة في البوابة.",
        "es": "Estadísticas publicadas, que deben citarse con su fuente. Prevalecen las condiciones del portal.",
        "fr": "Statistiques publiées, à citer avec leur source. Les conditions du portail font foi.",
        "ru": "Опубликованные статистические данные, при цитировании указывается источник. Действуют условия портала.",
        "zh": "已公布的统计数据，引用时应注明来源。以门户网站上的条款为准。",
    },
    title={
        "en": "Detected trafficking in persons (UNODC)",
        "ar": "حالات الاتجار بالأشخاص المكتشفة (مكتب الأمم المتحدة المعني بالمخدرات والجريمة)",
        "es": "Trata de personas detectada (UNODC)",
        "fr": "Traite des personnes détectée (ONUDC)",
        "ru": "Выявленные случаи торговли людьми (УНП ООН)",
        "zh": "已发现的人口贩运情况（毒品和犯罪问题办公室）",
    },
    summary={
        "en": "Victims detected and persons investigated, prosecuted and convicted, by State and year.",
        "ar": "الضحايا المكتشفون والأشخاص الذين جرى التحقيق معهم وملاحقتهم وإدانتهم، بحسب الدولة والسنة.",
        "es": "Víctimas detectadas y personas investigadas, enjuiciadas y condenadas, por Estado y año.",
        "fr": "Victimes détectées et personnes soupçonnées, poursuivies et condamnées, par État et par année.",
        "ru": "Выявленные жертвы и лица, в отношении которых велось расследование, обвиняемые и осуждённые лица, "
        "по государствам и годам.",
        "zh": "按国家和年份列出的已发现被害人以及被调查、被起诉和被定罪的人。",
    },
)
PUBLISHED = {"unodc": UNODC}


@transaction.atomic
def record_published(table: PublishedTable, *, by: Actor) -> tuple[Dataset, Agreement]:
    """Put source, terms of use and dataset of a published table on record, where they are not there yet."""
    source = Source.objects.filter(slug=table.slug).first() or _add_source(table, by)
    terms = Agreement.objects.filter(slug=f"{table.slug}-terms").first() or _add_terms(table, source, by)
    dataset = Dataset.objects.filter(slug=table.slug).first()
    if dataset is None:
        dataset = Dataset(
            slug=table.slug,
            source=source,
            title=MultilingualText(table.title),
            summary=MultilingualText(table.summary),
            layout=table.layout,
            audience=Audience.PUBLIC,
        )
        add_dataset(dataset, by=by)
    return dataset, terms


def _add_source(table: PublishedTable, by: Actor) -> Source:
    source = Source(
        slug=table.slug,
        name=MultilingualText(table.source),
        kind=SourceKind.PUBLISHED,
        organisation=Organisation.objects.filter(slug=table.organisation).first(),
        website=table.website,
        audience=Audience.PUBLIC,
    )
    return add_source(source, by=by)


def _add_terms(table: PublishedTable, source: Source, by: Actor) -> Agreement:
    today: date = clock.today()
    terms = Agreement(
        slug=f"{table.slug}-terms",
        source=source,
        title=MultilingualText(table.terms_title),
        terms=MultilingualText(table.terms),
        purposes=list(Purpose.values),
        audience=Audience.PUBLIC,
    )
    add_agreement(terms, by=by)
    return sign_agreement(terms, signed_on=today, starts_on=today, by=by)

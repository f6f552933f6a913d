"""Who maintains the code lists that come with the package harmonise; those that are not named here are our own."""

from palermo.core.text import MultilingualText

IOM = MultilingualText(
    {
        "ar": "المنظمة الدولية للهجرة، معيار بيانات حالات الاتجار بالبشر (HTCDS)",
        "zh": "国际移民组织，人口贩运案件数据标准（HTCDS）",
        "en": "International Organization for Migration, Human Trafficking Case Data Standard (HTCDS)",
        "fr": (
            "Organisation internationale pour les migrations, Norme relative aux données sur les cas de traite des "
            "êtres humains (HTCDS)"
        ),
        "ru": "Международная организация по миграции, Стандарт данных о случаях торговли людьми (HTCDS)",
        "es": (
            "Organización Internacional para las Migraciones, Norma de Datos sobre Casos de Trata de Personas (HTCDS)"
        ),
    }
)
CTDC = MultilingualText(
    {
        "ar": "المبادرة التعاونية لبيانات مكافحة الاتجار (CTDC)",
        "zh": "打击贩运数据协作组织（CTDC）",
        "en": "Counter-Trafficking Data Collaborative (CTDC)",
        "fr": "Collectif de données sur la lutte contre la traite (CTDC)",
        "ru": "Инициатива по совместному использованию данных о борьбе с торговлей людьми (CTDC)",
        "es": "Iniciativa Colaborativa de Datos contra la Trata (CTDC)",
    }
)
UNODC = MultilingualText(
    {
        "ar": "مكتب الأمم المتحدة المعني بالمخدرات والجريمة",
        "zh": "联合国毒品和犯罪问题办公室",
        "en": "United Nations Office on Drugs and Crime",
        "fr": "Office des Nations Unies contre la drogue et le crime",
        "ru": "Управление Организации Объединенных Наций по наркотикам и преступности",
        "es": "Oficina de las Naciones Unidas contra la Droga y el Delito",
    }
)
UNODC_AND_IOM = MultilingualText(
    {
        "ar": "مكتب الأمم المتحدة المعني بالمخدرات والجريمة والمنظمة الدولية للهجرة",
        "zh": "联合国毒品和犯罪问题办公室和国际移民组织",
        "en": "United Nations Office on Drugs and Crime and International Organization for Migration",
        "fr": (
            "Office des Nations Unies contre la drogue et le crime et Organisation internationale pour les migrations"
        ),
        "ru": (
            "Управление Организации Объединенных Наций по наркотикам и преступности и Международная организация по "
            "миграции"
        ),
        "es": (
            "Oficina de las Naciones Unidas contra la Droga y el Delito y Organización Internacional para las "
            "Migraciones"
        ),
    }
)
SDG = MultilingualText(
    {
        "ar": "فريق الخبراء المشترك بين الوكالات المعني بمؤشرات أهداف التنمية المستدامة",
        "zh": "可持续发展目标指标机构间专家组",
        "en": "Inter-Agency and Expert Group on Sustainable Development Goal Indicators",
        "fr": (
            "Groupe d’experts des Nations Unies et de l’extérieur chargé des indicateurs relatifs aux objectifs de "
            "développement durable"
        ),
        "ru": "Межучрежденческая и экспертная группа по показателям достижения целей в области устойчивого развития",
        "es": "Grupo Interinstitucional y de Expertos sobre los Indicadores de los Objetivos de Desarrollo Sostenible",
    }
)
SDMX = MultilingualText(
    {
        "ar": "مبادرة تبادل البيانات والبيانات الوصفية الإحصائية (SDMX)",
        "zh": "统计数据和元数据交换（SDMX）",
        "en": "Statistical Data and Metadata Exchange (SDMX)",
        "fr": "Échange de données et de métadonnées statistiques (SDMX)",
        "ru": "Обмен статистическими данными и метаданными (SDMX)",
        "es": "Intercambio de Datos y Metadatos Estadísticos (SDMX)",
    }
)
UNSD = MultilingualText(
    {
        "ar": "شعبة الإحصاءات في الأمم المتحدة",
        "zh": "联合国统计司",
        "en": "United Nations Statistics Division",
        "fr": "Division de statistique de l’Organisation des Nations Unies",
        "ru": "Статистический отдел Организации Объединенных Наций",
        "es": "División de Estadística de las Naciones Unidas",
    }
)
ISO = MultilingualText(
    {
        "ar": "المنظمة الدولية للتوحيد القياسي",
        "zh": "国际标准化组织",
        "en": "International Organization for Standardization",
        "fr": "Organisation internationale de normalisation",
        "ru": "Международная организация по стандартизации",
        "es": "Organización Internacional de Normalización",
    }
)
HOME_OFFICE = MultilingualText(
    {
        "ar": "وزارة الداخلية في المملكة المتحدة",
        "zh": "联合王国内政部",
        "en": "Home Office of the United Kingdom",
        "fr": "Ministère de l’intérieur du Royaume-Uni",
        "ru": "Министерство внутренних дел Соединенного Королевства",
        "es": "Ministerio del Interior del Reino Unido",
    }
)
PRIMERO = MultilingualText(dict.fromkeys(("ar", "zh", "en", "fr", "ru", "es"), "Primero"))
OURS = MultilingualText()

# By how the name of a list begins.
_ORIGINS = {
    "htcds-": IOM,
    "ctdc-": CTDC,
    "unodc-": UNODC,
    "iccs-": UNODC,
    "ic-tip": UNODC_AND_IOM,
    "sdg-": SDG,
    "sdmx-": SDMX,
    "m49": UNSD,
    "iso-": ISO,
    "uk-nrm-": HOME_OFFICE,
    "primero-": PRIMERO,
}


def origin_of(name: str) -> MultilingualText:
    """Who maintains a list, by its name; empty for a list of our own."""
    return next((origin for beginning, origin in _ORIGINS.items() if name.startswith(beginning)), OURS)

"""The register of releases that comes with Palermo."""

from typing import Final

SLUG: Final = "trafficking"
TITLE: Final = {
    "en": "Figures on trafficking in persons",
    "ar": "الأرقام المتعلقة بالاتجار بالأشخاص",
    "es": "Cifras sobre la trata de personas",
    "fr": "Chiffres sur la traite des personnes",
    "ru": "Данные о торговле людьми",
    "zh": "关于贩运人口的数字",
}
SUMMARY: Final = {
    "en": "All releases of figures on victims, offences and proceedings. Each is audited against all earlier ones.",
    "ar": "جميع إصدارات الأرقام المتعلقة بالضحايا والجرائم والإجراءات. ويُدقَّق كل إصدار مقارنةً بجميع ما سبقه.",
    "es": "Todas las publicaciones de cifras sobre víctimas, delitos y actuaciones. Cada una se audita junto con todas "
    "las anteriores.",
    "fr": "Toutes les publications de chiffres sur les victimes, les infractions et les procédures. Chacune est "
    "contrôlée au regard de toutes les précédentes.",
    "ru": "Все публикации данных о жертвах, преступлениях и производстве по делам. Каждая проверяется вместе со "
    "всеми предыдущими.",
    "zh": "关于被害人、罪行和诉讼程序的所有数字发布。每次发布均对照此前所有发布进行审核。",
}
# For the method sheet, in its language.
POLICY_TITLE: Final = "Policy on figures on trafficking in persons"
REASON: Final = "Nobody may be recognized by a small number."
UNITS: Final = ("persons", "offences", "cases")

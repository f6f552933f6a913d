"""Names and terms of the original paper in six languages, as regular expressions; Chinese ones are the paper's own."""

Fact = dict[str, str]


def same(pattern: str) -> Fact:
    """Written alike in all six languages."""
    return dict.fromkeys(("ar", "zh", "en", "fr", "ru", "es"), pattern)


def fact(en: str, fr: str, es: str, ru: str, zh: str, ar: str) -> Fact:
    """One fact as each language puts it."""
    return {"en": en, "fr": fr, "es": es, "ru": ru, "zh": zh, "ar": ar}


CUTOFF = fact(
    "31 January 2008",
    "31 janvier 2008",
    "31 de enero de 2008",
    "31 января 2008 года",
    "2008年1月31日",
    "31 كانون الثاني/يناير 2008",
)
INITIATIVE = fact(
    "Global Initiative to Fight Human Trafficking",
    "Initiative mondiale de lutte contre la traite des êtres humains",
    "Iniciativa Mundial contra la Trata de Personas",
    "Глобальн(ая|ой) инициатив[аы] по борьбе с торговлей людьми",
    "打击人口贩运全球举措",
    "المبادرة العالمية لمكافحة الاتجار بالبشر",
)
UNODC = fact("UNODC", "ONUDC", "UNODC", "ЮНОДК", "毒品和犯罪问题办公室", "مكتب المخدرات والجريمة")
UNODC_IN_FULL = fact(
    "United Nations Office on Drugs and Crime",
    "Office des Nations Unies contre la drogue et le crime",
    "Oficina de las Naciones Unidas contra la Droga y el Delito",
    "Управлени[ея] Организации Объединенных Наций по наркотикам и преступности",
    "联合国毒品和犯罪问题办公室",
    "مكتب الأمم المتحدة المعني بالمخدرات والجريمة",
)
MEMBER_STATES = fact(
    "Member States", "États Membres", "Estados Miembros", "[Гг]осударств(а|ам|ами|)-член", "会员国", "الدول الأعضاء"
)
UNDER_GUIDANCE = fact(
    "only under the guidance of Member States",
    "que sous la conduite des États Membres",
    "solo puede actuar .* bajo la orientación de los Estados Miembros",
    "только под руководством государств-членов",
    "只有在会员国的指导下才可",
    "إلا بتوجيه من الدول الأعضاء",
)
COMMISSION = fact(
    "Commission on Crime Prevention and Criminal Justice",
    "Commission pour la prévention du crime et la justice pénale",
    "Comisión de Prevención del Delito y Justicia Penal",
    "Комисси[яи] по предупреждению преступности и уголовному правосудию",
    "预防犯罪和刑事司法委员会",
    "لجنة منع الجريمة والعدالة الجنائية",
)
STEERING_COMMITTEE = fact(
    "Steering Committee",
    "Comité directeur",
    "Comité Directivo",
    "Руководящ(ий|его|ему|им) комитет",
    "指导委员会",
    "اللجنة التوجيهية",
)
CONSULTATIONS = fact(
    "open-ended informal intergovernmental consultations",
    "consultations intergouvernementales informelles à composition non limitée",
    "consultas intergubernamentales oficiosas de composición abierta",
    "неофициальных межправительственных консультаций открытого состава",
    "不限成员名额的非正式政府间协商",
    "مشاورات حكومية دولية غير رسمية مفتوحة العضوية",
)
INTERSESSIONAL = fact(
    "intersessional meeting",
    "réunion intersessions",
    "reunión entre períodos de sesiones",
    "межсессионное совещание",
    "闭会期间会议",
    "اجتماعاً بين الدورات",
)
VIENNA_FORUM = fact(
    "Vienna Forum",
    "Forum de Vienne",
    "Foro de Viena",
    "Венск(ий|ого|ому|им|ом) форум",
    "维也纳论坛",
    "منتدى فيينا|لمنتدى فيينا",
)
FORUM_DAYS = fact(
    "13–15 February 2008|13 to 15 February 2008",
    "13 au 15 février 2008",
    "13 (a|al) 15 de febrero de 2008",
    "13–15 февраля 2008 года|[сС] 13 по 15 февраля 2008 года",
    "2008年2月13日至15日",
    "من 13 إلى 15 شباط/فبراير 2008",
)
PROGRAMME = fact(
    "provisional programme",
    "programme provisoire",
    "programa provisional",
    "предварительн(ая|ой|ую) программ",
    "暂定日程表",
    "(ال|لل)?برنامج المؤقت",
)
HANDED_OUT = fact(
    "to be handed out on CD-ROM at the Vienna Forum",
    "doit être distribué sur CD-ROM au Forum de Vienne",
    "se distribuirá en CD-ROM en el Foro de Viena",
    r"будет распространен на компакт-дисках \(CD-ROM\) на Венском форуме",
    "将在维也纳论坛上以光盘（CD-ROM）形式分发",
    r"ستوزع .* على أقراص مدمجة \(CD-ROM\) في منتدى فيينا",
)
NGOS = fact(
    "non-governmental organizations",
    "organisations( intergouvernementales et)? non gouvernementales",
    "organizaciones( intergubernamentales y)? no gubernamentales",
    "неправительственны(е|х) организаци",
    "非政府组织",
    "(ال|ل)?منظمات (ال)?غير (ال)?حكومية",
)
SITE_FOR_MEMBER_STATES = fact(
    "website for Member States",
    "site Web de l’ONUDC destiné aux États Membres",
    "sitio web de la UNODC para los Estados Miembros",
    "веб-сайте? ЮНОДК для государств-членов",
    "会员国.*网站",
    "الموقع الشبكي .* للدول الأعضاء",
)
TOOL_READERS = fact(
    "Governments, civil society, business and international organizations",
    "gouvernements, de la société civile, des entreprises et des organisations internationales",
    "gobiernos, la sociedad civil, el sector empresarial y las organizaciones internacionales",
    "правительств, гражданского общества, деловых кругов и международных организаций",
    "各国政府、民间社会、企业和国际组织",
    "الحكومات والمجتمع المدني وقطاع الأعمال والمنظمات الدولية",
)
TRAFFICKING_PROTOCOL = fact(
    "Trafficking Protocol",
    "Protocole relatif à la traite",
    "Protocolo contra la trata",
    "Протокола о торговле людьми",
    "人口贩运议定书",
    "بروتوكول الاتجار بالأشخاص",
)

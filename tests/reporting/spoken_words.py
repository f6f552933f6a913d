"""The words of the example papers, in six languages; the marks are those of `spoken_examples`."""

_EN = {
    "organization": "United Nations",
    "version": "English",
    "item_title": "World crime trends and responses",
    "organ": "Economic and Social Council",
    "subsidiary": "Commission on Crime Prevention and Criminal Justice",
    "pending": "Symbol pending",
    "distribution": "Distr.: General",
    "date": "25 March 2008",
    "original": "Original: English",
    "session": "Seventeenth session",
    "place": "Vienna, 14–18 April 2008",
    "item": "Item 4 of the provisional agenda[^*]",
    "title": "Progress made in the Global Initiative to Fight Human Trafficking",
    "subtitle": "Report of the Executive Director",
    "summary": "This paper tells what was done between March 2007 and 31 January 2008 under decision {16/1}, and what "
    "is planned for the months after. It names seven regional events (from Kampala to Vilnius) and three tools.",
    "labels": ("Summary", "Contents", "Paragraphs", "Page", "Sources"),
    "titles": (("I.", "Introduction"), ("II.", "Steering Committee"), ("III.", "Regional activities and advice")),
    "introduction": (
        "In its decision {16/1}, the Commission placed the initiative under the guidance of Member States. The text "
        "was issued as {E/CN.15/2008/CRP.2} and again (in the same words) as {CTOC/COP/2008/7}.[^1]",
        "The initiative was launched in London in March 2007 and serves the *Trafficking Protocol*.[^2] Its funds "
        "come from several donors; <<the name of the first donor is missing in English>>.",
    ),
    "committee": (
        "The Committee met in Vienna on 23 May, 3 July, 8 August, 13 November and 11 December 2007, and in Geneva on "
        "4 September 2007 and 17 January 2008 (seven meetings in all), as {CTOC/COP/WG.4/2010/6} records.[^3] Its "
        "members coordinate what they do and act for the initiative only under the guidance of Member States.",
        "Informal consultations were held on 18 June, 16, 20, 23, 25, 26 and 30 July and 1 August 2007. Since "
        "November 2007 they have been about the Vienna Forum (13–15 February 2008): its content, its list of speakers "
        "and its logistics, for which {CTOC/COP/2008/7/Add.1} and {CTOC/COP/2008/19/Rev.1} may be consulted.",
    ),
    "advice": "The Commission may wish to advise that:",
    "sublabels": ("(a)", "(b)", "(c)"),
    "subparagraphs": (
        "A report on overall progress, the results of the Forum included, should go to the Conference of the Parties "
        "at its fourth session, and to the Commission where needed;",
        "The Steering Committee should review the results of the Forum (see {CTOC/COP/2008/7});",
        "States should promote the tools within their institutions.",
    ),
    "closing": "Results are due to Member States by mid-2008.",
    "caption": "Regional events held by 31 January 2008",
    "headings": ("Dates", "Place", "Subject", "Document"),
    "rows": (
        ("19–22 June 2007", "Kampala", "Trafficking in conflict and post-conflict situations", "{CTOC/COP/2008/7}"),
        ("2–4 October 2007", "Bangkok", "Criminal justice responses (eight recommendations)", "{E/CN.15/2008/1}"),
        ("25–26 October 2007", "Vilnius", "Prevention: challenges and solutions", "<<missing>>"),
    ),
    "notes": (
        "{E/CN.15/2008/1}.",
        "The language versions (all six) carry the same symbol, {CTOC/COP/2008/7}.",
        "United Nations, *Treaty Series*, vol. 2237, No. 39574.",
        "Documents {CTOC/COP/2008/7} and {CTOC/COP/2008/19}, para. 12.",
    ),
}

_FR = {
    "organization": "Nations Unies",
    "version": "Français",
    "item_title": "Tendances de la criminalité dans le monde et mesures prises",
    "organ": "Conseil économique et social",
    "subsidiary": "Commission pour la prévention du crime et la justice pénale",
    "pending": "Cote à attribuer",
    "distribution": "Distr. : générale",
    "date": "25 mars 2008",
    "original": "Original : anglais",
    "session": "Dix-septième session",
    "place": "Vienne, 14-18 avril 2008",
    "item": "Point 4 de l’ordre du jour provisoire[^*]",
    "title": "Progrès de l’Initiative mondiale de lutte contre la traite des êtres humains",
    "subtitle": "Rapport du Directeur exécutif",
    "summary": "Le présent document dit ce qui a été fait de mars 2007 au 31 janvier 2008 en application de la "
    "décision {16/1}, et ce qui est prévu ensuite. Il présente sept manifestations régionales et trois outils.",
    "labels": ("Résumé", "Table des matières", "Paragraphes", "Page", "Sources"),
    "titles": (("I.", "Introduction"), ("II.", "Comité directeur"), ("III.", "Activités régionales et avis")),
    "introduction": (
        "Par sa décision {16/1}, la Commission a placé l’Initiative sous la conduite des États Membres. Le texte a "
        "paru sous la cote {E/CN.15/2008/CRP.2} puis, dans les mêmes termes, sous la cote {CTOC/COP/2008/7}[^1].",
        "L’Initiative a été lancée à Londres en mars 2007 et sert le *Protocole relatif à la traite*[^2]. Ses fonds "
        "viennent de plusieurs donateurs ; <<le nom du premier donateur manque en français>>.",
    ),
    "committee": (
        "Le Comité s’est réuni à Vienne les 23 mai, 3 juillet, 8 août, 13 novembre et 11 décembre 2007, et à Genève "
        "les 4 septembre 2007 et 17 janvier 2008 (sept réunions en tout), comme l’indique "
        "{CTOC/COP/WG.4/2010/6}[^3]. Ses membres coordonnent leur action et n’agissent pour l’Initiative que "
        "sous la conduite des États Membres.",
        "Des consultations informelles ont eu lieu les 18 juin, 16, 20, 23, 25, 26 et 30 juillet et 1er août 2007. "
        "Depuis novembre 2007, elles portent sur le Forum de Vienne (13-15 février 2008) : son contenu, sa liste "
        "d’orateurs et sa logistique ; on se reportera à {CTOC/COP/2008/7/Add.1} et à {CTOC/COP/2008/19/Rev.1}.",
    ),
    "advice": "La Commission souhaitera peut-être que :",
    "sublabels": ("a)", "b)", "c)"),
    "subparagraphs": (
        "Un rapport sur les progrès d’ensemble soit présenté à la Conférence des Parties à sa quatrième session ;",
        "Le Comité directeur examine les résultats du Forum (voir {CTOC/COP/2008/7}) ;",
        "Les États fassent connaître les outils dans leurs institutions.",
    ),
    "closing": "Les résultats sont attendus par les États Membres pour le milieu de 2008.",
    "caption": "Manifestations régionales tenues au 31 janvier 2008",
    "headings": ("Dates", "Lieu", "Sujet", "Document"),
    "rows": (
        ("19-22 juin 2007", "Kampala", "La traite pendant et après les conflits", "{CTOC/COP/2008/7}"),
        ("2-4 octobre 2007", "Bangkok", "Mesures de justice pénale (huit recommandations)", "{E/CN.15/2008/1}"),
        ("25-26 octobre 2007", "Vilnius", "Prévention : difficultés et solutions", "<<manque>>"),
    ),
    "notes": (
        "{E/CN.15/2008/1}.",
        "Les six versions linguistiques portent la même cote, {CTOC/COP/2008/7}.",
        "Nations Unies, *Recueil des Traités*, vol. 2237, no 39574.",
        "Documents {CTOC/COP/2008/7} et {CTOC/COP/2008/19}, par. 12.",
    ),
}

_ES = {
    "organization": "Naciones Unidas",
    "version": "Español",
    "item_title": "Tendencias de la delincuencia a nivel mundial y respuestas",
    "organ": "Consejo Económico y Social",
    "subsidiary": "Comisión de Prevención del Delito y Justicia Penal",
    "pending": "Signatura pendiente",
    "distribution": "Distr. general",
    "date": "25 de marzo de 2008",
    "original": "Original: inglés",
    "session": "17º período de sesiones",
    "place": "Viena, 14 a 18 de abril de 2008",
    "item": "Tema 4 del programa provisional[^*]",
    "title": "Progresos de la Iniciativa Mundial contra la Trata de Personas",
    "subtitle": "Informe del Director Ejecutivo",
    "summary": "En este documento se dice lo que se hizo entre marzo de 2007 y el 31 de enero de 2008 en "
    "cumplimiento de la decisión {16/1}, y lo que está previsto después. Se presentan siete actos regionales "
    "y tres instrumentos.",
    "labels": ("Resumen", "Índice", "Párrafos", "Página", "Fuentes"),
    "titles": (("I.", "Introducción"), ("II.", "Comité Directivo"), ("III.", "Actividades regionales y consejos")),
    "introduction": (
        "En su decisión {16/1}, la Comisión puso la Iniciativa bajo la orientación de los Estados Miembros. El "
        "texto se publicó con la signatura {E/CN.15/2008/CRP.2} y, en iguales términos, como {CTOC/COP/2008/7}[^1].",
        "La Iniciativa comenzó en Londres en marzo de 2007 y sirve al *Protocolo contra la trata*[^2]. Sus fondos "
        "vienen de varios donantes; <<falta en español el nombre del primer donante>>.",
    ),
    "committee": (
        "El Comité se reunió en Viena el 23 de mayo, el 3 de julio, el 8 de agosto, el 13 de noviembre y el 11 de "
        "diciembre de 2007, y en Ginebra el 4 de septiembre de 2007 y el 17 de enero de 2008 (siete reuniones en "
        "total), según consta en {CTOC/COP/WG.4/2010/6}[^3]. Sus miembros coordinan lo que hacen.",
        "Se celebraron consultas oficiosas los días 18 de junio, 16, 20, 23, 25, 26 y 30 de julio y 1 de agosto de "
        "2007. Desde noviembre de 2007 han tratado del Foro de Viena (13 a 15 de febrero de 2008): su contenido, su "
        "lista de oradores y su logística; véanse {CTOC/COP/2008/7/Add.1} y {CTOC/COP/2008/19/Rev.1}.",
    ),
    "advice": "La Comisión tal vez desee recomendar que:",
    "sublabels": ("a)", "b)", "c)"),
    "subparagraphs": (
        "Se presente un informe sobre los progresos a la Conferencia de las Partes en su cuarto período de sesiones;",
        "El Comité Directivo examine los resultados del Foro (véase {CTOC/COP/2008/7});",
        "Los Estados den a conocer los instrumentos en sus instituciones.",
    ),
    "closing": "Los resultados se entregarán a los Estados Miembros a mediados de 2008.",
    "caption": "Actos regionales celebrados hasta el 31 de enero de 2008",
    "headings": ("Fechas", "Lugar", "Tema", "Documento"),
    "rows": (
        ("19 a 22 de junio de 2007", "Kampala", "La trata durante y después de los conflictos", "{CTOC/COP/2008/7}"),
        ("2 a 4 de octubre de 2007", "Bangkok", "Justicia penal (ocho recomendaciones)", "{E/CN.15/2008/1}"),
        ("25 y 26 de octubre de 2007", "Vilna", "Prevención: dificultades y soluciones", "<<falta>>"),
    ),
    "notes": (
        "{E/CN.15/2008/1}.",
        "Las seis versiones llevan la misma signatura, {CTOC/COP/2008/7}.",
        "Naciones Unidas, *Treaty Series*, vol. 2237, núm. 39574.",
        "Documentos {CTOC/COP/2008/7} y {CTOC/COP/2008/19}, párr. 12.",
    ),
}

_RU = {
    "organization": "Организация Объединенных Наций",
    "version": "Russian",
    "item_title": "Мировые тенденции в области преступности и ответные меры",
    "organ": "Экономический и Социальный Совет",
    "subsidiary": "Комиссия по предупреждению преступности и уголовному правосудию",
    "pending": "Условное обозначение будет присвоено",
    "distribution": "Distr.: General",
    "date": "25 March 2008",
    "original": "Original: English",
    "session": "Семнадцатая сессия",
    "place": "Вена, 14–18 апреля 2008 года",
    "item": "Пункт 4 предварительной повестки дня[^*]",
    "title": "Прогресс в осуществлении Глобальной инициативы по борьбе с торговлей людьми",
    "subtitle": "Доклад Директора-исполнителя",
    "summary": "В настоящем документе говорится о том, что было сделано с марта 2007 года по 31 января 2008 года во "
    "исполнение решения {16/1}, и о том, что запланировано. Названы семь региональных мероприятий и три пособия.",
    "labels": ("Резюме", "Содержание", "Пункты", "Стр.", "Источники"),
    "titles": (("I.", "Введение"), ("II.", "Руководящий комитет"), ("III.", "Региональные мероприятия и рекомендации")),
    "introduction": (
        "В своем решении {16/1} Комиссия поставила инициативу под руководство государств-членов. Текст был издан под "
        "условным обозначением {E/CN.15/2008/CRP.2} и вновь, в тех же словах, как {CTOC/COP/2008/7}[^1].",
        "Инициатива была начата в Лондоне в марте 2007 года и служит *Протоколу о торговле людьми*[^2]. Средства "
        "поступили от нескольких доноров; <<название первого донора на русском языке отсутствует>>.",
    ),
    "committee": (
        "Комитет заседал в Вене 23 мая, 3 июля, 8 августа, 13 ноября и 11 декабря 2007 года и в Женеве 4 сентября 2007 "
        "года и 17 января 2008 года (всего семь заседаний), как указано в {CTOC/COP/WG.4/2010/6}[^3]. Его члены "
        "согласуют свою работу и действуют в рамках инициативы только под руководством государств-членов.",
        "Неофициальные консультации прошли 18 июня, 16, 20, 23, 25, 26 и 30 июля и 1 августа 2007 года. С ноября 2007 "
        "года они посвящены Венскому форуму (13–15 февраля 2008 года): его содержанию, списку ораторов и организации; "
        "см. {CTOC/COP/2008/7/Add.1} и {CTOC/COP/2008/19/Rev.1}.",
    ),
    "advice": "Комиссия, возможно, пожелает рекомендовать, чтобы:",
    "sublabels": ("a)", "b)", "c)"),
    "subparagraphs": (
        "доклад об общем прогрессе был представлен Конференции участников на ее четвертой сессии;",
        "Руководящий комитет рассмотрел итоги Форума (см. {CTOC/COP/2008/7});",
        "государства распространяли пособия в своих учреждениях.",
    ),
    "closing": "Результаты будут представлены государствам-членам к середине 2008 года.",
    "caption": "Региональные мероприятия, проведенные к 31 января 2008 года",
    "headings": ("Даты", "Место", "Тема", "Документ"),
    "rows": (
        ("19–22 июня 2007 года", "Кампала", "Торговля людьми во время и после конфликтов", "{CTOC/COP/2008/7}"),
        ("2–4 октября 2007 года", "Бангкок", "Уголовное правосудие (восемь рекомендаций)", "{E/CN.15/2008/1}"),
        ("25–26 октября 2007 года", "Вильнюс", "Предупреждение: вызовы и решения", "<<отсутствует>>"),
    ),
    "notes": (
        "{E/CN.15/2008/1}.",
        "Все шесть языковых вариантов имеют одно условное обозначение: {CTOC/COP/2008/7}.",
        "United Nations, *Treaty Series*, vol. 2237, No. 39574.",
        "Документы {CTOC/COP/2008/7} и {CTOC/COP/2008/19}, пункт 12.",
    ),
}

_ZH = {
    "organization": "联合国",
    "version": "Chinese",
    "item_title": "世界犯罪趋势与对策",
    "organ": "经济及社会理事会",
    "subsidiary": "预防犯罪和刑事司法委员会",
    "pending": "文号待定",
    "distribution": "Distr.: General",
    "date": "25 March 2008",
    "original": "Original: English",
    "session": "第十七届会议",
    "place": "2008年4月14日至18日，维也纳",
    "item": "临时议程[^*]项目4",
    "title": "打击人口贩运全球举措的进展情况",
    "subtitle": "执行主任的报告",
    "summary": "本文件介绍2007年3月至2008年1月31日期间根据第{16/1}号决定所做的工作，以及随后各月的计划，"
    "其中述及七次区域活动（从坎帕拉到维尔纽斯）和三种工具。",
    "labels": ("内容提要", "目录", "段次", "页次", "来源"),
    "titles": (("一.", "导言"), ("二.", "指导委员会"), ("三.", "区域活动和建议")),
    "introduction": (
        "委员会在其第{16/1}号决定中请会员国对本举措给予指导。案文先以{E/CN.15/2008/CRP.2}号文件印发，"
        "后又以同样措辞（未作改动）作为{CTOC/COP/2008/7}号文件印发。[^1]",
        "本举措于2007年3月在伦敦启动，旨在促进《*贩运人口议定书*》[^2]的实施。资金来自多个捐助方；"
        "<<第一个捐助方的中文名称缺失>>。",
    ),
    "committee": (
        "委员会于2007年5月23日、7月3日、8月8日、11月13日和12月11日在维也纳举行会议，并于2007年9月4日和2008年1月17日"
        "在日内瓦举行会议（共七次），见{CTOC/COP/WG.4/2010/6}号文件。[^3]委员会成员相互协调，"
        "并且只在会员国的指导下为本举措采取行动；一些会员国在非正式协商中对委员会的工作表示满意，"
        "认为这体现了“一个联合国”的改革精神（见下文）。",
        "不限成员名额的非正式政府间协商于2007年6月18日、7月16日、20日、23日、25日、26日和30日以及8月1日举行。"
        "自2007年11月以来，协商的重点是维也纳论坛（2008年2月13日至15日）的内容、发言人名单和后勤安排，"
        "可参阅{CTOC/COP/2008/7/Add.1}号和{CTOC/COP/2008/19/Rev.1}号文件。",
    ),
    "advice": "委员会似宜建议：",
    "sublabels": ("(a)", "(b)", "(c)"),
    "subparagraphs": (
        "应向缔约方会议第四届会议提交关于总体进展（包括论坛成果）的报告，并视需要提交委员会；",
        "指导委员会应审查论坛的成果（见{CTOC/COP/2008/7}）；",
        "各国应在本国机构内推广使用这些工具。",
    ),
    "closing": "研究结果应于2008年年中提交会员国。",
    "caption": "截至2008年1月31日举行的区域活动",
    "headings": ("日期", "地点", "主题", "文件"),
    "rows": (
        ("2007年6月19日至22日", "坎帕拉", "冲突中和冲突后局势下的人口贩运问题", "{CTOC/COP/2008/7}"),
        ("2007年10月2日至4日", "曼谷", "刑事司法对策（八项主要建议）", "{E/CN.15/2008/1}"),
        ("2007年10月25日和26日", "维尔纽斯", "预防：挑战和解决办法", "<<缺失>>"),
    ),
    "notes": (
        "{E/CN.15/2008/1}。",
        "六种语文文本均使用同一文号{CTOC/COP/2008/7}。",
        "联合国，《*条约汇编*》，第2237卷，第39574号。",
        "{CTOC/COP/2008/7}号和{CTOC/COP/2008/19}号文件，第12段。",
    ),
}

_AR = {
    "organization": "الأمم المتحدة",
    "version": "Arabic",
    "item_title": "اتجاهات الجريمة على الصعيد العالمي وتدابير التصدي لها",
    "organ": "المجلس الاقتصادي والاجتماعي",
    "subsidiary": "لجنة منع الجريمة والعدالة الجنائية",
    "pending": "الرمز قيد التحديد",
    "distribution": "Distr.: General",
    "date": "25 March 2008",
    "original": "Original: English",
    "session": "الدورة السابعة عشرة",
    "place": "فيينا، 14–18 نيسان/أبريل 2008",
    "item": "البند 4 من جدول الأعمال المؤقت[^*]",
    "title": "التقدم المحرز في المبادرة العالمية لمكافحة الاتجار بالبشر",
    "subtitle": "تقرير المدير التنفيذي",
    "summary": "تبيّن هذه الوثيقة ما أُنجز بين آذار/مارس 2007 و31 كانون الثاني/يناير 2008 عملاً بالمقرر {16/1}، وما هو "
    "مقرّر للأشهر التالية، وتعرض سبع مناسبات إقليمية (من كمبالا إلى فيلنيوس) وثلاث أدوات.",
    "labels": ("ملخص", "المحتويات", "الفقرات", "الصفحة", "المصادر"),
    "titles": (("أولا-", "مقدمة"), ("ثانيا-", "اللجنة التوجيهية"), ("ثالثا-", "الأنشطة الإقليمية والتوصيات")),
    "introduction": (
        "وضعت اللجنة، في مقررها {16/1}، المبادرة تحت توجيه الدول الأعضاء. وصدر النص في الوثيقة {E/CN.15/2008/CRP.2} "
        "ثم صدر من جديد (بالصيغة نفسها) في الوثيقة {CTOC/COP/2008/7}.[^1]",
        "أُطلقت المبادرة في لندن في آذار/مارس 2007 وهي تخدم *بروتوكول الاتجار بالأشخاص*.[^2] وتأتي أموالها من عدة جهات "
        "مانحة؛ <<اسم الجهة المانحة الأولى غير متاح بالعربية>>.",
    ),
    "committee": (
        "اجتمعت اللجنة التوجيهية في فيينا في 23 أيار/مايو و3 تموز/يوليه و8 آب/أغسطس و13 تشرين الثاني/نوفمبر و11 كانون "
        "الأول/ديسمبر 2007، وفي جنيف في 4 أيلول/سبتمبر 2007 و17 كانون الثاني/يناير 2008 (سبعة اجتماعات في المجموع)، "
        "على النحو المبيّن في الوثيقة {CTOC/COP/WG.4/2010/6}.[^3] وينسّق أعضاؤها ما يقومون به ولا يتصرفون باسم "
        "المبادرة إلا بتوجيه من الدول الأعضاء.",
        "عُقدت مشاورات حكومية دولية غير رسمية مفتوحة العضوية في 18 حزيران/يونيه و16 و20 و23 و25 و26 و30 تموز/يوليه و1 "
        "آب/أغسطس 2007. ومنذ تشرين الثاني/نوفمبر 2007 انصبّ التركيز على منتدى فيينا (13–15 شباط/فبراير 2008): مضمونه "
        "وقائمة المتكلمين فيه (UNODC) وترتيباته اللوجستية؛ انظر الوثيقتين {CTOC/COP/2008/7/Add.1} "
        "و{CTOC/COP/2008/19/Rev.1}.",
    ),
    "advice": "لعلّ اللجنة تودّ أن توصي بما يلي:",
    "sublabels": ("(أ)", "(ب)", "(ج)"),
    "subparagraphs": (
        "أن يقدَّم إلى مؤتمر الأطراف في دورته الرابعة تقرير عن التقدم العام (بما في ذلك نتائج المنتدى)؛",
        "أن تستعرض اللجنة التوجيهية نتائج المنتدى (انظر {CTOC/COP/2008/7})؛",
        "أن تشجّع الدول استخدام الأدوات داخل مؤسساتها.",
    ),
    "closing": "ومن المقرر أن تقدَّم النتائج إلى الدول الأعضاء بحلول منتصف عام 2008.",
    "caption": "المناسبات الإقليمية المعقودة حتى 31 كانون الثاني/يناير 2008",
    "headings": ("التاريخ", "المكان", "الموضوع", "الوثيقة"),
    "rows": (
        ("19–22 حزيران/يونيه 2007", "كمبالا", "الاتجار في حالات النزاع وما بعد النزاع", "{CTOC/COP/2008/7}"),
        ("2–4 تشرين الأول/أكتوبر 2007", "بانكوك", "تدابير العدالة الجنائية (ثماني توصيات)", "{E/CN.15/2008/1}"),
        ("25–26 تشرين الأول/أكتوبر 2007", "فيلنيوس", "المنع: التحديات والحلول", "<<غير متاح>>"),
    ),
    "notes": (
        "{E/CN.15/2008/1}.",
        "تحمل الصيغ اللغوية الست (جميعها) الرمز نفسه، {CTOC/COP/2008/7}.",
        "الأمم المتحدة، *مجموعة المعاهدات*، المجلد 2237، الرقم 39574.",
        "الوثيقتان {CTOC/COP/2008/7} و{CTOC/COP/2008/19}، الفقرة 12.",
    ),
}

WORDS = {"ar": _AR, "zh": _ZH, "en": _EN, "fr": _FR, "ru": _RU, "es": _ES}

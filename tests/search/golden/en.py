"""English: papers, and what must be found among them."""

from tests.search.golden.asked import Asked

PAPERS = {
    "fishing": (
        "Forced labour in fishing fleets",
        "Inspectors boarded twelve vessels. Crews had been deprived of their wages and of their passports; ILO "
        "Convention No. 29 forbids it.",
    ),
    "adoption": (
        "Children sold through false adoption",
        "A child was sold abroad with forged papers. A guardian shall be appointed for every child who travels alone.",
    ),
    "marriage": (
        "Women deceived into marriage",
        "Brokers lured young women across the river. The marriages were never registered, and nobody was fined.",
    ),
    "organs": (
        "Removal of organs",
        "Donors were flown to clinics, where a kidney was removed without their free consent.",
    ),
    "shelter": (
        "Sheltering those who escaped",
        "A shelter offers a bed, a doctor and a lawyer. Psychologists stay with survivors for as long as they wish.",
    ),
    "prosecutors": (
        "Handbook for prosecutors",
        "Traffickers can be prosecuted without relying on a victim's testimony: follow the money, freeze assets.",
    ),
    "courts": (
        "Compensation ordered by courts",
        "Judges in nine countries ordered that victims be compensated. Payment was made in two cases only.",
    ),
    "smuggling": (
        "Smuggling is a different crime",
        "Migrants who are smuggled pay to cross a border; those trafficked are exploited after they have crossed it.",
    ),
    "counting": (
        "Counting the hidden: 1,254 cases",
        "Three lists overlap. Statisticians estimate how many people stand on none of them, with an interval.",
    ),
    "hotline": (
        "Hotlines in Zürich and São Paulo",
        "The number 116 006 is answered day and night. A naïve script was rewritten by Mrs. Núñez.",
    ),
    "procurement": (
        "Supply chains and public procurement",
        "Buyers demand that suppliers disclose where cotton, cocoa and bricks come from.",
    ),
    "unodc": (
        "Note by the United Nations Office on Drugs and Crime",
        "UNODC coordinates the work of the agencies. The note was circulated as E/CN.15/2008/CRP.2 in English only.",
    ),
    "osce": (
        "Statement of the Organization for Security and Co-operation in Europe",
        "The Special Representative called for stronger cooperation across the region (OSCE/PC.DEL/77/07).",
    ),
    "recruitment": (
        "Recruiters online",
        "Recruitment moved to social media. Advertisements promise high wages in hotels; e-mail and chat follow.",
    ),
    "guards": (
        "Training of border guards",
        "Officers learn to recognise signs of exploitation: no documents, fear, rehearsed answers.",
    ),
    "return": (
        "Going home safely",
        "Nobody is returned against their will. The risk of being trafficked anew is assessed before each return.",
    ),
    "journalists": (
        "How journalists tell it",
        "Do not show faces. Analyses of headlines show that stories rarely tell what happened later.",
    ),
    "protocol": (
        "Protocol to Prevent, Suppress and Punish Trafficking in Persons",
        "The definition has three elements: an act, a means and a purpose. Consent is irrelevant then.",
    ),
    "forum": (
        "The Vienna Forum",
        "More than 1,600 participants met in Vienna from 13 to 15 February 2008. Women's associations spoke first.",
    ),
    "bangkok": (
        "Regional event in Bangkok",
        "Participants adopted eight recommendations on data, on labour migration and on the protection of witnesses.",
    ),
    "budget": (
        "Costs and contributions",
        "The trust fund stands at 15 million dollars. Donors ask for quarterly statements; the budget is balanced.",
    ),
    "domestic": (
        "Domestic workers of diplomats",
        "A maid worked eighteen hours a day. Immunity protected her employer, though not for ever.",
    ),
    "begging": (
        "Forced begging",
        "Boys studying far from home were made to beg. Their teachers beat them when they came back with too little.",
    ),
    "mandate": (
        "Decision 16/1 of the Commission",
        "The Commission decides that Member States guide the initiative, and requests a report at its next session.",
    ),
    "parliament": (
        "Legislating against slavery",
        "Parliaments ratified the treaty and amended their penal codes; a model law helps those who have not.",
    ),
    "health": (
        "Health of survivors",
        "Doctors treat wounds, tuberculosis and despair; care for mothers-to-be is free of charge.",
    ),
}

ASKED = [
    Asked("fishing", "fishing", "one word"),
    Asked("Fishing Fleets", "fishing", "case does not matter"),
    Asked("fleet", "fishing", "singular finds plural"),
    Asked("vessel inspector", "fishing", "both words, in any order, in any number"),
    Asked("wages", "fishing recruitment", "a word in two papers"),
    Asked("wage", "fishing recruitment", "and its singular"),
    Asked("child", "adoption", "singular"),
    Asked("women", "marriage forum", "with the genitive of the plural"),
    Asked("woman's", "", "an irregular plural is another word", may_find="marriage forum"),
    Asked("marriages", "marriage", "plural finds singular"),
    Asked("removing kidneys", "organs", "gerund and plural"),
    Asked("removal", "organs", "as it stands in the title"),
    Asked("shelters", "shelter", "plural of the noun, gerund in the title"),
    Asked("the shelter", "shelter", "an article does not narrow"),
    Asked("prosecutor", "prosecutors", "singular"),
    Asked("prosecuted traffickers", "prosecutors", "two inflected words"),
    Asked("trafficker", "prosecutors", "who does it", may_find="smuggling return protocol"),
    Asked("trafficking", "protocol", "what is done", may_find="smuggling return prosecutors"),
    Asked("trafficked", "smuggling return", "to whom it is done", may_find="protocol prosecutors"),
    Asked("victims", "courts prosecutors", "plural finds the genitive"),
    Asked("victim’s", "courts prosecutors", "a typographic apostrophe"),
    Asked("compensate", "courts", "the verb finds the noun"),
    Asked("smuggled migrants", "smuggling", "in another order than in the text"),
    Asked('"cross a border"', "smuggling", "an exact phrase"),
    Asked('"border a cross"', "", "the same words in another order are no phrase"),
    Asked("border", "smuggling guards", "in two papers"),
    Asked("1,254", "counting", "a number with a comma"),
    Asked("zurich", "hotline", "an accent left out"),
    Asked("Sao Paulo", "hotline", "a tilde left out"),
    Asked("nunez", "hotline", "a tilde and an accent left out"),
    Asked("naive", "hotline", "a diaeresis left out"),
    Asked("116 006", "hotline", "a number of two groups"),
    Asked("supplier", "procurement", "singular"),
    Asked("United Nations Office on Drugs and Crime", "unodc", "a compound name"),
    Asked('"United Nations Office on Drugs and Crime"', "unodc", "the same, exactly"),
    Asked("unodc", "unodc", "an acronym in small letters"),
    Asked("E/CN.15/2008/CRP.2", "unodc", "a symbol in a text"),
    Asked("CRP.2", "unodc", "a part of a symbol"),
    Asked("CN.15/2008", "unodc", "a part from the middle of a symbol"),
    Asked("Organization for Security and Co-operation in Europe", "osce", "a compound name with a hyphen"),
    Asked("co-operation", "osce", "hyphenated"),
    Asked("cooperation", "osce", "written together"),
    Asked("OSCE", "osce", "an acronym inside a symbol"),
    Asked("recruiter", "recruitment", "singular"),
    Asked("recruitment online", "recruitment", "title and text together"),
    Asked("e-mail", "recruitment", "a hyphen kept"),
    Asked("recognising", "guards", "gerund of British spelling"),
    Asked("exploitation", "guards", "the noun", may_find="smuggling"),
    Asked("documents", "guards", "plural"),
    Asked("returns", "return", "noun and verb"),
    Asked("analysis headline", "journalists", "Greek plural"),
    Asked("suppress punish", "protocol", "verbs of a title"),
    Asked("February 2008", "forum", "a month and a year"),
    Asked("13 to 15 February", "forum", "days of a month"),
    Asked("vienna participant", "forum", "singular of a plural"),
    Asked("recommendation", "bangkok", "singular"),
    Asked("labor", "", "American spelling is another word", may_find="fishing bangkok"),
    Asked("labour", "fishing bangkok", "in two papers"),
    Asked("donor", "organs budget", "two meanings"),
    Asked("donor clinic", "organs", "told apart by the second word"),
    Asked("maid employer", "domestic", "two nouns"),
    Asked("beg", "begging", "verb"),
    Asked("16/1", "mandate", "the number of a decision"),
    Asked("decision 16/1", "mandate", "kind and number"),
    Asked("requested reports", "mandate", "verb and noun inflected"),
    Asked("ratify", "parliament", "infinitive finds past"),
    Asked("parliament's", "parliament", "genitive finds plural"),
    Asked("mothers-to-be", "health", "a word of three hyphens"),
    Asked("penguins", "", "what is in none"),
    Asked("fishing penguins", "", "every word must be there"),
]

"""French: papers, and what must be found among them."""

from tests.search.golden.asked import Asked

PAPERS = {
    "peche": (
        "Travail forcé à bord des bateaux de pêche",
        "Les inspecteurs ont visité douze navires. Les équipages étaient privés de leurs salaires et de leurs papiers.",
    ),
    "adoption": (
        "Enfants vendus sous couvert d’adoption",
        "Un enfant fut vendu à l’étranger. Un tuteur est désigné pour chaque mineur qui voyage seul.",
    ),
    "mariage": (
        "Femmes trompées par une promesse de mariage",
        "Des courtiers attiraient de jeunes femmes de l'autre côté du fleuve. Aucune amende n'a été infligée.",
    ),
    "organes": (
        "Prélèvement d'organes",
        "Les donneurs étaient conduits dans des cliniques où un rein leur était prélevé sans consentement libre.",
    ),
    "refuge": (
        "Héberger celles qui se sont échappées",
        "Le refuge offre un lit, un médecin et une avocate. L'hébergement dure aussi longtemps qu'il le faut.",
    ),
    "procureurs": (
        "Manuel à l’usage des procureurs",
        "On peut poursuivre les trafiquants sans le témoignage d'une victime : suivre l'argent, geler les avoirs.",
    ),
    "tribunaux": (
        "Réparations accordées par les tribunaux",
        "Dans neuf États, les juges ont ordonné d'indemniser les victimes. L'indemnité n'a été versée que deux fois.",
    ),
    "migrants": (
        "Le trafic illicite de migrants est une autre infraction",
        "Le migrant paie pour franchir une frontière ; la victime de la traite est exploitée après l’avoir franchie.",
    ),
    "chiffres": (
        "Compter ce qui est caché : 1 254 cas",
        "Trois listes se recoupent. Les statisticiens estiment combien de personnes ne figurent sur aucune.",
    ),
    "numero": (
        "Numéros d’appel gratuits",
        "Le 116 006 répond jour et nuit. Il est naïf de croire que chacun ose téléphoner ; l’œuvre reste à faire.",
    ),
    "marches": (
        "Chaînes d'approvisionnement et marchés publics",
        "Les acheteurs exigent de leurs fournisseurs qu'ils révèlent l'origine du coton, du cacao et des briques.",
    ),
    "onudc": (
        "Note de l’Office des Nations Unies contre la drogue et le crime",
        "L'ONUDC coordonne les travaux des organismes. La note porte la cote E/CN.15/2008/CRP.2.",
    ),
    "osce": (
        "Déclaration de l'Organisation pour la sécurité et la coopération en Europe",
        "La Représentante spéciale a appelé à une coopération plus étroite dans la région.",
    ),
    "recrutement": (
        "Recruter en ligne",
        "Les recruteurs ont gagné les réseaux sociaux. Les annonces promettent de hauts salaires dans des hôtels.",
    ),
    "gardes": (
        "Formation des gardes-frontières",
        "Les agents apprennent à reconnaître les signes de l’exploitation : pas de papiers, peur, réponses apprises.",
    ),
    "retour": (
        "Rentrer chez soi en sécurité",
        "Nul n'est renvoyé contre sa volonté. Le risque est évalué avant chaque retour.",
    ),
    "presse": (
        "Comment les journalistes racontent",
        "Ne montrez pas les visages. Les journaux disent rarement ce qui est arrivé plus tard.",
    ),
    "protocole": (
        "Protocole visant à prévenir, réprimer et punir la traite des personnes",
        "La définition a trois éléments : un acte, un moyen et un but. Le consentement est alors indifférent.",
    ),
    "forum": (
        "Le Forum de Vienne",
        "Plus de 1 600 participants se sont réunis à Vienne du 13 au 15 février 2008. Des associations ont parlé.",
    ),
    "bangkok": (
        "Manifestation régionale de Bangkok",
        "Les participants ont adopté huit recommandations sur les données et sur la protection des témoins.",
    ),
    "budget": (
        "Coûts et contributions",
        "Le fonds d’affectation spéciale s'élève à 15 millions de dollars. Les donateurs demandent des états annuels.",
    ),
    "domestiques": (
        "Employés de maison des diplomates",
        "Une bonne travaillait dix-huit heures par jour. L'immunité protégeait son employeur, mais non pour toujours.",
    ),
    "mendicite": (
        "Mendicité forcée",
        "Des garçons qui étudiaient loin de chez eux devaient mendier. Leurs maîtres les battaient.",
    ),
    "decision": (
        "Décision 16/1 de la Commission",
        "La Commission décide que les États Membres guident l'initiative et demande un rapport à sa prochaine session.",
    ),
    "parlements": (
        "Légiférer contre l'esclavage",
        "Les parlements ont ratifié le traité et modifié leurs codes pénaux ; une loi type aide ceux qui tardent.",
    ),
    "sante": (
        "La santé de celles qui ont survécu",
        "Les médecins soignent plaies, tuberculose et désespoir ; les soins aux futures mères sont gratuits.",
    ),
}

ASKED = [
    Asked("pêche", "peche", "un mot"),
    Asked("peche", "peche", "sans accent"),
    Asked("bateau", "peche", "singulier d'un pluriel en -x"),
    Asked("navire", "peche", "singulier"),
    Asked("équipage", "peche", "accent sur la première lettre"),
    Asked("equipage", "peche", "sans lui"),
    Asked("salaires", "peche recrutement", "dans deux textes"),
    Asked("salaire", "peche recrutement", "et au singulier"),
    Asked("l'enfant", "adoption", "article élidé"),
    Asked("d'adoption", "adoption", "préposition élidée, apostrophe droite", may_find="bangkok"),
    Asked("d’adoption", "adoption", "apostrophe typographique", may_find="bangkok"),
    Asked("adoption", "adoption", "le mot sans l'élision du titre ; adopter a le même radical", may_find="bangkok"),
    Asked("l’étranger", "adoption", "élision et accent"),
    Asked("etranger", "adoption", "ni l'une ni l'autre"),
    Asked("vendue", "adoption", "participe au féminin"),
    Asked("femme", "mariage", "singulier"),
    Asked("jeune femme", "mariage", "adjectif et nom"),
    Asked("amendes", "mariage", "pluriel de ce qui est au singulier"),
    Asked(
        "organe", "organes", "singulier d'un mot élidé dans le titre ; organisme a le même radical", may_find="onudc"
    ),
    Asked("prélèvements", "organes", "pluriel"),
    Asked("prélever un rein", "organes", "infinitif"),
    Asked("hébergement", "refuge", "élidé dans le texte"),
    Asked("héberger", "refuge", "infinitif du titre"),
    Asked("avocates", "refuge", "pluriel féminin"),
    Asked("médecins", "refuge sante", "pluriel et singulier"),
    Asked("procureur", "procureurs", "singulier"),
    Asked("poursuivre trafiquant", "procureurs", "verbe et nom au singulier"),
    Asked("témoignages", "procureurs", "pluriel"),
    Asked("victime", "procureurs tribunaux migrants", "au singulier et au pluriel"),
    Asked("d'une victime", "procureurs", "article élidé devant le nom", may_find="tribunaux migrants"),
    Asked("indemniser", "tribunaux", "infinitif"),
    Asked("tribunal", "tribunaux", "singulier d'un pluriel en -aux"),
    Asked("juge", "tribunaux", "singulier"),
    Asked("traite", "migrants protocole", "traite n'est pas traité", may_find="parlements"),
    Asked("traite des personnes", "protocole", "l'expression du titre", may_find="migrants"),
    Asked('"traite des personnes"', "protocole", "la même, exacte"),
    Asked("migrant", "migrants", "singulier"),
    Asked("frontières", "migrants gardes", "dans un mot composé aussi"),
    Asked("gardes-frontières", "gardes", "mot composé"),
    Asked("garde-frontière", "gardes", "mot composé au singulier"),
    Asked("1 254", "chiffres", "nombre en deux groupes"),
    Asked("116 006", "numero", "numéro"),
    Asked("naif", "numero", "sans tréma"),
    Asked("oeuvre", "numero", "ligature défaite"),
    Asked("œuvre", "numero", "ligature"),
    Asked("fournisseur", "marches", "singulier"),
    Asked("chaine d'approvisionnement", "marches", "sans circonflexe, avec élision"),
    Asked("Office des Nations Unies contre la drogue et le crime", "onudc", "nom composé"),
    Asked('"Office des Nations Unies contre la drogue et le crime"', "onudc", "le même, exact"),
    Asked("ONUDC", "onudc", "sigle élidé dans le texte"),
    Asked("E/CN.15/2008/CRP.2", "onudc", "cote"),
    Asked("Organisation pour la sécurité et la coopération en Europe", "osce", "nom composé"),
    Asked("coopération région", "osce", "deux mots"),
    Asked("recruteur", "recrutement", "singulier"),
    Asked("reconnaitre exploitation", "gardes", "nouvelle orthographe"),
    Asked("retours", "retour", "pluriel"),
    Asked("journaliste", "presse", "singulier"),
    Asked("journal", "presse", "singulier d'un pluriel en -aux"),
    Asked("réprimer punir", "protocole", "deux verbes du titre"),
    Asked("élément", "protocole", "singulier accentué"),
    Asked("15 février 2008", "forum", "date"),
    Asked("fevrier", "forum", "date sans accent"),
    Asked("recommandation", "bangkok", "singulier"),
    Asked("donnée", "bangkok", "singulier féminin"),
    Asked("coût", "budget", "singulier"),
    Asked("donateur", "budget", "singulier"),
    Asked("diplomate", "domestiques", "singulier"),
    Asked("mendier", "mendicite", "infinitif"),
    Asked("étudiait", "mendicite", "imparfait au singulier"),
    Asked("décision 16/1", "decision", "numéro de décision"),
    Asked("etats membres", "decision", "sans accent ni majuscule"),
    Asked("parlement", "parlements", "singulier ; parler a le même radical", may_find="forum"),
    Asked("esclavage", "parlements", "élidé dans le titre"),
    Asked("pingouin", "", "ce qui n'est nulle part"),
]

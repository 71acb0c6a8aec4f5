"""Words that should or should not find each other, and compounds: own lists, kept to notice what a change does."""

SHOULD_MEET = """
eenzaam eenzame, eenzaamheid eenzaam, initiatief initiatieven, schuld schulden, kind kinderen, jongeren jongere,
huis huizen, buurthuis buurthuizen, wandelen wandeling, wandelingen wandelt, wandelaar wandelaars, sporten sport,
sportclub sportclubs, vrijwilliger vrijwilligers, mantelzorger mantelzorgers, oudere ouderen, ouders ouder,
financien financiën, café cafe, auto auto's, foto's foto, baby baby's, man mannen, vrouw vrouwen, brug bruggen,
stad steden, gezond gezonde, gezonder gezond, gezin gezinnen, bewegen beweegt, beweging bewegen, verslaafd verslaafde,
verslaving verslavingen, opvoeden opvoeding, opgevoed opvoeden, roken rookt, gerookt roken, eten eet, koken kookt,
lezen leest, schrijven schrijft, werk werken, werkt gewerkt, werkloos werkloze, arm arme, ziek zieke, ziekte ziektes,
moeder moeders, vriend vrienden, vriendschap vriendschappen, school scholen, leraar leraren, cursus cursussen,
activiteit activiteiten, museum musea, bibliotheek bibliotheken, probleem problemen, idee ideeën, les lessen,
zwanger zwangere, dik dikke, spel spellen, tuin tuinen
"""
SHOULD_NOT_MEET = """
gezondheid zon, gezin zin, geloof loof, ouders ouderen, gemeente gemeen, gebied bied, geluid luid, geweld wel,
geld gel, wijk wikken, leven lever, schulden schuldig, arm arts, bank bankier, school scholing, buurt beurt,
taal tal, werk werelden, vader vadsig, moed moeder, sport spoor, huis huid, zorg zorro, kind kin, park parkeren,
kerk kerker, hulp hulst, boer boete, dorp dor
"""
COMPOUNDS = """
schuldhulpverlening hulpverlening, ouderenzorg zorg, jeugdzorg jeugd, buurthuis buurt, wijkteam wijk, gezinshuis gezin,
dagbesteding besteding, gezondheidszorg gezondheid, wandelgroep groep, vrijwilligerswerk vrijwilligers, taalcafé taal,
gemeentehuis gemeente, kinderopvang opvang, opvoedingsondersteuning opvoeding, buurtmoestuin moestuin,
buurtmoestuin tuin, beweegprogramma programma, leefstijlcoach leefstijl, leefstijlcoach coach,
ontmoetingsplek ontmoeting,
inloopspreekuur spreekuur, energiearmoede armoede, armoedebestrijding armoede, valpreventie preventie,
jongerenwerker jongeren, huisartsenpraktijk huisarts, verslavingszorg verslaving, dementievriendelijk dementie,
arbeidsmarkt arbeid, voedselbank voedsel, kledingbank kleding, sportvereniging sport, woningcorporatie woning,
burgerinitiatief burger, zorgverlener zorg, kindermishandeling kind, bewonersinitiatief bewoners, eetcafé café,
huiswerkbegeleiding begeleiding, schuldeiser schuld, energiekosten energie, buurtbemiddeling buurt, fietscursus fiets,
geldzorgen geld, kinderarmoede armoede, thuiszorg zorg, rouwgroep rouw, lotgenotencontact lotgenoten,
borstvoedingscafe borstvoeding, laaggeletterdheid geletterdheid, jeugdgezondheidszorg jeugd, werkervaringsplek plek,
stressvermindering stress, ziekenhuisbezoek ziekenhuis, muziekschool muziek, stadsdeelvisie visie,
avondwandeling wandeling, mannenkoor koor, speeltuin tuin, ouderavond ouder, wijkverpleegkundige wijk
"""
WHOLE_WORDS = """
samenwerking nederland ondersteuning onderzoek ontwikkeling overheid initiatief parkstad kerkrade landgraaf simpelveld
organisatie behandeling bijeenkomst personen studenten signalering belangrijk wetenschap maatschappelijk gemeenschap
vriendschap voorstelling gesprekken vertellen activiteiten voorlichting overleg samenleving eenzaamheid vrijwilliger
terugkomen onderwijs
"""


def pairs(text: str) -> list[tuple[str, str]]:
    """The pairs of a list above."""
    return [(first, second) for first, second in (pair.split() for pair in text.split(","))]

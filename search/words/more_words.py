"""Dutch words that the word list of simplemma lacks, of the kind that compounds in this field are made of."""

_TEXT = """
aanbod aanpak alcohol alfabetisering allochtonen ambulante anderstalige angst arbeidsmarkt armoede autisme
beeldvorming begeleiding behandeling beleid bemiddeling bescherming besteding bewegen beweging bewoners bewustwording
bijeenkomst bijles bijstand borstvoeding budget burenhulp burger burgerschap cafe client clienten coach coaching
controle corporatie cultuur dementie depressie diabetes dialect dietist digitaal digitale donatie drugs duurzaamheid
echtscheiding eenzaamheid eetcafe energie ervaring fonds fysio fysiotherapie geletterd geletterdheid gemeenschap
gemeente geweld gezelschap gezin gezondheid gezondheidszorg gokken groente huishouden huisvesting huiswerk
hulpverlening inburgering inclusie inclusief informele inkomen inloop integratie inwoners isolatie jeugd jeugdzorg
jongeren juridisch kansen kinderen kindertelefoon kleding klimaat kwetsbaar kwetsbare laaggeletterd laaggeletterden
laaggeletterdheid leefbaarheid leefomgeving leefstijl lente lidmaatschap lotgenoten maaltijd maaltijden mantelzorg
mantelzorger mediation meedoen meertaligheid milieu mobiliteit moestuin muziek natuur nazorg netwerk nieuwkomer
nieuwkomers obesitas omgeving ondersteuning onderwijs ontmoeting ontspanning ontwikkeling opbouw opvang opvoeding
organisatie ouderen overgewicht overlast palliatief palliatieve participatie partner pedagogisch peuter peuters pilot
plek poli praktijk preventie preventief project psychiatrie psychische psycholoog pubers reanimatie regie regio roken
rolstoel rouw ruimte samenleving samenwerking sanering school schuld schulden seksualiteit seksuele senioren
seniorenwoning slachtoffer sociaal spreekuur statushouder statushouders steun stijl stress studenten support taal
taalles tegemoetkoming telefoon therapie thuis thuiszorg toekomst toernooi toezicht training transport trauma
uitkering vaardigheden vaardigheid valpreventie vereniging vergoeding verlies verpleging verslaving vervoer
verzekering verzorging vluchteling vluchtelingen voeding voedsel voorlichting voorziening vragen vriendelijk
vriendelijke vrijwilliger vrijwilligers vrouwen wandelen weerbaarheid welzijn werkloosheid wijk winkel wonen woning
zelfredzaamheid zelfstandig ziekenhuis ziekte zorg zorgen zwanger zwangerschap zwemles zwemmen
"""
MORE_WORDS = tuple(_TEXT.split())

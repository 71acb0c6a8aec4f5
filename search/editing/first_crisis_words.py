"""The crisis words a new site starts with, in the languages visitors speak. Editors keep the list from there."""
# ruff: noqa: RUF001 -- words in other alphabets

SUICIDE = """
zelfmoord*
*zelfdoding
zelfdoding*
*suicid*
zelfbeschadig*
zelfverwond*
automutil*
doodswens
doodsgedachten
levensmoe
overdosis
wil ... niet meer leven
wil niet leven
niet meer willen leven
hoef ... niet meer te leven
niet meer verder leven
kan zo niet meer leven
wil dood
wil ik dood
wil ... echt dood
wil gewoon dood
wil liever dood
liever dood zijn
was ik maar dood
dood willen
dood wil
wil doodgaan
wil sterven
wil er niet meer zijn
er niet meer willen zijn
niet meer wakker worden
zie het niet meer zitten
leven niet meer zitten
leven niet meer waard
leven heeft geen zin
geen zin meer in het leven
geen zin meer in leven
einde aan mijn leven
einde maken aan mijn leven
uit het leven stappen
mezelf iets aandoen
mezelf wat aandoen
mijzelf iets aandoen
mezelf pijn doen
mezelf snijden
mijzelf snijden
snijd mezelf
snij mezelf
mezelf ophangen
mezelf doden
bel 113
113 bellen
113 online
selbstmord*
suizid*
freitod
will nicht mehr leben
will sterben
moechte sterben
möchte sterben
mir das leben nehmen
mich umbringen
selbstverletz*
mich ritzen
ritze mich
kill myself
killing myself
end my life
want to die
wanna die
take my own life
not want to live
dont want to live
hurt myself
cut myself
cutting myself
self harm*
selfharm*
samobójstw*
samookalecz*
chcę umrzeć
chcę się zabić
nie chcę żyć
intihar*
ölmek istiyorum
yaşamak istemiyorum
kendimi öldürmek
*انتحار*
أريد أن أموت
لا أريد أن أعيش
إيذاء النفس
самогубств*
суїцид*
суицид*
самоубийств*
не хочу жити
не хочу жить
хочу померти
хочу умереть
suicidio
me suicider
envie de mourir
"""

VIOLENCE = """
*mishandel*
huiselijk geweld
veilig thuis
niet veilig thuis
thuis niet veilig
onveilig thuis
geweld thuis
thuis geweld
geweld in huis
geweld in het gezin
geweld in gezin
geweld in mijn relatie
geweld in relatie
partnergeweld
relatiegeweld
eergeweld
eergerelateerd geweld
gewelddadige man
gewelddadige vrouw
gewelddadige partner
gewelddadige ex
gewelddadige vriend
gewelddadige vader
gewelddadige moeder
gewelddadige zoon
slaat ... mij
slaat ... me
slaat mijn
slaat haar
slaat hem
slaat ons
slaat kinderen
sloeg mij
sloeg me
slaan mij
slaan me
mij slaat
me slaat
word ... geslagen
wordt ... geslagen
geslagen door
schopt mij
schopt me
schopt haar
bedreigt mij
bedreigt me
word bedreigd
bang voor mijn man
bang voor mijn vrouw
bang voor mijn partner
bang voor mijn ex
bang voor mijn vriend
bang voor mijn vader
bang voor mijn moeder
bang voor mijn zoon
word gestalkt
stalkt mij
stalkt me
*verkracht*
aangerand
aanranding
incest
kindermisbruik
misbruikt
seksueel misbruik
sexueel misbruik
seksueel geweld
sexueel geweld
seksuele intimidatie
gedwongen huwelijk
huwelijksdwang
uithuwelijking
vrouwenbesnijdenis
meisjesbesnijdenis
vrouwenopvang
blijf van mijn lijf
häusliche gewalt
haeusliche gewalt
kindesmissbrauch
kindesmisshandlung
misshandel*
missbraucht
vergewaltig*
schlägt mich
schlaegt mich
frauenhaus
domestic violence
domestic abuse
child abuse
sexual abuse
hits me
beats me
beat me up
hit by my husband
abused
raped
przemoc domowa
przemoc w rodzinie
bije mnie
zgwałc*
aile içi şiddet
şiddet görüyorum
beni dövüyor
çocuk istismarı
tecavüz
عنف أسري
العنف الأسري
عنف منزلي
العنف المنزلي
يضربني
اغتصاب
домашнє насильство
домашнього насильства
насильство в сім'ї
домашнее насилие
домашнего насилия
б'є мене
бьет меня
зґвалт*
изнасил*
violence conjugale
violences conjugales
"""


def first_expressions() -> list[tuple[str, str]]:
    """Pairs of expression and kind, as :class:`search.editing.crisis_words.CrisisKind` names it."""
    kinds = {"zelfdoding": SUICIDE, "geweld": VIOLENCE}
    return [(line, kind) for kind, lines in kinds.items() for line in lines.strip().splitlines()]

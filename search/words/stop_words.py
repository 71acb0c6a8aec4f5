"""Words that say nothing about the subject: beside another word they weigh nothing, alone they still find.

Folded, as words of a question are. A word of another language that is a Dutch word with content is left out.
"""

_DUTCH = """
aan af al alle allemaal alleen als ander andere anders beetje ben bent bij daar daarmee daarom dan dat de den der deze
die dit doe doen doet door dus echt een eens en enkele er erg even ga gaan gaat geen gebruik geef graag goed haar had
hadden heb hebben hebt heeft heel hem hen het hier hij hoe hoeveel hun iemand iets ieder iedere iedereen ik in is ja
jaar je jezelf jij jou jouw jullie kan kom komen komt kon kunnen kunt kwam laat langs maak maken maakt maar me mee
meer mij mijn mezelf misschien mn moet moeten mogelijk mogen mag na naar naast nee niemand niet niets nieuw nieuwe
nodig nog nu of om omdat ons onze onder ook op over per plek samen soms sommige steeds s t te tegen tegenover tijdens
toch toe tot tussen u uit uw vaak van vanaf vandaag vanuit vast veel vele vind vinden vindt voor voordat vooral waar
waarheen waarom wanneer want waren was wat we weer weet weg wel welk welke werd wie wij wil wilt willen word worden
wordt zal ze zeer zelf zich zichzelf zien zij zijn zit zitten zn zo zoek zoeken zoekt zoals zonder zou zouden zowel
zullen zult bijvoorbeeld via etc m met men toen alles altijd doch wezen reeds geweest zie ziet rond ge mits terwijl
hoewel terecht krijg krijgen krijgt kreeg beter betere help helpt helpen ken trek tips
"""
_GERMAN = """
aber als am an auch auf aus bei beim bin bist brauche da das dass dein dem den der des dich die dir du ein eine einen
einem einer er es finde fur gegen gibt habe haben hat hatte ich ihm ihr im in ist jemand kann kein keine konnen mein
meine meinem meinen meiner mich mir mit mochte mochten muss nach nicht noch nur oder ohne sehr sein sich sie sind so
suche uber um und uns unser viel vom von vor war warum was wenn wer wie will wir wird wo zu zum zur
"""
_ENGLISH = """
a about after all also am an and any are as at be because been but by can cannot could did do does for from get had
has have having he her here him his how i if im in into is it its me my no not of on or our out she should so some
that the their them there they this those to too up us want wants was we were what when where which who why will with
would you your cant dont doesnt isnt im ive
"""
_POLISH = """
aby albo ale bardzo bez byc bo by co czy dla do gdzie go i ich ja jak jako jest jestem jego jej juz kiedy kto ktory
ktora ktore lub ma mam mi mnie moj moja moje moge mozna na nad nie nam nas o od oraz osob osoby po pod potrzebuje
prosze przed przez przy sa sie sobie szukam ta tak tam te tego tej ten to tu ty w we wiec z za ze
"""
_TURKISH = """
ama az bana bazi ben bende beni benim bir biz bu cok da daha de degil diye en gibi hangi hem icin ile istiyorum ki kim
lazim mi mu nasil ne neden nerede nereye o olan olarak onun ve veya var ya yok
"""

STOP_WORDS = frozenset(" ".join((_DUTCH, _GERMAN, _ENGLISH, _POLISH, _TURKISH)).split()) - {"goed", "alleen"}

"""Compounds and their parts: schuldhulpverlening holds schuld, hulp, verlening and hulpverlening."""

from collections.abc import Iterator

from search.words.dutch_words import DutchWords, dutch_words

SHORTEST_PART = 4
SHORTEST_LAST_PART = 3
LONGEST_COMPOUND = 48
MAX_PARTS = 8
SHORT_FIRST_PARTS = frozenset({"bad", "bus", "dag", "eet", "oma", "opa", "val", "web"})  # dagbesteding, eetcafe
LINKS = ("", "s", "en", "e", "n", "er")  # what may stand between two parts, the plainest first

# Beginnings that change a word rather than join it to another: samenwerking is no werking, overleg no leg.
_PREFIXES_TEXT = """
aaneen achter beneden boven daar deel door eerst heen herin hier langs mede meer midden mini multi naar neder neven niet
onder opeen over rond samen semi super tegen terug tezamen toen totaal tussen uiteen vast voor voorbij voort waar weder
weer zelf zonder
"""
# Endings that make a word from another one, and pieces of other words, though the list has them as words.
_NO_PARTS_TEXT = """
achtig achtige baar bare beha best chap chappen consul deling eren erij genoot gesp heden heid inge ingen isch ische
isme iste kwar lering lijk lijke lijken lijks ling lingen loos loze matig matige naar narij prak rijk rijke rijks rijkst
rijkste ringen schap schappelijk schappelijke schappen signa stel stellen stelling stud teit tijk tijken tran vert wijs
willig willige williger willigers zaam zame zijds zijdig zins
"""
# So few letters are found at the end of many a word; only these are taken for its last part.
_SHORT_LAST_PARTS_TEXT = """
arts baan bank boek bond bord buik buur cafe club code data deal doel dorp druk duin eten fase film foto gang geld
hand hart hond huid huis hulp jaar kamp kans kerk kind klas kook koor kost kuur last lied lijf lijn loon loop lust
maal maat mama moed naam nood norm oord pand papa park pers pijn plan plas plek poli post punt raad raam reis room
show soep spel stad stap stem taak taal team tent test tijd tool tuin uren veld vest voet vorm vuur wand week wens
werk wijk wind zaak zaal zang zone zorg
"""
# Names that look like compounds: whoever asks for a park does not mean Parkstad.
_NAMES_TEXT = """
amstelveen amstenrade amsterdam apeldoorn beekdaelen bingelrade bleijerheide brunssum doenrade eygelshoven
geleenbeekdal heerlerbaan heerlerheide hoensbroek hulsberg jabeek kaalheide kerkrade landgraaf maastricht merkelbeek
mijnstreek molenberg nederland nieuwenhagen nieuwstadt oirsbeek parkstad puth ransdaal roermond rolduckerveld
schaesberg schinveld simpelveld spekholzerheide ubachsberg vaalserquartier vaesrade valkenburg voerendaal vrieheide
waubach wijnandsrade
"""
PREFIXES = frozenset(_PREFIXES_TEXT.split())
PREFIX_LENGTHS = tuple(sorted(set(map(len, PREFIXES))))
NO_PARTS = PREFIXES | frozenset(_NO_PARTS_TEXT.split())
SHORT_LAST_PARTS = frozenset(_SHORT_LAST_PARTS_TEXT.split()) | {"app", "bus", "les"}
NAMES = frozenset(_NAMES_TEXT.split())

_Piece = tuple[int, int]  # where a part begins and ends, its link left out


def parts_of(word: str) -> tuple[str, ...]:
    """The parts of a folded word and all that neighbouring parts make, at most eight; none of a word that is whole."""
    if not SHORTEST_PART + SHORTEST_LAST_PART <= len(word) <= LONGEST_COMPOUND or not word.isalpha() or word in NAMES:
        return ()
    pieces = _split_finely(word, 0, len(word), dutch_words())
    runs = [
        word[pieces[first][0] : pieces[last][1]]
        for length in range(len(pieces) - 1)
        for first, last in zip(range(len(pieces)), range(length, len(pieces)), strict=False)
    ]
    return tuple(dict.fromkeys(runs))[:MAX_PARTS]


def split_of(word: str) -> tuple[str, ...]:
    """The fewest parts of a folded word, in order; none of a word that is whole."""
    if not parts_of(word):
        return ()
    return tuple(word[start:end] for start, end in _split(word, 0, len(word), dutch_words()))


def _split_finely(word: str, start: int, end: int, words: DutchWords) -> list[_Piece]:
    """The parts between two places, each split further while that works; one piece when it doesn't fall apart."""
    pieces = _split(word, start, end, words)
    if len(pieces) < 2:
        return [(start, end)]
    return [fine for piece in pieces for fine in _split_finely(word, *piece, words)]


def _split(word: str, start: int, end: int, words: DutchWords) -> list[_Piece]:
    """The fewest parts: two words of the list where possible, else three, else none."""
    after_prefix = (start + length for length in PREFIX_LENGTHS if word[start : start + length] in PREFIXES)
    if any(word[rest:end] in words for rest in after_prefix):
        return []
    firsts = list(_first_parts(word, start, end, words))
    for piece, rest in firsts:
        if _is_last_part(word[rest:end], words):
            return [piece, (rest, end)]
    for piece, rest in firsts:
        for second, last in _first_parts(word, rest, end, words):
            if _is_last_part(word[last:end], words):
                return [piece, second, (last, end)]
    return []


def _first_parts(word: str, start: int, end: int, words: DutchWords) -> Iterator[tuple[_Piece, int]]:
    """Each first part, with where the rest begins; the plainest link and then the longest first part first."""
    parts = [
        stop
        for stop in range(end - SHORTEST_LAST_PART, start + SHORTEST_PART - 1, -1)
        if word[start:stop] not in NO_PARTS and word[start:stop] in words
    ]
    if word[start : start + 3] in SHORT_FIRST_PARTS:
        parts.append(start + 3)
    for link in LINKS:
        for stop in parts:
            rest = stop + len(link)
            if rest <= end - SHORTEST_LAST_PART and word.startswith(link, stop):
                yield (start, stop), rest


def _is_last_part(part: str, words: DutchWords) -> bool:
    """A known word, and no form of a verb but its infinitive: those end no compound (ver-slaving)."""
    if part in NO_PARTS or part not in words or (len(part) <= SHORTEST_PART and part not in SHORT_LAST_PARTS):
        return False
    lemma = words.lemma(part)
    return lemma is None or not lemma.endswith("en") or part.startswith(lemma[:-2])

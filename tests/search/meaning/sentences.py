"""A small catalogue in sentences, for tests with the real encoders."""

from collections.abc import Mapping

SENTENCES: Mapping[int, str] = {
    1: "Kinderen die te zwaar zijn, krijgen samen met hun gezin hulp bij gezond eten en bewegen.",
    2: "Wie schulden heeft, krijgt hulp van een budgetcoach om weer rond te komen.",
    3: "Ouderen die zich eenzaam voelen, drinken elke week samen koffie in het buurthuis.",
    4: "Nieuwkomers oefenen in het taalcafé samen Nederlands spreken.",
    5: "Zwangere vrouwen komen in een groep bijeen met een verloskundige.",
    6: "Een wandelroute met oefeningen voor wie fit wil blijven.",
    7: "Werkzoekenden doen ervaring op in een werkplaats in de wijk.",
    8: "Buren die ruzie hebben, praten met een bemiddelaar.",
}

"""What other synonyms of a theme or target group would do to what people search: results before and after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from uuid import uuid4

from initiatives.models import TargetGroup, Theme
from search import ledger
from search.analysis import clean_query, fold
from search.asking import question_of
from search.editing.searched_terms import DAYS_KEPT, shown_terms
from search.engines import get_engine, get_lexicon
from search.engines.port import Question
from search.query import SearchQuery
from search.visible import MAX_EXCLUDED_KEYS
from search.words.planning import plan_text
from search.words.synonyms import Synonyms

OWNERS: tuple[type[Theme] | type[TargetGroup], ...] = (Theme, TargetGroup)
MAX_RECENT_TEXTS = 10
MAX_CHANGED_NAMES = 10
EVERYDAY_TEXTS = (
    "eenzaamheid", "bewegen", "schulden", "mantelzorg", "overgewicht", "jongeren", "ouderen", "wandelen",
)  # fmt: skip


@dataclass(frozen=True)
class Effect:
    """How many initiatives the words of ``text`` find now, and with the other synonyms."""

    text: str
    before: int
    after: int

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def effects_of(owner: Theme | TargetGroup, name: str, names: Sequence[str]) -> tuple[Effect, ...]:
    """The effect of other synonyms (and another name) of ``owner``, on at most thirty texts; nothing is saved.

    Looked at are the words that change, what people searched lately in vain, and a few everyday searches. Those where
    something changes come first.
    """
    before, after = _synonyms_with(owner, owner.name, owner.synonyms), _synonyms_with(owner, name, names)
    hidden = ledger.hidden_keys(get_engine().generation(), MAX_EXCLUDED_KEYS)
    effects = [_effect(text, before, after, hidden) for text in texts_to_try(owner, name, names)]
    return tuple(sorted(effects, key=lambda effect: not effect.is_changed))


def texts_to_try(owner: Theme | TargetGroup, name: str, names: Sequence[str]) -> list[str]:
    """Distinct texts: what changes, the owner's name, recent searches, everyday ones."""
    changed = [text for text in (*names, *owner.synonyms) if (text in names) != (text in owner.synonyms)]
    recent = (row["text"] for row in shown_terms(DAYS_KEPT)[:MAX_RECENT_TEXTS])
    wanted = (*changed[:MAX_CHANGED_NAMES], owner.name, name, *recent, *EVERYDAY_TEXTS)
    kept: dict[str, str] = {}
    for text in map(clean_query, wanted):
        kept.setdefault(fold(text), text)
    return [text for text in kept.values() if text]


def _synonyms_with(owner: Theme | TargetGroup, name: str, names: Sequence[str]) -> Synonyms:
    """All sets of the database, but ``owner``'s with these names; under a name of its own, so no other plan is met."""
    sets = (
        [name, *names] if (model, pk) == (type(owner), owner.pk) else [own_name, *synonyms]
        for model in OWNERS
        for pk, own_name, synonyms in model._default_manager.order_by("pk").values_list("pk", "name", "synonyms")
    )
    return Synonyms(sets, token=uuid4())


def _effect(text: str, before: Synonyms, after: Synonyms, hidden: Sequence[int]) -> Effect:
    """By words alone: synonyms change nothing in what is found by meaning."""
    question = question_of(SearchQuery(text=text, page_size=1, uses_meaning=False))
    now, then = (replace(question, plan=plan_text(text, get_lexicon(), synonyms)) for synonyms in (before, after))
    number = _total(now, hidden)
    return Effect(text, number, number if now.plan == then.plan else _total(then, hidden))


def _total(question: Question, hidden: Sequence[int]) -> int:
    return get_engine().search(question, map_zoom=None, excluded_keys=hidden).total


def owner_key(owner: Theme | TargetGroup) -> str:
    """A name for the record in a form or address, for example ``theme-3``."""
    return f"{owner._meta.model_name}-{owner.pk}"


def find_owner(key: str) -> Theme | TargetGroup | None:
    """The record that :func:`owner_key` named, if it is there."""
    kind, _, number = key.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        return None
    found: Iterable[Theme | TargetGroup | None] = (
        model._default_manager.filter(pk=int(number)).first() for model in OWNERS if model._meta.model_name == kind
    )
    return next(islice(found, 1), None)

"""How many documents a plan finds at most, told from the frequencies of its tokens without asking the index for any."""

from tantivy import Searcher

from search.engines.embedded import schema as fields
from search.words.plan import TextPlan, TextTerm


def most_hits(plan: TextPlan, searcher: Searcher) -> int:
    """Documents counted once for each way to answer the plan; those that were replaced count along."""
    phrases = [_rarest(fields.PHRASES, phrase, searcher) for phrase in plan.phrases]
    return min([*([_most_by_terms(plan, searcher)] if plan.terms else []), *phrases], default=0)


def _most_by_terms(plan: TextPlan, searcher: Searcher) -> int:
    terms = [_most_of_term(term, searcher) for term in plan.terms]
    if not plan.sufficient_sets:
        return sum(terms)
    return sum(min(terms[index] for index in chosen) for chosen in plan.sufficient_sets)


def _most_of_term(term: TextTerm, searcher: Searcher) -> int:
    return sum(_rarest(fields.TOKENS, alternative.tokens, searcher) for alternative in term.alternatives)


def _rarest(field: str, tokens: tuple[str, ...], searcher: Searcher) -> int:
    return min(searcher.doc_freq(field, token) for token in tokens)

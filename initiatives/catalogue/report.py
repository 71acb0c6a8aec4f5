"""What loading a catalogue came to."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OUTCOMES = ("new", "changed", "unchanged", "kept")
REASONS_KEPT = {
    "edited": gettext_lazy("edited since it was loaded"),
    "unpublished": gettext_lazy("taken offline"),
    "deleted": gettext_lazy("deleted or renamed"),
    "own": gettext_lazy("was here before the catalogue"),
    "withdrawn": gettext_lazy("no longer in the catalogue"),
}


@dataclass(frozen=True)
class Kept:
    """A record that loading left alone, and why (a key of :data:`REASONS_KEPT`)."""

    kind: str
    slug: str
    reason: str


@dataclass(frozen=True)
class LeftOut:
    """A reference that could not be made because what it names is not in the database (any more)."""

    kind: str
    slug: str
    field: str
    missing: str


@dataclass
class LoadReport:
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def count(self, kind: str, outcome: str) -> None:
        self.counts.setdefault(kind, Counter())[outcome] += 1

    def keep(self, kind: str, slug: str, reason: str) -> None:
        self.kept.append(Kept(kind, slug, reason))
        if reason != "withdrawn":
            self.count(kind, "kept")

    @property
    def totals(self) -> Counter[str]:
        return sum(self.counts.values(), Counter())

    def lines(self) -> list[str]:
        """The report in words, one line per kind, then one per record that was left alone."""
        lines = [f"{kind}: {_counts_in_words(counts)}" for kind, counts in self.counts.items()]
        lines += [f"{kept.kind}/{kept.slug}: {_('kept')}, {REASONS_KEPT[kept.reason]}" for kept in self.kept]
        lines += [
            _("%(record)s: %(field)s left out, %(missing)s is not in the database")
            % {"record": f"{gap.kind}/{gap.slug}", "field": gap.field, "missing": gap.missing}
            for gap in self.left_out
        ]
        return [*lines, _("In all: %(counts)s.") % {"counts": _counts_in_words(self.totals)}]


def _counts_in_words(counts: Counter[str]) -> str:
    return _("%(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(kept)s kept") % {
        outcome: counts[outcome] for outcome in OUTCOMES
    }

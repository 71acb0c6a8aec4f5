"""What somebody who wants to take part asks, and what somebody who judges it asks: money, evidence, sources."""

from dataclasses import dataclass

from django.utils.translation import gettext

from initiatives.enums import EvidenceBase, FinanceKind, ReferralNeed, Visibility
from initiatives.models import FinanceLine, Initiative
from initiatives.presentation.wording import figure


@dataclass(frozen=True)
class Practical:
    """Texts, each empty when nothing is known."""

    joining: str
    costs: str
    referral: str
    accessibility: str

    def __bool__(self) -> bool:
        return any((self.joining, self.costs, self.referral, self.accessibility))


@dataclass(frozen=True)
class Evidence:
    label: str
    note: str

    def __bool__(self) -> bool:
        return bool(self.label or self.note)


@dataclass(frozen=True)
class MoneyLine:
    """``amount`` is in euros, written out; empty when it is not known."""

    year: int
    kind: str
    amount: str
    note: str


def practical_of(initiative: Initiative) -> Practical:
    """How to join, what it costs, whether a referral is needed, how accessible it is."""
    referral = ReferralNeed(initiative.referral)
    return Practical(
        joining=initiative.joining,
        costs=_costs(initiative),
        referral="" if referral == ReferralNeed.UNKNOWN else str(referral.label),
        accessibility=initiative.accessibility,
    )


def _costs(initiative: Initiative) -> str:
    free = gettext("Free of charge") if initiative.is_free else ""
    return ". ".join(part for part in (free, initiative.costs) if part)


def evidence_of(initiative: Initiative) -> Evidence:
    """How well the approach is known to work; "not known" is left unsaid."""
    base = EvidenceBase(initiative.evidence_base)
    return Evidence("" if base == EvidenceBase.UNKNOWN else str(base.label), initiative.evidence_note)


def public_money_of(initiative: Initiative) -> tuple[MoneyLine, ...]:
    """Finance lines that were declared public, newest year first; internal ones never leave here."""
    public = [line for line in initiative.finance_lines.all() if line.visibility == Visibility.PUBLIC]
    return tuple(_money_line(line) for line in sorted(public, key=lambda line: -line.year))


def _money_line(line: FinanceLine) -> MoneyLine:
    amount = "" if line.amount_eur is None else f"€ {figure(line.amount_eur)}"
    return MoneyLine(line.year, str(FinanceKind(line.kind).label), amount, line.note)

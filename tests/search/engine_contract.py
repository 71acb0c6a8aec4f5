"""What every search engine must do: subclass :class:`EngineContract` and give the fixture ``engine``."""

from tests.search.contract.agreement import AgreementContract
from tests.search.contract.asking import ask, fill, found, rebuild
from tests.search.contract.filters import FilterContract
from tests.search.contract.meaning import MeaningContract
from tests.search.contract.order import OrderContract
from tests.search.contract.text import PlanContract, SuggestContract, TextContract
from tests.search.contract.writing import WritingContract

__all__ = ["EngineContract", "ask", "fill", "found", "rebuild"]


class EngineContract(
    TextContract,
    PlanContract,
    SuggestContract,
    MeaningContract,
    OrderContract,
    FilterContract,
    WritingContract,
    AgreementContract,
):
    """The whole contract."""

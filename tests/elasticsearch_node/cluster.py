"""Three nodes that hold copies of each other's data, for a test that takes one of them away."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tests.elasticsearch_node.distribution import ready_distribution
from tests.elasticsearch_node.process import Node, free_ports, remove_abandoned, wait_until

HEAP_MB = 384
NAMES = ("one", "two", "three")


@contextmanager
def cluster_of_three() -> Iterator[Mapping[str, Node]]:
    """The running nodes by name; all gone when the block ends."""
    ready_distribution()
    remove_abandoned()
    ports = free_ports(2 * len(NAMES))
    http, transport = ports[: len(NAMES)], ports[len(NAMES) :]
    nodes = {
        name: Node(http[place], transport[place], name, HEAP_MB, peers=transport, first_masters=NAMES)
        for place, name in enumerate(NAMES)
    }
    try:
        with ThreadPoolExecutor(len(nodes)) as starters:
            list(starters.map(Node.start, nodes.values()))
        wait_until(nodes[NAMES[0]].url, "green", nodes=len(nodes), seconds=300)
        yield nodes
    finally:
        for node in nodes.values():
            node.remove()

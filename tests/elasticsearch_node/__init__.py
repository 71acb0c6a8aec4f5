"""A real Elasticsearch for tests: fetched by Maven, started once for all test processes of this machine.

``lease.lease_node()`` gives the address of the shared node; ``cluster.cluster_of_three()`` starts one of its own.
Nothing here is a look-alike, and nothing of it is in the repository.
"""

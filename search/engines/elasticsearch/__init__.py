"""The engine for many machines: Elasticsearch 9, with nothing but what its core has."""

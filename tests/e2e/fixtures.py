"""The real site in a process of its own, and a browser that can reach nothing else."""

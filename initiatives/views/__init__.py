"""The public pages of the domain; each view reads, builds one frozen page and renders it."""

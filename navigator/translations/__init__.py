"""The interface's translations: extracted, checked and compiled with Babel, so that no system package is needed."""

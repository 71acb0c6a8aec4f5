"""System checks of finding by meaning: is the encoder known, and is it here?"""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning

from search.meaning.encoders import ENCODERS, KNOWN_SETTINGS, encoder_kind


def check_encoder_setting(**_: Any) -> list[CheckMessage]:
    """Unknown is an error; without a package for this platform a warning, as something takes its place."""
    setting = settings.NAVIGATOR_ENCODER
    if setting not in KNOWN_SETTINGS:
        return [
            Error(
                f"NAVIGATOR_ENCODER has an unknown value: {setting!r}.",
                hint=f"Set it to one of: {', '.join(KNOWN_SETTINGS)}.",
                id="search.E002",
            )
        ]
    if setting in ENCODERS and not ENCODERS[setting].is_installed():
        taken = encoder_kind(setting)
        instead = f"'{taken.setting}' takes its place" if taken else "words alone serve"
        return [Warning(f"The encoder '{setting}' has no package on this platform: {instead}.", id="search.W002")]
    return []

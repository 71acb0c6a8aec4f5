"""publiccode.yml has the keys its standard (0.7.0) demands, within its limits."""

import datetime

import yaml

from navigator.settings.base import LANGUAGES
from tests.source_files import ROOT

MANDATORY = {
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
}
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
MAINTENANCE_TYPES = {"internal", "contract", "community", "none"}


def metadata() -> dict:
    return yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))


def test_mandatory_keys_are_there() -> None:
    assert MANDATORY - metadata().keys() == set()


def test_fixed_values_are_the_standard_s() -> None:
    read = metadata()
    assert (read["publiccodeYmlVersion"], read["legal"]["license"]) == ("0.7.0", "EUPL-1.2")
    assert read["developmentStatus"] in STATUSES
    assert read["maintenance"]["type"] in MAINTENANCE_TYPES
    assert all(contact["name"] for contact in read["maintenance"]["contacts"])


def test_descriptions_have_the_length_the_standard_asks() -> None:
    for language, description in metadata()["description"].items():
        assert len(description["shortDescription"]) <= 150, language
        assert 150 <= len(description["longDescription"]) <= 10_000, language
        assert all(len(feature) <= 100 for feature in description["features"]), language


def test_languages_are_those_of_the_site() -> None:
    assert metadata()["localisation"] == {
        "localisationReady": True,
        "availableLanguages": [language for language, _name in LANGUAGES],
    }


def test_dates_are_not_in_the_future() -> None:
    released = metadata().get("releaseDate", datetime.date(2026, 1, 1))
    assert released <= datetime.datetime.now(tz=datetime.UTC).date()

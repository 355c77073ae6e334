"""Words for nationalities: "Spanish" and "Spaniard" are ES, "Scottish" is GB. PURE.

They hint at a passport, never at a place.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

from bot.triage.normalise import normalise

COUNTRIES = Path(__file__).resolve().parent.parent.parent / "data" / "facts" / "countries.json"

BRITISH = "British"
ANOTHER = "another"
"""The other nationality of somebody who says that they are a dual national, and not of where."""
NOT_BRITISH = "not British"

_ALSO_BRITISH = "british|brit|brits|briton|britons|english|scottish|scot|welsh|northern irish|uk|gb|united kingdom"
_ALSO: dict[str, tuple[str, str]] = {
    "us": ("American", "US"),
    "usa": ("American", "US"),
    "united states": ("American", "US"),
    "new zealand": ("New Zealand", "NZ"),
    "kiwi": ("New Zealand", "NZ"),
    "aussie": ("Australian", "AU"),
    "argentine": ("Argentinean", "AR"),
    "argentinian": ("Argentinean", "AR"),
    "bosnian": ("Bosnian", "BA"),
    "burmese": ("Burmese", "MM"),
    "myanmar": ("Burmese", "MM"),
    "dane": ("Danish", "DK"),
    "dutchman": ("Dutch", "NL"),
    "ecuadorian": ("Ecuadorean", "EC"),
    "filipina": ("Filipino", "PH"),
    "finn": ("Finnish", "FI"),
    "frenchman": ("French", "FR"),
    "hong kong": ("Hong Kong", "HK"),
    "hong konger": ("Hong Kong", "HK"),
    "icelandic": ("Icelandic", "IS"),
    "irishman": ("Irish", "IE"),
    "kazakh": ("Kazakhstani", "KZ"),
    "kosovan": ("Kosovan", "XK"),
    "kyrgyz": ("Kyrgyz", "KG"),
    "maldivian": ("Maldivian", "MV"),
    "montenegrin": ("Montenegrin", "ME"),
    "nepali": ("Nepalese", "NP"),
    "palestinian": ("Palestinian", "PS"),
    "pole": ("Polish", "PL"),
    "salvadorian": ("Salvadoran", "SV"),
    "saudi": ("Saudi Arabian", "SA"),
    "slovenian": ("Slovenian", "SI"),
    "spaniard": ("Spanish", "ES"),
    "swede": ("Swedish", "SE"),
    "tajik": ("Tajik", "TJ"),
    "tobagonian": ("Trinidadian", "TT"),
    "turk": ("Turkish", "TR"),
    "uzbek": ("Uzbekistani", "UZ"),
}
"""What people also say, beside the adjectives of data/facts/countries.json. Source: ours, ordinary English."""
_SHARED_BY_A_TERRITORY = frozenset({"IO"})
"""The British Indian Ocean Territory carries the adjective "Indian" in the file: nobody is its national."""


@lru_cache(maxsize=1)
def nationalities() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Word as `normalise` writes it → (name as shown, ISO 3166-1 alpha-2 of every country it may mean).

    "Dominican" may mean two countries, "French" France and its territories. Source: data/facts/countries.json.
    """
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for row in json.loads(COUNTRIES.read_text(encoding="utf-8"))["countries"]:
        if row["iso2"] in _SHARED_BY_A_TERRITORY:
            continue
        for name in filter(None, (row.get("demonym") or "").split(",")):
            shown = "New Zealand" if name == "New Zealander" else name
            word = normalise(name).strip()
            found[word] = (shown, (*found.get(word, ("", ()))[1], row["iso2"]))
    for word, (shown, code) in _ALSO.items():
        found[word] = (shown, (code,))
    for word in _ALSO_BRITISH.split("|"):
        found[word] = (BRITISH, ("GB",))
    # "Gibraltar" and "Djibouti" are places; "Scot" and "Dane" stand for a person.
    for place in ("gibraltar", "djibouti"):
        found.pop(place, None)
    return {**found, **{f"{word}s": said for word, said in found.items() if re.search(r"(?:an|k|i|t|e)$", word)}}


@lru_cache(maxsize=1)
def one_nationality() -> str:
    """A pattern of one nationality in a normalised text, longest first."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(nationalities(), key=len, reverse=True))})"


def shown(word: str) -> str:
    """ "spaniard" → "Spanish". Raises KeyError for a word that is no nationality."""
    return nationalities()[word][0]


def countries_of(name: str) -> tuple[str, ...]:
    """ISO codes of the countries that a shown name may mean; none for ANOTHER and NOT_BRITISH."""
    return tuple(dict.fromkeys(code for said, codes in nationalities().values() if said == name for code in codes))

"""Words of a question or a passage as comparable stems. PURE.

The stemmer is small on purpose: English plurals and the commonest endings, so that "vaccinated", "vaccination" and
"vaccine" meet. It need not be right, only the same on both sides.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_ENDINGS = (
    "ations",
    "ation",
    "ating",
    "ated",
    "ates",
    "ments",
    "ment",
    "ings",
    "ing",
    "ions",
    "ion",
    "ers",
    "ed",
    "ly",
)
_MIN_STEM = 4

STOP = frozenset(
    ["a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "around", "as", "at", "back", "be", "because", "been", "before", "being", "between", "both", "but", "by", "came", "can", "cant", "come", "coming", "could", "couldnt", "d", "did", "didnt", "do", "does", "doesnt", "doing", "done", "dont", "down", "during", "each", "either", "else", "even", "ever", "few", "for", "from", "get", "gets", "getting", "give", "go", "goes", "going", "got", "had", "has", "hasnt", "have", "havent", "having", "he", "her", "here", "hers", "herself", "him", "his", "how", "however", "i", "if", "ill", "im", "in", "into", "is", "isnt", "it", "its", "ive", "just", "know", "like", "ll", "m", "made", "make", "many", "may", "me", "might", "mine", "more", "most", "much", "must", "my", "myself", "need", "neither", "no", "nor", "not", "now", "of", "off", "on", "once", "one", "only", "onto", "or", "other", "our", "ours", "out", "over", "own", "per", "please", "quite", "rather", "re", "really", "s", "same", "say", "see", "shall", "she", "should", "so", "some", "still", "such", "t", "take", "than", "that", "the", "their", "them", "then", "there", "these", "they", "thing", "things", "think", "this", "those", "through", "to", "too", "two", "under", "until", "up", "upon", "us", "use", "used", "using", "ve", "very", "via", "want", "was", "we", "well", "went", "were", "what", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "wont", "would", "yes", "yet", "you", "your", "yours", "able", "advice", "anyone", "anything", "ask", "asked", "best", "good", "hello", "help", "hi", "look", "looking", "lot", "new", "next", "plan", "planning", "question", "regarding", "someone", "something", "soon", "sure", "tell", "thank", "thanks", "time", "told", "try", "trying", "way", "wondering", "work", "works", "british", "briton", "britain", "brits", "uk", "gb", "travel", "traveling", "travelling", "traveller", "trip", "visit", "visiting", "visitor", "holiday", "vacation", "country"]
)
"""Words that say nothing about which passage answers. The last line: in every question and every passage."""

SAME = {
    "america": ("usa",),
    "us": ("usa",),
    "states": ("usa",),
    "england": ("uk",),
    "emirates": ("uae",),
    "notes": ("cash", "money"),
    "quid": ("money",),
    "bucks": ("money",),
    "cashpoint": ("atm",),
    "id": ("identification",),
    "whatsapp": ("internet", "social", "media"),
    "wifi": ("internet",),
    "google": ("internet",),
    "facebook": ("social", "media", "internet"),
    "instagram": ("social", "media"),
    "tiktok": ("social", "media"),
    "twitter": ("social", "media"),
    "vpn": ("internet",),
    "nephew": ("child",),
    "niece": ("child",),
    "kid": ("child",),
    "kids": ("child",),
    "toddler": ("child",),
    "baby": ("child",),
    "son": ("child",),
    "daughter": ("child",),
    "grandson": ("child",),
    "granddaughter": ("child",),
    "teenager": ("child",),
    "mum": ("parent",),
    "dad": ("parent",),
    "mother": ("parent",),
    "father": ("parent",),
    "weed": ("cannabis",),
    "marijuana": ("cannabis",),
    "pot": ("cannabis",),
    "meds": ("medication",),
    "tablets": ("medication",),
    "pills": ("medication",),
    "medicine": ("medication",),
    "jab": ("vaccine",),
    "jabs": ("vaccine",),
    "gay": ("lgbt", "sex"),
    "lesbian": ("lgbt", "sex"),
    "trans": ("lgbt", "gender"),
    "mugged": ("robbery", "crime"),
    "robbed": ("robbery", "theft"),
    "pickpockets": ("theft",),
    "nicked": ("theft",),
    "moped": ("motorcycle", "scooter"),
    "motorbike": ("motorcycle",),
    "cab": ("taxi",),
    "uber": ("taxi",),
    "tube": ("metro",),
    "coach": ("bus",),
    "ferry": ("sea", "boat"),
    "boat": ("sea",),
    "booze": ("alcohol",),
    "beer": ("alcohol",),
    "wine": ("alcohol",),
    "drunk": ("alcohol",),
    "quake": ("earthquake",),
    "tremor": ("earthquake",),
    "hurricane": ("storm", "cyclone"),
    "typhoon": ("storm", "cyclone"),
    "clothes": ("dress",),
    "wear": ("dress", "clothing"),
    "vape": ("cigarette",),
    "vaping": ("cigarette", "vape"),
    "fags": ("cigarette",),
    "pregnant": ("pregnancy",),
    "hospital": ("healthcare",),
    "doctor": ("healthcare",),
    "photo": ("photography", "camera"),
    "photos": ("photography", "camera"),
    "pictures": ("photography", "camera"),
    "film": ("filming", "photography"),
    "demo": ("demonstration", "protest"),
    "marches": ("demonstration", "protest"),
    "gun": ("weapon", "firearm"),
    "expire": ("expiry", "valid"),
    "expires": ("expiry", "valid"),
    "smog": ("pollution",),
}
"""What people say → the word that official pages use. English usage, not the wording of any test."""


def words(text: str) -> list[str]:
    """Lower-case words without accents, in order."""
    folded = unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode().lower()
    return [
        word.replace("'", "") if word.endswith(("'t", "'m", "'s", "'re", "'ve", "'ll", "'d")) else word.split("'")[0]
        for word in _WORD.findall(folded)
    ]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Makes "countries" into "country" and "vaccination" into "vaccin"."""
    if len(word) < _MIN_STEM or word.isdigit():
        return word
    if word.endswith("ies") and len(word) > _MIN_STEM:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM:
            word = word[: -len(ending)]
            break
    if len(word) > _MIN_STEM and word.endswith("e"):
        word = word[:-1]
    if len(word) > _MIN_STEM and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word


def stems(text: str) -> list[str]:
    """The stems of a text without words that say nothing."""
    return [stem(word) for word in words(text) if word not in STOP]


def meant(question: str) -> dict[str, float]:
    """The stems of a question with a weight: 1 for its own words, less for the official word for what was said."""
    found: dict[str, float] = {}
    for word in words(question):
        for same in SAME.get(word, ()):
            found.setdefault(stem(same), 0.7)
    for key in stems(question):
        found[key] = 1.0
    return found

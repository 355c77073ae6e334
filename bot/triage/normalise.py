"""A message as the danger cues read it: lower case, one space between words, contractions written out, typos mended.

`normalise(" He's been ARESTED!! ")` is `" he is been arrested ! "`: every word and every mark stands between spaces, so
that a pattern may use a space where a word begins or ends. Only words of the danger vocabulary are mended, and never a
word of ordinary English (`ORDINARY`, made from words one typing slip away from the vocabulary).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_APOSTROPHES = re.compile("[\u2018\u2019\u02bc\u00b4`\u2032\uff07]")
_SIGNS = {
    "\U0001f198": " sos ",
    "\U0001f6a8": " sos ",
    "\u2026": " , ",
    "\n": " , ",
    "\r": " , ",
    "\u2014": " , ",
    "\u2013": " , ",
    "\U0001f52b": " gun ",
    "\U0001f4de": " phone ",
    "\u260e": " phone ",
    "&": " and ",
}
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
_DOTS = re.compile(r"\.{2,}")
_TOKEN = re.compile(r"[^\W_]+|[.?!,;:£$€%@/+]")
_CONTRACTION = re.compile(r"\b(\w+)n't\b|\b(\w+)'(re|ve|m|ll|d|s)\b")
_HE_IS = frozenset(
    {
        "he",
        "she",
        "it",
        "that",
        "there",
        "what",
        "who",
        "where",
        "someone",
        "somebody",
        "nobody",
        "everyone",
        "let",
        "here",
    }
)
_STRETCHED = re.compile(r"(.)\1{2,}")
_LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})
_LEET_WORD = re.compile(r"\b[a-z]+[0134579@$][a-z0-9@$]*\b")
_SPELLED_OUT = re.compile(r"(?<![^ ])(?:[a-z] ){3,}[a-z](?![^ ])")
_LONGEST_WORD = 40

_WRITTEN_OUT = {
    "dont": "do not",
    "doesnt": "does not",
    "didnt": "did not",
    "cant": "can not",
    "cannot": "can not",
    "wont": "will not",
    "isnt": "is not",
    "arent": "are not",
    "wasnt": "was not",
    "werent": "were not",
    "hasnt": "has not",
    "havent": "have not",
    "hadnt": "had not",
    "couldnt": "could not",
    "wouldnt": "would not",
    "shouldnt": "should not",
    "aint": "is not",
    "im": "i am",
    "iam": "i am",
    "ive": "i have",
    "hes": "he is",
    "shes": "she is",
    "theyre": "they are",
    "theyve": "they have",
    "weve": "we have",
    "thats": "that is",
    "theres": "there is",
    "whats": "what is",
    "its": "it is",
    "itll": "it will",
    "theyll": "they will",
    "youre": "you are",
    "wanna": "want to",
    "gonna": "going to",
    "gotta": "have to",
    "gunna": "going to",
    "plz": "please",
    "pls": "please",
    "plse": "please",
    "hlp": "help",
    "u": "you",
    "ur": "your",
    "ppl": "people",
    "bf": "boyfriend",
    "gf": "girlfriend",
    "hubby": "husband",
    "thx": "thanks",
    "noone": "no one",
    "someones": "someone is",
    "everyones": "everyone is",
    "nobodys": "nobody is",
    "coz": "because",
    "cuz": "because",
    "bcoz": "because",
    "bc": "because",
    "rn": "right now",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "tomoz": "tomorrow",
    "2moro": "tomorrow",
    "b4": "before",
    "police's": "police",
    "hv": "have",
    "hav": "have",
    "wud": "would",
    "cud": "could",
    "abt": "about",
    "dunno": "do not know",
    "suiside": "suicide",
    "sucide": "suicide",
    "suacide": "suicide",
    "kiddnaped": "kidnapped",
    "kidnaped": "kidnapped",
    "kidnap": "kidnap",
    "rapped": "raped",
    "desd": "dead",
    "deid": "died",
    "murderd": "murdered",
    "killd": "killed",
    "kiled": "killed",
    "robed": "robbed",
    "muged": "mugged",
    "staped": "stabbed",
    "stabed": "stabbed",
    "trap": "trapped",
    "traped": "trapped",
    "arest": "arrest",
    "bom": "bomb",
    "hosp": "hospital",
    "passprt": "passport",
    "pasport": "passport",
    "pport": "passport",
    "mrried": "married",
    "polis": "police",
    "stolan": "stolen",
    "stollen": "stolen",
    "helpp": "help",
    "hepl": "help",
    "halp": "help",
    "helpme": "help me",
    "unalive": "kill",
}


def _words(listed: str) -> list[str]:
    return listed.split()


_VOCABULARY = _words("""
arrested arresting detained detaining detention custody prison jailed deported kidnapped kidnapping abducted hostage
ransom trafficked trafficking
captive raped assaulted groped molested strangled suicide suicidal overdose attacked shooting stabbed explosion
exploded terrorist terrorists
gunman gunmen gunfire shelling missiles trapped stranded evacuate evacuated evacuation repatriation earthquake
hurricane tsunami flooded flooding
volcano rubble missing disappeared vanished hospital unconscious breathing bleeding collapsed accident ambulance
killed murdered drowned robbed
mugged stolen burgled blackmailed blackmailing threatening threatened marriage forced tortured torturing beaten
beating homeless urgent urgently
emergency danger passport husband daughter brother sister mother father employer police kidnappers confiscated
murder assault attack psychotic medication repatriate avalanche landslide wildfire borders airport
""")
_KNOWN = frozenset(_VOCABULARY) | frozenset(
    _words(
        "help me please so no die dead kill killed myself sos god now lost son wife mum dad boss raped need him her "
        "the we us bomb gun war"
    )
)
_MENDABLE = sorted({word for word in _VOCABULARY if len(word) >= 6})

ORDINARY: frozenset[str] = frozenset(
    _words("""
abducts accidental accidently accidents adducted agent agents airports ambulances another arrest arrests assailed
assault assaults attach attached attacker attackers attacks attained attention bailed banished beaming bearing beaten
beating being betting billed blackmail bleating bleeding blending boarder boarders boating boiled bombed border bother
breaching breath breathe breathed breeding brothers bubble bugged bugger burglar burgle called captain caption
captives captor capture carriage carriages cloned closer closes closet collapse collapses conducted confiscate
confiscating contained cooperation costly cropped crowned custom customs dagger dangers daughters deception declining
decorated dedication departed deposited detailed detailing detain detainees detains detection detections detonation
disappear disappearing disappears dropped drowns drowsed earthquakes eating elevation emergence emergent employed
employee employees employers employs escaped evacuates evacuating evacuees evaluate evaluated evaluates evaluation
evaluations exclusion expansion explode explodes explored explosions explosive exported expulsion extorted failed
farther fathers feather feeding filled finished floated flood flooding floods floored flooring flowed forces fored
forged forges forked formed frowned further gather german grabbed grope grouped gunshots hailed heated heating
hospitals hostage hostages hosted hostess hostile hotels hotsage hugged hurricanes husbands import imported incident
intention jailer jilted jogged kidnapper kidnappers kidnapping killer killers kissing landslides lasting leading
listing mailed manger marriages massing mediation medications meditation meditations meeting messing milled mirage
missile mission misting mixing motels mothers mugger murderer murders mussing nailed obtained operating operational
operations operator order orders others palace passing person pleading poison policed polices policies policy polite
prism prisoner prisoners prisons random ranger ransom rapid rather relocation repartition repatriated repatriates
report reported reputation rested retained retention robber robbers roped rubbed sailed schilling scraped seating
selling serious shielding shooting shootings shorting shouting sinter sisters skilled smelling smoothing sobbed
spelling spuriously stabled stole stoles stone stored storen strangely stranger strangers strapped struggled struggles
stubbed suicides suppress sustained swelling tailed taped tapped terrorism threaten threatens threats tortoise torture
tortures tourist tourists traffickers trapper trappes trapping treated tripped trouble tugged urgency vacation
vaccination vanishes varnished volcanic volcanoes wildfires wrapped
shilling shillings overdosed strangle strangles chokes""")
)


@lru_cache(maxsize=8192)
def _mend(word: str) -> str:
    """The word of the danger vocabulary that was meant, or the word itself."""
    if word in _WRITTEN_OUT:
        return _WRITTEN_OUT[word]
    if _STRETCHED.search(word):
        for short in (_STRETCHED.sub(r"\1", word), _STRETCHED.sub(r"\1\1", word)):
            if short in _KNOWN or short in _WRITTEN_OUT:
                return _WRITTEN_OUT.get(short, short)
        word = _STRETCHED.sub(r"\1", word)
    if word in _KNOWN or word in ORDINARY or not 6 <= len(word) <= 16 or not word.isalpha():
        return word
    slips = 1 if len(word) < 10 else 2
    found = process.extractOne(word, _MENDABLE, scorer=OSA.distance, score_cutoff=slips)
    if found is None or found[0][0] != word[0] or found[0] + "s" == word or found[0] == word + "s":
        return word
    return str(found[0])


def _contraction(match: re.Match[str]) -> str:
    negated, word, ending = match.groups()
    if negated:
        return {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}.get(negated, negated) + " not"
    if ending == "s":
        return f"{word} is" if word in _HE_IS else f"{word}s"
    return f"{word} " + {"re": "are", "ve": "have", "m": "am", "ll": "will", "d": "would"}[ending]


def _leet(match: re.Match[str]) -> str:
    word = match.group().translate(_LEET)
    return word if word in _KNOWN or word in _WRITTEN_OUT else match.group()


def normalise(text: str) -> str:
    """The text as patterns read it, with a space before and after; "  " for a text without words."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if unicodedata.category(c) not in {"Mn", "Cf"}).casefold()
    text = _SIGN.sub(lambda m: _SIGNS[m.group()], text)
    text = _APOSTROPHES.sub("'", text)
    text = _CONTRACTION.sub(_contraction, text).replace("'", "")
    text = _LEET_WORD.sub(_leet, text)
    text = re.sub(r"\bs\.o\.s\b", " sos ", _DOTS.sub(" , ", text))
    words = " ".join(_TOKEN.findall(text))
    words = _SPELLED_OUT.sub(lambda m: m.group().replace(" ", ""), words)
    return f" {' '.join(_mend(word) if len(word) <= _LONGEST_WORD else word for word in words.split(' '))} "

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
    **dict.fromkeys(map(chr, (*range(0x1F600, 0x1F607), 0x1F609, 0x1F61C, 0x1F644, 0x1F923)), " haha "),
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
_LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "i", "|": "l"}
_LEETS = (str.maketrans(_LEET), str.maketrans({**_LEET, "1": "l", "!": "l"}))
_LEET_WORD = re.compile(r"(?<![\w@$!|])(?=[0134578@$!|]{0,3}[a-z])[a-z0134578@$!|]{3,20}(?![\w@$])")
_HIDES_LETTERS = frozenset("0134578@$!|")
_SPELLED_OUT = re.compile(r"(?<![^ ])(?:[a-z] ){3,}[a-z](?![^ ])")
_SPACED_WORDS = re.compile(r"(?<!\S)[a-z](?: {1,4}[a-z])+(?!\S)")
"""m y  s o n: single letters, with more space between the words than inside them."""
_PRICKED_OUT = re.compile(r"(?<![\w.*_-])(?:[a-z][.*_-]){3,}[a-z](?![\w*_-])")
"""h.e.l.p, h-e-l-p"""
_LOOK_ALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0458\u043a\u043c\u043d\u0442\u0432\u0501\u04bb\u051b\u051d"
    "\u03b1\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u0131",
    "aeopcyxisjkmhtbdhqwaeikvoptuxi",
)
"""Cyrillic and Greek letters that look like Latin ones, and the dotless i."""
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[a-z]")
_OTHER = re.compile("[\u0370-\u052f\u0131]")
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
    "w": "with",
    "bk": "back",
    "tuk": "took",
    "fone": "phone",
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
hopeless hopelessly
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


def _latin(match: re.Match[str]) -> str:
    """A word that mixes Latin letters with their look-alikes, in Latin letters; words of one script are left alone."""
    word = match.group()
    return word.translate(_LOOK_ALIKES) if _OTHER.search(word) and _LATIN.search(word) else word


def _leet(match: re.Match[str]) -> str:
    written = match.group()
    if _HIDES_LETTERS.isdisjoint(written):
        return written
    for ending in ("", "!", "!!", "!!!"):
        if written.endswith(ending):
            plain = written[: len(written) - len(ending)]
            for table in _LEETS:
                word = plain.translate(table)
                if word != plain and (word in _KNOWN or (word in _WRITTEN_OUT and not plain[0].isdigit())):
                    return f"{word} {ending}"
    return written


def _closed_up(letters: re.Match[str]) -> str:
    words = re.split(" {2,}", letters.group())
    return " ".join(word.replace(" ", "") for word in words) if len(words) > 1 else letters.group()


def normalise(text: str) -> str:
    """The text as patterns read it, with a space before and after; "  " for a text without words."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if unicodedata.category(c) not in {"Mn", "Cf"}).casefold()
    text = _SIGN.sub(lambda m: _SIGNS[m.group()], text)
    if _OTHER.search(text):
        text = _WORD.sub(_latin, text)
    text = _APOSTROPHES.sub("'", text)
    text = _CONTRACTION.sub(_contraction, text).replace("'", "")
    text = _SPACED_WORDS.sub(_closed_up, text)
    text = _PRICKED_OUT.sub(lambda m: re.sub(r"[.*_-]", "", m.group()), text)
    text = _LEET_WORD.sub(_leet, text)
    text = re.sub(r"\bs\.o\.s\b", " sos ", _DOTS.sub(" , ", text))
    words = " ".join(_TOKEN.findall(text))
    words = _SPELLED_OUT.sub(lambda m: m.group().replace(" ", ""), words)
    return f" {' '.join(_mend(word) if len(word) <= _LONGEST_WORD else word for word in words.split(' '))} "

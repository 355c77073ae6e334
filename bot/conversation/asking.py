"""What a message asks for in so many words, whatever a model makes of it. PURE.

The model learned from few messages and may doubt a plain question, or take it for none of ours. Words that name one
of our subjects outright are heard here. Nothing here finds danger: that is `bot.triage`, and it comes first.
"""
# ruff: noqa: E501 - a pattern that is cut in two is harder to read

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

_KEY_WORDS = (
    "passport", "passports", "vaccine", "vaccines", "vaccination", "vaccinations", "embassy", "consulate",
    "emergency", "insurance", "ambulance", "certificate", "marriage", "legalised", "notary", "solicitor", "translator",
)  # fmt: skip
"""Misspelt, these are mended before a pattern is tried. Not "police": "policy" is one letter away."""
_ALSO_WRITTEN = {"vissa": "visa", "viza": "visa", "vissas": "visas", "vizas": "visas", "visum": "visa"}
"""Short words are mended by list: "vista" is one letter from "visa"."""
_WORD = re.compile(r"[A-Za-z]{4,}")


def _patterns(*rows: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), topic) for pattern, topic in rows)


_PLAIN = _patterns(
    (
        r"\b(emergency|ambulance|police|fire brigade|coastguard)( phone| telephone)? numbers?\b"
        r"|\bnumbers? (for|of) (the |an? )?(\w+ )?(police|ambulance|fire brigade|coastguard|emergenc(y|ies))\b"
        r"|\b(what|which) numbers? (do|should|can|must) (i|we) (call|ring|dial|phone)\b",
        "emergency_numbers",
    ),
    (r"\bemergency (travel document|passport|travel paper)s?\b|\betds?\b", "emergency_travel_document"),
    (
        r"\b(can'?t|cannot|can ?not|cannae|couldn'?t) find\b.{0,20}\bpassports?\b"
        r"|\b(lost|lose|losing|stolen|stole|mislaid)\b.{0,30}\bpassports?\b|\bpassports?\b.{0,30}\b(lost|stolen|missing)\b",
        "lost_stolen_passport",
    ),
    (
        r"\bpassports?\b.{0,60}\b(valid|validity|months? left|blank pages?)\b|\b(valid|validity)\b.{0,30}\bpassports?\b",
        "entry_requirements",
    ),
    (
        r"\b(do|does|will|would|must|should)\b.{0,25}\bneed (a |my |our |his |her |the |their )?((british|uk|valid) )?passports?\b.{0,12}"
        r"\b(to|for) (go|going|travel|travelling|visit|visiting|enter|entering|fly|flying|get in(to)?)\b"
        r"|\bpassports? (is )?(needed|required) (to|for)\b"
        r"|\b(travel|go|get in(to)?|enter|visit|fly)\b.{0,25}\b(on|with(out)?) (a |an |my |our )?(passport|id card|driving licen[cs]e)\b",
        "entry_requirements",
    ),
    (
        r"\b(renew\w*|replac\w+|apply(ing)? for|get(ting)?|order)\b.{0,30}\b(british )?passports?\b"
        r"|\bpassports?\b.{0,40}\b(renew\w*|expir\w+|runs? out|ran out|out of date)\b"
        r"|\b(first|new|child'?s|adult|baby'?s) (british )?passports?\b",
        "passport_renewal",
    ),
    (
        r"\bregister\w*\b.{0,30}\bbirths?\b|\bbirths? (registration|certificates?)\b",
        "birth_registration",
    ),
    (r"\bregister\w*\b.{0,30}\bdeaths?\b|\bdeath (registration|certificates?)\b", "death_registration"),
    (
        r"\bprov(e|ing) (that )?(i'?m|i am|he'?s|she'?s|he is|she is|they are) (still )?alive\b|\bproof of life\b"
        r"|\b(life|existence) certificates?\b|\bcertificates? of (life|existence)\b",
        "notarial_legalisation",
    ),
    (
        r"\b(certified|attested|notari[sz]ed) cop(y|ies)\b|\b(notar(y|ial|ies)|apostilles?|legali[sz](e|ed|ing|ation))\b",
        "notarial_legalisation",
    ),
    (
        r"\b(get(ting)? married|marry(ing)?|marriage|wedding|civil partnership)\b.{0,40}\b(abroad|overseas|in|paper\w*|documents?)\b"
        r"|\b(documents?|papers?|certificate)\b.{0,30}\b(marry|married|marriage|wedding)\b",
        "marriage_abroad",
    ),
    (r"\b(voting|vote|votes|postal ballot|proxy)\b.{0,40}\b(abroad|overseas|live|living|election|uk|proxy|post)\b",
     "voting_abroad"),
    (r"\b(lawyers?|solicitors?|translators?|interpreters?)\b", "lawyers_translators"),
    (
        r"\b(moving|move|emigrat\w+|retir\w+|relocat\w+)\b.{0,30}\b(to|in|abroad|overseas)\b"
        r"|\b(live|living) (abroad|overseas)\b|\bresiden(cy|ce permit)\b",
        "living_abroad",
    ),
    (r"\b(send|transfer|wire)\b.{0,20}\bmoney\b", "money_transfer"),
    (r"\b(travel insurance|insurance|insured|ghic|ehic)\b", "insurance"),
    (r"\b(flights?|airlines?)\b.{0,40}\b(cancel\w*|delay\w*|refund\w*|missed|luggage|compensation)\b"
     r"|\b(refunds?|lost luggage|compensation)\b.{0,40}\b(flights?|airlines?)\b",
     "flight_airline_problem"),
    (r"\bvisas?\b.{0,30}\b(for|to) (the )?(uk|britain|england|united kingdom)\b", "foreign_visa_to_uk"),
    (r"\bbritish (citizen(ship)?|nationality)\b|\bdual (citizen(ship)?|national(ity|s)?)\b", "citizenship_nationality"),
    (r"\b(visas?|entry requirements?|entry rules|immigration rules)\b", "entry_requirements"),
    (r"\b(bring\w*|take|taking|travel\w*|fly\w*|come|going|go)\b.{0,25}\b(dogs?|cats?|pets?|puppy|puppies|kittens?|ferrets?)\b"
     r"|\b(dogs?|cats?|pets?|puppy|kitten)\b.{0,20}\b(come|travel|fly|enter|passports?)\b",
     "entry_requirements"),
    (r"\bage of consent\b|\b(drinking|smoking|driving) age\b|\blegal age\b|\b(idps?|international driving (permit|licen[cs]e))\b"
     r"|\b(driving|driver'?s) licen[cs]e\b",
     "local_laws_customs"),
    (r"\b(vaccin\w*|jabs?|yellow fever|malaria|tap water)\b", "health_vaccination"),
    (r"\bis (it|\w+( \w+)?) safe\b|\bsafe (to (go|travel|visit|fly)|in|for)\b|\bhow (safe|dangerous) is\b|\btravel advice\b",
     "travel_advice_safety"),
    (r"\b(local laws?|is it (legal|illegal|against the law)|dress code)\b", "local_laws_customs"),
    (r"\b(embass(y|ies)|consulates?|high commission)\b|\bopening (hours|times)\b"
     r"|\b(consular|is|any) (help|assistance|support) (available |there |given )?in\b|\bwho (can )?helps? (me|us|british\b.{0,20}) in\b",
     "embassy_contact"),
)
"""Topic by words that can hardly mean anything else, narrowest first."""

_LOOSE = _patterns(
    (r"\b(passport validity|transit|border|customs)\b", "entry_requirements"),
    (r"\b(vaccines?|injections?|dengue|health ?(risks?|care)?|doctors?|hospitals?|medicines?|medication)\b",
     "health_vaccination"),
    (r"\b(safe|safety|danger(ous)?|crime|terrorism|risks?)\b|\b(can|could|should|may) (i|we) (still )?(go|travel|visit|fly)\b",
     "travel_advice_safety"),
    (r"\b(laws?|legal|illegal|alcohol|drugs?|vap(e|es|ing)|dress|driv(e|ing)|lgbt\+?|gay|photograph\w*|cannabis)\b",
     "local_laws_customs"),
)
"""Words that name a topic once it is known that the message is about a country's page."""


def mended(text: str) -> str:
    """The text with our key words spelt as they should be: for patterns and for looking up, never shown."""

    def mend(found: re.Match[str]) -> str:
        word = found[0].lower()
        if word in _KEY_WORDS:
            return found[0]
        if word in _ALSO_WRITTEN:
            return _ALSO_WRITTEN[word]
        for known in _KEY_WORDS:
            most = 1 if len(known) < 8 else 2
            if word[0] == known[0] and len(word) >= 5 and Levenshtein.distance(word, known, score_cutoff=most) <= most:
                return known
        return found[0]

    return _WORD.sub(mend, text)


def plain_topic(text: str) -> str | None:
    """The topic that the words name outright, or None."""
    words = mended(" ".join(text.split()))
    return next((topic for pattern, topic in _PLAIN if pattern.search(words)), None)


def aspect(text: str) -> str | None:
    """The topic that a word of a short question names ("and the visa?"), or None."""
    words = mended(text)
    return plain_topic(text) or next((topic for pattern, topic in _LOOSE if pattern.search(words)), None)


_QUESTION = re.compile(
    r"\?\s*$|^\W*(?:(?:also|and|plus|but|so|hi|hello|please|ok)\W+)*(?:what|where|when|which|who|how|can|could|do|does|is|are|will|would|should|may"
    r"|must|have to|i (?:also )?(?:want|need|would like|wanted) to (?:know|ask|renew|get|find)|what i)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?<=[.!?])\s+|\n+|;\s+|,?\s+(?:and\s+)?also\b[\s,]*|\s+(?:p\.?s\.?)\s+", re.IGNORECASE)


_ALSO = re.compile(r"^(?:(?:and|also|plus)\b[\s,]*)+", re.IGNORECASE)


def questions_in(text: str) -> list[str]:
    """The stretches of a message that ask something, in order: "They arrested him. How do I renew my passport?" """
    parts = [_ALSO.sub("", part.strip()) for part in _PARTS.split(text) if part and part.strip()]
    return [part for part in parts if _QUESTION.search(part)]


_CHANGED = re.compile(
    r"\b(anything|what|something|has it|have they|has (the|that|this)( travel)? advice|advice|rules?|it)\b.{0,20}\bchang(e|ed|es|ing)\b"
    r"|\b(any|what('?s| is| are)?|latest|recent|the)( the)? (latest |recent |new )?(updates?|news|changes)\b"
    r"|\b(what('?s| is)|anything) new\b|\bdid (?!(i|we|you|he|she)\b).{0,40}\bchange\b"
    r"|\b(level|warning|advice)\b.{0,30}\b(gone (up|down)|been (lifted|raised|lowered|relaxed|dropped)|raised|lowered|lifted)\b"
    r"|\bwhen (was|were|did) .{0,40}\b(updated?|changed?)\b",
    re.IGNORECASE,
)


def asks_what_changed(text: str) -> bool:
    """Whether it asks what changed on a country's page: "has anything changed for Egypt?"."""
    return len(text) <= 120 and _CHANGED.search(text) is not None


_PERSON = re.compile(
    r"\b(speak|talk|chat|write|connect me|put me through|get through)\b.{0,20}\b(to|with)\b.{0,20}"
    r"\b(some(one|body)|person|human|people|agent|advis[eo]r|caseworker|operator|real|staff|anyone|anybody)\b"
    r"|\b(real|actual|live|human) (person|human|being|people|agent|advis[eo]r|caseworker|operator)\b"
    r"|\b(a|any) (human|caseworker|human being)\b"
    r"|\b(i|we) (want|need|would like|'d like) (a |some )?(person|human|people|agent|advis[eo]r|operator|caseworker)\b"
    r"|^\W*(a )?(person|human|agent|operator|advis[eo]r|caseworker)( please)?\W*$"
    r"|\b(any(one|body)|some(one|body)) (real|human)\b|\bnot a (ro)?bot\b|\b(stop|no more) (ro)?bots?\b",
    re.IGNORECASE,
)
_IS_IT_A_PERSON = re.compile(r"\b(are|r) (you|u)\b|\bis this\b|\bam i (talking|speaking|chatting)\b", re.IGNORECASE)


def wants_person(text: str) -> bool:
    """Whether the words ask for a person, however they put it. "Are you a real person?" asks something else."""
    return len(text) <= 300 and _PERSON.search(text) is not None and _IS_IT_A_PERSON.search(text) is None


_HELLO = (
    r"(?:hi|hiya|hello|helo|hey|hallo|hola|bonjour|greetings|good (?:morning|afternoon|evening|day)|morning|evening)"
)
_KINDS_OF_SMALL_TALK = (
    (
        "thanks",
        re.compile(
            r"\b(thank|thanks|thankyou|thx|tysm|ty|cheers|ta|bye|goodbye|good night|cya|see you|appreciate|diolch)\b"
            r"|^[\s🙏❤️💕👋]+$",
            re.IGNORECASE,
        ),
    ),
    (
        "about_us",
        re.compile(
            r"\b(are|r) (you|u) (a |an )?(real|human|person|robot|bot|computer|machine|ai|automated)\b|\bwho (are|r) (you|u)\b"
            r"|\bwhat (are|r) (you|u)\b|\bwhat can (you|u) (do|help)|\bwhat is this\b|\bhow does this work\b|\bis this a (ro)?bot\b"
            r"|^\W*help\W*$|\bam i (talking|speaking|chatting)\b",
            re.IGNORECASE,
        ),
    ),
    ("hello", re.compile(rf"^\W*{_HELLO}\b(?:\W+(?:there|all|everyone|{_HELLO}|how are you|sir|madam|team))*\W*$", re.IGNORECASE)),
    ("hello", re.compile(r"\bhow are you\b", re.IGNORECASE)),
    (
        "ok",
        re.compile(
            r"^\W*(?:(?:ok|okay|okey|k|kk|yes|yeah|yep|yup|no|nope|nah|fine|great|sure|right|alright|all right|cool|good|perfect|lovely"
            r"|brilliant|got it|i see|understood|will do|noted|no problem)\W*){1,3}$|^[\s👍👌✅🙂😊😀]+$",
            re.IGNORECASE,
        ),
    ),
)


def small_talk(text: str) -> str | None:
    """`hello`, `thanks`, `ok` (yes, no, fine) or `about_us` ("are you a robot?"); None where it is anything else."""
    words = " ".join(text.split())
    if len(words) > 100:
        return None
    return next((kind for kind, pattern in _KINDS_OF_SMALL_TALK if pattern.search(words)), None)


_WAITING = re.compile(
    r"\bhow (much )?long\b.{0,25}\b(wait|take|be|until|till|before|reply|answer)\b|\bhow much longer\b"
    r"|\b(is )?(any(one|body)|some(one|body))\b.{0,15}\b(there|here|reading|coming|going to|listening|looking)\b"
    r"|\bare (you|u) (still )?(there|here|reading)\b|\bwhen will\b.{0,30}\b(call|reply|answer|write|read|contact|come|hear)\b"
    r"|\b(still|been) waiting\b|\bany (news|update)\b|\bwhat happens (now|next)\b|\bhas (any|some)(one|body)\b.{0,20}\b(read|seen)\b"
    r"|^\W*(hello|hi|hey|help)\W*\?+\W*$",
    re.IGNORECASE,
)


def asks_about_wait(text: str) -> bool:
    """Whether somebody who waits for a person asks how long, or whether anybody is there."""
    return len(text) <= 120 and _WAITING.search(text) is not None


_CALLS_OFF = re.compile(
    r"^\W*(?:(?:ok|okay|oh|actually|sorry|no|thanks)\W+)*(?:never ?mind|forget (?:it|that|about it)|(?:it )?does ?n'?t matter|cancel(?: (?:it|that|this))?"
    r"|don'?t worry(?: about it)?|no longer need\w*|(?:it'?s|all) (?:ok|okay|fine|sorted|good)(?: now)?)\b",
    re.IGNORECASE,
)


def calls_off(text: str) -> bool:
    """Whether the citizen takes back what they asked: "never mind, I found it"."""
    return len(text) <= 60 and "?" not in text and _CALLS_OFF.search(text) is not None


_NOT_ANSWERED = re.compile(
    r"(\bnot|n'?t|\bnever) (what|answer\w*|helpful|help|the answer|make sense|understand)\b.{0,30}"
    r"|\bwrong (answer|country|question)\b|\b(useless|no help|unhelpful)\b|\byou (mis)?understood? (me )?wrong\b|\bmisunderst\w+\b",
    re.IGNORECASE,
)
_OF_OUR_REPLY = re.compile(r"\b(you|your|u|that|this|it|question|asked|bot)\b", re.IGNORECASE)


def not_answered(text: str) -> bool:
    """Whether the citizen says that our last reply missed what they meant: "that's not what I asked"."""
    return len(text) <= 90 and bool(_NOT_ANSWERED.search(text)) and bool(_OF_OUR_REPLY.search(text))

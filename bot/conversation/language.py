"""Whether a message is written in a language that we cannot read. PURE.

Small words tell languages apart well enough to say "we answer in English"; which language it is does not matter, so
no model is needed (the detector of the lock file costs tens of megabytes in each process). Three words at least:
a name or a greeting proves nothing.
"""
# ruff: noqa: E501, SIM905 - lists of words

from __future__ import annotations

import re

FEWEST_WORDS = 3
FEWEST_LETTERS = 6
"""Of another alphabet, from which a message in it counts."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENGLISH = frozenset(
    (
        "the a an and or of to in is are was were am be been i i'm im my me we our you your he she they his her their it this that there what "
        "where when how who which why can could do does did have has had not no don't dont for from with at by on but if about please help need "
        "want get got passport visa embassy police hospital arrested lost stolen safe number will would should go going brother sister son "
        "daughter husband wife mother father friend"
    ).split()
)
_OTHERS = {
    "Spanish": "el la los las un una de del en y que por para con no se su mi mis es está estoy soy he ha han hola sé qué cómo dónde ayuda necesito "
    "perdido pasaporte policía gracias favor hacer tengo muy pero hijo hija hermano",
    "French": "le la les un une de des du en et que qui pour avec ne pas se sa mon ma mes est suis ai a ont bonjour je tu il elle nous vous où "
    "aide besoin perdu passeport police merci faire mais très à au fils fille frère",
    "German": "der die das ein eine und ist bin habe hat ich du er sie wir mein meine nicht zu mit für auf von im wo wie was hilfe brauche verloren "
    "reisepass polizei danke bitte aber sehr sohn tochter bruder",
    "Italian": "il lo la gli le un una di del della in e che per con non si mio mia è sono ho ha ciao buongiorno dove come cosa aiuto bisogno perso "
    "passaporto polizia grazie fare ma molto figlio figlia fratello",
    "Portuguese": "o a os as um uma de do da em e que por para com não se meu minha é está estou sou tenho olá onde como ajuda preciso perdi "
    "passaporte polícia obrigado obrigada fazer mas muito filho filha irmão",
    "Dutch": "de het een en van ik ben is heb heeft mijn niet met voor op in waar hoe wat hulp nodig verloren paspoort politie dank maar zoon dochter broer",
    "Polish": "i w z na nie jest jestem mam mój moja się do co jak gdzie pomoc potrzebuję zgubiłem zgubiłam paszport policja proszę dziękuję ale bardzo brat",
    "Romanian": "și în de la nu este sunt am meu mea cu pentru unde cum ce ajutor pașaport poliție mulțumesc vă rog foarte fiul fiica fratele pierdut",
    "Turkish": "ve bir bu ben benim için ile değil var yok ne nerede nasıl yardım pasaport pasaportumu polis teşekkür lütfen çok kaybettim kardeşim",
    "Welsh": "y yr yn ar i o a ac mae rydw dw rwy fy mi chi wedi ydw ddim eisiau angen colli mhasbort pasbort help ble sut beth os gwelwch diolch yn",
}
_SMALL_WORDS = {language: frozenset(words.split()) for language, words in _OTHERS.items()}
_SHARED = frozenset("a i in is as am an me he was no ben die do de la on o the".split())
"""Words of other languages that are English words, or stand in English names: they count for neither."""


def unreadable(text: str) -> bool:
    """Whether most of the text is in another alphabet, or its small words are another language's and not English."""
    letters = [character for character in text if character.isalpha()]
    foreign = sum(ord(character) > 0x24F for character in letters)
    if foreign >= FEWEST_LETTERS and foreign * 2 > len(letters):
        return True
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    if len(words) < FEWEST_WORDS:
        return False
    english = sum(word in _ENGLISH and word not in _SHARED for word in words)
    most = max(sum(word in known and word not in _SHARED for word in words) for known in _SMALL_WORDS.values())
    return most >= FEWEST_WORDS and most > 2 * english and most * 5 >= len(words)

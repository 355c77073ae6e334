"""Which messages are in a language that we cannot read, which language it is, and what we say in it."""

from __future__ import annotations

import pytest

from bot.clients.language import LatinLanguages
from bot.triage.languages import OTHER, foreign_language, language_name, language_words

IDENTIFY = LatinLanguages()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "he perdido mi pasaporte y no sé qué hacer"),
        ("es", "arrestaron a mi hermano en Bogotá"),
        ("es", "ayuda"),
        ("fr", "j'ai perdu mon passeport et je suis à Paris"),
        ("fr", "mon mari est à l'hôpital de Dakar"),
        ("fr", "Au secours !"),
        ("de", "ich habe meinen Reisepass verloren"),
        ("cy", "rydw i wedi colli fy mhasbort"),
        ("cy", "mae fy mrawd wedi cael ei arestio yn Cairo"),
        ("pl", "mój brat został aresztowany w Egipcie"),
        ("pl", "ukradli mi paszport w Lizbonie i nie mam pieniędzy"),
        ("it", "mio figlio è stato arrestato a Bangkok"),
        ("pt", "meu irmão foi preso em Luanda"),
        ("tr", "kardeşim tutuklandı ve nerede olduğunu bilmiyoruz"),
        ("ro", "fratele meu este în spital și nu știm ce să facem"),
        ("nl", "mijn zoon ligt in het ziekenhuis in Bali"),
        ("ur", "میرے بھائی کو پولیس نے پکڑ لیا ہے"),
        ("ur", "mere bhai ko police ne pakar liya hai please madad karo"),
        ("pa", "ਮੇਰੇ ਭਰਾ ਨੂੰ ਪੁਲਿਸ ਨੇ ਫੜ ਲਿਆ"),
        ("pa", "mainu madad di lod hai, police mere puttar nu fad ke lai gayi"),
        ("ar", "أخي في السجن ولا نعرف أين هو"),
        ("ar", "مرحبا أحتاج مساعدة"),
        ("zh", "我的护照丢了，怎么办"),
        ("zh", "救命"),
        ("ja", "パスポートをなくしました"),
        ("ru", "помогите мне пожалуйста, у меня украли паспорт"),
        ("uk", "мій брат зник у Польщі"),
        ("fa", "برادرم در زندان است و گریه می‌کند"),
        ("hi", "मेरा पासपोर्ट चोरी हो गया"),
        (OTHER, "ჩემი პასპორტი დავკარგე"),
    ],
)
def test_the_language_of_a_message_is_known(language, text):
    assert foreign_language(text, IDENTIFY) == language


@pytest.mark.parametrize(
    "text",
    [
        "gracias", "I am in Playa de la Americas", "where is the embassy in Santiago de Chile", "asdf qwer zxcv", "ok",
        "Hotel El Sol de la Costa, Calle Real", "my brother is in la paz, en route to el alto",
        "Zhang Wei 张伟 is my name", "lost passport Palma de Mallorca sunday", "", "🙂🙂🙂", "!!!???", "12345",
        "lost pasport wat do i do", "visa Laos Vientiane Pakse", "pls help my bro got nicked in ko samui",
        "I want to go to the Musée d'Orsay and the Sacré-Cœur", "Je ne sais quoi is what this embassy has",
        "can u tel me emb adres kyiv", "BBC Cymru said Machynlleth is fine",
        "my husband Jesús María de la Cruz is in the hospital La Paz in Madrid",
    ],
)  # fmt: skip
def test_names_and_english_are_not_taken_for_another_language(text):
    assert foreign_language(text, IDENTIFY) is None


def test_the_languages_that_must_be_met_in_their_own_words_are_there():
    for language in ("cy", "fr", "es", "ar", "pl", "pa", "ur", "zh"):
        words = language_words(language)
        assert words is not None and "{number}" in words.says, language
        assert (words.direction == "rtl") == (language in {"ar", "ur"})
    assert language_words("xx") is None and language_name("xx") == "a language we cannot name"

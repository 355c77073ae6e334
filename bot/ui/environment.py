"""The Jinja environment of both apps: GOV.UK's components, our shared templates, then an app's own."""
from __future__ import annotations

from pathlib import Path

from jinja2 import ChainableUndefined, ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader

from bot.ui import dates, markup
from bot.ui.static_files import StaticFiles

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
EMERGENCY_ABROAD = "+44 20 7008 5000"
"""FCDO, from abroad, day and night. Source: https://www.gov.uk/contact-consulates-high-commissions-embassies; checked
with the travel advice pages of August 2026, which carry the same number."""
EMERGENCY_UK = "020 7008 5000"
"""The same line, called from the UK."""
SERVICE_NAME = "Help for British people abroad"
EXIT_URL = "https://www.bbc.co.uk/weather"
"""Where "Exit this page" leads: a page that says nothing about whoever reads it."""


def make_environment(templates: Path, static: StaticFiles) -> Environment:
    """An environment whose templates are found in `templates` first, then among the shared ones.

    Filters: `markdown` (Reply.body), `words` (what somebody typed), `day`, `clock`, `moment`, `when`,
    `machine` (dates), `tel`.
    Globals: `static(name)`, `service_name`, `emergency_abroad`, `emergency_uk`, `exit_url`.
    """
    environment = Environment(
        loader=ChoiceLoader([
            FileSystemLoader(templates), FileSystemLoader(TEMPLATES),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]),
        autoescape=True, undefined=ChainableUndefined, trim_blocks=True, lstrip_blocks=True,
    )
    environment.filters.update(
        markdown=markup.to_html, words=markup.plain_html, tel=markup.telephone_link,
        day=dates.day, clock=dates.clock, moment=dates.moment, when=dates.when, machine=dates.machine)
    environment.globals.update(
        static=static.url, service_name=SERVICE_NAME, emergency_abroad=EMERGENCY_ABROAD, emergency_uk=EMERGENCY_UK,
        exit_url=EXIT_URL)
    return environment

"""Public holidays of the UK and of other countries, from data that comes with two libraries: nothing is fetched.

UK: `govuk_bank_holidays`, GOV.UK's own list for England and Wales, 2012 to 2028 in version 0.19. Countries: `holidays`
0.86, national holidays of every code of ours but Kosovo's. Holidays of regions and towns are not looked at, so a post
may close on days that are not here.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property, lru_cache
from typing import Any

_ENGLISH = ("en_GB", "en_US", "en")
MOST_NAMES = 2
"""Of one country on one day: Thailand's 5 December has three names."""


class PublicHolidays:
    """The `Holidays` port. Safe to use from several threads: what is read is only added to."""

    def names(self, day: date, country: str) -> tuple[str, ...]:
        """Holidays of the UK (England and Wales) and of `country` on `day`, in English where the library has it.

        `country` is ISO 3166-1 alpha-2. A country that the library does not know gives none. Never raises.
        """
        uk = self._uk.get(day)
        local = _of_country(country, day.year).get(day, ()) if country != "GB" else ()
        return tuple(dict.fromkeys(([uk] if uk else []) + list(local[:MOST_NAMES])))

    @cached_property
    def _uk(self) -> dict[date, str]:
        from govuk_bank_holidays.bank_holidays import BankHolidays  # type: ignore[import-untyped]

        listed = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
        return {row["date"]: str(row["title"]) for row in listed}


@lru_cache(maxsize=512)
def _of_country(country: str, year: int) -> dict[date, tuple[str, ...]]:
    import holidays

    if country not in holidays.list_supported_countries():
        return {}
    made: Any = holidays.country_holidays(country, years=year)
    language = next((each for each in _ENGLISH if each in made.supported_languages), None)
    if language and made.language != language:
        made = holidays.country_holidays(country, years=year, language=language)
    return {day: tuple(made.get_list(day)) for day in made}

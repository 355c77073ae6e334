"""The sentences about a post: telephone, address, hours, whether it is open, who helps. PURE.

GOV.UK's plain words are quoted with what could be taken for our markup left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.content.fact_types import Country, Posts
from bot.content.freshness import CHECK_FIRST, said_date, uk_day
from bot.content.posts.hours import Hours, read_hours
from bot.content.posts.nearest import Placed
from bot.content.posts.opening import Opening, said_day, said_spans, said_time
from bot.content.posts.post import Assistance, PostContact, PostPage
from bot.places.points import said_distance

MOST_PHONES = 4
MOST_SERVICES = 8
FEW_WORDS = 250
"""Characters of hours that are shown though something else was asked."""
_MARKS = re.compile(r"[\[\]<>*`_\\]")


def quoted(text: str) -> str:
    """Plain text in one line, without signs that our Markdown would read."""
    return " ".join(_MARKS.sub(" ", text).split()).lstrip("#- ")


def phones(office: PostContact, name: str) -> str:
    lines = _phones(office)
    if not lines:
        return f"GOV.UK gives no telephone number for {quoted(name)}."
    return lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)


def _phones(office: PostContact) -> list[str]:
    return [f"{quoted(phone.label) or 'Telephone'}: {quoted(phone.number)}" for phone in office.phones[:MOST_PHONES]]


def address(office: PostContact, name: str) -> str:
    return _address(office) or f"GOV.UK gives no address for {quoted(name)}."


def _address(office: PostContact) -> str:
    lines = [quoted(line).strip(", ") for line in (*office.address.splitlines(), office.locality, office.postcode)]
    found = list(dict.fromkeys(line for line in lines if line))
    return f"Address: {', '.join(found)}" if found else ""


def written(office: PostContact, name: str) -> str:
    lines = _written_lines(office)
    if len(lines) > 1:
        return "\n".join(f"- {line}" for line in lines)
    return "".join(lines) or f"GOV.UK gives no email address or form for {quoted(name)}."


def _written_lines(office: PostContact) -> list[str]:
    lines = [f"Email: {quoted(email)}" for email in office.emails[:2]]
    return lines + [f"[{quoted(form.title) or 'Contact form'}]({form.url})" for form in office.forms[:2]]


def services(office: PostContact, name: str) -> str:
    return _services(office) or f"GOV.UK lists no services for {quoted(name)}."


def _services(office: PostContact) -> str:
    named = [quoted(service) for service in office.services]
    if not named:
        return ""
    more = f"\n- and {len(named) - MOST_SERVICES} more" if len(named) > MOST_SERVICES else ""
    return "Services:\n\n" + "\n".join(f"- {name}" for name in named[:MOST_SERVICES]) + more


def hours(office: PostContact, name: str) -> str:
    return _hours(read_hours(office)) or f"GOV.UK gives no opening hours for {quoted(name)}."


def _hours(found: Hours | None) -> str:
    return f"GOV.UK says of its opening hours:\n\n{found.words}" if found else ""


def details(office: PostContact, leave_out: Collection[str], short: bool) -> str:
    """What else is known of the office, without what was said already; `short`: how to reach it, and hours where they
    take few words."""
    blocks: list[str] = []
    lines: list[str] = []
    if "phone" not in leave_out:
        lines += _phones(office)
    if "address" not in leave_out:
        lines.append(_address(office))
    if "email" not in leave_out:
        lines += _written_lines(office)
    blocks.append("\n".join(f"- {line}" for line in lines if line))
    stated = read_hours(office)
    if stated and not {"hours", "open"} & set(leave_out) and not (short and len(stated.words) > FEW_WORDS):
        blocks.append(_hours(stated))
    if not short:
        blocks.append(_services(office))
    return "\n\n".join(block for block in blocks if block)


def dated(changed: datetime | None, now: datetime, old_after: timedelta) -> str:
    """When GOV.UK last changed the details, with a warning where that is long ago; "" where it does not say."""
    if changed is None:
        return ""
    stale = f": {CHECK_FIRST}" if now - changed > old_after else ""
    return f"GOV.UK last changed these details on {said_date(uk_day(changed))}{stale}."


# -- open or not ------------------------------------------------------------------------------------------------------
def opening(found: Opening, stated: Hours, town: str) -> str:
    """Open or not by the hours, in the post's own time, holidays first; then the source's words."""
    lines: list[str] = []
    if found.holidays:
        lines.append(f"It may be closed for a holiday: {', '.join(map(quoted, found.holidays))}.")
    if found.local is not None:
        clock = said_time(found.local.hour * 60 + found.local.minute)
        its_time = f"It is {clock} on {said_day(found.day)} in {quoted(town)}."
        if found.open_until is not None:
            lines.append(f"By these hours it is open now, until {said_time(found.open_until)}. {its_time}")
        else:
            lines.append(f"By these hours it is closed now. {its_time}")
    elif found.spans:
        lines.append(f"By these hours it is open on {said_day(found.day)}, from {said_spans(found.spans)}.")
    else:
        lines.append(f"By these hours it is closed on {said_day(found.day)}.")
    if found.open_until is None and (found.local is not None or not found.spans) and found.next_day is not None:
        lines.append(f"It opens next on {said_day(found.next_day)}, from {said_spans(found.next_spans)}.")
    if stated.by_appointment:
        lines.append("You may need an appointment.")
    if not stated.for_public:
        lines.append("These may be the hours of the office, not the hours for visitors. Call before you go.")
    return " ".join(lines) + f"\n\n{_hours(stated)}"


def not_known_if_open(office: PostContact, stated: Hours | None, name: str, zone_known: bool) -> str:
    """The source's words, and that we cannot say more."""
    if stated is None:
        none = f"GOV.UK gives no opening hours for {quoted(name)}."
        return f"We cannot tell you if it is open. {none} Call before you go."
    why = "from these words" if stated.week is None or zone_known else "because we do not know its time zone"
    return f"We cannot tell you {why} if it is open. Call before you go. {_hours(stated)}"


# -- several, and none ------------------------------------------------------------------------------------------------
def listed(found: Sequence[Placed], where: Country) -> str:
    """All posts of a country, each with its telephone."""
    lines = []
    for each in found:
        phone = next(iter(_phones(each.office)), "")
        lines.append(f"- [{quoted(each.post.title)}]({each.post.url})" + (f". {phone}" if phone else ""))
    return f"British people in {where.spoken} get help from:\n\n" + "\n".join(lines)


def others(found: Sequence[Placed], measured: bool) -> str:
    """ "Other posts" with their distance; "" where there is none."""
    if not found:
        return ""
    lines = []
    for each in found:
        far = f": about {said_distance(each.km)} away" if measured and each.km is not None else ""
        lines.append(f"- [{quoted(each.post.title)}]({each.post.url}){far}")
    return "Other posts:\n\n" + "\n".join(lines)


def no_post(where: Country, posts: Posts) -> str:
    return (
        f"We do not know which embassy or consulate helps people in {where.spoken}. "
        f"[GOV.UK's page about getting help]({posts.contact_url}) may say."
    )


def assistance(found: Assistance | None, where: Country) -> str:
    """Whether help is given there, from elsewhere or not at all, and by whom, as GOV.UK's list of embassies says."""
    if found is None or found.kind == "unknown":
        return (
            f"We could not check whether help is given in {where.spoken} or from another country. "
            "GOV.UK's list of embassies does not say."
        )
    by = ", ".join(quoted(each.name) + (f" ({quoted(each.place)})" if each.place else "") for each in found.by)
    said = {
        "local": f"GOV.UK's list of embassies says that help is given in {where.spoken}",
        "remote": f"GOV.UK's list of embassies says that help for {where.spoken} is given from another country",
        "none": f"GOV.UK's list of embassies says that there is no British help in {where.spoken}",
    }[found.kind]
    checked = f" We read it on {said_date(uk_day(found.checked))}." if found.checked else ""
    return f"[{said}]({found.url}){f': {by}' if by else ''}.{checked}"


def governor(post: PostPage) -> str:
    """The Governor's office of a territory."""
    lines = [f"- [{quoted(post.title)}]({post.url})"]
    if post.main is not None:
        lines += [f"- {line}" for line in (*_phones(post.main), _address(post.main)) if line]
    return "The Governor's office:\n\n" + "\n".join(lines)

"""Hours with their time zone: in words as papers have them, by the 24-hour clock as pages and forms have them."""

from datetime import datetime, time
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.dates import get_timezone_location

from palermo.core.dates import PartialDate
from palermo.core.speech.dates import format_day

_ZONES = available_timezones()
_LOCALES = {"ar": "ar", "zh": "zh_Hans", "en": "en", "fr": "fr", "ru": "ru", "es": "es"}
# The first parts of the names of zones, by the codes of continents (UN M49).
_CONTINENTS = {"Africa": "002", "America": "019", "Asia": "142", "Europe": "150", "Australia": "009", "Pacific": "009"}
_SPANS = {
    "ar": ("من الساعة {} إلى الساعة {}", "ابتداء من الساعة {}"),
    "zh": ("{}至{}", "{}起"),
    "en": ("{} to {}", "from {}"),
    "fr": ("de {} à {}", "à partir de {}"),
    "ru": ("с {} до {}", "с {}"),
    "es": ("de las {} a las {} horas", "a partir de las {} horas"),
}
_TIMES_OF = {
    "ar": "بتوقيت {}",
    "zh": "{}时间",
    "en": "{} time",
    "fr": "heure de {}",
    "ru": "местное время: {}",
    "es": "hora de {}",
}
_INSTANTS = {
    "ar": "{day}، الساعة {hour} ({zone})",
    "zh": "{day}{hour}（{zone}）",
    "en": "{day}, {hour} ({zone})",
    "fr": "le {day} à {hour} ({zone})",
    "ru": "{day}, {hour} ({zone})",
    "es": "{day}, {hour} horas ({zone})",
}
_FRENCH_VOWELS = tuple("AEIOUYÀÂÉÈÊËÎÏÔÖÙÛÜ")


def is_zone(name: str) -> bool:
    """Whether a name is that of an IANA time zone."""
    return name in _ZONES


def zone_of(name: str) -> ZoneInfo:
    """The zone of an IANA name."""
    return ZoneInfo(name)


def format_hours(first: time, last: time | None, zone: str, lang: str) -> str:
    """ "10 a.m. to 1 p.m. (Vienna time)": when something begins and, where it is known, ends.

    Parameters
    ----------
    first, last : time
    zone : str
        The IANA name of the time zone; empty leaves it out.
    lang : str
        A language code of the record.
    """
    both, one = _SPANS[lang]
    words = (
        one.format(format_hour(first, lang))
        if last is None
        else both.format(format_hour(first, lang), format_hour(last, lang))
    )
    if not zone:
        return words
    return f"{words}（{format_time_zone(zone, lang)}）" if lang == "zh" else f"{words} ({format_time_zone(zone, lang)})"


def clock_hours(first: time, last: time | None, zone: str, lang: str) -> str:
    """ "10:00–13:00 (Vienna time)": the same by the 24-hour clock, as every page of the site has it."""
    begin = clock_hour(first)
    words = f"{begin}–{clock_hour(last)}" if last else _SPANS[lang][1].format(begin)
    if not zone:
        return words
    return f"{words}（{format_time_zone(zone, lang)}）" if lang == "zh" else f"{words} ({format_time_zone(zone, lang)})"


def clock_hour(hour: time) -> str:
    """ "09:30": one hour by the 24-hour clock."""
    return f"{hour:%H:%M}"


def format_hour(hour: time, lang: str) -> str:
    """One hour as papers of the United Nations print it: "3 p.m.", "15 heures", "下午3时"."""
    match lang:
        case "en":
            return _english(hour)
        case "zh":
            return _chinese(hour)
        case "fr":
            return f"{hour.hour} h {hour.minute:02}" if hour.minute else f"{hour.hour} heure{'s' * (hour.hour > 1)}"
        case "ru":
            return f"{hour.hour} ч {hour.minute:02} мин"
    return f"{hour.hour}.{hour.minute:02}" if lang == "es" else f"{hour.hour}/{hour.minute:02}"


def format_time_zone(zone: str, lang: str) -> str:
    """ "Vienna time": by the city that the zone is named after."""
    if not _has_city(zone):
        return zone
    city = zone_city(zone, lang)
    if lang == "fr" and city.startswith(_FRENCH_VOWELS):
        return f"heure d’{city}"
    return _TIMES_OF[lang].format(city)


def zone_city(zone: str, lang: str) -> str:
    """ "Vienna": the city that the zone is named after; "UTC" as it is."""
    return get_timezone_location(zone, locale=_LOCALES[lang], return_city=True) if _has_city(zone) else zone


def zone_continent(zone: str, lang: str) -> str:
    """ "Europe": the continent that the zone lies on; empty for islands of the oceans, the poles and UTC."""
    territory = _CONTINENTS.get(zone.partition("/")[0])
    return Locale.parse(_LOCALES[lang]).territories[territory] if territory else ""


def _has_city(zone: str) -> bool:
    return zone != "UTC" and not zone.startswith("Etc/")


def _english(hour: time) -> str:
    if (hour.hour, hour.minute) == (12, 0):
        return "noon"
    minutes = f".{hour.minute:02}" if hour.minute else ""
    return f"{hour.hour % 12 or 12}{minutes} {'a.m.' if hour.hour < 12 else 'p.m.'}"


def _chinese(hour: time) -> str:
    part = "上午" if hour.hour < 12 else "中午" if (hour.hour, hour.minute) == (12, 0) else "下午"
    words = f"{part}{hour.hour % 12 or 12}时"
    return f"{words}{hour.minute}分" if hour.minute else words


def format_instant(instant: datetime, zone: str, lang: str) -> str:
    """ "7 September 2007, 6 p.m. (Vienna time)": a deadline in the zone it was set in."""
    local = instant.astimezone(zone_of(zone))
    day, hour = format_day(PartialDate(local.date()), lang), format_hour(local.timetz(), lang)
    return _INSTANTS[lang].format(day=day, hour=hour, zone=format_time_zone(zone, lang))

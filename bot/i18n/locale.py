"""
Choose a locale for a customer and name it in its own language.
"""

from collections.abc import Collection, Iterable

from babel import Locale


def negotiate(wanted: str | None, available: Collection[str]) -> str | None:
    """
    Return the available locale that serves the wanted language tag best, or None.

    `wanted` is what Telegram or an environment says (`nl-BE`, `pt_BR`, `de_AT.UTF-8`); anything
    else, empty or nonsense, is answered with None. `available` holds directory names of
    `locales/`. The tag is shortened from the right until it fits (RFC 4647, section 3.4: lookup),
    so `nl-BE` finds `nl`; a plain `pt` is content with the only regional `pt_BR`.
    """
    if not wanted:
        return None
    by_key = {_key(locale): locale for locale in sorted(available)}
    subtags = _key(wanted.split(".")[0].split("@")[0].strip())
    for length in range(len(subtags), 0, -1):
        if found := by_key.get(subtags[:length]):
            return found
    return next((locale for key, locale in by_key.items() if key[0] == subtags[0]), None)


def first_language(
    wishes: Iterable[str | None], available: Collection[str], default: str = "nl"
) -> str:
    """
    Return the first wish that an available locale serves, else the default.

    The wishes come in the order of their weight: the customer's own choice, the link or button,
    Telegram's `language_code`. The default is returned as it is.
    """
    found = (negotiate(wish, available) for wish in wishes)
    return next((locale for locale in found if locale), default)


def language_name(locale: str) -> str:
    """
    Return the language's own name as a button shows it: `Nederlands`, `Français`, `Polski`.

    The names are those of the Unicode CLDR. Raises ValueError for what is no locale code and
    babel's UnknownLocaleError for a code without data.
    """
    name = Locale.parse(locale).get_display_name() or locale
    return name[:1].upper() + name[1:]


def _key(tag: str) -> tuple[str, ...]:
    return tuple(tag.replace("-", "_").lower().split("_"))

"""
Say a message in one language.
"""

from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import TypeVar

from markupsafe import Markup

_Text = TypeVar("_Text", str, Markup)


@dataclass(frozen=True, slots=True, eq=False)
class Translator:
    """
    Turns English message ids into texts of one locale, with values filled in.

    Name the parameter that holds one `_`: extraction finds `_("…")`, `_.plain("…")` and
    `_.plural("…", "…", n)`. Without a catalog the ids themselves are the texts, which is what
    most tests need: `Translator("en")`.

    Ids and translations are trusted Telegram HTML and always format strings: `{server}` is a value
    and a literal brace is doubled. Values are escaped unless they are Markup; the escapes are
    `&lt; &gt; &amp; &#34; &#39;`, all of which Telegram's HTML mode knows. A translation whose
    placeholders do not fit is passed over for the English text, so that no slip of a translator
    stops an answer; `completeness.problems` finds such slips beforehand. Where the id itself lacks
    a value, KeyError is raised.
    """

    locale: str
    catalog: NullTranslations = field(default_factory=NullTranslations, repr=False)

    def __call__(self, message: str, **values: object) -> Markup:
        """
        Return the translated message as HTML with the escaped values in it.
        """
        return _fill(Markup(self._text(message)), Markup(message), values)  # noqa: S704 - catalogs are trusted

    def plain(self, message: str, **values: object) -> str:
        """
        Return the translated message as plain text, for buttons and the command menu.

        Nothing is escaped, so the message must hold no markup.
        """
        return _fill(self._text(message), message, values)

    def plural(self, singular: str, plural: str, n: int, **values: object) -> Markup:
        """
        Return, as HTML, the form that the language uses for `n`; `{n}` is filled in by itself.
        """
        text = self.catalog.ngettext(singular, plural, n)
        original = singular if n == 1 else plural
        return _fill(Markup(text), Markup(original), {"n": n, **values})  # noqa: S704 - catalogs are trusted

    def _text(self, message: str) -> str:
        # gettext keeps its header under the empty id.
        return self.catalog.gettext(message) if message else ""


def _fill(text: _Text, original: _Text, values: dict[str, object]) -> _Text:
    try:
        return text.format(**values)
    except (AttributeError, LookupError, TypeError, ValueError):
        return original.format(**values)

"""
Small types that the configuration's models share.
"""

from typing import Annotated, Generic, Self, TypeVar, cast
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel, model_validator

T = TypeVar("T")


class Fact(BaseModel):
    """
    A group of keys: closed (an unknown key is an error) and immutable.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _is_link(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"https", "http", "tel", "mailto"} or not (parts.netloc or parts.path):
        msg = "must be a link that starts with https://, http://, mailto: or tel:"
        raise ValueError(msg)
    return value


Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,31}$")]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9]$")]
LocaleCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}(_[A-Z]{2})?$")]
Host = Annotated[
    str,
    Field(max_length=253, pattern=r"^([a-z0-9{][a-z0-9{}-]{0,62}\.)+[a-z]{2,63}$"),
]
Link = Annotated[str, AfterValidator(_is_link)]


class Localized(RootModel[T | dict[LocaleCode, T]], Generic[T]):
    """
    One value for every language, or one for each; `en` then serves the languages not named.
    """

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _has_fallback(self) -> Self:
        if isinstance(self.root, dict) and "en" not in self.root:
            msg = "needs a value for en, which serves the languages that are not named"
            raise ValueError(msg)
        return self

    def for_locale(self, locale: str) -> T:
        """
        Return the value for `locale`.
        """
        values = self.root if isinstance(self.root, dict) else {"en": self.root}
        return cast("T", values.get(locale, values["en"]))

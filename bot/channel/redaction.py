"""
Keep the token out of everything that is written.
"""

import re

_HIDDEN = "<token>"
# What looks like a token is hidden even if it is not the configured one.
_TOKEN = re.compile(r"\b(bot)?\d{3,}(?::|%3A)[A-Za-z0-9_-]{30,}|\bbot\d+(?::|%3A)[A-Za-z0-9_-]+")


class Redaction:
    """
    Hides secrets in a text.
    """

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        """
        Take the secrets; whatever looks like a bot's token or its place in a URL is hidden too.
        """
        self._secrets = tuple(secret for secret in secrets if secret)

    def clean(self, text: str) -> str:
        """
        Return the text without secrets.
        """
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return _TOKEN.sub(lambda found: f"{found.group(1) or ''}{_HIDDEN}", text)

"""
The settings as a text message for a phone, for who has no mail and perhaps no Telegram.
"""

import unicodedata

from bot.answers.scene import Scene
from bot.facts import Endpoint, Security

# GSM 03.38 (3GPP TS 23.038): what a text message holds at seven bits a character; those of the
# extension take two places. One message holds 160 of them, each of several in a row 153.
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("^{}\\[~]|€\f")
ALONE, TOGETHER = 160, 153
MOST = 3 * TOGETHER

_ALIKE = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
    | {"–": "-", "—": "-", "…": "...", "\u00a0": " ", "\u202f": " ", "ł": "l", "Ł": "L"}
)


def sms(scene: Scene, link: str) -> str:
    """
    Return the settings, the warning about sending, and a link, in that order.

    Letters that GSM 03.38 lacks lose their accents, as people write them in text messages: with
    one of them left, only 70 characters would fit where 160 do.
    """
    return _plain("\n".join((*_settings(scene), scene.translate.plain("Help: {link}", link=link))))


def places(text: str) -> int:
    """
    Return how many places a text takes; raises ValueError where GSM 03.38 lacks a character.
    """
    missing = set(text) - BASIC - EXTENSION
    if missing:
        msg = f"not in GSM 03.38: {''.join(sorted(missing))}"
        raise ValueError(msg)
    return sum(2 if each in EXTENSION else 1 for each in text)


def segments(text: str) -> int:
    """
    Return how many text messages a text is charged as.
    """
    taken = places(text)
    return 1 if taken <= ALONE else -(-taken // TOGETHER)


def _settings(scene: Scene) -> tuple[str, ...]:
    _ = scene.translate
    cluster = (
        (_.plain("Replace the ? with the number in the address of your webmail."),)
        if scene.cluster_is_open
        else ()
    )
    if scene.uses_exchange:
        return (
            _.plain("{provider} mail, account type Exchange", provider=scene.provider),
            _.plain("Server: {host}", host=scene.exchange_server),
            *cluster,
            _.plain("User name: your full e-mail address"),
        )
    return (
        _title(scene),
        _incoming(scene),
        _.plain(
            "Outgoing: {host}, port {port}, {security}",
            host=scene.outgoing.host,
            port=scene.outgoing.port,
            security=_security(scene.outgoing, scene),
        ),
        *cluster,
        _.plain("User name: your full e-mail address"),
        _.plain(
            "Important: turn on authentication for the outgoing server, with the same user name "
            "and password. Without it you cannot send."
        ),
    )


def _title(scene: Scene) -> str:
    _ = scene.translate
    if scene.incoming_is_open:
        return _.plain("{provider} mail, for sending", provider=scene.provider)
    names = {"provider": scene.provider, "protocol": scene.protocol_name}
    if scene.ssl:
        return _.plain("{provider} mail, {protocol} with SSL", **names)
    return _.plain("{provider} mail, {protocol} without SSL", **names)


def _incoming(scene: Scene) -> str:
    _ = scene.translate
    if scene.incoming_is_open:
        return _.plain("Incoming: leave it as it is")
    return _.plain(
        "Incoming: {host}, port {port}, {security}",
        host=scene.incoming.host,
        port=scene.incoming.port,
        security=_security(scene.incoming, scene),
    )


def _security(endpoint: Endpoint, scene: Scene) -> str:
    if endpoint.security in {Security.SSL, Security.STARTTLS}:
        return str(scene.security(endpoint))
    return scene.translate.plain("STARTTLS or none")


def _plain(text: str) -> str:
    return "".join(map(_letter, text.translate(_ALIKE)))


def _letter(letter: str) -> str:
    if letter in BASIC or letter in EXTENSION:
        return letter
    return "".join(
        each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each)
    )

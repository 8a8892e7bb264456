"""
A link that opens the bot at one screen, and what goes to a customer with it.
"""

import io
from dataclasses import dataclass

import segno

from bot.answers.scene import Scene
from bot.desk.sms import sms
from bot.dialogue.codec import Codec, Tap
from bot.dialogue.state import Protocol, Ssl, State
from bot.facts import Facts
from bot.i18n import Catalogs

PIXELS = 12
"""
How large each square of a QR code is.
"""


@dataclass(frozen=True, slots=True)
class Link:
    """
    The address, and a text message with the settings that ends in it.
    """

    url: str
    text: str


class Links:
    """
    Makes links for any screen, answers and language.
    """

    def __init__(self, facts: Facts, catalogs: Catalogs) -> None:
        self._facts = facts
        self._catalogs = catalogs
        self._codec = Codec(facts)

    def make(self, state: State, username: str) -> Link:
        """
        Return the link to a state in a chat with the bot, whose name is `username`.

        In the text, what the state leaves open is as most have it: IMAP, with SSL.
        """
        url = f"https://t.me/{username}?start={self._codec.format(Tap(state))}"
        usual = state.having(protocol=state.protocol or Protocol.IMAP, ssl=state.ssl or Ssl.ON)
        scene = Scene(usual, self._facts, self._catalogs.translator(state.locale))
        return Link(url, sms(scene, url))


def qr(url: str) -> bytes:
    """
    Return the QR code of an address as a PNG picture, with the quiet zone that scanners need.
    """
    picture = io.BytesIO()
    segno.make(url, error="m", micro=False).save(picture, kind="png", scale=PIXELS)
    return picture.getvalue()

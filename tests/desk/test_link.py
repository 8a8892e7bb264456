"""
Links that agents send to customers, and the text messages that go with them.
"""

import struct
from itertools import product

import pytest

from bot.desk.link import Links, qr
from bot.desk.sms import MOST, places, segments
from bot.dialogue.codec import Codec
from bot.dialogue.state import Account, Device, Node, Protocol, Ssl, State
from bot.store import SqliteStore
from tests.channel.clock import VirtualClock
from tests.desk.house import House, facts_with, house, parts

LONGEST_NAME = "a" * 32


def made(state: State, username: str = "our_bot") -> tuple[str, str]:
    link = Links(parts().facts, parts().catalogs).make(state, username)
    return link.url, link.text


def everything(locale: str) -> list[State]:
    facts = parts().facts
    places_to_be = [(each.id, region.id) for each in facts.products for region in each.regions]
    return [
        State(
            Node.CARD,
            locale=locale,
            product=name,
            region=region,
            protocol=protocol,
            ssl=ssl,
            account=account,
            device=device,
        )
        for (name, region), protocol, ssl, account, device in product(
            places_to_be, Protocol, Ssl, Account, Device
        )
    ]


@pytest.mark.parametrize("locale", parts().catalogs.locales)
def test_every_text_message_fits_and_ends_in_the_link(locale: str) -> None:
    for state in everything(locale):
        url, text = made(state, LONGEST_NAME)
        assert places(text) <= MOST, text
        assert text.endswith(url)


def test_a_text_message_has_the_settings_and_the_warning() -> None:
    state = State(Node.CARD, locale="nl", protocol=Protocol.POP, ssl=Ssl.OFF, product="mxplan")
    url, text = made(state)
    assert text == (
        "Mail van OVH, POP zonder SSL\n"
        "Inkomend: ssl0.ovh.net, poort 110, STARTTLS of geen\n"
        "Uitgaand: ssl0.ovh.net, poort 587, STARTTLS of geen\n"
        "Gebruikersnaam: uw volledige e-mailadres\n"
        "Let op: zet authenticatie aan voor de uitgaande server, met dezelfde gebruikersnaam en "
        "hetzelfde wachtwoord. Anders kunt u niet verzenden.\n"
        f"Hulp: {url}"
    )
    assert segments(text) == 3


def test_who_has_mail_already_and_knows_no_protocol_leaves_receiving_alone() -> None:
    state = State(Node.CARD, locale="nl", protocol=Protocol.UNSURE, account=Account.EXISTING)
    _, text = made(state)
    assert "Inkomend: laat dit zoals het is\n" in text
    assert "993" not in text


def test_the_account_type_exchange_has_one_server_and_no_warning() -> None:
    state = State(Node.CARD, locale="nl", product="exchange", device=Device.PHONE, cluster="3")
    _, text = made(state)
    assert "Server: ex3.mail.ovh.net\n" in text
    assert "authenticatie" not in text


def test_what_the_alphabet_of_text_messages_lacks_is_counted_as_a_mistake() -> None:
    with pytest.raises(ValueError, match="ł"):
        places("łódź")
    assert (places("{a}"), segments("a" * 160), segments("a" * 161)) == (5, 1, 2)


@pytest.mark.parametrize("node", list(Node))
def test_a_link_opens_the_screen_it_was_made_for(node: Node) -> None:
    state = State(node, locale="pl", protocol=Protocol.POP)
    url, _ = made(state)
    prefix, _, payload = url.partition("?start=")
    assert prefix == "https://t.me/our_bot"
    tap = Codec(parts().facts).parse(payload)
    assert tap is not None
    assert tap.state == state


def test_a_qr_code_is_a_picture_of_whole_squares() -> None:
    picture = qr("https://t.me/our_bot?start=1")
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    # Version 3 has 29 squares a side (ISO/IEC 18004), and a margin of 4 on each.
    assert width == height == 12 * (29 + 8)


async def test_an_agent_makes_a_link_with_buttons(home: House) -> None:
    staff = home.at(home.piet, 0)
    await staff.command("/link")
    await staff.click("IMAP")
    await staff.click("SSL on (recommended)")
    assert staff.last.text.startswith("Your settings: IMAP with SSL")
    await staff.click("🔗 Link to this screen")
    assert len(staff.messages) == 1
    assert "Link to: Your settings: IMAP with SSL\nLanguage: Nederlands" in staff.last.text
    await staff.click("Français")
    assert "Sortant : ssl0.ovh.net, port 465, SSL/TLS" in staff.last.text
    url = next(line for line in staff.last.text.splitlines() if line.startswith("https://t.me/"))
    await staff.click("QR code")
    assert staff.last.attachment == "photo"
    assert staff.last.text == url
    await home.jan.start(url.partition("?start=")[2])
    assert home.jan.last.text.startswith("Vos paramètres\u00a0: IMAP avec SSL")


async def test_an_agent_makes_a_link_with_words(home: House) -> None:
    staff = home.at(home.piet, 0)
    await staff.command("/link pop ssl")
    assert staff.last.text.startswith("Your settings: POP with SSL")
    await staff.click("🔗 Link to this screen")
    await staff.click("« Back to the screens")
    assert staff.last.text.startswith("Your settings: POP with SSL")
    await staff.command("/link lunch")
    assert staff.last.text.startswith("I don’t know which screen you mean.")


async def test_the_language_can_be_chosen_on_the_way(home: House) -> None:
    staff = home.at(home.piet, 0)
    await staff.command("/link")
    await staff.click("🌐 Another language")
    await staff.click("Polski")
    await staff.click("🔗 Link to this screen")
    assert "Language: Polski" in staff.last.text


async def test_no_screen_for_one_person_alone_is_led_to(home: House) -> None:
    staff = home.at(home.piet, 0)
    await staff.command("/link")
    assert "Talk to a person" not in staff.last.labels


async def test_a_stranger_makes_no_link(home: House, caplog: pytest.LogCaptureFixture) -> None:
    staff = home.at(home.piet, 0)
    await staff.command("/link")
    before = staff.last.text
    home.room.members[home.mia.id] = "left"
    await home.at(home.mia, 0).tap(staff.last, "IMAP")
    assert staff.last.text == before
    assert "order of a stranger refused" in caplog.text


async def test_the_staffs_own_language_is_shown(store: SqliteStore, clock: VirtualClock) -> None:
    async with house(store, clock, facts_with(locale="fr")) as home:
        staff = home.at(home.piet, 0)
        await staff.command("/link imap ssl")
        assert staff.last.text.startswith("Vos paramètres\u00a0: IMAP avec SSL")
        await staff.click("🔗 Lien vers cet écran")
        assert "Langue\u00a0: Nederlands" in staff.last.text
        assert "Uitgaand:" in staff.last.text

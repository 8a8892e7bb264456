import re

import pytest

from bot.answers import Reply, Writer
from bot.dialogue.state import Account, Device, Node, Protocol, Ssl, State
from bot.dialogue.turn import Say
from bot.facts import Facts
from bot.i18n import Catalogs


def card(writer: Writer, locale: str = "en", **answers: object) -> Reply:
    return writer.reply(Say(State(Node.CARD, locale=locale).having(**answers)))


def ports(reply: Reply) -> list[int]:
    return [int(port) for port in re.findall(r"Port: <code>(\d+)</code>", reply.html)]


@pytest.mark.parametrize(
    ("protocol", "ssl", "expected"),
    [
        (Protocol.IMAP, Ssl.ON, [993, 465]),
        (Protocol.POP, Ssl.ON, [995, 465]),
        (Protocol.IMAP, Ssl.OFF, [143, 587]),
        (Protocol.POP, Ssl.OFF, [110, 587]),
        (Protocol.IMAP, Ssl.UNSURE, [993, 465]),
    ],
)
def test_the_numbers_of_the_seeds_tables(
    writer: Writer, protocol: Protocol, ssl: Ssl, expected: list[int]
) -> None:
    reply = card(writer, protocol=protocol, ssl=ssl)
    assert ports(reply) == expected
    assert reply.html.count("<code>ssl0.ovh.net</code>") == 2


@pytest.mark.parametrize("locale", ["nl", "en", "fr", "de", "es", "it", "pl", "pt"])
@pytest.mark.parametrize("ssl", [Ssl.ON, Ssl.OFF])
@pytest.mark.parametrize("protocol", [Protocol.IMAP, Protocol.POP])
def test_no_language_changes_a_number(
    writer: Writer, locale: str, protocol: Protocol, ssl: Ssl
) -> None:
    english = card(writer, protocol=protocol, ssl=ssl)
    other = card(writer, locale, protocol=protocol, ssl=ssl)
    assert re.findall(r"<code>([^<]*)</code>", other.html) == re.findall(
        r"<code>([^<]*)</code>", english.html
    )


def test_the_card_in_dutch(writer: Writer) -> None:
    html = card(writer, "nl", protocol=Protocol.IMAP, ssl=Ssl.ON).html
    title, product, *_ = html.splitlines()
    assert title == "<b>Uw instellingen: IMAP met SSL</b>"
    assert product == "Voor e-mail bij uw webhosting (MX Plan, Europa)"
    assert "⚠️ <b>Let op: de uitgaande server vereist authenticatie.</b>" in html
    assert "Mijn uitgaande server vereist authenticatie" in html
    assert "995" not in html


def test_the_authentication_warning_says_its_meaning_first(writer: Writer) -> None:
    html = card(writer, protocol=Protocol.IMAP, ssl=Ssl.ON).html
    meaning = html.index("You also need your user name and password for sending")
    box = html.index("My outgoing server requires authentication")
    phones = html.index("even where it says “optional”")
    assert meaning < box < phones


def test_the_other_way_to_send_is_named_with_ssl_only(writer: Writer) -> None:
    on = card(writer, protocol=Protocol.IMAP, ssl=Ssl.ON).html
    off = card(writer, protocol=Protocol.IMAP, ssl=Ssl.OFF).html
    assert "through port 465? Then use <code>587</code> with STARTTLS." in on
    assert "465" not in off


def test_ssl_off_opens_with_the_risk(writer: Writer) -> None:
    html = card(writer, protocol=Protocol.POP, ssl=Ssl.OFF).html
    assert html.startswith("⚠️ Without SSL, others may be able to read your password")
    assert html.count("Security: STARTTLS if offered, otherwise none") == 2


def test_who_was_not_sure_about_ssl_is_told(writer: Writer) -> None:
    said = "You weren’t sure about SSL"
    assert said in card(writer, protocol=Protocol.IMAP, ssl=Ssl.UNSURE).html
    assert said not in card(writer, protocol=Protocol.IMAP, ssl=Ssl.ON).html


def test_pop_leaves_a_copy_on_the_server(writer: Writer) -> None:
    said = "Leave a copy of messages on the server"
    assert said in card(writer, protocol=Protocol.POP, ssl=Ssl.ON).html
    assert said not in card(writer, protocol=Protocol.IMAP, ssl=Ssl.ON).html


def test_who_does_not_know_the_protocol_keeps_the_incoming_server(writer: Writer) -> None:
    reply = card(writer, protocol=Protocol.UNSURE, ssl=Ssl.ON, account=Account.EXISTING)
    assert reply.html.startswith("<b>Your settings for sending</b>")
    assert ports(reply) == [465]


def test_email_pro_has_its_own_server_and_starttls(writer: Writer) -> None:
    reply = card(writer, product="emailpro", cluster="3", protocol=Protocol.IMAP)
    assert "For Email Pro\n" in reply.html
    assert ports(reply) == [993, 587]
    assert "Security: STARTTLS" in reply.html
    assert reply.html.count("pro3.mail.ovh.net") == 2


def test_an_unknown_number_is_a_question_mark_that_is_explained(writer: Writer) -> None:
    reply = card(writer, product="emailpro", cluster="0", protocol=Protocol.IMAP)
    assert "pro?.mail.ovh.net" in reply.html
    assert "Replace the question mark with a number" in reply.html
    assert not any(button.copy for row in reply.rows for button in row)


def test_the_american_servers(writer: Writer) -> None:
    reply = card(writer, product="mxplan", region="america", protocol=Protocol.IMAP, ssl=Ssl.ON)
    assert "imap.mail.ovh.ca" in reply.html
    assert "smtp.mail.ovh.ca" in reply.html
    assert "ssl0" not in reply.html


def test_classic_outlook_finds_exchange_by_itself(writer: Writer) -> None:
    reply = card(
        writer, product="exchange", cluster="4", protocol=Protocol.IMAP, device=Device.COMPUTER
    )
    assert "It finds Exchange by itself" in reply.html


@pytest.mark.parametrize(
    ("product", "server"),
    [("exchange", "ex4.mail.ovh.net"), ("zimbrapro", "zimbra1.mail.ovh.net")],
)
def test_exchange_on_a_phone_has_no_ports(writer: Writer, product: str, server: str) -> None:
    reply = card(writer, product=product, cluster="4", device=Device.PHONE)
    assert f"Server: <code>{server}</code>" in reply.html
    assert "<b>Domain:</b> leave this empty" in reply.html
    assert not re.search(r"\b(993|995|465|587)\b", reply.html)


def test_the_buttons_of_the_card(writer: Writer) -> None:
    rows = card(writer, protocol=Protocol.IMAP, ssl=Ssl.ON).rows
    labels = [[button.label for button in row] for row in rows]
    assert labels == [
        ["I have Email Pro, Exchange or Zimbra"],
        ["Steps in my program", "Copy ssl0.ovh.net"],
        ["It works", "It doesn’t work"],
        ["More…", "Back", "Start over"],
    ]
    copies = [button.copy for row in rows for button in row if button.copy]
    assert copies == ["ssl0.ovh.net"]


def test_what_is_copied_is_the_customers_own_server(writer: Writer) -> None:
    reply = card(writer, product="mxplan", region="america", protocol=Protocol.UNSURE, ssl=Ssl.ON)
    assert "smtp.mail.ovh.ca" in [b.copy for row in reply.rows for b in row]


def test_another_hosts_card(postduif: Facts, catalogs: Catalogs) -> None:
    writer = Writer(postduif, catalogs)
    reply = card(writer, protocol=Protocol.IMAP, ssl=Ssl.ON)
    assert "For Postduif Mail\n" in reply.html
    assert ports(reply) == [993, 2525]
    assert "ovh" not in reply.html.lower()


@pytest.mark.parametrize(
    ("product", "server"),
    [("exchange", "ex4.mail.ovh.net"), ("zimbrapro", "zimbra1.mail.ovh.net")],
)
def test_the_copy_button_copies_the_server_of_the_card(
    writer: Writer, product: str, server: str
) -> None:
    reply = card(writer, product=product, cluster="4", device=Device.PHONE)
    assert f"<code>{server}</code>" in reply.html
    assert [each.copy for row in reply.rows for each in row if each.copy] == [server]

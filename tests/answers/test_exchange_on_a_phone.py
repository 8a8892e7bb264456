"""
Advice for the account type Exchange speaks of nothing that it does not have.
"""

import pytest

from bot.answers import Writer
from bot.dialogue.diagnosis import CAUSES, NOT_FOR_EXCHANGE
from bot.dialogue.state import Device, Node, State, Symptom, Webmail
from bot.dialogue.turn import Say

PHONE = State(Node.REMEDY, locale="en", product="exchange", cluster="4", device=Device.PHONE)
SHOWN = [
    (symptom, cause.remedy)
    for symptom, causes in CAUSES.items()
    for cause in causes
    if cause.remedy not in NOT_FOR_EXCHANGE
]


@pytest.mark.parametrize(("symptom", "remedy"), SHOWN)
@pytest.mark.parametrize("webmail", [Webmail.WORKS, Webmail.FAILS])
def test_no_outgoing_server_and_no_ports(
    writer: Writer, symptom: Symptom, remedy: str, webmail: Webmail
) -> None:
    state = PHONE.having(symptom=symptom, remedy=remedy, webmail=webmail)
    html = writer.reply(Say(state)).html
    assert "utgoing" not in html
    assert "ort <code>" not in html
    assert "ssl0" not in html


def test_the_server_is_the_one_of_the_account_type(writer: Writer) -> None:
    for remedy in ("server-name", "typed-name", "foreign-server", "firewall", "other-product"):
        html = writer.reply(Say(PHONE.having(symptom=Symptom.SENDING, remedy=remedy))).html
        assert "<code>ex4.mail.ovh.net</code>" in html
    question = PHONE.having(node=Node.SERVER, symptom=Symptom.SENDING)
    assert dict(writer.labels(question))["right"] == "ex4.mail.ovh.net"

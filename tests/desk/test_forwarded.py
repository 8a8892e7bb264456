from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.desk.forwarded import Diagnoses
from bot.dialogue.disturbance import Disturbance, DisturbanceKind
from tests.desk.house import parts

OUTAGE = Disturbance(
    DisturbanceKind.SENDING, "", datetime(2026, 11, 25, 18, tzinfo=UTC), date(2026, 11, 25)
)


def forwarded(text: str, locale: str = "en", *disturbances: Disturbance) -> tuple[str, str]:
    made = parts()
    writer, sharing = made.conversation.writer, made.conversation.sharing
    diagnoses = Diagnoses(made.facts, made.catalogs, made.understanding, writer, sharing)
    diagnosis = diagnoses.read(text, locale, "our_bot", disturbances)
    assert diagnosis.summary.rows == ()
    (((button,),),) = (diagnosis.reply.rows,)
    assert (button.url or "").startswith("https://t.me/our_bot?start=1")
    assert diagnosis.secret == ("⚠️" in diagnosis.summary.html)
    return diagnosis.summary.html, diagnosis.reply.html


def test_the_agent_reads_the_diagnosis_and_the_customer_the_remedy() -> None:
    text = "Ich kann nichts senden, der Server sagt: 550 5.7.1 relay denied. Was ist das?"
    diagnosis, reply = forwarded(text)
    assert diagnosis.split("\n") == [
        "It is about: <b>I can’t send</b>",
        "I am sure of this.",
        "In the message: “der Server sagt: 550 5.7.1 relay denied”",
        "Likely cause: Sending without logging in",
        "",
        "The reply to send is below. Language: <b>Deutsch</b>",
    ]
    assert "ohne sich anzumelden" in reply
    assert "<code>ssl0.ovh.net</code>" in reply


@pytest.mark.parametrize("locale", ["nl", "en", "fr", "de", "es", "it", "pl", "pt"])
def test_the_diagnosis_is_in_the_language_of_the_agent(locale: str) -> None:
    diagnosis, reply = forwarded("ich kann leider keine e-mails mehr senden", locale)
    assert ("It is about" in diagnosis) == (locale == "en")
    assert "Deutsch" in diagnosis
    assert reply == forwarded("ich kann leider keine e-mails mehr senden", "nl")[1]


@pytest.mark.parametrize(
    ("text", "subject", "cause"),
    [
        ("verzenden lukt niet meer", "I can’t send", "Most common cause: Sending without"),
        ("outlook: can't connect to server, timeout", "No connection", "Likely cause: Port and"),
        ("wat zijn de imap instellingen met ssl?", "My settings", None),
        ("verschil tussen pop en imap?", "My settings", None),
        ("hoe stel ik thunderbird in", "Steps in my program", None),
        ("ik kreeg een ticket over pop before smtp", "I received an “Open SMTP” ticket", None),
        ("ticket", "I received an “Open SMTP” ticket", None),
        ("het werkt nu, dank u", "It works", None),
        ("ik wil graag een mens spreken", "Ask our helpdesk", None),
        ("het werkt niet", "It doesn’t work", None),
    ],
)
def test_what_a_message_is_about(text: str, subject: str, cause: str | None) -> None:
    diagnosis, reply = forwarded(text)
    assert f"It is about: <b>{subject}" in diagnosis
    assert cause in diagnosis if cause else "cause:" not in diagnosis
    assert reply


def test_two_causes_are_both_named() -> None:
    diagnosis, _ = forwarded("outlook: can't connect to server, timeout")
    assert "Likely cause: Port and security do not match / Antivirus or firewall" in diagnosis


def test_how_sure_it_is_stands_in_words() -> None:
    assert "I am sure of this." in forwarded("0x800ccc0f")[0]
    assert "I am fairly sure of this." in forwarded("ssl0.ovh.net")[0]
    doubtful, _ = forwarded("het blijft maar draaien met de mail")
    assert "I am not sure of this, so please check." in doubtful
    assert "In the message" not in doubtful


@pytest.mark.parametrize("text", ["asdf", "🙂", "???", "1", "<b>hello</b> & {name}"])
def test_what_is_not_understood_is_asked_back(text: str) -> None:
    diagnosis, reply = forwarded(text)
    assert diagnosis.startswith("<b>I can’t tell what this message is about.</b>")
    assert reply.startswith("Thank you for your message. What exactly is going wrong?")


@pytest.mark.parametrize("text", ["", "  \n"])
def test_without_text_it_says_that_text_is_needed(text: str) -> None:
    diagnosis, reply = forwarded(text, "nl")
    assert diagnosis.startswith("<b>Ik kan alleen tekst lezen.</b>")
    assert "foutmelding" in reply


@pytest.mark.parametrize(
    "text",
    [
        "Mein Passwort ist Hunter2!x und Outlook sagt 0x800ccc0f",
        "mijn wachtwoord is Hunter2!x",
        "mot de passe : Hunter2!x, je n'arrive pas à envoyer mes mails",
    ],
)
def test_a_password_is_reported_and_never_repeated(text: str) -> None:
    diagnosis, reply = forwarded(text)
    assert diagnosis.startswith("⚠️ There seems to be a password in this message.")
    assert reply.startswith("⚠️ ")
    assert "Hunter2" not in diagnosis + reply


def test_the_customers_words_are_escaped() -> None:
    diagnosis, _ = forwarded("relay <b>denied</b> 550 5.7.1 <i>relay denied</i>")
    assert "<i>" not in diagnosis
    assert diagnosis.count("<b>") == 2


def test_a_disturbance_goes_before_advice() -> None:
    diagnosis, reply = forwarded("verzenden lukt niet meer", "en", OUTAGE)
    assert "18:00" in reply
    assert "I can’t send" in diagnosis
    other = replace(OUTAGE, kind=DisturbanceKind.RECEIVING)
    assert "18:00" not in forwarded("verzenden lukt niet meer", "en", other)[1]

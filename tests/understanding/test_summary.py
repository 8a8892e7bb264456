import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.meaning import Command, Intent
from bot.dialogue.state import PortNumber, Protocol, ServerName, Ssl, Symptom
from bot.understanding import LexiconError, Understanding
from bot.understanding.code import codes
from bot.understanding.sign import Signs
from bot.understanding.weights import Weights
from tests.understanding.conftest import Read

REPORT = (
    "Het bericht kan niet worden verzonden. Onderwerp 'offerte', Account: 'info', Server: "
    "'{server}', Protocol: SMTP, Serverantwoord: '550 5.7.1 <jan@bakker.example>... Relaying "
    "denied.', Poort: 25, Beveiligd (SSL): Nee, Serverfout: 550, Foutnummer: 0x800CCC79"
)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("0x800CC0E", Intent.CONNECTION_FAILED),
        ("0x 800 ccc 0f", Intent.CONNECTION_FAILED),
        ("fehler 800ccc92", Intent.LOGIN_FAILED),
        ("erreur 535", Intent.LOGIN_FAILED),
        ('got code "552"', Intent.LIMITS),
        ("socketfout 10061", Intent.CONNECTION_FAILED),
        ("11001", Intent.CONNECTION_FAILED),
        ("5.7.8", Intent.LOGIN_FAILED),
        ("NO [OVERQUOTA]", Intent.LIMITS),
        ("550 5.7.1 relay not permitted", Intent.CANNOT_SEND),
        ("554 5.7.1 blocked using zen.spamhaus.org", Intent.REJECTED),
        ("503 5.5.1 you must authenticate first", Intent.CANNOT_SEND),
        ("530 5.7.0 Must issue a STARTTLS command first", Intent.CERTIFICATE),
        ("553 Sender address rejected: not logged in", Intent.CANNOT_SEND),
        ("535 account blocked for spam", Intent.LOGIN_FAILED),
        ("550 5.1.1 user unknown", Intent.REJECTED),
        ("formulier van mijn website: 530 authentication required", Intent.CANNOT_SEND),
        ("wordpress site error 503", Intent.OTHER),
    ],
)
def test_codes_and_replies_decide(understanding: Understanding, text: str, intent: Intent) -> None:
    assert understanding.summary(text).intent is intent


def test_a_report_fills_the_slots(understanding: Understanding) -> None:
    summary = understanding.summary(REPORT.format(server="ssl0.ovh.net"), "nl")
    assert summary.intent is Intent.CANNOT_SEND
    assert not summary.ask
    assert summary.remedies == ("authentication",)
    assert dict(summary.slots) == {
        "security": "off",
        "direction": "sending",
        "host": "ssl0.ovh.net",
        "port": 25,
        "code": "0x800ccc79",
    }
    assert "jan@" not in str(summary.evidence)
    assert any("relay" in reason for reason in summary.reasons)


def test_a_report_names_cause_and_answers(read: Read) -> None:
    meaning = read(REPORT.format(server="ssl0.ovh.net"))
    assert meaning.remedies == ("authentication",)
    assert meaning.answers == {
        "symptom": Symptom.SENDING,
        "server": ServerName.RIGHT,
        "ssl": Ssl.OFF,
        "port": PortNumber.SMTP,
    }
    foreign = read(REPORT.format(server="smtp.ziggo.nl"))
    assert foreign.remedies == ("foreign-server",)
    pro = read(REPORT.format(server="pro3.mail.ovh.net"))
    assert pro.answers["product"] == "emailpro"


@pytest.mark.parametrize(
    ("text", "remedies"),
    [
        ("Server: ssl0.ovh.net, Protocol: SMTP, Port: 25, Socket Error: 10060", ("port-25",)),
        ("Server: ssl0.ovh.net, Protocol: SMTP, Port: 993, Socket Error: 10060", ("ports",)),
        ("certificate name mismatch ns0.ovh.net", ("server-name",)),
        ("unknown host", ("typed-name",)),
        ("SPA logon failed 0x800CCC18", ("password-type",)),
        ("552 5.3.4 message size exceeds limit", ("large-message",)),
        ("bijlage te groot", ("large-message",)),
        ("mail for jan@bakker.example via mail.bakker.example timed out", ("server-name",)),
    ],
)
def test_causes(understanding: Understanding, text: str, remedies: tuple[str, ...]) -> None:
    assert understanding.summary(text).remedies == remedies


def test_the_other_slots(understanding: Understanding) -> None:
    slots = understanding.summary("thunderbird imap exchange met ssl ontvangen lukt niet").slots
    assert slots["program"] == "thunderbird"
    assert (slots["protocol"], slots["product"], slots["security"]) == ("imap", "exchange", "on")
    report = understanding.summary("Protocol: POP3, Port: 110, -ERR [AUTH] failed").slots
    assert (report["protocol"], report["direction"], report["code"]) == ("pop", "receiving", "auth")
    assert understanding.summary("Server: x, Protocol: y, SSL = z").slots.get("protocol") is None


def test_ticket_alone_asks(read: Read) -> None:
    meaning = read("ticket")
    assert (meaning.ask, meaning.command) == (True, Command.TICKET)
    assert not read("open smtp ticket").ask


def test_a_single_topic_asks(read: Read) -> None:
    meaning = read("verzenden")
    assert (meaning.ask, meaning.answers) == (True, {"symptom": Symptom.SENDING})


def test_words_without_a_known_phrase_are_weighed(read: Read) -> None:
    meaning = read("mein Postfach platzt aus allen Nähten, Speicherplatz aufgebraucht")
    assert meaning.answers["symptom"] is Symptom.FULL
    assert read("je souhaiterais parler de vive voix avec un conseiller").command is Command.PERSON


def test_numbers_that_are_amounts_are_no_codes() -> None:
    units = frozenset({"mb", "mensen"})
    assert codes("550 mensen, 552 MB, iOS 5.1.1.2 en 192.168.5.1", units) == ()
    assert [each.name for each in codes("535 5.7.8 [AUTH] 0x800CCC0E 0x12345", units)] == [
        "535",
        "5.7.8",
        "[auth]",
        "0x800ccc0e",
    ]


def test_protocol_and_details_of_a_report(read: Read) -> None:
    meaning = read("Server: ssl0.ovh.net, Protocol: IMAP, Port: 993, SSL: Ja, LOGIN failed")
    assert meaning.answers["protocol"] is Protocol.IMAP
    assert meaning.answers["ssl"] is Ssl.ON


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("intent: rejected", "intent: refused", "should be"),
        ("    intent: rejected\n", "", "either an intent or leans"),
        ("says: [mailbox full,", "says: [(a+)+$,", "no part of a phrase"),
        ("says: [mailbox full,", "says: [a ... b ... c ... d ... e,", "run away"),
        ("leans: {cannot_send: 4}", "leans: {cannot_send: 40}", "less than or equal"),
        ('codes: ["552"', 'codes: ["55"', "should match"),
    ],
)
def test_a_mistake_in_the_replies_is_told(
    root: Path, tmp_path: Path, old: str, new: str, why: str
) -> None:
    text = (root / "locales" / "replies.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "replies.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LexiconError, match=why) as caught:
        Signs.read(tmp_path)
    assert caught.value.line > 1


@pytest.mark.parametrize("content", ["", "feature\tone\n", "{head}\nw x\t1\n", "{head}\nw x\ta\n"])
def test_a_mistake_in_the_weights_is_told(tmp_path: Path, content: str) -> None:
    head = "\t".join(("feature", *Intent))
    (tmp_path / "weights.tsv").write_text(content.format(head=head), encoding="utf-8")
    with pytest.raises(LexiconError):
        Weights.read(tmp_path)
    with pytest.raises(LexiconError):
        Weights.read(tmp_path / "nowhere")


@given(text=st.text(max_size=200), lang=st.sampled_from(["nl", "xx", None]))
def test_any_text_has_a_summary(understanding: Understanding, text: str, lang: str | None) -> None:
    summary = understanding.summary(text, lang)
    assert 0 <= summary.confidence <= 1
    assert len(summary.evidence) <= 3
    assert all(len(each) <= 80 for each in summary.evidence)
    values: dict[str, Any] = dict(summary.slots)
    assert json.loads(json.dumps(values)) == values


def test_a_judgement_can_be_asked_for(understanding: Understanding) -> None:
    verdict = understanding.judge("erreur 535")
    assert verdict.proof is not None
    assert verdict.likely[0][1] >= verdict.likely[-1][1]


def test_a_certain_judgement_overrules_a_phrase(read: Read) -> None:
    meaning = read(
        "Postfach ist nicht voll, Spamordner leer. Trotzdem kommt nichts an.", locale="de"
    )
    assert meaning.answers["symptom"] is Symptom.RECEIVING
    assert read("My website is down, error 404 on every page", locale="en").confidence < 1


def test_nobody_is_told_to_log_in_at_a_foreign_server(understanding: Understanding) -> None:
    summary = understanding.summary("Server: smtp.ziggo.nl, Protocol: SMTP, 535 login failed")
    assert summary.remedies == ("foreign-server",)

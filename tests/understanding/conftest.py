from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.meaning import Meaning
from bot.dialogue.state import Node, State
from bot.facts import Facts, read_facts
from bot.understanding import Context, Understanding

MOVES = (("person", "Vraag aan onze helpdesk"), ("back", "Terug"), ("over", "Opnieuw beginnen"))
LABELS: dict[Node, tuple[tuple[str, str], ...]] = {
    Node.START: (
        ("imap", "IMAP"),
        ("pop", "POP"),
        ("unsure", "Weet ik niet"),
        ("trouble", "Het werkt niet (meer)"),
        ("ticket", 'Ik kreeg een ticket "Open SMTP"'),
        ("language", "🌐 Andere taal"),
        ("person", "Vraag aan onze helpdesk"),
    ),
    Node.SECURITY: (
        ("on", "SSL aan (aanbevolen)"),
        ("off", "SSL uit"),
        ("unsure", "Weet ik niet"),
        *MOVES,
    ),
    Node.SYMPTOM: (
        ("sending", "Verzenden lukt niet"),
        ("receiving", "Ontvangen lukt niet"),
        ("password", "Wachtwoord wordt geweigerd"),
        ("certificate", "Waarschuwing over certificaat"),
        ("connection", "Geen verbinding met de server"),
        ("rejected", "Bericht geweigerd of teruggekomen"),
        ("full", "Mailbox is vol"),
        ("vanished", "Er is mail verdwenen"),
        *MOVES,
    ),
    Node.WEBMAIL: (
        ("open_webmail", "Naar webmail"),
        ("yes", "Ja, daar werkt het"),
        ("no", "Nee, daar ook niet"),
        ("unsure", "Weet ik niet"),
        *MOVES,
    ),
    Node.SERVER: (
        ("right", "De juiste naam"),
        ("old", "De oude naam"),
        ("own_domain", "Mijn eigen domein"),
        ("foreign", "Mijn internetprovider"),
        ("unsure", "Weet ik niet"),
        *MOVES,
    ),
    Node.PORT: (
        ("outgoing", "De aanbevolen poort"),
        ("alternative", "De andere poort"),
        ("smtp", "De oude poort"),
        ("other", "Iets anders"),
        ("unsure", "Weet ik niet"),
        *MOVES,
    ),
    Node.CLUSTER: (
        *((f"cluster:{digit}", str(digit)) for digit in range(1, 10)),
        ("unsure", "Weet ik niet"),
        *MOVES,
    ),
    Node.DEVICE: (
        ("phone", "Telefoon of tablet"),
        ("computer", "Computer"),
        ("unsure", "Weet ik niet"),
        *MOVES,
    ),
    Node.ACCOUNT: (
        ("new", "Nieuw account"),
        ("existing", "Ik had het al"),
        ("unsure", "Weet ik niet"),
        *MOVES,
    ),
    Node.PRODUCT: (
        ("product:mxplan/europe", "MX Plan (Europa)"),
        ("product:mxplan/america", "MX Plan (Amerika / Azië-Pacific)"),
        ("product:emailpro/europe", "Email Pro"),
        ("product:exchange/europe", "Exchange"),
        ("product:zimbra/europe", "Zimbra Starter"),
        ("product:zimbrapro/europe", "Zimbra Pro / Business"),
        ("unsure", "Weet ik niet"),
        *MOVES,
    ),
    Node.PROGRAM: (
        ("program:windows-mail", "Windows Mail (Vista, 7)"),
        ("program:mail-app", "Mail (Windows 10, 11)"),
        ("program:new-outlook", "Outlook (Windows)"),
        ("program:other", "Een ander programma"),
        *MOVES,
    ),
    Node.LANGUAGE: (
        ("locale:nl", "Nederlands"),
        ("locale:en", "English"),
        ("locale:pl", "Polski"),
        *MOVES,
    ),
    Node.CARD: (
        ("product", "Ik heb Email Pro, Exchange of Zimbra"),
        ("steps", "Stappen in mijn programma"),
        ("copy", "Kopieer ssl0.ovh.net"),
        ("works", "Het werkt"),
        ("trouble", "Het werkt niet"),
        ("more", "Meer…"),
    ),
    Node.REMEDY: (
        ("works", "Het werkt"),
        ("next", "Het werkt nog niet"),
        ("steps", "Stappen in mijn programma"),
        ("symptoms", "Er is iets anders aan de hand"),
        ("person", "Vraag aan onze helpdesk"),
    ),
}

Read = Callable[..., Meaning]


def context(node: Node = Node.START, locale: str = "nl", **answers: Any) -> Context:
    return Context(State(node=node, locale=locale, **answers), LABELS.get(node, ()))


@pytest.fixture(scope="session")
def facts(root: Path) -> Facts:
    return read_facts(root / "config.yaml")


@pytest.fixture(scope="session")
def understanding(root: Path, facts: Facts) -> Understanding:
    return Understanding.load(root / "locales", facts)


@pytest.fixture
def read(understanding: Understanding) -> Read:
    def reading(text: str, node: Node = Node.START, locale: str = "nl", **answers: Any) -> Meaning:
        return understanding.read(text, context(node, locale, **answers))

    return reading

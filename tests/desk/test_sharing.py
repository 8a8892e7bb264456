from typing import cast

import pytest

from bot.answers.reply import Button, Reply
from bot.answers.writer import Writer
from bot.desk.sharing import PRIVATE, Sharing
from bot.dialogue.codec import Codec, Tap, TapKind
from bot.dialogue.handover import OF_THE_DESK
from bot.dialogue.state import Node, Protocol, Ssl, State
from bot.dialogue.step import Dialogue
from bot.dialogue.turn import Say
from tests.desk.house import parts

SETTINGS = State(Node.SECURITY, locale="fr", protocol=Protocol.POP)


def sharing() -> Sharing:
    return parts().conversation.sharing


def tapped(tap: Tap | None, language: str | None = "de") -> Reply:
    became = sharing().tapped(tap, language, "our_bot")
    assert isinstance(became, Reply)
    return became


def follow(reply: Reply, label: str) -> Reply:
    data = {each.label: each.data for row in reply.rows for each in row}[label]
    return tapped(Codec(parts().facts).parse(data or ""))


def labels(reply: Reply) -> list[str]:
    return [each.label for row in reply.rows for each in row]


def test_a_tap_leads_on_by_the_button_alone_in_its_language() -> None:
    question = tapped(Tap(SETTINGS, TapKind.EDIT))
    card = follow(question, "SSL activé (recommandé)")
    assert "<code>995</code>" in card.html
    assert "Vos paramètres" in card.html
    assert "Continuer dans une discussion avec moi" not in labels(card)


def test_a_double_tap_changes_nothing() -> None:
    tap = Tap(SETTINGS.having(ssl=Ssl.ON, node=Node.CARD))
    assert tapped(tap) == tapped(tap)


def test_the_language_can_be_changed() -> None:
    languages = tapped(Tap(State(Node.LANGUAGE, locale="en")))
    assert "Guten Tag" in follow(languages, "Deutsch").html


def test_a_button_that_cannot_be_read_begins_afresh_in_the_language_of_the_app() -> None:
    assert "IMAP" in labels(tapped(None))
    assert "Guten Tag" in tapped(None).html
    assert "Weet ik niet" in labels(tapped(None, None))


@pytest.mark.parametrize("node", sorted(PRIVATE))
def test_a_screen_for_one_person_is_a_link(node: Node) -> None:
    became = sharing().tapped(Tap(State(node, locale="en")), "en", "our_bot")
    assert isinstance(became, str)
    tap = Codec(parts().facts).parse(became.removeprefix("https://t.me/our_bot?start="))
    assert tap is not None
    assert tap.state.node is (Node.PERSON if node in OF_THE_DESK else node)


@pytest.mark.parametrize("node", sorted(set(Node) - PRIVATE))
def test_no_button_on_the_way_leads_to_a_screen_for_one_person(node: Node) -> None:
    codec = Codec(parts().facts)
    for row in tapped(Tap(State(node, locale="en"))).rows:
        for button in row:
            tap = codec.parse(button.data or "")
            assert tap is None or tap.state.node not in PRIVATE
            assert sum(each is not None for each in (button.data, button.url, button.copy)) == 1


class LongWinded:
    """
    Writes more than a message holds.
    """

    def reply(self, _: Say) -> Reply:
        return Reply("\n\n".join(["<b>word</b> " * 100] * 20), ((Button("a", copy="x"),),))


def test_a_text_that_is_too_long_is_cut_and_goes_on_in_a_chat() -> None:
    facts, catalogs = parts().facts, parts().catalogs
    dialogue = Dialogue(facts, catalogs.locales)
    writer = cast("Writer", LongWinded())
    reply = Sharing(facts, catalogs, dialogue, writer).reply(Say(State(locale="en")), "our_bot")
    assert reply.html.count("<b>") == reply.html.count("</b>") > 100
    assert len(reply.html.replace("<b>", "").replace("</b>", "")) <= 4096
    assert labels(reply) == ["a", "Continue in a chat with me"]

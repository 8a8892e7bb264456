from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.answers.reply import Reply
from bot.desk.inline import MOST, Article, Articles
from bot.dialogue.codec import Codec
from bot.dialogue.disturbance import Disturbance, DisturbanceKind
from bot.dialogue.state import Node, Protocol, Ssl, State
from tests.desk.house import House, parts

OUTAGE = Disturbance(
    DisturbanceKind.SENDING, "", datetime(2026, 11, 25, 18, tzinfo=UTC), date(2026, 11, 25)
)
SENDING = "ich kann leider seit gestern keine e-mails mehr senden"
TYPED = (
    "",
    "imap ssl",
    "pop",
    "ticket",
    "0x800ccc0f",
    "thunderbird",
    "exchange",
    "ssl",
    "helpdesk",
    "vergeet mij",
    "privacy",
    "asdf",
    "/ticket",
    "550 5.7.1 relay denied",
    "het werkt niet",
    "outlook: can't connect to server, timeout",
    SENDING,
)


def articles() -> Articles:
    return parts().conversation.articles


def find(text: str, language: str | None = "nl") -> tuple[Article, ...]:
    return articles().find(text, language, "our_bot")


def state(article: Article) -> State:
    tap = Codec(parts().facts).parse(article.id)
    assert tap is not None
    return tap.state


def buttons(reply: Reply) -> dict[str, str]:
    return {each.label: each.url or each.data or "" for row in reply.rows for each in row}


def test_without_words_there_are_the_cards_the_ticket_and_the_first_screen() -> None:
    found = [state(each) for each in find("")[:4]]
    assert [each.node for each in found] == [Node.CARD, Node.CARD, Node.TICKET, Node.START]
    assert [(each.protocol, each.ssl) for each in found[:2]] == [
        (Protocol.IMAP, Ssl.ON),
        (Protocol.POP, Ssl.ON),
    ]


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("imap ssl", [Node.CARD]),
        ("pop", [Node.CARD, Node.SECURITY]),
        ("ssl", [Node.CARD, Node.CARD, Node.PROTOCOL]),
        ("ticket", [Node.TICKET]),
        ("thunderbird", [Node.STEPS, Node.STEPS, Node.TASK]),
        ("0x800ccc0f", [Node.REMEDY]),
        ("verzenden lukt niet", [Node.REMEDY, Node.WEBMAIL]),
        ("outlook: can't connect to server, timeout", [Node.REMEDY, Node.REMEDY, Node.WHICH]),
        ("verzenden", [Node.REMEDY]),
        ("het werkt niet", [Node.SYMPTOM]),
        ("verschil tussen pop en imap", [Node.ACCOUNT]),
    ],
)
def test_words_find_the_answer_first_and_then_the_question(text: str, nodes: list[Node]) -> None:
    found = [state(each) for each in find(text)]
    assert [each.node for each in found if each.locale == "nl"] == nodes


def test_pop_is_the_card_for_pop_with_ssl() -> None:
    first = find("pop")[0]
    assert "995" in first.description
    assert "POP" in first.title
    assert "<code>995</code>" in first.reply.html


@pytest.mark.parametrize("text", ["asdf", "helpdesk", "vergeet mij", "privacy", "hallo"])
def test_what_has_no_answer_for_others_finds_the_usual(text: str) -> None:
    assert [each.id for each in find(text)] == [each.id for each in find("")]


def test_the_agents_language_comes_first_then_the_one_of_the_words() -> None:
    found = find(SENDING, "fr")
    locales = [state(each).locale for each in found]
    assert locales[:4] == ["fr", "fr", "de", "de"]
    assert sorted(set(locales)) == sorted(parts().catalogs.locales)
    assert len(locales) == 10
    assert found[2].description.startswith("Deutsch · ")
    assert " · " not in found[0].description


@pytest.mark.parametrize(
    ("language", "locales"),
    [("fr-CA", ["fr", "nl"]), (None, ["nl", "de"]), ("xx", ["nl", "de"]), ("pt-br", ["pt", "nl"])],
)
def test_the_second_language_is_the_usual_one(language: str | None, locales: list[str]) -> None:
    found = dict.fromkeys(state(each).locale for each in find("imap ssl", language))
    assert list(found)[:2] == locales


@pytest.mark.parametrize("text", TYPED)
@pytest.mark.parametrize("language", ["nl", "pl"])
def test_every_article_is_whole(text: str, language: str) -> None:
    found = find(text, language)
    ids = [each.id for each in found]
    assert 1 <= len(found) <= MOST
    assert len(set(ids)) == len(ids)
    assert all(1 <= len(each) <= 64 for each in ids)
    assert ids == [each.id for each in find(text, language)]
    for each in found:
        assert each.title
        assert "\n" not in each.title + each.description
        assert "<" not in each.title + each.description
        assert each.description
        assert each.reply.html
        assert each.reply.rows


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_password_does_not_come_back(language: str) -> None:
    for text in (
        "mijn wachtwoord is Hunter2!x",
        "mijn wachtwoord is Hunter2!x en verzenden lukt niet",
        "my password: Hunter2!x 550 5.7.1 relay denied",
    ):
        assert "Hunter2" not in str(find(text, language))


def test_what_was_typed_does_not_come_back() -> None:
    assert "<b>x" not in str(find("<b>x 0x800ccc0f"))
    assert "0x800ccc0f" not in str(find("0x800ccc0f"))


def test_what_needs_a_person_leads_to_a_chat_with_the_bot() -> None:
    links = buttons(find("0x800ccc0f", "en")[0].reply)
    assert links["Ask our helpdesk"].startswith("https://t.me/our_bot?start=")
    tap = Codec(parts().facts).parse(links["Ask our helpdesk"].partition("=")[2])
    assert tap is not None
    assert (tap.state.node, tap.state.locale) == (Node.PERSON, "en")
    assert "://" not in links["It works"]


def test_a_screen_that_asks_for_words_has_a_way_to_write_them() -> None:
    links = buttons(find("it does not work", "en")[0].reply)
    assert links["Continue in a chat with me"].startswith("https://t.me/our_bot?start=")


def test_a_disturbance_stands_on_the_card_and_before_advice() -> None:
    for text in ("imap ssl", "verzenden lukt niet"):
        plain = articles().find(text, "nl", "our_bot")[0]
        first = articles().find(text, "nl", "our_bot", (OUTAGE,))[0]
        assert first.reply.html != plain.reply.html
        assert "18:00" in first.reply.html
    assert state(first).node is Node.DISTURBANCE
    assert articles().find("imap ssl", "nl", "our_bot", (OUTAGE,))[0].title.endswith("IMAP met SSL")
    found = articles().find("verzenden lukt niet", "nl", "our_bot", (OUTAGE,))
    assert [state(each).locale for each in found].count("nl") == 1
    other = replace(OUTAGE, kind=DisturbanceKind.RECEIVING)
    assert state(articles().find("verzenden lukt niet", "nl", "b", (other,))[0]).node is Node.REMEDY


async def test_the_staffs_notice_stands_in_the_results_and_they_are_kept_for_a_short_time(
    home: House,
) -> None:
    await home.at(home.piet, 0).command("/notice sending 2h we are working on it")
    results = await home.jan.inquire("imap ssl")
    assert "we are working on it" in results[0]["input_message_content"]["message_text"]
    answer = next(each for each in home.telegram.log if each.method == "answerInlineQuery")
    assert answer.parameters["cache_time"] == "30"


async def test_nothing_of_the_staffs_is_in_the_results(home: House) -> None:
    agent = await home.hand_over()
    await agent.send("This is for the customer alone")
    for words in ("", "desk", "/open", "This is for the customer alone"):
        for customer in (home.piet, home.mia):
            results = str(await home.customer(customer).inquire(words))
            assert "for the customer alone" not in results
            assert str(home.room.id) not in results


async def test_a_card_that_was_sent_goes_on_by_taps(home: House) -> None:
    results = await home.customer(home.piet).inquire("imap")
    rows = results[1]["reply_markup"]["inline_keyboard"]
    await home.jan.press_inline("shared", rows[0][0]["callback_data"])
    shown = home.telegram.editing.inline["shared"]
    assert "993" in shown["text"]
    person = [each for row in shown["reply_markup"]["inline_keyboard"] for each in row]
    assert all(
        ("url" in each) or ("callback_data" in each) or ("copy_text" in each) for each in person
    )
    assert home.jan.messages == []

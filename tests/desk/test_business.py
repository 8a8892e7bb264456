"""
The bot in the chats of an agent's own account.
"""

import pytest

from bot.channel.business import SILENCE
from bot.preview.account import Account
from bot.preview.customer import Customer
from bot.store import SqliteStore
from tests.desk.house import House, texts

KIM = Customer("Kim <b>@x</b>", "nl", id=91)
RELAY = "ik kan niet verzenden: 550 5.7.1 relay denied"


@pytest.fixture
async def account(home: House) -> Account:
    opened = Account(home.telegram, home.piet, home.deliver)
    await opened.connect()
    return opened


async def test_it_speaks_up_when_it_is_certain(account: Account) -> None:
    await account.writes(KIM, RELAY)
    (said,) = account.said(KIM)
    assert "zonder zich aan te melden" in said.text
    assert said.raw["from"]["id"] == account.owner.id


@pytest.mark.parametrize(
    "text",
    [
        "hallo",
        "dank u wel",
        "kunt u mij een factuur sturen?",
        "1",
        "/start",
        "ik wil een mens",
        "?",
    ],
)
async def test_it_does_not_barge_in(account: Account, store: SqliteStore, text: str) -> None:
    await account.writes(KIM, text)
    assert account.said(KIM) == []
    async with store.books() as books:
        assert await books.session(f"telegram:{account.id}:{KIM.id}:") is None


async def test_what_is_not_for_it_stays_unanswered_later_too(account: Account) -> None:
    await account.writes(KIM, RELAY)
    await account.writes(KIM, "tot morgen dan, groeten aan uw vrouw")
    assert len(account.said(KIM)) == 1
    await account.writes(KIM, "imap met ssl")
    assert "993" in account.said(KIM)[-1].text


async def test_buttons_work(account: Account) -> None:
    await account.writes(KIM, RELAY)
    await account.tap(KIM, "Het werkt")
    assert len(account.said(KIM)) == 2


async def test_it_is_silent_once_the_owner_writes(home: House, account: Account) -> None:
    await account.writes(KIM, RELAY)
    await account.answers(KIM, "I am looking into it")
    await account.writes(KIM, "0x800ccc0f")
    await account.tap(KIM, "Het werkt")
    assert len(account.said(KIM)) == 1
    await home.pass_by(SILENCE + 1)
    await account.writes(KIM, "0x800ccc0f")
    assert len(account.said(KIM)) == 2


async def test_the_owner_may_be_first(account: Account) -> None:
    await account.answers(KIM, "hello Kim")
    await account.writes(KIM, RELAY)
    assert account.said(KIM) == []


async def test_a_person_tells_the_owner_and_goes_silent(home: House, account: Account) -> None:
    await account.writes(KIM, RELAY)
    await account.writes(KIM, "ik wil een medewerker spreken")
    assert account.said(KIM)[-1].text == "Ik heb het doorgegeven. U krijgt hier antwoord."
    owner = home.customer(home.piet)
    assert owner.last.text == (
        "A customer asks for you in your chat with Kim <b>@x</b>. I keep silent there for now."
    )
    assert [each["type"] for each in owner.last.entities] == ["code"]
    await account.writes(KIM, "0x800ccc0f")
    assert len(account.said(KIM)) == 2
    assert not home.room.topics


async def test_the_button_for_a_person_does_so_too(home: House, account: Account) -> None:
    await account.writes(KIM, RELAY)
    await account.tap(KIM, "Vraag aan onze helpdesk")
    assert account.said(KIM)[-1].text == "Ik heb het doorgegeven. U krijgt hier antwoord."
    assert "A customer asks for you" in home.customer(home.piet).last.text


async def test_a_password_is_deleted(account: Account) -> None:
    await account.writes(KIM, f"{RELAY} mijn wachtwoord is Hunter2!x")
    assert "wachtwoord" in account.said(KIM)[-1].text
    assert not any("Hunter2" in each for each in texts(account.history(KIM)))


async def test_without_the_right_to_delete_the_rest_still_comes(account: Account) -> None:
    account.delete = False
    await account.writes(KIM, f"{RELAY} mijn wachtwoord is Hunter2!x")
    assert len(account.said(KIM)) == 1


async def test_the_customers_own_chat_with_the_bot_is_another(
    home: House, account: Account
) -> None:
    kim = home.customer(KIM)
    await kim.start()
    await kim.send("pop")
    await account.writes(KIM, "imap met ssl")
    await kim.send("met ssl")
    assert kim.last.text.startswith("Uw instellingen: POP met SSL")


@pytest.mark.parametrize("what", ["reply", "enabled"])
async def test_a_right_that_is_gone_is_respected(home: House, account: Account, what: str) -> None:
    setattr(account, what, False)
    await account.connect()
    await account.writes(KIM, RELAY)
    assert account.said(KIM) == []
    assert home.telegram.calls["sendMessage"] == 0


async def test_a_connection_that_is_not_known_here_is_asked_for(home: House) -> None:
    account = Account(home.telegram, home.piet, home.deliver)
    await account.writes(KIM, RELAY)
    assert len(account.said(KIM)) == 1
    await account.writes(KIM, "0x800ccc0f")
    assert home.telegram.calls["getBusinessConnection"] == 1


async def test_what_it_said_itself_is_no_message_of_the_owners(
    home: House, account: Account
) -> None:
    await account.writes(KIM, RELAY)
    await home.deliver(
        home.telegram.updates.stamp("business_message", dict(account.said(KIM)[-1].raw))
    )
    await account.writes(KIM, "0x800ccc0f")
    assert len(account.said(KIM)) == 2


async def test_to_be_forgotten_in_ones_own_chat_is_to_be_forgotten_there_too(
    home: House, account: Account, store: SqliteStore
) -> None:
    kim = home.customer(KIM)
    await kim.start()
    await account.writes(KIM, RELAY)
    await kim.command("/forget")
    async with store.books() as books:
        assert await books.session(f"telegram:{account.id}:{KIM.id}:") is None

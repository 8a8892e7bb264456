import pytest

from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.preview.refusal import Refused
from bot.preview.telegram import LocalTelegram


async def react(client: Client, message: int, *emoji: str) -> object:
    reaction = [{"type": "emoji", "emoji": each} for each in emoji]
    parameters = {"chat_id": client.chat.id, "message_id": message, "reaction": reaction}
    return await client.telegram.call("setMessageReaction", parameters)


async def test_a_message_has_one_reaction_of_the_bot() -> None:
    client = Client(LocalTelegram(), Customer())
    said = await client.start()
    place = (client.chat.id, said.id)
    await react(client, said.id, "👀")
    await react(client, said.id, "👍")
    assert client.telegram.reactions.given == {place: "👍"}
    await react(client, said.id)
    assert client.telegram.reactions.given == {}


async def test_what_telegram_would_refuse_is_refused() -> None:
    client = Client(LocalTelegram(), Customer())
    said = await client.start()
    with pytest.raises(Refused, match="REACTION_INVALID"):
        await react(client, said.id, "✅")
    with pytest.raises(Refused, match="REACTIONS_TOO_MANY"):
        await react(client, said.id, "👀", "👍")
    with pytest.raises(Refused, match="message to react not found"):
        await react(client, said.id + 1, "👀")
    with pytest.raises(Refused, match="expected an Array of ReactionType"):
        await client.telegram.call(
            "setMessageReaction",
            {"chat_id": client.chat.id, "message_id": said.id, "reaction": {"emoji": "👀"}},
        )

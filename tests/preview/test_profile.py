import pytest
from telegram import (
    Bot,
    BotCommand,
)

from bot.preview.refusal import Refused
from bot.preview.telegram import LocalTelegram


async def test_the_bot_knows_itself(bot: Bot, telegram: LocalTelegram) -> None:
    me = await bot.get_me()
    assert (me.username, me.is_bot) == (telegram.bot.username, True)
    assert telegram.calls["getMe"] == 2  # initialising asks too


async def test_the_profile_speaks_each_language(bot: Bot, telegram: LocalTelegram) -> None:
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_commands([BotCommand("help", "Hulp")], language_code="nl")
    assert [c.description for c in await bot.get_my_commands(language_code="nl")] == ["Hulp"]
    assert telegram.profile.menu("fr")[0]["description"] == "Help"
    await bot.set_my_name("Mailhulp", language_code="nl")
    assert (await bot.get_my_name("nl")).name == "Mailhulp"
    assert (await bot.get_my_name("fr")).name == "Mail help"
    await bot.set_my_description("Long")
    await bot.set_my_short_description("Short")
    assert (await bot.get_my_description("de")).description == "Long"
    assert (await bot.get_my_short_description()).short_description == "Short"
    await bot.delete_my_commands(language_code="nl")
    assert await bot.get_my_commands(language_code="nl") == ()
    await bot.set_chat_menu_button()


@pytest.mark.parametrize(
    ("command", "description"),
    [("Help", "x"), ("h" * 33, "x"), ("help-me", "x"), ("help", ""), ("help", "x" * 257)],
)
async def test_commands_that_are_refused(
    telegram: LocalTelegram, command: str, description: str
) -> None:
    commands = [{"command": command, "description": description}]
    with pytest.raises(Refused):
        await telegram.call("setMyCommands", {"commands": commands})


async def test_profiles_that_are_refused(telegram: LocalTelegram) -> None:
    command = {"command": "a", "description": "b"}
    for method, parameters in (
        ("setMyName", {"name": "x" * 65}),
        ("setMyDescription", {"description": "x" * 513}),
        ("setMyShortDescription", {"short_description": "x" * 121}),
        ("setMyName", {"name": "x", "language_code": "nl-BE"}),
        ("setMyCommands", {"commands": [command] * 101}),
    ):
        with pytest.raises(Refused):
            await telegram.call(method, parameters)

from telegram import Bot

from bot.channel.entry import ALLOWED_UPDATES
from bot.channel.registration import register
from bot.facts import Facts
from bot.i18n import Catalogs, Translator
from bot.preview.telegram import LocalTelegram


def catalogs(*locales: str) -> Catalogs:
    return Catalogs({locale: Named(locale) for locale in locales})


class Named(Translator):
    """
    Says in every text which language it is in.
    """

    def plain(self, message: str, **values: object) -> str:
        return f"{self.locale}: {super().plain(message, **values)}"


async def test_every_language_has_its_profile(
    bot: Bot, telegram: LocalTelegram, facts: Facts
) -> None:
    lines = await register(bot, facts, catalogs("en", "nl", "pt_BR"))
    profile = telegram.profile
    assert profile.names[""].startswith("nl: ")
    assert profile.names["en"].startswith("en: ")
    assert profile.names["pt"].startswith("pt_BR: ")
    assert profile.menu("en")[0] == {"command": "start", "description": "en: Start over"}
    assert profile.menu("sv")[0] == {"command": "start", "description": "nl: Start over"}
    assert profile.descriptions["en"].startswith("en: ")
    assert profile.short_descriptions["pt"].startswith("pt_BR: ")
    done = "commands set, name set, description set, short description set"
    assert lines[0] == f"all other languages: {done}"
    assert telegram.updates.webhook is None


async def test_the_plain_language_goes_before_the_regional_one(
    bot: Bot, telegram: LocalTelegram, facts: Facts
) -> None:
    await register(bot, facts, catalogs("nl", "pt", "pt_BR"))
    assert telegram.profile.names["pt"].startswith("pt: ")


async def test_what_is_the_same_is_left_alone(
    bot: Bot, telegram: LocalTelegram, facts: Facts
) -> None:
    await register(bot, facts, catalogs("en", "nl"))
    before = telegram.calls.copy()
    lines = await register(bot, facts, catalogs("en", "nl"))
    changed = {name for name in telegram.calls - before if name.startswith("set")}
    assert changed == set()
    assert all(line.endswith("nothing to change") for line in lines)


async def test_a_limit_of_telegram_leaves_the_rest(
    bot: Bot, telegram: LocalTelegram, facts: Facts
) -> None:
    telegram.faults.flood(3600, method="setMyName")
    lines = await register(bot, facts, catalogs("nl"))
    assert "name not yet (Telegram says: again in 3600 s), description set" in lines[0]
    assert telegram.profile.descriptions[""]


async def test_the_webhook_is_set_with_its_secret(
    bot: Bot, telegram: LocalTelegram, facts: Facts
) -> None:
    lines = await register(bot, facts, catalogs("nl"), "https://bot.example.com/hook", "secret")
    webhook = telegram.updates.webhook
    assert webhook is not None
    assert (webhook.url, webhook.secret_token) == ("https://bot.example.com/hook", "secret")
    info = await bot.get_webhook_info()
    assert set(info.allowed_updates or ()) == set(ALLOWED_UPDATES)
    assert lines[-1] == "webhook: https://bot.example.com/hook"

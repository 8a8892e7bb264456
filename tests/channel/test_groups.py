from bot.preview.client import Client
from bot.preview.telegram import LocalTelegram


async def test_a_group_is_left_in_peace_unless_it_asks(
    client: Client, telegram: LocalTelegram
) -> None:
    member = client.within(telegram.group("Group", chat_id=-4007))
    await member.send("imap")
    await member.sticker()
    assert not member.messages
    asked = await member.mention("imap")
    assert member.last.raw["reply_to_message"]["message_id"] == asked.id
    await member.send("pop", reply_to=member.last)
    assert len(member.messages) == 2
    await member.command(f"/help@{telegram.bot.username}")
    assert len(member.messages) == 3


async def test_a_tap_in_a_group_edits_the_question(client: Client, telegram: LocalTelegram) -> None:
    member = client.within(telegram.group("Group", chat_id=-4008))
    await member.command("/start")
    before = member.last.text
    await member.choose(member.last, member.last.all_buttons[0])
    assert len(member.messages) == 1
    assert member.last.text != before

import pytest
from telegram import (
    Bot,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.preview.client import Client
from bot.preview.refusal import Refused
from bot.preview.telegram import LocalTelegram


async def test_unknown_and_blocked_chats(bot: Bot, client: Client) -> None:
    with pytest.raises(BadRequest, match="hat not found"):
        await bot.send_message(12345, "hello")
    await client.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(client.chat.id, "hello")
    await client.unblock()
    await bot.send_message(client.chat.id, "hello")


async def test_an_upgraded_group_says_where_it_went(
    bot: Bot, client: Client, telegram: LocalTelegram
) -> None:
    member = client.within(telegram.group())
    old = member.chat.id
    await member.upgrade()
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(old, "hello")
    assert migrated.value.new_chat_id == member.chat.id
    await bot.send_message(member.chat.id, "hello")
    assert member.last.text == "hello"


async def test_topics(bot: Bot, client: Client, telegram: LocalTelegram) -> None:
    forum = telegram.group("Staff", forum=True, administrator=True)
    topic = await bot.create_forum_topic(forum.id, "Anna")
    inside = client.within(forum, topic.message_thread_id)
    await bot.send_message(forum.id, "in the topic", message_thread_id=topic.message_thread_id)
    await bot.send_message(forum.id, "in general")
    assert [message.text for message in inside.messages] == ["in the topic"]
    with pytest.raises(BadRequest, match="essage thread not found"):
        await bot.send_message(forum.id, "x", message_thread_id=4711)
    with pytest.raises(BadRequest, match="essage thread not found"):
        await bot.send_message(client.chat.id, "x", message_thread_id=1)
    await bot.close_forum_topic(forum.id, topic.message_thread_id)
    with pytest.raises(BadRequest, match=r"(?i)topic_not_modified"):
        await bot.close_forum_topic(forum.id, topic.message_thread_id)


async def test_who_is_in_a_chat(bot: Bot, client: Client, telegram: LocalTelegram) -> None:
    group = telegram.group("Staff")
    client.within(group)
    assert (await bot.get_chat(group.id)).title == "Staff"
    assert (await bot.get_chat_member(group.id, client.customer.id)).status == "member"
    group.members[client.customer.id] = "administrator"
    (administrator,) = await bot.get_chat_administrators(group.id)
    assert administrator.user.id == client.customer.id
    await bot.send_chat_action(group.id, "typing")
    await bot.leave_chat(group.id)
    with pytest.raises(Forbidden):
        await bot.send_message(group.id, "still there?")


async def test_topics_that_are_refused(client: Client, telegram: LocalTelegram) -> None:
    plain = telegram.group("Plain")
    guest = telegram.group("Guest", chat_id=-4002, forum=True)
    own = telegram.group("Own", chat_id=-4003, forum=True, administrator=True)
    for chat, name, words in (
        (client.chat, "x", "the chat is not a forum"),
        (plain, "x", "the chat is not a forum"),
        (guest, "x", "not enough rights to create a topic"),
        (own, " ", "TOPIC_TITLE_EMPTY"),
        (own, "x" * 129, "topic name is too long"),
    ):
        with pytest.raises(Refused, match=words):
            await telegram.call("createForumTopic", {"chat_id": chat.id, "name": name})


async def test_a_closed_topic_is_closed_to_guests(telegram: LocalTelegram) -> None:
    forum = telegram.group("Staff", forum=True, administrator=True)
    thread_id = telegram.chats.open_topic(forum, "Anna")
    topic = {"chat_id": forum.id, "message_thread_id": thread_id}
    await telegram.call("editForumTopic", topic | {"name": "Anna B"})
    assert forum.topics[thread_id].name == "Anna B"
    await telegram.call("closeForumTopic", topic)
    await telegram.call("sendMessage", topic | {"text": "for the record"})
    forum.bot_status = "member"
    with pytest.raises(Refused, match="TOPIC_CLOSED"):
        await telegram.call("sendMessage", topic | {"text": "x"})
    forum.bot_status = "administrator"
    await telegram.call("reopenForumTopic", topic)
    await telegram.call("deleteForumTopic", topic)
    with pytest.raises(Refused, match="message thread not found"):
        await telegram.call("sendMessage", topic | {"text": "x"})


async def test_members_that_are_refused(client: Client, telegram: LocalTelegram) -> None:
    member = {"chat_id": client.chat.id, "user_id": 1}
    with pytest.raises(Refused, match="PARTICIPANT_ID_INVALID"):
        await telegram.call("getChatMember", member)
    with pytest.raises(Refused, match="no administrators in the private chat"):
        await telegram.call("getChatAdministrators", member)

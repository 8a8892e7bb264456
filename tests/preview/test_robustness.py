"""Whatever is called: an answer or a refusal, never a traceback."""

import asyncio
import json
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.preview.client import Client, Customer
from bot.preview.refusal import Refused
from bot.preview.telegram import LocalTelegram

TEXT = ["text", "parse_mode", "entities", "reply_markup"]
SEND = ["reply_markup", "reply_parameters", "message_thread_id", "link_preview_options"]
CAPTION = ["caption", "parse_mode", "caption_entities", "reply_markup"]
METHODS = {
    "sendMessage": TEXT + SEND,
    "sendPhoto": ["photo", *CAPTION, *SEND],
    "sendDocument": ["document", *CAPTION, *SEND],
    "copyMessage": ["from_chat_id", *CAPTION, *SEND],
    "forwardMessage": ["from_chat_id"],
    "editMessageText": [*TEXT, "message_id", "inline_message_id"],
    "editMessageCaption": CAPTION,
    "editMessageReplyMarkup": ["reply_markup", "message_id"],
    "deleteMessage": ["message_id"],
    "deleteMessages": ["message_ids"],
    "answerCallbackQuery": ["callback_query_id", "text", "show_alert", "url"],
    "answerInlineQuery": ["inline_query_id", "results"],
    "sendChatAction": ["action"],
    "setMyCommands": ["commands", "scope", "language_code"],
    "setMyName": ["name", "language_code"],
    "setChatMenuButton": ["menu_button"],
    "setWebhook": ["url", "secret_token", "allowed_updates", "max_connections"],
    "getUpdates": ["offset", "limit", "allowed_updates"],
    "getChat": ["chat_id"],
    "getChatMember": ["chat_id", "user_id"],
    "getFile": ["file_id"],
    "createForumTopic": ["name"],
}
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.text(alphabet='ab<>/&"\ud800é👍{}[]', max_size=12),
    st.sampled_from(["html", "<b>x</b>", "{}", "[]", "https://a.nl", "x", "typing"]),
)
KEYS = st.sampled_from(
    [
        "type",
        "offset",
        "length",
        "text",
        "callback_data",
        "url",
        "copy_text",
        "message_id",
        "id",
        "command",
        "description",
        "inline_keyboard",
        "chat_id",
        "style",
        "title",
    ]
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


BUTTON = st.fixed_dictionaries(
    {"text": st.just("a") | VALUES},
    optional=dict.fromkeys(("callback_data", "url", "copy_text", "style"), VALUES),
)
ENTITY = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["bold", "text_link", "x"]) | VALUES,
        "offset": st.integers(-2, 5) | VALUES,
        "length": st.integers(-2, 5) | VALUES,
    },
    optional={"url": VALUES},
)
# Values with the right shape and wrong contents reach further than any value does.
SHAPES = {
    "reply_markup": st.fixed_dictionaries({"inline_keyboard": st.lists(st.lists(BUTTON))}),
    "entities": st.lists(ENTITY, max_size=3),
    "caption_entities": st.lists(ENTITY, max_size=3),
    "commands": st.lists(st.fixed_dictionaries({"command": VALUES, "description": VALUES})),
    "results": st.lists(st.dictionaries(KEYS, VALUES, max_size=2)),
    "reply_parameters": st.fixed_dictionaries({"message_id": VALUES}, optional={"chat_id": VALUES}),
    "message_ids": st.lists(VALUES),
    "scope": st.fixed_dictionaries({"type": VALUES}),
    "text": st.just("hello 👍") | st.text(max_size=5),
}
CALLS = st.sampled_from(sorted(METHODS)).flatmap(
    lambda method: st.tuples(
        st.just(method),
        st.fixed_dictionaries(
            {},
            optional={name: SHAPES.get(name, VALUES) | VALUES for name in METHODS[method]},
        ),
        st.booleans(),
    )
)


@settings(max_examples=50)
@given(calls=st.lists(CALLS, max_size=12))
def test_any_call_is_answered_or_refused(
    calls: list[tuple[str, dict[str, object], bool]],
) -> None:
    async def run() -> None:
        telegram = LocalTelegram()
        client = Client(telegram, Customer(id=42))
        await client.send("hello")
        await telegram.call("sendMessage", {"chat_id": 42, "text": "hello"})
        query = telegram.queries.open(42, 42).id
        ids: dict[str, object] = {"callback_query_id": query, "inline_query_id": query}
        for method, parameters, as_text in calls:
            given_parameters: dict[str, object] = (
                ids | {"chat_id": 42, "message_id": 2, "from_chat_id": 42} | parameters
            )
            if as_text:
                given_parameters = {
                    name: value if isinstance(value, str) else json.dumps(value)
                    for name, value in given_parameters.items()
                }
            with suppress(Refused):
                json.dumps(await telegram.call(method, given_parameters))
            for message in client.messages:
                list(message.pieces)

    asyncio.run(run())

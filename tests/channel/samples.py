"""
An update of every kind, in the shape in which Telegram sends it.
"""

from typing import Any

Json = dict[str, Any]

ANNA: Json = {
    "id": 7001,
    "is_bot": False,
    "first_name": "Anna",
    "last_name": "Jansen",
    "username": "anna_j",
    "language_code": "nl",
}
BOT: Json = {"id": 4711, "is_bot": True, "first_name": "Mail", "username": "mail_bot"}
PRIVATE: Json = {"id": 7001, "first_name": "Anna", "username": "anna_j", "type": "private"}
GROUP: Json = {"id": -4001, "title": "Family", "type": "group"}
FORUM: Json = {"id": -1001234567890, "title": "Forum", "type": "supergroup", "is_forum": True}
CHANNEL: Json = {"id": -1009876543210, "title": "News", "type": "channel", "username": "news"}
DATE = 1_700_000_000
FILE: Json = {"file_id": "AgACAgQ", "file_unique_id": "AQADq", "file_size": 1024}
PHOTO: list[Json] = [FILE | {"width": 90, "height": 67}, FILE | {"width": 320, "height": 240}]
KEYBOARD: Json = {"inline_keyboard": [[{"text": "IMAP", "callback_data": "1sn"}]]}


def message(**more: Any) -> Json:
    return {"message_id": 12, "from": ANNA, "chat": PRIVATE, "date": DATE} | more


OURS = message(**{"from": BOT}, text="Which protocol do you use?", reply_markup=KEYBOARD)
LINK: Json = {"type": "bot_command", "offset": 0, "length": 6}
QUERY: Json = {"id": "4382bfdwdsb323b2d9", "from": ANNA, "chat_instance": "-3210", "data": "1sn"}
MEMBER: Json = {"user": BOT, "status": "member"}
KICKED: Json = {"user": BOT, "status": "kicked", "until_date": 0}

MESSAGES: tuple[Json, ...] = (
    message(text="/start", entities=[LINK]),
    message(text="/start 1senl", entities=[LINK]),
    message(text="/forget", entities=[LINK]),
    message(text="my outgoing mail is refused since today"),
    message(text="my password is hunter2, port 465"),
    message(photo=PHOTO, caption="this is what I see", media_group_id="13"),
    message(voice=FILE | {"duration": 3, "mime_type": "audio/ogg"}),
    message(
        document=FILE | {"file_name": "mail.png", "mime_type": "image/png", "thumbnail": PHOTO[0]}
    ),
    message(location={"latitude": 50.69, "longitude": 3.17}),
    message(contact={"phone_number": "+31612345678", "first_name": "Piet", "user_id": 8}),
    message(dice={"emoji": "🎲", "value": 4}),
    message(
        sticker=FILE
        | {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    ),
    message(
        text="forwarded",
        forward_origin={"type": "hidden_user", "sender_user_name": "X", "date": DATE},
    ),
    message(
        text="of a channel",
        forward_origin={"type": "channel", "chat": CHANNEL, "message_id": 3, "date": DATE},
    ),
    message(text="imap", reply_to_message=OURS),
    message(text="@mail_bot imap", chat=GROUP),
    message(text="/settings@mail_bot", chat=GROUP, entities=[LINK]),
    message(text="/ticket", chat=FORUM, message_thread_id=5, is_topic_message=True),
    message(text="as the group", chat=GROUP, sender_chat=GROUP),
    message(chat=GROUP, new_chat_members=[BOT], new_chat_member=BOT),
    message(chat=GROUP, migrate_to_chat_id=-1001234567891),
    message(pinned_message=OURS),
    message(text="by way of a bot", via_bot=BOT),
)

PRESSES: tuple[Json, ...] = (
    QUERY | {"message": OURS},
    QUERY | {"message": OURS | {"chat": GROUP}},
    QUERY | {"message": {"chat": PRIVATE, "message_id": 12, "date": 0}},
    QUERY | {"inline_message_id": "BAAAAMs"},
    {"id": "5", "from": ANNA, "message": OURS, "chat_instance": "1", "game_short_name": "chess"},
)

OTHERS: tuple[tuple[str, Json], ...] = (
    ("edited_message", message(text="pop", edit_date=DATE + 5)),
    ("channel_post", {"message_id": 3, "chat": CHANNEL, "date": DATE, "text": "news"}),
    ("edited_channel_post", {"message_id": 3, "chat": CHANNEL, "date": DATE, "text": "olds"}),
    (
        "business_connection",
        {
            "id": "b1",
            "user": ANNA,
            "user_chat_id": 7001,
            "date": DATE,
            "can_reply": True,
            "is_enabled": True,
        },
    ),
    ("business_message", message(text="imap", business_connection_id="b1")),
    ("edited_business_message", message(text="pop", business_connection_id="b1")),
    (
        "deleted_business_messages",
        {"business_connection_id": "b1", "chat": PRIVATE, "message_ids": [1, 2]},
    ),
    (
        "message_reaction",
        {
            "chat": PRIVATE,
            "message_id": 12,
            "user": ANNA,
            "date": DATE,
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": "👍"}],
        },
    ),
    (
        "message_reaction_count",
        {"chat": CHANNEL, "message_id": 3, "date": DATE, "reactions": []},
    ),
    ("inline_query", {"id": "9", "from": ANNA, "query": "imap", "offset": ""}),
    ("chosen_inline_result", {"result_id": "1", "from": ANNA, "query": "imap"}),
    (
        "shipping_query",
        {"id": "9", "from": ANNA, "invoice_payload": "p", "shipping_address": {}},
    ),
    (
        "pre_checkout_query",
        {"id": "9", "from": ANNA, "currency": "EUR", "total_amount": 1, "invoice_payload": "p"},
    ),
    ("poll", {"id": "9", "question": "?", "options": [], "total_voter_count": 0}),
    ("poll_answer", {"poll_id": "9", "user": ANNA, "option_ids": [0]}),
    (
        "my_chat_member",
        {
            "chat": PRIVATE,
            "from": ANNA,
            "date": DATE,
            "old_chat_member": MEMBER,
            "new_chat_member": KICKED,
        },
    ),
    (
        "my_chat_member",
        {
            "chat": PRIVATE,
            "from": ANNA,
            "date": DATE,
            "old_chat_member": KICKED,
            "new_chat_member": MEMBER,
        },
    ),
    (
        "chat_member",
        {
            "chat": GROUP,
            "from": ANNA,
            "date": DATE,
            "old_chat_member": {"user": ANNA, "status": "left"},
            "new_chat_member": {"user": ANNA, "status": "member"},
        },
    ),
    ("chat_join_request", {"chat": GROUP, "from": ANNA, "user_chat_id": 7001, "date": DATE}),
    ("removed_chat_boost", {"chat": CHANNEL, "boost_id": "1", "remove_date": DATE, "source": {}}),
    ("a_kind_that_does_not_exist_yet", {"text": "hello"}),
)

EVERY: tuple[tuple[str, Json], ...] = (
    *(("message", each) for each in MESSAGES),
    *(("callback_query", each) for each in PRESSES),
    *OTHERS,
)

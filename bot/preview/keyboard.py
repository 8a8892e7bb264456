"""
Which keyboards Telegram takes.
"""

import re

from bot.preview import limits
from bot.preview.parameters import Parameters
from bot.preview.refusal import Json, bad_request

_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_URL = re.compile(
    r"(?:https?|tg|ton)://[^\s/]\S*|[^\s/:@.]+\.[^\s/:@]+(?:[/:?#]\S*)?", re.IGNORECASE
)


def inline_keyboard(parameters: Parameters) -> Json | None:
    """
    Return the inline keyboard of a call as a message shows it, None without one.

    The other kinds of reply markup are taken and not shown. Raises Refused for what Telegram
    refuses.
    """
    markup = parameters.json("reply_markup", "reply keyboard markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        msg = "object expected as reply markup"
        raise bad_request(msg)
    if "inline_keyboard" not in markup:
        return None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        msg = 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        raise bad_request(msg)
    shown = [[_checked(button) for button in row] for row in rows if row]
    if sum(map(len, shown)) > limits.BUTTONS:
        msg = "reply markup is too long"
        raise bad_request(msg)
    return {"inline_keyboard": shown} if shown else None


def _checked(button: object) -> Json:
    if not isinstance(button, dict):
        msg = "can't parse InlineKeyboardButton: Object expected"
        raise bad_request(msg)
    label = button.get("text")
    if not isinstance(label, str):
        msg = "can't parse InlineKeyboardButton: Can't find field \"text\""
        raise bad_request(msg)
    if not label.strip():
        msg = "inline keyboard button text is empty"
        raise bad_request(msg)
    actions = [name for name in _ACTIONS if button.get(name) is not None]
    if not actions:
        msg = "Text buttons are unallowed in the inline keyboard"
        raise bad_request(msg)
    if len(actions) > 1:
        msg = f"inline keyboard button must have exactly one action, not {' and '.join(actions)}"
        raise bad_request(msg)
    if button.get("style") is not None and str(button["style"]) not in limits.BUTTON_STYLES:
        msg = "can't parse InlineKeyboardButton: invalid button style specified"
        raise bad_request(msg)
    _check_action(actions[0], button)
    return button


def _check_action(action: str, button: Json) -> None:
    value = button[action]
    if action == "callback_data":
        if not isinstance(value, str) or not 1 <= _bytes(value) <= limits.CALLBACK_DATA:
            msg = "BUTTON_DATA_INVALID"
            raise bad_request(msg)
    elif action == "url":
        if not isinstance(value, str) or not _URL.fullmatch(value):
            msg = f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL"
            raise bad_request(msg)
    elif action == "copy_text":
        copied = value.get("text") if isinstance(value, dict) else None
        if not isinstance(copied, str) or not 1 <= len(copied) <= limits.COPY_TEXT:
            msg = "BUTTON_COPY_TEXT_INVALID"
            raise bad_request(msg)


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))

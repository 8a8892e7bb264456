"""
What the bot says about itself: commands, name and descriptions, per language.
"""

import json
import re

from bot.preview import limits
from bot.preview.chats import User
from bot.preview.parameters import Parameters
from bot.preview.refusal import Json, bad_request

_COMMAND = re.compile(r"[a-z0-9_]+")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_DEFAULT_SCOPE: Json = {"type": "default"}


class Profile:
    """
    The bot's profile; the empty language code is the one for all others.
    """

    def __init__(self, bot: User) -> None:
        """
        Start with the bare bot.
        """
        self._bot = bot
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.names: dict[str, str] = {"": bot.first_name}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}
        self.menu_button: Json = {"type": "commands"}
        self.methods = {
            "getme": self._get_me,
            "setmycommands": self._set_commands,
            "getmycommands": self._get_commands,
            "deletemycommands": self._delete_commands,
            "setmyname": self._set_name,
            "getmyname": self._get_name,
            "setmydescription": self._set_description,
            "getmydescription": self._get_description,
            "setmyshortdescription": self._set_short_description,
            "getmyshortdescription": self._get_short_description,
            "setchatmenubutton": self._set_menu_button,
            "getchatmenubutton": self._get_menu_button,
        }

    def menu(self, language: str = "") -> list[Json]:
        """
        Return the command menu that a user with this language sees.
        """
        scope = json.dumps(_DEFAULT_SCOPE)
        return self.commands.get((scope, language)) or self.commands.get((scope, ""), [])

    def _get_me(self, _: Parameters) -> Json:
        return {
            **self._bot.to_json(),
            "can_join_groups": True,
            "can_read_all_group_messages": True,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def _language(self, parameters: Parameters) -> str:
        language = parameters.text("language_code")
        if not _LANGUAGE.fullmatch(language):
            msg = "invalid language code specified"
            raise bad_request(msg)
        return language

    def _scope(self, parameters: Parameters) -> tuple[str, str]:
        scope = parameters.json("scope", "BotCommandScope") or _DEFAULT_SCOPE
        if not isinstance(scope, dict) or "type" not in scope:
            msg = "can't parse BotCommandScope: Can't find field \"type\""
            raise bad_request(msg)
        return json.dumps(scope, sort_keys=True), self._language(parameters)

    def _set_commands(self, parameters: Parameters) -> bool:
        key = self._scope(parameters)
        commands = parameters.json("commands", "commands")
        if not isinstance(commands, list):
            msg = "expected an Array of BotCommand"
            raise bad_request(msg)
        if len(commands) > limits.COMMANDS:
            msg = "BOT_COMMANDS_TOO_MUCH"
            raise bad_request(msg)
        for command in commands:
            _check_command(command)
        self.commands[key] = commands
        return True

    def _get_commands(self, parameters: Parameters) -> list[Json]:
        return self.commands.get(self._scope(parameters), [])

    def _delete_commands(self, parameters: Parameters) -> bool:
        self.commands.pop(self._scope(parameters), None)
        return True

    def _set(self, parameters: Parameters, name: str, limit: int, texts: dict[str, str]) -> bool:
        language = self._language(parameters)
        text = parameters.text(name).strip()
        if len(text) > limit:
            msg = f"{name.replace('_', ' ')} is too long"
            raise bad_request(msg)
        if text:
            texts[language] = text
        else:
            texts.pop(language, None)
        return True

    def _get(self, parameters: Parameters, name: str, texts: dict[str, str]) -> Json:
        return {name: texts.get(self._language(parameters)) or texts.get("", "")}

    def _set_name(self, parameters: Parameters) -> bool:
        return self._set(parameters, "name", limits.NAME, self.names)

    def _get_name(self, parameters: Parameters) -> Json:
        return self._get(parameters, "name", self.names)

    def _set_description(self, parameters: Parameters) -> bool:
        return self._set(parameters, "description", limits.DESCRIPTION, self.descriptions)

    def _get_description(self, parameters: Parameters) -> Json:
        return self._get(parameters, "description", self.descriptions)

    def _set_short_description(self, parameters: Parameters) -> bool:
        limit, texts = limits.SHORT_DESCRIPTION, self.short_descriptions
        return self._set(parameters, "short_description", limit, texts)

    def _get_short_description(self, parameters: Parameters) -> Json:
        return self._get(parameters, "short_description", self.short_descriptions)

    def _set_menu_button(self, parameters: Parameters) -> bool:
        button = parameters.json("menu_button", "MenuButton") or {"type": "default"}
        kind = button.get("type") if isinstance(button, dict) else None
        if kind not in ("commands", "default", "web_app"):
            msg = "can't parse menu button: Unsupported menu button type"
            raise bad_request(msg)
        self.menu_button = button
        return True

    def _get_menu_button(self, _: Parameters) -> Json:
        return self.menu_button


def _check_command(command: object) -> None:
    if not isinstance(command, dict):
        msg = "can't parse BotCommand: expected an Object"
        raise bad_request(msg)
    name = str(command.get("command", "")).removeprefix("/")
    description = str(command.get("description", ""))
    if not name or not description:
        msg = f"command {'description' if name else 'name'} must be non-empty"
        raise bad_request(msg)
    if len(name) > limits.COMMAND or not _COMMAND.fullmatch(name):
        msg = "BOT_COMMAND_INVALID"
        raise bad_request(msg)
    if len(description) > limits.COMMAND_DESCRIPTION:
        msg = "BOT_COMMAND_DESCRIPTION_INVALID"
        raise bad_request(msg)

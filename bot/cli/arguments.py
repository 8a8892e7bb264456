"""
The commands and their options.
"""

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

COMMANDS = {
    "chat": "talk to the bot in this terminal; needs no token",
    "poll": "run the bot in one process that asks Telegram for updates",
    "serve": "run the bot as a web server that Telegram calls (a webhook)",
    "work": "send what stopped processes left, and delete what is out of date",
    "setup": "register commands, names and the webhook with Telegram",
    "check": "check the configuration, the languages and the environment",
    "understand": "say what texts mean: JSON lines in, JSON lines out",
    "link": "make a link for a customer, with a text message and a QR code to go with it",
    "stats": "print how conversations ended, per week and language",
    "diagram": "print the flow of the conversation as a Mermaid diagram",
}

LINK = {
    "username": "the bot's name on Telegram; default: that of the token's bot",
    "locale": "the customer's language, such as nl; default: that of the configuration",
    "screen": "the screen to open, such as start, card, steps, symptom, ticket",
    "protocol": "imap, pop or unsure",
    "security": "ssl, none or unsure",
    "product": "the id of a product in the configuration",
    "region": "the id of the product's region",
    "cluster": "the number in the server's name",
    "account": "new or existing",
    "device": "phone or computer",
    "program": "the id of a mail program in the configuration",
    "symptom": "what goes wrong, such as sending, receiving, password",
    "webmail": "whether it works in webmail: works, fails or unsure",
    "server": "what stands in the server field: right, old, own_domain, foreign or unsure",
    "port": "the port field: incoming, outgoing, alternative, smtp, other or unsure",
    "remedy": "the id of a remedy in the configuration",
}

MOST_WEEKS = 520


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """
        Say in one line what is wrong, instead of the usage and a line.
        """
        self.exit(2, f"{self.prog}: {message} (try --help)\n")


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """
    Return the command and its options; exits with status 2 for a wrong command line.
    """
    parser = _Parser(
        prog="python -m bot",
        description="A chat bot that gives customers the settings for their mail program.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    parsers = {
        name: commands.add_parser(name, help=text, description=text.capitalize() + ".")
        for name, text in COMMANDS.items()
    }
    parsers["chat"].add_argument(
        "--locale", help="the customer's language, such as nl; default: that of the terminal"
    )
    parsers["poll"].add_argument(
        "--take-over", action="store_true", help="delete the webhook if there is one"
    )
    parsers["understand"].add_argument(
        "--explain", metavar="TEXT", help="say for a person what decided about one text"
    )
    _describe_link(parsers["link"])
    parsers["stats"].add_argument(
        "--weeks", type=_weeks, help="how many; default: the last 4, and with --csv all"
    )
    parsers["stats"].add_argument(
        "--csv", action="store_true", help="print every figure that is kept, as CSV"
    )
    return parser.parse_args(sys.argv[1:] if arguments is None else arguments)


def _describe_link(parser: argparse.ArgumentParser) -> None:
    for name, text in LINK.items():
        parser.add_argument(f"--{name}", help=text)
    parser.add_argument("--qr", metavar="FILE", help="write the QR code there, as a PNG picture")


def _weeks(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= MOST_WEEKS:
        msg = f"must be a number from 1 to {MOST_WEEKS}"
        raise argparse.ArgumentTypeError(msg)
    return int(value)

"""
What the peers say: about as much as the bot itself.
"""

WELCOME = (
    "Hello! I will help you set up your e-mail.\n\n<b>Which protocol do you use?</b>\n"
    "• IMAP: your mail stays on the server and appears on all your devices.\n"
    "• POP: your mail is downloaded to one computer.\n\nI never need your password."
)
SECURITY = (
    "<b>Would you like a secure connection (SSL)?</b>\nSSL encrypts the connection, so that nobody"
    " can read your password or your mail along the way. Our advice: SSL on."
)
CARD = (
    "<b>Your settings: {protocol}, {ssl}</b>\n\n<b>Incoming server</b>\n"
    "Server: <code>ssl0.ovh.net</code>\nPort: <code>{incoming}</code>\n\n"
    "<b>Outgoing server</b>\nServer: <code>ssl0.ovh.net</code>\nPort: <code>{outgoing}</code>\n\n"
    "User name: your whole e-mail address, for both. The outgoing server needs authentication too."
)
PORTS = {
    "imap:on": (993, 465),
    "imap:off": (143, 587),
    "pop:on": (995, 465),
    "pop:off": (110, 587),
}

PROTOCOLS = (("IMAP", "imap"), ("POP", "pop"))
SSL = (("SSL on (recommended)", "on"), ("SSL off", "off"))
AFTER = (("It works", "works"), ("Start over", "over"))


def card(answers: str) -> str:
    """
    Return the card for `imap:on` and the like.
    """
    protocol, ssl = answers.split(":")
    incoming, outgoing = PORTS[answers]
    return CARD.format(
        protocol=protocol.upper(), ssl=f"SSL {ssl}", incoming=incoming, outgoing=outgoing
    )

"""
The new Outlook for Windows, which took the place of Microsoft's Mail app.

It cannot change the servers of an existing account, and for sending it takes the password that was
typed first (OVH's guide "How to add an email account to the New Outlook for Windows", 2026-01-09).
"""

from collections.abc import Iterator

from markupsafe import Markup

from bot.answers.layout import bold, lines, numbered, paragraphs
from bot.answers.scene import Scene
from bot.answers.steps import values
from bot.dialogue.state import Account


def steps(scene: Scene) -> Markup:
    """
    Return how to add the account, after removing it where it exists already.
    """
    _ = scene.translate
    if scene.state.account is Account.NEW:
        return lines(bold(_("New Outlook: add the account")), numbered(_add(scene)))
    return paragraphs(
        bold(_("New Outlook: set up the account again")),
        _(
            "New Outlook can’t change the servers of an account. You remove the account from "
            "Outlook and add it again; your mail on the server stays."
        ),
        lines(
            _(
                "⚠️ First check in webmail that your mail is there: {link}",
                link=scene.link("webmail"),
            ),
            _(
                "With POP, it may exist only on this computer. Not sure? Then ask our helpdesk "
                "before you remove anything."
            ),
        ),
        numbered((*_remove(scene), *_add(scene))),
    )


def _remove(scene: Scene) -> Iterator[Markup]:
    _ = scene.translate
    yield _("Open Settings (the gear icon) › Accounts and click Manage next to your account.")
    yield _("Click Delete at the bottom, and choose this device only.")


def _add(scene: Scene) -> Iterator[Markup]:
    _ = scene.translate
    yield _("Open Settings (the gear icon) › Accounts › Add account.")
    yield _("Enter your e-mail address and click Continue.")
    yield _("Enter the password of the mailbox and click “Show more”.")
    yield _(
        "If Outlook asks for the account type, choose {protocol}.", protocol=scene.protocol_name
    )
    yield values.incoming(scene)
    yield values.outgoing(scene)
    yield _(
        "SMTP user name: your full e-mail address. Leave the SMTP password empty: Outlook uses the "
        "one from above. That is how you log in for sending."
    )
    yield _("Click Continue and follow the last steps on the screen.")
    yield values.test(scene)

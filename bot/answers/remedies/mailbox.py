"""
Remedies where the mailbox is full, empty, or not getting its mail.
"""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.answers.layout import lines
from bot.answers.scene import Scene


def mailbox_full(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 12: no room left.
    """
    _ = scene.translate
    size = scene.product.mailbox_size
    return (
        _("The mailbox may be full; if so, no new mail can come in."),
        lines(
            _("First save what you want to keep to your computer."),
            _(
                "Log in to webmail, delete what you no longer need, including from Sent, then "
                "empty the Trash: {link}",
                link=scene.link("webmail"),
            ),
            _("A {product} mailbox holds up to {size}.", product=scene.product.name, size=size)
            if size and scene.product_is_known
            else None,
        ),
    )


def large_message(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 12: the message is too large.
    """
    _ = scene.translate
    return (
        _("The message may be too large."),
        _(
            "Remove the attachments and send a link to them instead, or spread them over "
            "several messages. If a message without attachments gets through, that was the "
            "cause."
        ),
    )


def not_in_webmail(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 14: mail does not reach the mailbox.
    """
    _ = scene.translate
    return (
        _("Your mail is probably not reaching your mailbox at all."),
        lines(
            _("Look in the Spam and Trash folders of webmail: {link}", link=scene.link("webmail")),
            _(
                "Nothing there? In your control panel, check that your domain name has not "
                "expired and that its mail servers (MX records) belong to {provider}: {link}",
                provider=scene.provider,
                link=scene.link("control_panel"),
            ),
        ),
    )


def filters(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 14: a filter or a forward takes the mail.
    """
    _ = scene.translate
    return (
        _("A filter or a forwarding rule may be sending your mail elsewhere."),
        _(
            "In webmail and in your control panel, look for filters, rules and redirections "
            "that you didn’t set up or no longer need, and check the folders they move mail "
            "to. Check the rules in your mail program as well."
        ),
    )


def pop_empties(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 15: POP on one device empties the mailbox for the others.
    """
    _ = scene.translate
    return (
        _("A device that uses POP may have downloaded your mail and removed it from the server."),
        lines(
            _(
                "Check your other computers: the mail is on the one that downloaded it. Leave it "
                "there, and do not remove that account."
            ),
            _(
                "To prevent this, tick “Leave a copy of messages on the server” on that computer. "
                "For new accounts, choose IMAP."
            ),
        ),
    )


REMEDIES: Mapping[str, Callable[[Scene], tuple[Markup, Markup]]] = {
    "mailbox-full": mailbox_full,
    "large-message": large_message,
    "not-in-webmail": not_in_webmail,
    "filters": filters,
    "pop-empties": pop_empties,
}

"""
Remedies where sending fails.
"""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.answers.layout import code, lines
from bot.answers.scene import Scene


def authentication(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 1: sending without logging in.
    """
    _ = scene.translate
    return (
        _("Your program probably sends without logging in."),
        lines(
            _(
                "In the settings of the outgoing server (SMTP), tick <b>“{box}”</b> and use the "
                "same user name and password as for receiving.",
                box=scene.box,
            ),
            _(
                "No such box? Then fill in your full e-mail address and your password under the "
                "outgoing server, even where it says “optional”."
            ),
            _outgoing(scene),
        ),
    )


def pop_before_smtp(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 2: the program relies on fetching first.
    """
    _ = scene.translate
    return (
        _("Fetching your mail first no longer lets you send."),
        lines(
            _(
                "That is how it used to be: “POP before SMTP”. Does your program have an option to "
                "check or log on to the incoming server before sending? Switch it off."
            ),
            _("Tick “{box}” instead.", box=scene.box),
        ),
    )


def port_25(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 3: the network blocks port 25.
    """
    _ = scene.translate
    return (
        _("Port 25 is blocked by many internet providers."),
        lines(_("Change the outgoing server (SMTP):"), _outgoing(scene)),
    )


def other_port(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 3, the other way round: a network that lets only one protected port through.
    """
    _ = scene.translate
    other = scene.servers.smtp_alternative()
    if other is None:
        return (
            _("Some networks do not let outgoing mail through."),
            lines(
                _(
                    "Try it once on another network, your phone’s for instance. It works there? "
                    "Then ask who looks after your network to allow this:"
                ),
                _outgoing(scene),
            ),
        )
    return (
        _("Some networks let only one of the two ways to send through."),
        _(
            "For the outgoing server (SMTP), try {other} if you have {port} now, and the other way "
            "round. Change the port and the security together.",
            other=scene.way(other),
            port=scene.way(scene.secure_outgoing),
        ),
    )


def sender_address(scene: Scene) -> tuple[Markup, Markup]:
    """
    Near miss: the sender is not the address that logs in.
    """
    _ = scene.translate
    return (
        _("The sender’s address may differ from the one you log in with."),
        _(
            "In your mail program, see which address your messages come from. It must be the "
            "mailbox that you use as the user name, letter for letter."
        ),
    )


def sending_limit(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 12: too many messages.
    """
    _ = scene.translate
    limit = scene.facts.limits.mails_per_hour
    return (
        _("The limit for sending may have been reached."),
        lines(
            _("A mailbox may send at most {count} messages an hour.", count=limit)
            if limit
            else None,
            _("Wait for a while, then send to fewer recipients at a time."),
            _(
                "You did not send that many messages yourself? Then change the password of the "
                "mailbox in your control panel right away: {link}",
                link=scene.link("control_panel"),
            ),
        ),
    )


def blocked_for_spam(scene: Scene) -> tuple[Markup, Markup]:
    """
    Near miss: the mailbox is blocked because spam was sent with it.
    """
    _ = scene.translate
    return (
        _("The mailbox may have been blocked because spam was sent with it."),
        lines(
            _(
                "In your control panel, look at the state of the mailbox and at your tickets: "
                "{link}",
                link=scene.link("control_panel"),
            ),
            _(
                "Is it blocked? Scan your devices for viruses, choose a new password for the "
                "mailbox and enter it on every device. Is there a ticket about it? Then reply to "
                "it."
            ),
        ),
    )


def far_side(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 13: the recipient's side refuses.
    """
    _ = scene.translate
    return (
        _("The recipient’s mail server refused your message."),
        lines(
            _(
                "Your own settings are fine then. Read the message that came back: it usually "
                "gives the reason."
            ),
            _(
                "Does it speak of SPF, DKIM, spam or a blocklist? Then whoever looks after your "
                "domain name can check its SPF and DKIM records. Always send through {host}.",
                host=code(scene.secure_outgoing.host),
            ),
        ),
    )


def wrong_address(scene: Scene) -> tuple[Markup, Markup]:
    """
    Root cause 13: the recipient does not exist.
    """
    _ = scene.translate
    return (
        _("The recipient’s address may not exist (any more)."),
        _(
            "Compare it letter for letter, dots included, and type it anew instead of choosing it "
            "from the list. If in doubt, ask the recipient by other means."
        ),
    )


def _outgoing(scene: Scene) -> Markup:
    _ = scene.translate
    endpoint = scene.secure_outgoing
    return _(
        "Server: {host}, port {port}, security {security}",
        host=code(endpoint.host),
        port=code(endpoint.port),
        security=scene.security(endpoint),
    )


REMEDIES: Mapping[str, Callable[[Scene], tuple[Markup, Markup]]] = {
    "authentication": authentication,
    "pop-before-smtp": pop_before_smtp,
    "port-25": port_25,
    "other-port": other_port,
    "sender-address": sender_address,
    "sending-limit": sending_limit,
    "blocked-for-spam": blocked_for_spam,
    "far-side": far_side,
    "wrong-address": wrong_address,
}

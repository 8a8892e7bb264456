"""
Questions on the way to the settings card and to the steps in a mail program.
"""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.answers.layout import bold, bullets, code, lines, paragraphs
from bot.answers.scene import Scene
from bot.dialogue.state import Node
from bot.facts.product import with_cluster


def start(scene: Scene) -> Markup:
    """
    Greet, ask the protocol.
    """
    _ = scene.translate
    return paragraphs(
        _("Hello! I will help you set up your {provider} e-mail.", provider=scene.provider),
        protocol(scene),
        lines(
            _("Is your account already set up? Then keep the protocol you are using now."),
            _("I never need your password; please do not send it."),
        ),
    )


def protocol(scene: Scene) -> Markup:
    """
    Ask the protocol.
    """
    _ = scene.translate
    return lines(
        bold(_("Which protocol do you use?")),
        bullets(
            _(
                "<b>IMAP</b>: your mail stays on the server and appears on all your devices. We "
                "recommend this for a new account."
            ),
            _("<b>POP</b>: your mail is downloaded to one computer."),
        ),
    )


def account(scene: Scene) -> Markup:
    """
    Ask whether the account is new.
    """
    _ = scene.translate
    return lines(
        bold(_("Is the account already in your mail program?")),
        _(
            "If it is new, we will use IMAP. If it is already there, we will leave it as it "
            "is: changing an existing POP account could cost you the mail that is only on "
            "that computer."
        ),
    )


def keep(scene: Scene) -> Markup:
    """
    Say how to see which protocol an account has.
    """
    _ = scene.translate
    return lines(
        bold(_("How to check which protocol you have")),
        _(
            "Open the account settings in your mail program. Near the account or the incoming "
            "server, it says IMAP or POP (sometimes POP3)."
        ),
        _("Which one does it say? If you can’t find it, that’s no problem."),
    )


def security(scene: Scene) -> Markup:
    """
    Ask whether SSL is to be on.
    """
    _ = scene.translate
    return lines(
        bold(_("Would you like a secure connection (SSL)?")),
        _(
            "SSL encrypts the connection, so that nobody can read your password or your mail "
            "along the way."
        ),
        _("Our advice: <b>SSL on</b>. Choose “off” only if your program does not support SSL."),
    )


def product(scene: Scene) -> Markup:
    """
    Ask which product the mailbox belongs to.
    """
    _ = scene.translate
    hints = [
        Markup("{} = {}").format(code(with_cluster(name, "1").split(".")[0] + "…"), bold(each.name))
        for each in scene.facts.products
        for name in each.webmail
    ]
    return paragraphs(
        lines(
            bold(_("What kind of mailbox do you have?")),
            _(
                "Log in to webmail and look at the address bar. Does the address start with one "
                "of these?"
            )
            if hints
            else None,
            bullets(*hints) if hints else None,
            _("You can also paste that address here.") if hints else None,
        ),
        _(
            "Otherwise, look up the name in your control panel. If somebody else looks after "
            "your mail, ask your administrator."
        ),
    )


def cluster(scene: Scene) -> Markup:
    """
    Ask the number in the server name.
    """
    _ = scene.translate
    example = next(
        (with_cluster(name, "…") for name in scene.product.webmail), scene.servers.smtp().host
    )
    return lines(
        bold(_("What number is in your server name?")),
        _(
            "Log in to webmail and look at the address bar: you will see the number in "
            "{example}. Choose it below, or paste the address here.",
            example=code(example),
        ),
        _("It is also in your control panel, or your administrator can tell you."),
    )


def device(scene: Scene) -> Markup:
    """
    Ask what the mail program runs on.
    """
    _ = scene.translate
    return lines(
        bold(_("Where would you like to read your mail?")),
        _("On phones and tablets, {product} is set up differently.", product=scene.product.name),
    )


def program(scene: Scene) -> Markup:
    """
    Ask the mail program.
    """
    _ = scene.translate
    return lines(
        bold(_("Which mail program do you use?")),
        _("Its name is usually at the top of the window, or under Help › About."),
    )


def task(scene: Scene) -> Markup:
    """
    Ask whether to add an account or to change one.
    """
    _ = scene.translate
    program = scene.facts.program(scene.state.program)
    editable = program is None or program.edits_servers
    return lines(
        bold(_("Is the account already in this program?")),
        _("If it is, we will only change its settings; you keep your mail.") if editable else None,
    )


QUESTIONS: Mapping[Node, Callable[[Scene], Markup]] = {
    Node.START: start,
    Node.PROTOCOL: protocol,
    Node.ACCOUNT: account,
    Node.KEEP: keep,
    Node.SECURITY: security,
    Node.PRODUCT: product,
    Node.CLUSTER: cluster,
    Node.DEVICE: device,
    Node.PROGRAM: program,
    Node.TASK: task,
}

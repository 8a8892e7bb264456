"""
What each question says.
"""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.answers.layout import bold, bullets, code, lines, paragraphs
from bot.answers.scene import Scene
from bot.dialogue.state import Node, Symptom
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
        Markup("{} = {}").format(code(with_cluster(name, "").split(".")[0] + "…"), bold(each.name))
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


def symptom(scene: Scene) -> Markup:
    """
    Ask what goes wrong.
    """
    _ = scene.translate
    return paragraphs(
        _("I’m sorry it isn’t working yet. We’ll find the cause together."),
        lines(
            bold(_("What is going wrong?")),
            _(
                "Choose what fits best, or describe it in your own words. If you see an error "
                "message, paste it here, without your password."
            ),
        ),
    )


def webmail(scene: Scene) -> Markup:
    """
    Ask whether it works in webmail.
    """
    _ = scene.translate
    match scene.state.symptom:
        case Symptom.RECEIVING:
            asked = _("Can you see the missing mail in webmail?")
        case Symptom.PASSWORD:
            asked = _("Can you log in to webmail with this password?")
        case _:
            asked = _("Can you send from webmail?")
    return lines(
        bold(asked),
        _(
            "Webmail is your mailbox in a web browser. Log in with your e-mail address and "
            "the mailbox password: {link}",
            link=scene.link("webmail"),
        ),
        _("This tells us whether the problem is in the mailbox or in your mail program."),
    )


def server(scene: Scene) -> Markup:
    """
    Ask what stands in the server field.
    """
    _ = scene.translate
    if scene.state.symptom is Symptom.SENDING:
        asked = _("Which outgoing server is set in your mail program?")
    else:
        asked = _("Which server is set in your mail program?")
    return lines(
        bold(asked),
        _("You will find it in the account settings. You can also type or paste the name here."),
    )


def port(scene: Scene) -> Markup:
    """
    Ask which port stands there.
    """
    _ = scene.translate
    if scene.state.symptom is Symptom.SENDING:
        asked = _("Which port is set for the outgoing server (SMTP)?")
    else:
        asked = _("Which port is set?")
    return lines(
        bold(asked),
        _("The port is a number next to or under the server name, sometimes under “Advanced”."),
    )


def language(scene: Scene) -> Markup:
    """
    Ask the language.
    """
    _ = scene.translate
    return bold(_("Which language would you like?"))


def more(scene: Scene) -> Markup:
    """
    Offer what did not fit under the card.
    """
    _ = scene.translate
    return bold(_("What else can I help you with?"))


def meant(scene: Scene) -> Markup:
    """
    Ask whether the complaint was understood.
    """
    _ = scene.translate
    return bold(_("Have I understood you correctly?"))


def which(scene: Scene) -> Markup:
    """
    Ask which of two causes it is.
    """
    _ = scene.translate
    return lines(
        bold(_("It could be one of two things.")),
        _("Which of them is more likely in your case?"),
    )


def which_ticket(scene: Scene) -> Markup:
    """
    Ask whether the customer received a ticket or wants to ask the helpdesk.
    """
    _ = scene.translate
    return lines(
        bold(_("Is it about a ticket?")),
        _("Did you receive one, or would you like to ask our helpdesk something?"),
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
    Node.SYMPTOM: symptom,
    Node.WEBMAIL: webmail,
    Node.SERVER: server,
    Node.PORT: port,
    Node.LANGUAGE: language,
    Node.MORE: more,
    Node.MEANT: meant,
    Node.WHICH: which,
    Node.WHICH_TICKET: which_ticket,
}

"""
Questions that find out what goes wrong, and what a typed text meant.
"""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.answers.disturbance import heading
from bot.answers.layout import bold, lines, paragraphs
from bot.answers.scene import Scene
from bot.dialogue.state import Node, Symptom


def symptom(scene: Scene) -> Markup:
    """
    Ask what goes wrong.
    """
    _ = scene.translate
    return paragraphs(
        heading(scene),
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
        about_webmail(scene),
        _("This tells us whether the problem is in the mailbox or in your mail program."),
    )


def about_webmail(scene: Scene) -> Markup:
    """
    Say what webmail is, and where.
    """
    _ = scene.translate
    return _(
        "Webmail is your mailbox in a web browser. Log in with your e-mail address and "
        "the mailbox password: {link}",
        link=scene.link("webmail"),
    )


def server(scene: Scene) -> Markup:
    """
    Ask what stands in the server field.
    """
    _ = scene.translate
    if scene.state.symptom is Symptom.SENDING and not scene.uses_exchange:
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
    Node.SYMPTOM: symptom,
    Node.WEBMAIL: webmail,
    Node.SERVER: server,
    Node.PORT: port,
    Node.MEANT: meant,
    Node.WHICH: which,
    Node.WHICH_TICKET: which_ticket,
}

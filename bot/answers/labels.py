"""
What the buttons are called.
"""

from collections.abc import Mapping

from bot.answers.scene import Scene
from bot.dialogue.options import Option
from bot.dialogue.state import Node, Protocol, State
from bot.i18n import N_, language_name

ANYWHERE: Mapping[str, str] = {
    "back": N_("Back"),
    "over": N_("Start over"),
    "person": N_("Ask our helpdesk"),
    "unsure": N_("I don’t know"),
    "works": N_("It works"),
    "trouble": N_("It doesn’t work"),
    "steps": N_("Steps in my program"),
    "language": N_("🌐 Another language"),
    "ticket": N_("I received an “{ticket}” ticket"),
    "paid_setup": N_("Have it set up for you (paid)"),
    "interventions": N_("Other paid help"),
    "imap": N_("IMAP"),
    "pop": N_("POP"),
    "copy": N_("Copy {host}"),
    "more": N_("More…"),
    "symptoms": N_("Something else is wrong"),
    "contact": N_("How to reach us"),
    "settings": N_("My settings"),
    "help": N_("What can you do?"),
    "privacy": N_("Privacy"),
    "privacy_page": N_("Privacy statement"),
    "open_webmail": N_("Open webmail"),
    "skip": N_("Skip"),
    "end": N_("End this conversation"),
}

BY_NODE: Mapping[tuple[Node, str], str] = {
    (Node.START, "trouble"): N_("It doesn’t work (any more)"),
    (Node.HELP, "trouble"): N_("It doesn’t work (any more)"),
    (Node.WORKS, "trouble"): N_("It doesn’t work after all"),
    (Node.ACCOUNT, "new"): N_("No, it is new"),
    (Node.ACCOUNT, "existing"): N_("Yes, it is there"),
    (Node.KEEP, "unsure"): N_("I can’t find it"),
    (Node.SECURITY, "on"): N_("SSL on (recommended)"),
    (Node.SECURITY, "off"): N_("SSL off"),
    (Node.MORE, "to_imap"): N_("Settings for IMAP"),
    (Node.MORE, "to_pop"): N_("Settings for POP"),
    (Node.MORE, "to_ssl"): N_("Settings with SSL"),
    (Node.CLUSTER, "unsure"): N_("I can’t find it"),
    (Node.DEVICE, "phone"): N_("On a phone or tablet"),
    (Node.DEVICE, "computer"): N_("On a computer"),
    (Node.TASK, "new"): N_("No, add it"),
    (Node.TASK, "existing"): N_("Yes, change it"),
    (Node.STEPS, "programs"): N_("Another program"),
    (Node.MEANT, "symptoms"): N_("No, something else"),
    (Node.MEANT, "settings"): N_("I want my settings"),
    (Node.WHICH, "symptoms"): N_("Neither of the two"),
    (Node.WHICH_TICKET, "ticket"): N_("I received one"),
    (Node.WHICH_TICKET, "person"): N_("I want to ask something"),
    (Node.REMEDY, "symptoms"): N_("That is not it"),
    (Node.DISTURBANCE, "symptoms"): N_("I have a different problem"),
    (Node.SYMPTOM, "sending"): N_("I can’t send"),
    (Node.SYMPTOM, "receiving"): N_("I can’t receive"),
    (Node.SYMPTOM, "password"): N_("Password is refused"),
    (Node.SYMPTOM, "certificate"): N_("Certificate warning"),
    (Node.SYMPTOM, "connection"): N_("No connection to the server"),
    (Node.SYMPTOM, "rejected"): N_("Message refused or returned"),
    (Node.SYMPTOM, "full"): N_("Mailbox is full"),
    (Node.SYMPTOM, "vanished"): N_("Mail has disappeared"),
    (Node.WEBMAIL, "yes"): N_("Yes"),
    (Node.WEBMAIL, "no"): N_("No"),
    (Node.SERVER, "own_domain"): N_("A name with my own domain"),
    (Node.SERVER, "foreign"): N_("One from my internet provider"),
    (Node.PORT, "other"): N_("Another number"),
    (Node.REMEDY, "next"): N_("It still doesn’t work"),
    (Node.CARD, "product"): N_("I have {products}"),
}

# A cause in a few words, where the customer chooses between two.
CAUSES: Mapping[str, str] = {
    "authentication": N_("Sending without logging in"),
    "pop-before-smtp": N_("Fetching mail first no longer helps"),
    "port-25": N_("Port 25 is blocked"),
    "password": N_("Old or mistyped password"),
    "password-reset": N_("Webmail refuses the password too"),
    "user-name": N_("User name is not the full address"),
    "ports": N_("Port and security do not match"),
    "server-name": N_("Server name does not match"),
    "foreign-server": N_("Another company’s server"),
    "clock": N_("Wrong date or time"),
    "old-program": N_("Program is too old"),
    "firewall": N_("Antivirus or firewall"),
    "typed-name": N_("Typing error in the server name"),
    "lockout": N_("Locked after wrong passwords"),
    "mailbox-full": N_("Mailbox is full"),
    "large-message": N_("Message is too large"),
    "sending-limit": N_("Too many messages sent"),
    "far-side": N_("Refused by the recipient’s side"),
    "wrong-address": N_("Wrong address"),
    "not-in-webmail": N_("Mail does not reach the mailbox"),
    "filters": N_("A filter or forwarding rule"),
    "pop-empties": N_("Another device took the mail"),
    "other-product": N_("Server of another product"),
    "sender-address": N_("Another sender address"),
    "password-type": N_("Wrong login method"),
    "blocked-for-spam": N_("Mailbox blocked for spam"),
    "incident": N_("Service disruption"),
    "other-port": N_("Network blocks sending"),
}

OTHER_PROGRAM = N_("Another one, or I don’t know")
TWO = N_("{first} or {second}")
PORTS = {"incoming", "outgoing", "alternative", "smtp"}


def label(option: Option, scene: Scene) -> str:
    """
    Return what a button says.
    """
    _ = scene.translate
    node = scene.state.node
    group, _colon, entry = option.id.partition(":")
    match group:
        case "product" if entry:
            return _product(entry, scene)
        case "cluster":
            return entry
        case "program":
            return scene.program_name(entry) or _.plain(OTHER_PROGRAM)
        case "locale":
            return language_name(entry)
        case "successor":
            return scene.program_name(scene.successor)
    if node is Node.PORT and option.id in PORTS:
        return _port(option.id, scene)
    if node is Node.SERVER and option.id in {"right", "old"}:
        old = scene.servers.old_hosts()
        return old[0] if option.id == "old" and old else scene.host
    text = _of_doubt(option.id, scene.state) or BY_NODE.get((node, option.id))
    text = text or ANYWHERE[option.id]
    return _.plain(
        text,
        ticket=scene.ticket,
        host=copied_host(scene),
        products=_others(scene),
    )


def _of_doubt(option: str, state: State) -> str | None:
    match option:
        case "complaint" if state.symptom is not None:
            return BY_NODE[Node.SYMPTOM, state.symptom.name.lower()]
        case "first" | "second":
            return CAUSES[(state.remedy if option == "first" else state.rival) or ""]
        case _:
            return None


def copied_host(scene: Scene) -> str:
    """
    Return the server name that the copy button copies.
    """
    if scene.uses_exchange:
        return scene.exchange_server
    if scene.incoming_is_open:
        return scene.outgoing.host
    return scene.incoming.host


def _product(entry: str, scene: Scene) -> str:
    product_id, _slash, region_id = entry.partition("/")
    product = scene.facts.product(product_id)
    if len(product.regions) == 1:
        return product.name
    region = product.region(region_id).name.for_locale(scene.state.locale)
    return f"{product.name} ({region})"


def _others(scene: Scene) -> str:
    _ = scene.translate
    families = dict.fromkeys(each.family_name for each in scene.facts.products)
    others = [name for name in families if name != scene.product.family_name]
    if len(others) > 1:
        return _.plain(TWO, first=", ".join(others[:-1]), second=others[-1])
    return others[0] if others else scene.product.name


def _port(option: str, scene: Scene) -> str:
    _ = scene.translate
    servers = scene.servers
    match option:
        case "incoming" if scene.state.protocol is Protocol.IMAP:
            return str(servers.imap().port)
        case "incoming" if scene.state.protocol is Protocol.POP:
            return str(servers.pop().port)
        case "incoming":
            return _.plain(TWO, first=servers.imap().port, second=servers.pop().port)
        case "outgoing":
            return str(servers.smtp().port)
        case "alternative":
            other = servers.smtp_alternative()
            return str(other.port if other else "")
        case _:
            return "25"

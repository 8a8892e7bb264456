"""
Remarks before or instead of a screen.
"""

from collections.abc import Mapping

from markupsafe import Markup

from bot.dialogue.turn import Notice
from bot.i18n import N_, Translator

NOTICES: Mapping[Notice, str] = {
    Notice.NOT_UNDERSTOOD: N_(
        "I didn’t quite get that. Tap one of the buttons, or tell me in a few words what "
        "is going wrong, for example: “I can receive but not send”."
    ),
    Notice.NOT_UNDERSTOOD_AGAIN: N_(
        "I’m sorry, I still don’t understand. Do you see an error message? Copy it word "
        "for word and paste it here, without your password."
    ),
    Notice.NOT_UNDERSTOOD_STILL: N_(
        "I can’t work it out from this. Type the number of a button, or ask our helpdesk: "
        "someone there will look at it with you."
    ),
    # Translators: the answer to small talk, and to questions about invoices, domains, websites.
    Notice.ELSEWHERE: N_(
        "I’m a chatbot and know one thing only: how to help when your e-mail doesn’t work or has "
        "to be set up. With any other question, please turn to our helpdesk."
    ),
    Notice.SECRET: N_(
        "⚠️ There seems to be a password in your message. I have not kept it, and I "
        "delete the message here if I can. To be safe, please change that password in "
        "your control panel. I never need it."
    ),
    # Translators: name your own language here.
    Notice.LANGUAGE: N_("I’ll continue in English."),
    Notice.SSL_ALWAYS: N_("SSL is always on for this product, so here are the settings with SSL."),
    Notice.SSL_KEPT: N_(
        "Please leave SSL on. Without it, others may be able to read your password on the way, and "
        "it rarely solves the problem."
    ),
    Notice.NO_PORT: N_(
        "With the account type “Exchange” there is no port to fill in: your phone or tablet finds "
        "it by itself."
    ),
    Notice.FIRST: N_(
        "This is where we begin, so there is no step back from here. Tap one of the buttons, or "
        "tell me in a few words what you need."
    ),
    Notice.PERSON: N_("You are in the right place: the buttons below take you to our helpdesk."),
    Notice.OLD_BUTTON: N_(
        "That button is from an older message that I can no longer read. Let’s start over."
    ),
    Notice.SAME_TAP: N_("The answer is just below."),
    Notice.THANKS: N_("You’re welcome! Is there anything else I can help with?"),
    Notice.STICKER: N_(
        "Nice one! I can only read text, though. Tap a button, or tell me what is going wrong."
    ),
    Notice.PHOTO: N_(
        "Thank you for the picture. For now I can only read text: please type or paste "
        "the error message, without your password."
    ),
    Notice.VOICE: N_(
        "I’m sorry, I can’t listen to recordings. Please type in a few words what is going wrong."
    ),
    Notice.LOCATION: N_(
        "I don’t need your location. Tap a button, or tell me what is going wrong."
    ),
    Notice.FILE: N_(
        "I can’t open files. Please copy the text of the error message and paste it here, "
        "without your password."
    ),
    Notice.OTHER: N_(
        "I can only read text. Tap a button, or tell me in a few words what is going wrong."
    ),
}

APOLOGY = N_(
    "I’m sorry, something went wrong on my side. Please try again, or send /start to start over."
)


def quotation(evidence: tuple[str, ...], translate: Translator) -> Markup:
    """
    Quote the customer's words that led to an answer.
    """
    _ = translate
    return _("I read in your message: {quotes}", quotes=quoted(evidence, translate))


def quoted(evidence: tuple[str, ...], translate: Translator) -> Markup:
    """
    Put words between the quotation marks of a language.
    """
    _ = translate
    # Translators: the quotation marks of your language.
    return Markup(", ").join(_("“{quote}”", quote=each) for each in evidence)

"""
Remarks before or instead of a screen.
"""

from collections.abc import Mapping

from markupsafe import Markup

from bot.dialogue.turn import Notice
from bot.i18n import N_, Translator

NOTICES: Mapping[Notice, str] = {
    Notice.NOT_UNDERSTOOD: N_(
        "I did not quite get that. Tap one of the buttons, or tell me in a few words what goes "
        "wrong: "
        "“I can receive but not send”, for instance."
    ),
    Notice.NOT_UNDERSTOOD_AGAIN: N_(
        "I am sorry, I still do not understand. Do you see an error message? Copy it word for word "
        "and paste it here, without your password."
    ),
    Notice.NOT_UNDERSTOOD_STILL: N_(
        "I cannot work it out from this. Type the number of a button, or ask our helpdesk: a "
        "person "
        "will look at it with you."
    ),
    Notice.SECRET: N_(
        "⚠️ There seems to be a password in your message. I have not kept it, and I delete the "
        "message "
        "here where I can. Please change that password in your control panel to be safe. I never "
        "need "
        "it."
    ),
    # Translators: name your own language here.
    Notice.LANGUAGE: N_("I will go on in English."),
    Notice.SSL_ALWAYS: N_(
        "For this product, SSL is always on; so these are the settings with SSL."
    ),
    Notice.OLD_BUTTON: N_(
        "That button is from an older message that I can no longer read. Let us start afresh."
    ),
    Notice.SAME_TAP: N_("You will find the answer just below."),
    Notice.THANKS: N_("You are welcome! Is there anything else?"),
    Notice.STICKER: N_(
        "Nice one! I can only read text, though. Tap a button, or tell me what goes wrong."
    ),
    Notice.PHOTO: N_(
        "Thank you for the picture. I can only read text for now: please type or paste the error "
        "message, without your password."
    ),
    Notice.VOICE: N_(
        "I am sorry, I cannot listen to messages. Please type in a few words what goes wrong."
    ),
    Notice.LOCATION: N_("I do not need your location. Tap a button, or tell me what goes wrong."),
    Notice.FILE: N_(
        "I cannot open files. Please copy the text of the error message and paste it here, without "
        "your password."
    ),
    Notice.OTHER: N_(
        "I can only read text. Tap a button, or tell me in a few words what goes wrong."
    ),
}

APOLOGY = N_(
    "I am sorry, something went wrong on my side. Please try again, or send /start to begin anew."
)


def notice(kind: Notice, translate: Translator) -> Markup:
    """
    Return one remark.
    """
    return translate(NOTICES[kind])

import pytest

from tests.understanding.conftest import Read

SENTENCES = {
    "nl": [
        "ik kan niet versturen",
        "mijn email doet het niet meer",
        "hoe krijg ik mijn mail op mijn telefoon",
        "het lukt nog steeds niet",
        "kunt u mij helpen met outlook",
    ],
    "en": [
        "i can not send email please help me",
        "hello, my mail does not work anymore",
        "I have an existing account with POP",
        "my certificate is expired it says",
    ],
    "fr": [
        "je ne peux pas envoyer de mails",
        "bonjour, ma messagerie ne marche plus",
        "quel port pour imap ?",
        "j'ai oublié mon mot de passe",
    ],
    "de": [
        "ich kann nicht senden",
        "hallo ich brauche Hilfe",
        "welcher Port für IMAP",
        "meine E-Mails sind verschwunden",
    ],
    "es": [
        "no puedo enviar correos desde ayer",
        "Mi correo no funciona desde ayer",
        "buenas, no me llegan los correos",
        "he olvidado mi contraseña",
    ],
    "it": [
        "non riesco a inviare email",
        "la mia posta non funziona",
        "ho dimenticato la password della casella",
        "vorrei parlare con un operatore",
    ],
    "pl": [
        "nie mogę wysłać maili",
        "nie moge odebrac poczty",
        "moja skrzynka jest pełna",
        "dzień dobry, nie mogę odebrać poczty",
    ],
    "pt": [
        "não consigo enviar emails",
        "O meu email não funciona desde ontem",
        "Boa tarde, não recebo emails",
        "esqueci a minha palavra-passe",
    ],
}


@pytest.mark.parametrize("current", SENTENCES)
@pytest.mark.parametrize(
    ("locale", "text"), [(locale, text) for locale, texts in SENTENCES.items() for text in texts]
)
def test_a_clear_sentence_tells_its_language(
    read: Read, current: str, locale: str, text: str
) -> None:
    assert read(text, locale=current).locale == (None if locale == current else locale)


@pytest.mark.parametrize("current", SENTENCES)
@pytest.mark.parametrize(
    "text",
    [
        "imap",
        "imap ssl",
        "no",
        "non",
        "ok",
        "server",
        "pop3 port 995 ssl/tls",
        "ssl0.ovh.net",
        "550 5.7.1 Relaying denied. You must authenticate before sending",
        "The message could not be sent. The connection to the server has failed",
        "Your message did not reach some or all of the intended recipients.",
        "authentication required. please check your settings and try again",
        "Server response: 535 5.7.8 my password is not what I have here",
        '"my hovercraft is full of eels, I said"',
        "Michał Żukowski",
    ],
)
def test_what_proves_nothing_changes_nothing(read: Read, current: str, text: str) -> None:
    assert read(text, locale=current).locale is None


@pytest.mark.parametrize(
    "text",
    [
        'ik krijg deze fout: "I am sorry, my server is down and we can not help you"',
        "outlook geeft error 0x800CCC0E server response: 530 authentication required",
        "bij verzenden staat er we are not able to relay this",
        "ich weet het niet",
    ],
)
def test_the_conversations_own_language_wins(read: Read, text: str) -> None:
    assert read(text, locale="nl").locale is None


def test_two_languages_at_once_are_not_clear(read: Read) -> None:
    assert read("ich kann nicht je ne peux pas", locale="nl").locale is None


@pytest.mark.parametrize("text", ["Hi, I have a problem", "I have a question"])
def test_a_capital_i_is_english(read: Read, text: str) -> None:
    assert read(text, locale="fr").locale == "en"
    assert read("i have a problem", locale="fr").locale is None

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding import Understanding
from tests.understanding.conftest import context

PLAIN = base64.b64encode(b"\0jan@example.org\0geheim123").decode()
USER = base64.b64encode(b"jan@example.org").decode()
WORD = base64.b64encode(b"geheim123").decode()


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("wachtwoord: geheim123", "wachtwoord: •••"),
        ("Wachtwoord = Zonnebloem", "Wachtwoord = •••"),
        ("wachtwoord: zonnebloem\nserver: x", "wachtwoord: •••\nserver: x"),
        ("mijn wachtwoord is geheim123, help", "mijn wachtwoord is •••, help"),
        ("mijn wachtwoord is zonnebloem", "mijn wachtwoord is •••"),
        ("mijn wachtwoord is zonnebloem en niets werkt", "mijn wachtwoord is ••• en niets werkt"),
        ("wachtwoord zonNebloem is ok", "wachtwoord zonNebloem is ok"),
        ("wachtwoord is zonNebloem voor alles", "wachtwoord is ••• voor alles"),
        ('wachtwoord is "mijn hond heet bob"', 'wachtwoord is "•••"'),
        ("password 'hond heet bob'", "password 'hond heet bob'"),
        ("password: 'hond heet bob'", "password: '•••'"),
        ("my password is Sunshine99", "my password is •••"),
        ("mot de passe : azerty12", "mot de passe : •••"),
        ("Passwort lautet Hund!2024", "Passwort lautet •••"),
        ("contraseña: Perro!", "contraseña: •••"),
        ("la mia password è Pippo123", "la mia password è •••"),
        ("hasło: tajne123", "hasło: •••"),
        ("moje hasło to Kotek12", "moje hasło to •••"),
        ("palavra-passe é Gato123", "palavra-passe é •••"),
        ("pw 12345678", "pw 12345678"),
        ("pw: 12345678", "pw: •••"),
        ("mijn wachtwoord welkom01 werkt niet", "mijn wachtwoord ••• werkt niet"),
        (f'wachtwoord: "{PLAIN} x"', 'wachtwoord: "•••"'),
        ("wachtwoord - abc12345", "wachtwoord - •••"),
        ("wachtwoord: #-#'", "wachtwoord: #-#'"),
        (f"AUTH PLAIN {PLAIN}", "AUTH PLAIN •••"),
        (f"AUTH LOGIN\n334 VXNlcm5hbWU6\n{USER}", "AUTH LOGIN\n334 VXNlcm5hbWU6\n•••"),
        (f"334 UGFzc3dvcmQ6\n{WORD}", "334 UGFzc3dvcmQ6\n•••"),
        ("a1 LOGIN jan@example.org geheim", "a1 LOGIN jan@example.org •••"),
        ("USER jan\nPASS geheim", "USER jan\nPASS •••"),
        ("ik log in met a@example.nl / Tulp!99, fout", "ik log in met a@example.nl / •••, fout"),
        ("a@example.es:Gato1234", "a@example.es:•••"),
        ("gegevens: a@example.nl, Appeltaart#5", "gegevens: a@example.nl, •••"),
        (
            "wachtwoord voor de mailbox a@example.nl: Blauw99kip",
            "wachtwoord voor de mailbox a@example.nl: •••",
        ),
        (
            "wachtwoord gewijzigd naar Blauw99kip, lukt niet",
            "wachtwoord gewijzigd naar •••, lukt niet",
        ),
        ("mi contraseña del correo es gato1234", "mi contraseña del correo es •••"),
        ("nie przyjmuje Kotek1234 jako hasła", "nie przyjmuje ••• jako hasła"),
    ],
)
def test_a_password_is_masked(understanding: Understanding, text: str, masked: str) -> None:
    assert understanding.mask(text) == masked
    assert understanding.read(text, context()).secret == (text != masked)


@pytest.mark.parametrize(
    "text",
    [
        "wachtwoord vergeten",
        "wachtwoord",
        "wachtwoord:",
        "wachtwoord: ********",
        "wachtwoord: [verborgen]",
        "wachtwoord: jan@example.org",
        "wachtwoord is hetzelfde als in webmail",
        "het wachtwoord is goed en het werkt niet",
        "ik heb mijn wachtwoord 3 keer ingevuld",
        "password is refused",
        "the password is correct",
        "password is correct!",
        "password: required",
        "password: login failed",
        "password authentication failed",
        "password outlook2016 keeps asking",
        "password is being asked all the time",
        "password 0x800CCC0E",
        "mot de passe oublié",
        "mot de passe est bon",
        "un mot svp",
        "Passwort: funktioniert nicht",
        "mi contraseña no funciona",
        "la mia password è sbagliata",
        "hasło jest poprawne",
        "senha errada",
        "VXNlcm5hbWU6",
        "UGFzc3dvcmQ6",
        "334 UGFzc3dvcmQ6",
        "AUTH LOGIN\nabcdefg\nAAAAAAAAAAAA",
        "a1 LOGIN jan ********",
        "ik log in met login jan geheim",
        "het wachtwoord van mijn mailbox op iPhone12 en in Outlook2016 klopt",
        "wachtwoord geweigerd door pro1.mail.ovh.net, 0x800CCC92",
        "mijn wachtwoord is 100% goed",
        "mail a@example.nl: 550 5.1.1 user unknown",
    ],
)
def test_talk_about_a_password_is_no_secret(understanding: Understanding, text: str) -> None:
    assert understanding.mask(text) == text
    assert not understanding.read(text, context()).secret


@given(password=st.from_regex(r"[A-Za-z]{4,8}[0-9]{2,4}[#$%&]", fullmatch=True))
def test_no_password_gets_through(understanding: Understanding, password: str) -> None:
    for text in (f"wachtwoord: {password}", f"{password}\nmy password is {password} ok"):
        assert password not in understanding.mask(text).splitlines()[-1]
        assert password not in str(understanding.read(f"wachtwoord: {password}", context()))


def test_a_text_full_of_passwords_is_masked_to_its_end(understanding: Understanding) -> None:
    masked = understanding.mask("password " * 300 + "password: geheim123")
    assert "geheim123" not in masked
    assert masked.endswith("•••")

"""Mail, through Django, by the server that the office names; the message's identifier stays the same on every try."""

from __future__ import annotations

from dataclasses import dataclass
from smtplib import SMTPAuthenticationError, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from urllib.parse import urlsplit

from django.core.mail import EmailMessage, get_connection

from luoshi.duban.oversight.reminders.models import Channel
from luoshi.duban.oversight.reminders.sending.credentials import Credentials
from luoshi.duban.oversight.reminders.sending.http import PATIENCE
from luoshi.duban.oversight.reminders.sending.message import Message
from luoshi.duban.oversight.reminders.sending.problems import NotSent, away, refused

_PORTS = {"smtp": 25, "smtps": 465, "smtp+tls": 587}


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server: ``smtp://``, ``smtps://`` (TLS from the start) or ``smtp+tls://`` (STARTTLS)."""

    scheme: str
    host: str
    port: int


def server_of(address: str) -> Server | None:
    """The server that *address* names, or ``None`` where it names none."""
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        return None
    return Server(parts.scheme, parts.hostname, port) if parts.scheme in _PORTS and parts.hostname else None


def send_mail(channel: Channel, credentials: Credentials, message: Message) -> None:
    """Send to the person's own address."""
    server = server_of(channel.address)
    if server is None:
        raise refused(str(channel), "服务器地址无效", "invalid server")
    if not message.email:
        raise NotSent(
            f"{message.person}没有登记邮箱。", f"{message.person} has no e-mail address on record.", unreachable=False
        )
    connection = get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=server.host,
        port=server.port,
        username=channel.user,
        password=credentials.token,
        use_ssl=server.scheme == "smtps",
        use_tls=server.scheme == "smtp+tls",
        timeout=PATIENCE,
    )
    domain = channel.sender.rpartition("@")[2]
    mail = EmailMessage(
        message.title,
        message.whole,
        channel.sender,
        [message.email],
        connection=connection,
        headers={"Message-ID": f"<{message.key}@{domain}>"},
    )
    try:
        mail.send()
    except SMTPAuthenticationError as error:
        raise refused(str(channel), "用户名或密码不对", "wrong user name or password") from error
    except SMTPRecipientsRefused as error:
        raise refused(str(channel), f"收件地址{message.email}被拒绝", f"recipient {message.email} refused") from error
    except SMTPResponseException as error:
        raise refused(str(channel), f"SMTP {error.smtp_code}") from error
    except (SMTPException, OSError) as error:
        name = type(error).__name__
        raise away(str(channel), f"邮件服务器没有应答（{name}）", f"no answer of the mail server ({name})") from error

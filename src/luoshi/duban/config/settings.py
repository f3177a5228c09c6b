"""Django's settings, all of them from the environment (``docs/settings.md`` lists the variables)."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from luoshi.duban.config import environment as env

_HERE = Path(__file__).resolve().parent.parent

DEBUG = False
DATA = env.folder("LUOSHI_DATA", Path("data"))
KEYS = DATA / "keys"
SECRET_KEY = env.secret("LUOSHI_SECRET_KEY", KEYS, "secret")
#: The key of the audit chain is kept outside the database (docs/decisions/).
AUDIT_KEY = env.secret("LUOSHI_AUDIT_KEY", KEYS, "audit")
ALLOWED_HOSTS = env.names("LUOSHI_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = env.names("LUOSHI_ORIGINS")
#: Proxies whose X-Forwarded-For is believed.
TRUSTED_PROXIES = env.networks("LUOSHI_TRUSTED_PROXIES")
DEMO = env.flag("LUOSHI_DEMO", default=False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "luoshi.duban.audit",
    "luoshi.duban.jobs",
    "luoshi.duban.accounts",
    "luoshi.duban.organisations",
    "luoshi.duban.documents",
    "luoshi.duban.registers",
    "luoshi.duban.tasks",
    "luoshi.duban.oversight",
    "luoshi.duban.oversight.publication",
    "luoshi.duban.oversight.lookback",
    "luoshi.duban.oversight.feeds",
    "luoshi.duban.oversight.dashboards",
    "luoshi.duban.oversight.meetings",
    "luoshi.duban.oversight.reminders",
    "luoshi.duban.oversight.letters",
    "luoshi.duban.oversight.bulletins",
    "luoshi.duban.oversight.appraisal",
    "luoshi.duban.oversight.inspections",
    "luoshi.duban.ui",
    "luoshi.duban.config",
]
MIDDLEWARE = [
    "luoshi.duban.audit.middleware.Origin",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "luoshi.duban.accounts.middleware.Watch",
]
ROOT_URLCONF = "luoshi.duban.config.urls"
WSGI_APPLICATION = "luoshi.duban.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "luoshi.duban.ui.context.frame",
            ],
        },
    },
]

#: Django's own, without a template for each control.
FORM_RENDERER = "luoshi.duban.ui.controls.Controls"

DATABASES = {"default": env.database(env.text("DATABASE_URL"), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["luoshi.duban.accounts.backends.Accounts"]
PASSWORD_HASHERS = ["luoshi.duban.accounts.hashers.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "luoshi.duban.accounts.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "luoshi.duban.accounts.passwords.ThreeOfFourClasses"},
    {"NAME": "luoshi.duban.accounts.passwords.NotUsedBefore"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "ui:home"
#: 等保 2.0: tries, seconds of the lock, idle time-out in seconds (0: never), age of passwords in days (0: any).
LOCK_TRIES = env.number("LUOSHI_LOCK_TRIES", 5, least=1)
LOCK_SECONDS = env.number("LUOSHI_LOCK_SECONDS", 300, least=1)
IDLE_SECONDS = env.number("LUOSHI_IDLE_SECONDS", 8 * 3600 if DEMO else 600)
PASSWORD_DAYS = env.number("LUOSHI_PASSWORD_DAYS", 90)
#: How many sessions an account may have at once (0: any number).
SESSIONS = env.number("LUOSHI_SESSIONS", 3)
#: Who must have a second factor: none, administrators, all.
REQUIRE_SECOND_FACTOR = env.choice("LUOSHI_REQUIRE_SECOND_FACTOR", ("none", "administrators", "all"))

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [_HERE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = env.folder("LUOSHI_STATIC", DATA / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "luoshi.duban.ui.storage.Storage"},
}
MEDIA_ROOT = DATA / "files"
#: Uploads: the largest file that is taken, in bytes.
MAX_UPLOAD = env.number("LUOSHI_MAX_UPLOAD", 50 * 1024 * 1024, least=1)
#: The command that looks for viruses in a file from outside (documents/scanning.py); none: nothing is scanned.
SCANNER = env.text("LUOSHI_SCANNER")
#: A file within the limit stays in memory until it was checked: one that is refused never touches the disk.
FILE_UPLOAD_MAX_MEMORY_SIZE = MAX_UPLOAD + 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
#: Behind HTTPS both cookies are sent over it only; the demonstration on loopback has none.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("LUOSHI_HTTPS", default=False)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
# What went wrong goes to the standard error of the server, with where it happened; never what people typed.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # A refused or a wrong address is no failure of ours.
    "loggers": {
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        # It would write a malformed token into its warning; what went wrong stands beside the message that failed.
        "apprise": {"level": "CRITICAL"},
    },
}

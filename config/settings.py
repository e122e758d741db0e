"""All settings, values from the environment. Outside demo mode a missing secret refuses to start (config/secrets.py)."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from config import database, secrets

BASE_DIR = Path(__file__).resolve().parent.parent
env = os.environ.get

DEMO = env("MOTCUA_DEMO", "1" if env("MOTCUA_TEST_DB") else "0") == "1"
DATA_DIR = Path(env("MOTCUA_DATA_DIR", str(BASE_DIR / ".data")))
PUBLIC_URL = env("PUBLIC_URL", f"http://127.0.0.1:{env('PORT', '8000')}")

_secrets = secrets.load(os.environ, DATA_DIR, demo=DEMO)
SECRET_KEY = _secrets["DJANGO_SECRET_KEY"]
DATA_KEY = _secrets["MOTCUA_DATA_KEY"]  # base64, 32 bytes: encrypts personal data
INDEX_KEY = _secrets["MOTCUA_INDEX_KEY"]  # base64, 32 bytes: keyed index over personal numbers


def partner_secret(name: str, in_demo: str) -> str:
    """Return a partner's secret from the environment; the sandbox's own in demo mode. Raises MissingSecrets outside it."""
    found = env(name) or (in_demo if DEMO else "")
    if not found:
        raise secrets.MissingSecrets(f"Thiếu {name}: đặt bí mật mà đối tác đã cấp vào biến môi trường này.")
    return found


DEBUG = False
ALLOWED_HOSTS = env("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "mozilla_django_oidc",
    "procrastinate.contrib.django",
    "template_partials",
    "csp",
    "motcua.people",
    "motcua.ui",
    "motcua.audit",
    "motcua.policy",
    "motcua.outbox",
    "motcua.worktime",
    "motcua.catalogue",
    "motcua.documents",
    "motcua.dossiers",
    "motcua.fees",
    "motcua.jobs",
    "motcua.connectors.identity",
    "motcua.doors.entrance",
    "motcua.doors.portal",
    "motcua.doors.counter",
    "motcua.doors.desk",
    "motcua.doors.office",
    "motcua.doors.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "motcua.ui.middleware.DatabaseDownMiddleware",
    "motcua.doors.api.middleware.ProblemMiddleware",
    "motcua.doors.api.middleware.JsonOnlyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "motcua.ui.middleware.NulMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "motcua.people.requests.ActorMiddleware",
    "motcua.doors.api.middleware.AnswerMiddleware",
    "motcua.doors.entrance.idle.IdleMiddleware",
    "motcua.doors.entrance.middleware.PersonMenuMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "motcua.ui.context.page",
            ],
        },
    }
]

DATABASES = {"default": database.database(os.environ)}

AUTHENTICATION_BACKENDS = [
    "motcua.connectors.identity.backend.Backend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
CITY_DATA = BASE_DIR / "cities" / env("MOTCUA_CITY", "hanoi")
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static-built"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = env("MOTCUA_TEST_DB") is not None
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Cookies and headers. Plain http is for loopback only; anything else is https.
HTTPS = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env("BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# The outside world. Another city, another provider: other lines here, no other code.
SANDBOX_URL = env("SANDBOX_URL", f"http://127.0.0.1:{env('SANDBOX_PORT', '8010')}")
CONNECTORS: dict[str, dict[str, Any]] = {
    "identity": {"BACKEND": "motcua.connectors.identity.discovery.Provider"},
    "population_registry": {
        "BACKEND": "motcua.connectors.population_registry.client.Client",
        "OPTIONS": {
            "url": env("POPULATION_URL", f"{SANDBOX_URL}/population"),
            "user": env("POPULATION_USER", "motcua"),
            "secret": partner_secret("POPULATION_SECRET", "demo-secret"),
            "api_key": partner_secret("POPULATION_API_KEY", "demo-key"),
            "client_id": env("POPULATION_CLIENT", "VN/GOV/H26/MOTCUA"),
        },
    },
    "national_portal": {
        "BACKEND": "motcua.connectors.national_portal.client.Client",
        "OPTIONS": {
            "url": env("PORTAL_URL", f"{SANDBOX_URL}/portal"),
            "user": env("PORTAL_USER", "motcua"),
            "password": partner_secret("PORTAL_PASSWORD", "demo-secret"),
            "dstcode": env("PORTAL_DSTCODE", "VN:GOV:000.00.00.G22:vpcpdvcqg"),
            "madonvi": env("PORTAL_AGENCY", "H26"),
            "client_id": env("PORTAL_CLIENT", "motcua"),
            "client_secret": partner_secret("PORTAL_CLIENT_SECRET", "demo-secret"),
            "public_url": env("PORTAL_PUBLIC_URL", f"{SANDBOX_URL}/portal/nop" if DEMO else "https://dichvucong.gov.vn"),
        },
    },
    "ministry": {
        "BACKEND": "motcua.connectors.ministry.client.Client",
        "OPTIONS": {
            "url": env("MINISTRY_URL", f"{SANDBOX_URL}/ministry"),
            "key": partner_secret("MINISTRY_KEY", "demo-secret"),
        },
    },
    "business_registry": {
        "BACKEND": "motcua.connectors.business_registry.client.Client",
        "OPTIONS": {
            "url": env("BUSINESS_URL", f"{SANDBOX_URL}/business"),
            "api_key": partner_secret("BUSINESS_API_KEY", "demo-key"),
            "client_id": env("BUSINESS_CLIENT", "VN/GOV/H26/MOTCUA"),
        },
    },
    "mail": {
        "BACKEND": "motcua.connectors.mail.client.Client",
        "OPTIONS": {
            "host": env("SMTP_HOST", "127.0.0.1"),
            "port": int(env("SMTP_PORT", env("SANDBOX_SMTP_PORT", "8025"))),
            "sender": env("MAIL_FROM", "Một Cửa Hà Nội <khong-tra-loi@motcua.example>"),
        },
    },
    "signing": {
        "BACKEND": "motcua.connectors.signing.client.Client",
        "OPTIONS": {
            "url": env("SIGNING_URL", f"{SANDBOX_URL}/signing"),
            "client_id": env("SIGNING_CLIENT", "motcua"),
            "secret": partner_secret("SIGNING_SECRET", "demo-secret"),
            "clock_url": env("SIGNING_CLOCK_URL", ""),
            "trust_roots": env("SIGNING_TRUST_ROOTS", str(DATA_DIR / "signing-roots.pem")),
            "fetch_root": DEMO and "SIGNING_TRUST_ROOTS" not in os.environ,
        },
    },
    "timestamp": {
        "BACKEND": "motcua.connectors.signing.stamping.Client",
        "OPTIONS": {
            "url": env("TIMESTAMP_URL", env("SIGNING_CLOCK_URL", f"{SANDBOX_URL}/signing/tsa")),
            "trust_roots": env("TIMESTAMP_TRUST_ROOTS", env("SIGNING_TRUST_ROOTS", str(DATA_DIR / "signing-roots.pem"))),
            "root_url": f"{SANDBOX_URL}/signing/root.pem" if DEMO and "SIGNING_TRUST_ROOTS" not in os.environ else "",
        },
    },
}

# Exchange: threads of a worker that deliver to a partner (the others share one); which handler (dotted path) takes a partner's message
# of a kind; which feeds are pulled (motcua/outbox/README.md).
OUTBOX_THREADS = {"national_portal": int(env("PORTAL_THREADS", "6")), "mail": int(env("MAIL_THREADS", "2"))}
OUTBOX_LEASE_SECONDS = int(env("OUTBOX_LEASE_SECONDS", "90"))
RECONCILED = ("national_portal",)  # partners that can be asked how they see our dossiers (ports.Asked)
INBOX: dict[str, dict[str, str]] = {
    "national_portal": {name: f"motcua.connectors.national_portal.arriving.{name}" for name in ("filed", "supplied", "withdrawn", "paid")},
    "ministry": {"changed": "motcua.connectors.ministry.arriving.changed"},
}
PULLS: dict[str, dict[str, Any]] = {
    "national_portal": {"PORT": "national_portal", "FEED": "filings", "FROM": env("PORTAL_PULL_FROM", "2026-11-01T00:00:00+07:00")},
    "ministry": {"PORT": "ministry", "FEED": "dossiers", "FROM": env("MINISTRY_PULL_FROM", "2026-11-01T00:00:00+07:00")},
}
# Who may push news to us, and the secret each signs with (motcua/outbox/pushed.py).
PUSHES: dict[str, str] = {
    "national_portal": partner_secret("PORTAL_PUSH_SECRET", "demo-secret"),
    "ministry": partner_secret("MINISTRY_PUSH_SECRET", "demo-secret"),
}

# Sign-in of citizens: OpenID Connect (motcua/connectors/identity/README.md).
OIDC_OP_ISSUER = env("OIDC_ISSUER", f"{SANDBOX_URL}/identity")
OIDC_OP_AUTHORIZATION_ENDPOINT = env("OIDC_AUTHORIZATION_URL", f"{OIDC_OP_ISSUER}/authorize")
OIDC_OP_TOKEN_ENDPOINT = env("OIDC_TOKEN_URL", f"{OIDC_OP_ISSUER}/token")
OIDC_OP_USER_ENDPOINT = env("OIDC_USERINFO_URL", f"{OIDC_OP_ISSUER}/userinfo")
OIDC_OP_JWKS_ENDPOINT = env("OIDC_JWKS_URL", f"{OIDC_OP_ISSUER}/jwks")
OIDC_OP_LOGOUT_ENDPOINT = env("OIDC_LOGOUT_URL", f"{OIDC_OP_ISSUER}/end_session")
OIDC_OP_LOGOUT_URL_METHOD = "motcua.connectors.identity.views.provider_logout_url"
OIDC_RP_CLIENT_ID = env("OIDC_CLIENT_ID", "motcua")
OIDC_RP_CLIENT_SECRET = partner_secret("OIDC_CLIENT_SECRET", "demo-secret")
OIDC_RP_SCOPES = env("OIDC_SCOPES", "openid")
OIDC_RP_SIGN_ALGO = "RS256"
OIDC_USE_PKCE = True
OIDC_TIMEOUT = 5
OIDC_AUTH_REQUEST_EXTRA_PARAMS = {"acr_values": env("OIDC_ACR", "LoA1")}
OIDC_CLAIMS: dict[str, str] = json.loads(env("OIDC_CLAIMS", "{}"))
_oidc = urlsplit(OIDC_OP_AUTHORIZATION_ENDPOINT)
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] = [SELF, f"{_oidc.scheme}://{_oidc.netloc}"]  # signing out is a form that ends there

METRICS_TOKEN = env("METRICS_TOKEN", "")  # empty: /metrics answers this machine only

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "INFO")},
}

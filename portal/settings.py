"""Settings. What differs between machines comes from the environment (docs/settings.md)."""

import os
import secrets
from datetime import timedelta
from pathlib import Path

import dj_database_url
import pghistory
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("PORTAL_VAR", BASE_DIR / "var"))
PORTAL_KEYS = Path(os.environ.get("PORTAL_KEYS", VAR / "keys"))


def flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes"}


def secret_key() -> str:
    """The signing key: from the environment, else from a file made once that only we may read."""
    if key := os.environ.get("PORTAL_SECRET_KEY"):
        return key
    path = PORTAL_KEYS / "django-secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        except FileExistsError:
            pass
        else:
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(64))
    return path.read_text()


DEBUG = flag("PORTAL_DEBUG")
PORTAL_DEMO = flag("PORTAL_DEMO")
PORTAL_HTTPS = flag("PORTAL_HTTPS")
SECRET_KEY = secret_key()
ALLOWED_HOSTS = os.environ.get("PORTAL_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PORTAL_HTTPS else []

# ── Names of the body: they differ from city to city ────────────────────────────────────────────
PORTAL_NAME = os.environ.get("PORTAL_NAME", "妇女儿童维权协调门户")
PORTAL_OFFICE = os.environ.get(
    "PORTAL_OFFICE", "平顶山市维护妇女儿童权益暨平安家庭创建协调组办公室"
)
PORTAL_DESK_PHONE = os.environ.get("PORTAL_DESK_PHONE", "0375-0000338")
PORTAL_DESK_NAME = os.environ.get("PORTAL_DESK_NAME", "市妇联权益部")
PORTAL_FAMILY_WORD = os.environ.get("PORTAL_FAMILY_WORD", "创建")  # 平安家庭创建／建设
PORTAL_CITY_CODE = os.environ.get("PORTAL_CITY_CODE", "4104")
# The page behind the picture on a plaque; off unless the city decides so (users.md b5).
PORTAL_PUBLIC_PLAQUES = flag("PORTAL_PUBLIC_PLAQUES")

INSTALLED_APPS = [
    "portal.launch",
    "portal.crypto",
    "portal.access",
    "portal.ui",
    "portal.audit",
    "portal.units",
    "portal.accounts",
    "portal.jobs",
    "portal.drafts",
    "portal.deadlines",
    "portal.papers",
    "portal.sheets",
    "portal.desk",
    "portal.search",
    "portal.files",
    "portal.handbook",
    "portal.demo",
    "cases",
    "campaigns",
    "families",
    "portal.accounts.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "template_partials",
    "bootstrap",
    "pgtrigger",
    "pghistory",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.ui.middleware.OldBrowserMiddleware",
    "portal.ui.middleware.BodyLimit",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.accounts.middleware.ActorMiddleware",
    "portal.accounts.middleware.SessionLimits",
    "portal.audit.middleware.RefusalLog",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.ui.context.shell",
            ],
            "builtins": ["template_partials.templatetags.partials", "portal.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# ── Database: always PostgreSQL, always as the web's own unprivileged role ──────────────────────
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", "postgresql://portal_app@127.0.0.1/portal"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
# Plans here are short; compiling them costs more than it saves (measured: performance.md).
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c jit=off"
DATABASES["default"]["TEST"] = {"TEMPLATE": "template0"}
DATABASE_OWNER_URL = os.environ.get("DATABASE_OWNER_URL", "")

# The history keeps who and from where inside its own row: a second table would need UPDATE.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField(null=True)
PGHISTORY_APPEND_ONLY = True

# ── Accounts and sessions ───────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "portal.accounts.backends.AccountBackend",
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "/"
STRICT = os.environ.get("PORTAL_PROFILE", "standard") == "djbh3"  # 等保三级
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "portal.accounts.passwords.LengthOrKinds"},
    {"NAME": "portal.accounts.passwords.NotCommon"},
    {"NAME": "portal.accounts.passwords.NotTheName"},
    {"NAME": "portal.accounts.passwords.NotUsedBefore"},
]
# users.md b12: rotation and short idle times only where the profile asks for them.
PASSWORD_MAX_AGE = timedelta(days=90) if STRICT else None
PASSWORD_HISTORY = 5 if STRICT else 1
SESSION_IDLE = timedelta(minutes=30 if STRICT else 60)
SESSION_ABSOLUTE = timedelta(hours=8 if STRICT else 12)
SECOND_FACTOR_FOR_ADMINISTRATORS = not PORTAL_DEMO
PASSWORD_CHECKS_AT_ONCE = 2  # a digest takes a third of a second of one processor on purpose
ONE_TIME_CODE_LIFE = timedelta(days=7)
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(SESSION_ABSOLUTE.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.ui.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
# A town office shares one address: the account is locked there, not the office.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_CALLABLE = "portal.accounts.views.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
OTP_TOTP_ISSUER = PORTAL_NAME

# ── What leaves the server ──────────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PORTAL_HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
LARGEST_BODY = 32 * 1024 * 1024  # of any request, files and all
# Bytes of one file; above, it is counted and thrown away. A film has 200 MB at most.
LARGEST_UPLOAD = int(os.environ.get("PORTAL_LARGEST_UPLOAD_MB") or 200) * 1024 * 1024
# Where files arrive straight on the disk, several in one request where there is no script.
LARGER_BODIES = {"/files/": LARGEST_UPLOAD + 20 * 1024 * 1024}

# ── Files ───────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR / "media"
FILE_UPLOAD_HANDLERS = ["portal.files.uploads.ToFile"]
FILE_UPLOAD_TEMP_DIR = VAR / "uploads"
FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)  # Django asks for it to exist
# Where nginx serves MEDIA_ROOT internally, such as /protected/; empty: we send files ourselves.
FILES_ACCEL = os.environ.get("PORTAL_FILES_ACCEL", "")
# Only the owner reads them; nginx, of the owner's group, only where it is the one that sends them.
FILE_UPLOAD_PERMISSIONS = 0o640 if FILES_ACCEL else 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750 if FILES_ACCEL else 0o700
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.ui.storage.HashedStaticFiles"},
}

# ── Language and time ───────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# ── Work in the background ──────────────────────────────────────────────────────────────────────
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
BACKUPS_KEPT = 7
AUDIT_KEPT = timedelta(days=3 * 366)  # the law's floor is six months; never below 190 days

# Addresses that need no database before they answer.
UNSCOPED_PATHS = frozenset({"/healthz"})

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "portal.ui.logs.FramesOnly",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []

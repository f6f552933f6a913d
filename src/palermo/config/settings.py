"""The one settings file. Everything that differs between installations comes from the environment: see .env.example."""

from urllib.parse import unquote, urlsplit

from django.utils.csp import CSP

from palermo.config import environment
from palermo.core.languages import LANGUAGES as OFFICIAL_LANGUAGES

DATA = environment.data_folder()
DEBUG = environment.flag("PALERMO_DEBUG")
SECRET_KEY = environment.secret_key(DATA)
ALLOWED_HOSTS = environment.words("PALERMO_HOSTS", ("127.0.0.1", "localhost", "[::1]"))
CSRF_TRUSTED_ORIGINS = environment.words("PALERMO_TRUSTED_ORIGINS")
HTTPS = environment.flag("PALERMO_HTTPS")
# The day on which a demonstration's story stands still; a real installation leaves it out.
# Who runs the site, and how they are reached: on the page for that, and at the foot of every page.
PALERMO_OWNER = environment.by_language("PALERMO_OWNER", {})
PALERMO_CONTACT = environment.text("PALERMO_CONTACT")
PALERMO_PRESS_CONTACT = environment.text("PALERMO_PRESS_CONTACT")
PALERMO_POSTAL_ADDRESS = environment.by_language("PALERMO_POSTAL_ADDRESS", {})
PALERMO_LICENCE = environment.by_language("PALERMO_LICENCE", {})
PALERMO_LICENCE_ADDRESS = environment.text("PALERMO_LICENCE_ADDRESS")
PALERMO_SOURCE = environment.text("PALERMO_SOURCE")
PALERMO_TODAY = environment.day("PALERMO_TODAY")

INSTALLED_APPS = [
    "palermo.config.apps.ConfigConfig",
    "palermo.record",
    "palermo.portal",
    "palermo.history",
    "palermo.reads",
    "palermo.search",
    "palermo.offline",
    "palermo.following",
    "palermo.translations",
    "palermo.figures",
    "palermo.returns",
    "palermo.logistics",
    "palermo.floor",
    "palermo.programme",
    "palermo.speakers",
    "palermo.registration",
    "palermo.follow_ups",
    "palermo.toolkit",
    "palermo.knowledge",
    "palermo.outreach",
    "palermo.events",
    "palermo.reporting",
    "palermo.governance",
    "palermo.treaties",
    "palermo.library",
    "palermo.site",
    "palermo.accounts",
    "palermo.audit",
    "palermo.core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks_db",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    # Wagtail's admin asks for it; its rooms stay shut (portal/administration/access.py): papers are the library's.
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]
if environment.text("PALERMO_DATABASE"):
    # Wagtail's search keeps PostgreSQL's own kinds of columns there.
    INSTALLED_APPS.append("django.contrib.postgres")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    # Before anything reads what was sent; after the language of the page is known.
    "palermo.site.malformed.MalformedRequestMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    # Every view is closed unless it says otherwise; tests/architecture holds the list of open ones.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "palermo.accounts.middleware.ViewerMiddleware",
    "palermo.accounts.uploads.UploadQuotaMiddleware",
    "palermo.library.web.page_cache.OneStateMiddleware",
    "palermo.portal.administration.access.AdminAccessMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "palermo.site.middleware.AdminContentSecurityPolicyMiddleware",
    "palermo.portal.indexing.IndexingMiddleware",
    "palermo.site.middleware.RefusalMiddleware",
    "palermo.site.unknown_choices.UnknownChoiceMiddleware",
    "palermo.history.middleware.RecordedPageMiddleware",
    # Last on the way in, first on the way out: where an editorial page is no more, its redirect is looked for.
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "palermo.config.urls"
WSGI_APPLICATION = "palermo.config.wsgi.application"

FORM_RENDERER = "palermo.site.forms.renderer.SiteRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted(environment.SOURCE.glob("*/web/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "palermo.portal.context.site",
            ],
            "builtins": ["palermo.site.templatetags.record"],
        },
    }
]


# Seconds for which a thread of the server keeps its connection. To open one costs as much as half a page: SQLite reads
# all tables' definitions, and the last to close it writes everything back to the file.
KEEP_CONNECTION = 60


def _database() -> dict[str, object]:
    """SQLite in the data folder, or the PostgreSQL server that PALERMO_DATABASE names."""
    if address := environment.text("PALERMO_DATABASE"):
        return _postgresql(address)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / environment.DATABASE_FILE,
        "CONN_MAX_AGE": KEEP_CONNECTION,
        "OPTIONS": {
            # Writers wait their turn from the first statement instead of failing at the last.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
            "PRAGMA cache_size=-20000;PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(address: str) -> dict[str, object]:
    parts = urlsplit(address)
    pooled = environment.flag("PALERMO_DATABASE_POOL")
    return {
        "ENGINE": "django.db.backends.postgresql",
        # A pool lends a connection for one request, and keeps it open by itself.
        "CONN_MAX_AGE": 0 if pooled else KEEP_CONNECTION,
        # A server that was restarted in between is not an error.
        "CONN_HEALTH_CHECKS": not pooled,
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "OPTIONS": {"pool": {"min_size": 2, "max_size": 8}} if pooled else {},
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Attempts at sign-in and codes already used are counted here, so every process, and every machine, sees the same
    # ones, also after a start: in the database, which they share as it is, and where no count is lost to two at once.
    "default": {
        "BACKEND": "palermo.core.shared_cache.SharedCache",
        "LOCATION": "shared_cache",
        # Many more than anybody can make within the minutes for which a count is kept.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # How often public figures were asked for, counted by each process for itself: reading them writes nothing.
    "reads": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "reads",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Pages already made, kept by each process for itself: library/web/page_cache.py.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "process"},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "palermo.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "palermo.accounts.sign_in.SignInForm",
    "reset_password": "palermo.accounts.sign_in.NewPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Whatever is delicate asks for the password or the second factor again, and holds for five minutes.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Wrong passwords are counted by accounts/password_guesses.py, which decision 0010 explains: of an account from one
# place, of one network address, of an account from everywhere. "login_failed" are codes of the second factor: whoever
# gives them knows the password. A link to a new password is mailed to one person five times an hour; each of the five
# holds.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/5m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/h/key",
    "password_here": "5/5m/key",
    "password_address": "30/5m/ip",
    "password_anywhere": "100/d/key",
}
# A link in an old e-mail opens nothing.
PASSWORD_RESET_TIMEOUT = 4 * 3600
# The address is what the proxy in front wrote last, where there is one; a header alone is believed from nobody.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if environment.flag("PALERMO_BEHIND_PROXY") else 0
# "required": whatever is not public asks for a second factor; see accounts/second_factor.py.
PALERMO_SECOND_FACTOR = environment.one_of("PALERMO_SECOND_FACTOR", ("required", "offered"))
# How many days an account may lie unused before it is closed.
PALERMO_UNUSED_DAYS = environment.whole_number("PALERMO_UNUSED_DAYS", 365)
# A browser takes keys by HTTPS, or on a developer's own machine.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Palermo"
# A code holds for one more step of thirty seconds on either side: clocks differ, typing takes time (RFC 6238, 5.2).
MFA_TOTP_TOLERANCE = 1

LANGUAGE_CODE = "en"
LANGUAGES = [(language.django_code, language.name) for language in OFFICIAL_LANGUAGES]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [environment.SOURCE / "locale"]
FORMAT_MODULE_PATH = "palermo.config.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.text("PALERMO_TIME_ZONE", "Europe/Vienna")

STATIC_URL = "/static/"
STATICFILES_DIRS = sorted(environment.SOURCE.glob("*/web/static"))
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
# No MEDIA_URL route exists: files leave only through the library's checked view.
MEDIA_URL = "/never-served/"
# How large a file the library takes, in megabytes.
PALERMO_MAX_UPLOAD_MB = environment.whole_number("PALERMO_MAX_UPLOAD_MB", 50)
# How many files one person uploads within 24 hours, and how many megabytes they have together.
PALERMO_UPLOADS_PER_DAY = environment.whole_number("PALERMO_UPLOADS_PER_DAY", 1000)
PALERMO_UPLOAD_MB_PER_DAY = environment.whole_number("PALERMO_UPLOAD_MB_PER_DAY", 2000)
# The program that looks at every file before the library takes it; none when empty.
PALERMO_FILE_SCAN = environment.text("PALERMO_FILE_SCAN")
# The key by which this installation signs bundles: made when it is first needed, and part of every backup.
PALERMO_SIGNING_KEY = DATA / environment.SIGNING_KEY_FILE
# Registers of releases with their bundles, what is in preparation, and the figures that pages read.
PALERMO_RELEASES = DATA / environment.RELEASES_FOLDER
# The key that signs releases and seals what they do not show: made when it is first needed, part of every backup.
PALERMO_RELEASE_KEY = DATA / environment.RELEASE_KEY_FILE
# Under which licence published figures may be used: figures/exchange/licences.py.
PALERMO_DATA_LICENCE = environment.one_of("PALERMO_DATA_LICENCE", ("cc-by-3.0-igo", "cc-by-4.0", "cc0-1.0"))
# Whether restricted PDFs carry the name of the reader they were given to.
PALERMO_STAMP_PDF = environment.flag("PALERMO_STAMP_PDF")
# How long it is kept who was given which restricted paper.
PALERMO_KEEP_READS_DAYS = environment.whole_number("PALERMO_KEEP_READS_DAYS", 730)
# How large a ZIP file of papers becomes, in megabytes.
PALERMO_MAX_ZIP_MB = environment.whole_number("PALERMO_MAX_ZIP_MB", 500)
# Whose papers are issued here: the first line of a report, in each language.
PALERMO_ORGANIZATION = environment.by_language(
    "PALERMO_ORGANIZATION",
    {
        "ar": "الأمم المتحدة",
        "zh": "联合国",
        "en": "United Nations",
        "fr": "Nations Unies",
        "ru": "Организация Объединенных Наций",
        "es": "Naciones Unidas",
    },
)
# How the symbols of its reports begin, shown while a symbol is pending.
PALERMO_SYMBOL_PREFIX = environment.text("PALERMO_SYMBOL_PREFIX")
# The organization in data on aid, and its kind by the code list of the standard.
PALERMO_IATI_IDENTIFIER = environment.text("PALERMO_IATI_IDENTIFIER")
PALERMO_IATI_ORGANIZATION_TYPE = environment.text("PALERMO_IATI_ORGANIZATION_TYPE")
# A table of a national return is one form: a row for each country, a field for each figure.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
# Nobody else on the machine reads what the library and the others keep.
FILE_UPLOAD_PERMISSIONS = 0o600
# In memory, or in a file without a name: what is refused leaves nothing behind, whatever happens to the server.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "palermo.core.uploads.NamelessFileUploadHandler",
]
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
# A session ends so many hours after it was last used; accounts/sessions.py notes the use.
SESSION_COOKIE_AGE = environment.whole_number("PALERMO_SESSION_HOURS", 8) * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("PALERMO_BEHIND_PROXY") else None


def _mailer() -> dict[str, object]:
    """The SMTP server that PALERMO_MAIL names, or files in the data folder."""
    server = environment.mail_server("PALERMO_MAIL")
    if server is None:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(DATA / "mail")},
        }
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {**server._asdict(), "timeout": 30}}


TASKS = {
    # Wagtail's own, such as keeping its list of references: at once.
    "default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"},
    # What a page does not wait for: kept in the database until `palermo work` does it.
    "background": {"BACKEND": "palermo.core.work.InDatabase"},
}

MAILERS = {"default": _mailer()}
DEFAULT_FROM_EMAIL = environment.text("PALERMO_MAIL_FROM", "palermo@localhost")

WAGTAIL_SITE_NAME = "Palermo"
WAGTAILIMAGES_IMAGE_FORM_BASE = "palermo.portal.images.CheckedImageForm"
# Drawn, it takes 160 MB of memory: resizing it happens while a reader waits for a page.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILADMIN_BASE_URL = environment.text("PALERMO_ADDRESS", "http://127.0.0.1:8000")
# Wagtail asks outside hosts unless this is off.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# A translation of a page is a draft until it is whole, whether or not its source is published.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAIL_USER_TIME_ZONES = ["UTC", "Europe/Vienna", "America/New_York", "Africa/Nairobi", "Asia/Bangkok"]
WAGTAILADMIN_LOGIN_URL = "/en/accounts/login/"

LOG_LEVEL = environment.text("PALERMO_LOG_LEVEL", "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"without_messages": {"()": "palermo.core.failures.WithoutMessages"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler"},
        # Messages of errors in background work can quote a file.
        "tasks": {"class": "logging.StreamHandler", "formatter": "without_messages"},
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # They log every task that begins and ends.
    "loggers": {
        name: {"level": LOG_LEVEL, "handlers": ["tasks"], "propagate": False}
        for name in ("django.tasks", "django_tasks", "django_tasks_db")
    },
}

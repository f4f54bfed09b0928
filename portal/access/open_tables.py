"""Tables of Django and of libraries: no content in them, so no policy. Each says why."""

OPEN_TABLES = {
    "django_migrations": "which migrations ran",
    "django_content_type": "names of models",
    "django_session": "session keys and account numbers",
    "django_admin_log": "never written: the admin's acts go to our own log",
    "auth_permission": "unused; Django's admin wants the app",
    "auth_group": "unused",
    "auth_group_permissions": "unused",
    "axes_accessattempt": "names and addresses of failed sign-ins, read before signing in",
    "axes_accessattemptexpiration": "when a lock ends",
    "axes_accessfailurelog": "unused",
    "axes_accesslog": "unused",
    "otp_totp_totpdevice": "second factors, read while signing in",
    "pghistory_context": "unused; the web role has no right on it",
    "django_tasks_database_dbtaskresult": "names of tasks, numbers of accounts; no content",
}

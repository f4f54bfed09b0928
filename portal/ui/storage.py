from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Hashes the imports inside our own ES modules too: otherwise a browser keeps an old
    controller beside a new page after an upgrade. Not in others': Django's patterns would also
    rewrite the imports that htmx writes about in its comments."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),
    )

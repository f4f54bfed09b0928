from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "portal.files"
    label = "files"
    verbose_name = "材料"

    def ready(self):
        """What the floors below do for files. Models must be loaded first."""
        from portal.audit import registry as audit
        from portal.files import actions, presenters
        from portal.files.choices import FileRole
        from portal.jobs import registry as jobs

        audit.register_sentences(presenters.SENTENCES)
        audit.register_words(dict(FileRole.choices))
        jobs.register_hourly("无主文件", actions.sweep)

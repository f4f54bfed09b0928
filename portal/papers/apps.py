from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "portal.papers"
    label = "papers"
    verbose_name = "文书"

    def ready(self):
        from portal.access import Permission
        from portal.audit import registry as audit
        from portal.papers import presenters
        from portal.ui import menu

        audit.register_sentences(presenters.SENTENCES)
        audit.register_openings({"paper.preview"})
        menu.register(menu.MenuItem("文书", "papers:list", Permission.PAPER_VIEW, 60, "file"))

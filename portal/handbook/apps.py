from django.apps import AppConfig


class HandbookConfig(AppConfig):
    name = "portal.handbook"
    label = "handbook"
    verbose_name = "使用手册"

    def ready(self):
        """The shell asks for the page that explains the one on the screen."""
        from portal.access import Permission
        from portal.handbook import book
        from portal.ui import menu

        menu.register_help(book.help_for)
        menu.register(
            menu.MenuItem(
                "使用手册", "handbook:contents", Permission.DESK, 45, "book", place="account"
            )
        )

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "portal.demo"
    label = "demo"
    verbose_name = "演示数据"

    def ready(self):
        from portal.demo import checks  # noqa: F401 - registers itself

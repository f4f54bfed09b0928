from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "portal.demo"
    label = "demo"
    verbose_name = "演示数据"

    def ready(self):
        from portal.audit.registry import register_sentences
        from portal.demo import checks  # noqa: F401 - registers itself

        register_sentences({"demo.account": "建立演示账号"})

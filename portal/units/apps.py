from django.apps import AppConfig

SENTENCES = {
    "unit.made": "新增单位",
    "unit.renamed": "单位改名",
    "unit.ended": "停用单位",
    "reference.changed": "修改参考数据",
    "units.made": "按表格新增单位",
    "regions.made": "按表格新增区划",
}


class UnitsConfig(AppConfig):
    name = "portal.units"
    label = "units"
    verbose_name = "单位和区划"

    def ready(self):
        from portal.audit.registry import register_sentences
        from portal.units import reference, registry

        registry.register_reference("units", reference.load)
        register_sentences(SENTENCES)

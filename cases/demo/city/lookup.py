"""What every planned case needs of the reference tables, read once."""

from collections import Counter
from random import Random

from cases.demo.city.planning import Planned
from cases.demo.city.travelling import ASKED, OTHERS
from cases.models import Category, Channel, Procedure, Relation
from portal.units.models import Region, Unit

# How many are asked of a unit that has a demo account: its desk shows what e4 says of it.
FULL = {"410402M07": 1, "4104M07": 1, "4104M10": 1, "4104M15": 1}


class Lookup:
    def __init__(self) -> None:
        self.channels = {one.pk: one for one in Channel.objects.all()}
        self.relations = {one.pk: one for one in Relation.objects.all()}
        self.procedures = {one.pk: one for one in Procedure.objects.all()}
        self.categories = {one.code: one for one in Category.objects.filter(valid_to=None)}
        self.units = {one.code: one for one in Unit.objects.filter(valid_to=None)}
        self.regions = {one.code: one for one in Region.objects.filter(valid_to=None)}
        self.asked: Counter[str] = Counter()

    def place_word(self, unit_code: str) -> str:
        region = self.regions.get(unit_code)
        return region.name if region else "市"

    def place_in(self, unit_code: str, chance: Random) -> Region | None:
        """A town of the county; for the city office a county."""
        length = len(unit_code) + (2 if len(unit_code) == 4 else 3)
        found = sorted(
            code for code in self.regions if code.startswith(unit_code) and len(code) == length
        )
        return self.regions[chance.choice(found)] if found else None

    def asked_unit(self, planned: Planned) -> Unit:
        """The unit of the same level whose duty it is, as long as its desk is not full."""
        for duty in (*ASKED[planned.category[:2]], *OTHERS):
            code = f"{planned.unit}{duty}"
            if code in self.units and self.asked[code] < FULL.get(code, 99):
                self.asked[code] += 1
                return self.units[code]
        raise LookupError(planned.unit)

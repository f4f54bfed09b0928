"""Units, places and their names in the admin site; the shape every admin page of ours has."""

from portal.units.admin.base import PortalModelAdmin, ReferenceAdmin
from portal.units.admin.regions import RegionAdmin
from portal.units.admin.units import UnitAdmin, UnitNameAdmin

__all__ = ["PortalModelAdmin", "ReferenceAdmin", "RegionAdmin", "UnitAdmin", "UnitNameAdmin"]

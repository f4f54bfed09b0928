"""`make pictures`: every page of every demo account, looked at in three sizes. Not in the suite."""

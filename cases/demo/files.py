"""Where the demo city's own files stand."""

from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "portal" / "demo" / "data"
CALLS, LEDGER, STORIES = (
    DATA / name for name in ("first_calls.csv", "old_ledger.csv", "stories.csv")
)

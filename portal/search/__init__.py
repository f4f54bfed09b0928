"""One search box over everything: tokens, their table, and the function that answers with keys."""

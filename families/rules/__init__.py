"""Pure decisions: what an item gives, what a household scores, who does what at which stage."""

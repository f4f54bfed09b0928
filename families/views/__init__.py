"""HTTP of 平安家庭."""

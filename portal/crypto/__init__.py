"""Field encryption: a folder of keys, one provider, two model fields."""

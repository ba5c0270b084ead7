"""Maximum-likelihood fits on counts that SQL prepared."""

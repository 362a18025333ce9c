"""The visit: what must be seen, fitted into its days."""

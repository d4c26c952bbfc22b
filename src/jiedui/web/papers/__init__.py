"""Documents (公文) that the pages made for a user: written, refreshed, masked, audited."""

"""The pages, one module each: from a request and a desk to what a template shows."""

"""A report: what a result says as blocks (sections), and the forms it can have, one writer a file."""

"""GTFS feeds in: files, calendar, stops, trips, transfers, and the network they make."""

"""From a network to trips at fixed times: known minutes, proposed minutes, the board of a station."""

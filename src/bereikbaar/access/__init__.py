"""From the door to the station and from the station to the door."""

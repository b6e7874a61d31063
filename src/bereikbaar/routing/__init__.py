"""From trains per hour to minutes between stations."""

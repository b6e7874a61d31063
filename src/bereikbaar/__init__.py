"""bereikbaar: how well does the train connect the towns of the Netherlands?"""

__version__ = "0.1.0"

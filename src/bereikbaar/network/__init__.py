"""The network as frozen data, its graphs and its checks."""

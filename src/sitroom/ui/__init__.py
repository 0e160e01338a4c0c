"""The screen: pages, viewers and the server."""

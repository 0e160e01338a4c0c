"""The built-in metrics as attributes of a site; `builtin.pyi` beside it types each of them."""


class BuiltinMetrics:
    """The built-in metrics by name."""

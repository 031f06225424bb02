__all__ = ["public"]
public = "public"
_private = 1
not_in_all = 2

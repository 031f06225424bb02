"""Start-up: the whole process that does nothing. Measured from outside, as wall time of `python -c pass`."""
# bench: command=-c pass
# bench: rounds=20

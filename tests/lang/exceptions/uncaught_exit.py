# SystemExit with a text: the text on standard error and status 1; finally and atexit run first.
import atexit
atexit.register(print, "atexit ran")
try:
    raise SystemExit("goodbye")
finally:
    print("finally")

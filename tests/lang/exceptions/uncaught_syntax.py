# A file with a syntax error: nothing runs.
print("never printed")
def f(:
    return 1

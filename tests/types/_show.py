"""What the programs of this folder share: evaluate expressions and print the value or the exception."""
def show(ns, text):
    for e in text.strip().splitlines():
        e = e.strip()
        if not e or e.startswith("#"): continue
        try:
            v = eval(e, ns)
            print(e, "=>", ascii(v))
        except Exception as ex:
            print(e, "!!", type(ex).__name__ + ":", ascii(str(ex))[1:-1])

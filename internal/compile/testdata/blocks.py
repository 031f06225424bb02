def excepts(f):
    try:
        f()
    except A: return 1
    except (B, C) as e:
        print(e)
        raise
    except: pass
    else: f(2)
    finally: f(3)

def leaves(f):
    for x in f:
        try:
            if x: break
            if not x: continue
            return x
        finally:
            f(x)

def nested(f):
    try:
        try: raise f from None
        finally: f()
    except* A as a: f(a)
    except* B: pass

def withs(a, b):
    with a as x, b.c() as (y, z):
        return x
    with a: assert x, "no"

async def awiths(a):
    async with a as x:
        return await x

def cleanup():
    global e
    try: pass
    except E as e: return e

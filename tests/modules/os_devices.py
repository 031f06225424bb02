# Device numbers and their parts, with -1 for no device.
import os
for a in [(-1,),(-2,),(2**64,),(2**64-1,),(1.0,),('a',),(-1,-1),(1,2),(0xffffffff,0),(-1,0),(0,-1),(-2,0),(2**32,0),(0,2**32),(2**64,1),(1.0,2),(1,2.0),('',0), (True, 2), (0xffffffff,0xffffffff),(2**40,)]:
    for f in (os.major,os.minor) if len(a)==1 else (os.makedev,):
        try: print(f.__name__,a,f(*a))
        except BaseException as e: print(f.__name__,a,type(e).__name__,e)

# Limits of years in time tuples and of device numbers, and os.sched_param.
import time, os
for y in (2**31, 2**31-1, 2**31-1+1900, -2**31, -2**31+1900, -2**31-1, 2**40, 2**70):
    for f in ("time.asctime((y,1,1,0,0,0,0,1,0))", "time.strftime('%Y',(y,1,1,0,0,0,0,1,0))","time.mktime((y,1,1,0,0,0,0,1,0))"):
        try: print(y,f,eval(f))
        except Exception as e: print(y,f,type(e).__name__,e)
for f in ("os.sched_param(3)","os.sched_param(sched_priority=4)","os.sched_param()","os.sched_param((1,))","os.sched_param('a')","os.sched_param(1,2)","repr(os.sched_getparam(0))","os.makedev(-1,2)","os.makedev(2**40,2)","os.makedev(2,2**33)","os.sched_param(3).sched_priority","os.sched_param(3)[0]"):
    try: print(f,eval(f))
    except Exception as e: print(f,type(e).__name__,e)
import copy
import pickle

p = os.sched_param(sched_priority=7)
print(pickle.loads(pickle.dumps(p)), copy.copy(p), p == (7,), copy.replace(p, sched_priority=8))
print(os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0)), os.sched_getparam(0))

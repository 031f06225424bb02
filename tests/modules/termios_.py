"""The module termios on a pseudo-terminal: attributes, speeds, window size, and every error of its arguments."""
import os
import termios
m,s=os.openpty()
print(termios.tcgetattr(s), len(termios.tcgetattr(s)[6]))
a=termios.tcgetattr(s)
def t(f,*x):
    try: print(f.__name__, f(*x))
    except BaseException as e: print(f.__name__, type(e).__mro__[:2], e.args, str(e))
t(termios.tcgetattr,-1); t(termios.tcgetattr,'x'); t(termios.tcgetattr,999); r,w=os.pipe(); t(termios.tcgetattr,r); t(termios.tcgetattr,1<<70)
t(termios.tcsetattr,s,0,a); t(termios.tcsetattr,s,9,a); t(termios.tcsetattr,s,0,()); t(termios.tcsetattr,s,0,a[:6]); t(termios.tcsetattr,s,0,a[:6]+[[]]); t(termios.tcsetattr,s,0,a[:6]+[3])
t(termios.tcsetattr,s,0,a[:6]+[[b'xx']*32]); t(termios.tcsetattr,s,0,a[:6]+[[1.5]*32]); t(termios.tcsetattr,s,0,a[:6]+[[300]*32]);t(termios.tcsetattr,s,0,a[:6]+[[1<<70]*32])
for i in range(6):
    for v in ('x',-1,1<<40,1<<70,2.5):
        b=list(a); b[i]=v; t(termios.tcsetattr,s,0,b); 
termios.tcsetattr(s,0,a)
a[3]&=~termios.ICANON; a[4]=a[5]=termios.B9600; a[6][termios.VMIN]=7; a[6][termios.VTIME]=b'\3'
t(termios.tcsetattr,s,termios.TCSADRAIN,a); t(termios.tcgetattr,s)
b=list(a); b[4]=termios.B300; t(termios.tcsetattr,s,termios.TCSAFLUSH,b); t(termios.tcgetattr,s)
b[4]=0; b[5]=termios.B115200; t(termios.tcsetattr,s,0,b); print(termios.tcgetattr(s)[:6])
b[4]=99; t(termios.tcsetattr,s,0,b)
t(termios.tcsetwinsize,s,(3,4)); t(termios.tcgetwinsize,s); t(termios.tcsetwinsize,s,3); t(termios.tcsetwinsize,s,(1,)); t(termios.tcsetwinsize,s,(1,'x')); t(termios.tcsetwinsize,s,(1,70000)); t(termios.tcsetwinsize,s,(-1,0)); t(termios.tcgetwinsize,s); t(termios.tcsetwinsize,s,[5,6]);t(termios.tcsetwinsize,s,(1,1<<80))
t(termios.tcsetwinsize,r,(1,1)); t(termios.tcgetwinsize,r)
t(termios.tcsendbreak,s,0); t(termios.tcsendbreak,s,1); t(termios.tcdrain,s); t(termios.tcflush,s,0); t(termios.tcflush,s,9); t(termios.tcflow,s,0); t(termios.tcflow,s,1); t(termios.tcflow,s,9); t(termios.tcflush,s,'x')
t(termios.tcdrain,r)
t(termios.tcgetattr); t(termios.tcsetattr,s,'x',a)
class F:
    def fileno(self): return s
print(len(termios.tcgetattr(F())))
class G:
    def fileno(self): return 'a'
t(termios.tcgetattr,G())
class Sub(list): pass
t(termios.tcsetattr,s,0,Sub(termios.tcgetattr(s)))
print(termios.error, termios.error.__module__, termios.error.__bases__)

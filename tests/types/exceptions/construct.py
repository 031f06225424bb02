"""Exception classes: constructors, attributes, texts, pickling."""
def t(s):
    try:
        r=eval(s); print(s,'->',repr(r))
    except BaseException as e: print(s,'!!',type(e).__name__,e)
for s in '''BaseException(x=1)
ValueError(x=1)
BaseException.__new__()
BaseException.__new__(int)
ImportError(foo=1)
ImportError('a',name='n',path='p',name_from='q')
ImportError('a',name='n',path='p',foo='q')
ImportError('a',name='n').__reduce__()
repr(ImportError('a',name='n'))
ImportError('a',name='n').__reduce__()
AttributeError('a',foo=1)
AttributeError('a',name=1,obj=2).__reduce__()
AttributeError('a').__reduce__()
AttributeError('a',name=1,obj=2).__getstate__()
AttributeError().__getstate__()
NameError('a',foo=1)
NameError(name=1).name
SyntaxError('m',(1,))
SyntaxError('m',5)
SyntaxError('m',(1,2,3,4,5))
SyntaxError('m',(1,2,3,4,5,6,7,8))
str(SyntaxError('m',('f',2,3,4)))
str(SyntaxError('m',('/a/f',2,3,4)))
str(SyntaxError('m',('f',None,3,4)))
str(SyntaxError('m',(None,5,3,4)))
SyntaxError('m',a=1)
UnicodeDecodeError('a')
UnicodeDecodeError(1,b'',1,2,'')
UnicodeDecodeError('a','x',1,2,'')
UnicodeDecodeError('a',b'x',1.5,2,'')
UnicodeDecodeError('a',b'x',1,2,3)
UnicodeEncodeError('a',b'x',1,2,'3')
UnicodeEncodeError('a','x',1,2)
UnicodeTranslateError('x',1,2)
UnicodeTranslateError(1,1,2,'')
str(UnicodeTranslateError('xyz',1,2,'r'))
str(UnicodeTranslateError('xyz',1,3,'r'))
str(UnicodeEncodeError('e','x\\u1234z',1,2,'r'))
str(UnicodeEncodeError('e','x\\U00012345z',1,2,'r'))
str(UnicodeEncodeError('e','x\\xffz',1,2,'r'))
str(UnicodeEncodeError('e','x\\xffz',0,2,'r'))
str(UnicodeDecodeError('e',b'abc',0,2,'r'))
str(UnicodeDecodeError('e',b'abc',0,1,'r'))
str(UnicodeDecodeError('e',b'abc',5,6,'r'))
UnicodeDecodeError('e',b'abc',5,6,'r').start
UnicodeDecodeError('e',b'abc',-5,-6,'r').start
UnicodeDecodeError('e',b'abc',-5,-6,'r').end
UnicodeDecodeError('e',b'abc',0,10,'r').end
UnicodeDecodeError('e',b'',0,10,'r').end
UnicodeDecodeError('e',b'',0,10,'r').start
str(UnicodeDecodeError('e',b'',0,10,'r'))
UnicodeDecodeError('e',bytearray(b'ab'),0,10,'r')
OSError(x=1)
OSError(2,'a')
OSError(2,'a','f')
str(OSError(2,'a','f'))
str(OSError(2,'a','f',None,'g'))
OSError(2,'a','f',None,'g').__reduce__()
OSError(2,'a','f').__reduce__()
OSError(2,'a').__reduce__()
OSError(2,'a',None).__reduce__()
OSError(2,'a',None).args
OSError(2,'a','f').args
OSError(2,'a','f',1,'g',2)
OSError(2,'a','f',1,'g',2).args
OSError(2).errno
OSError('2').errno
OSError(1,2,3,4,5,6).errno
BlockingIOError(11,'a',5).characters_written
BlockingIOError(11,'a',5).filename
BlockingIOError(11,'a').characters_written
BlockingIOError(11,'a','f').filename
OSError(11,'a',7)
OSError(11,'a',7).characters_written
FileNotFoundError(13,'x')
OSError('2','x')
OSError(True,'x')
OSError(2.0,'x')
str(OSError(None,'x'))
str(OSError(2,None))
str(OSError(2,'x',b'f'))
StopIteration(1,2).value
SystemExit(1,2).code
SystemExit().code
KeyError('a')
str(KeyError('a'))
str(KeyError('a','b'))
str(KeyError())
StopIteration(x=1)
SystemExit(x=1)
BaseExceptionGroup('a')
BaseExceptionGroup('a',[])
BaseExceptionGroup('a',5)
BaseExceptionGroup(5,[ValueError()])
BaseExceptionGroup('a',[1])
BaseExceptionGroup('a',[ValueError(1)])
BaseExceptionGroup('a',[KeyboardInterrupt(1)])
ExceptionGroup('a',[KeyboardInterrupt(1)])
ExceptionGroup('a',[ValueError(1)],x=1)
ExceptionGroup('a',(ValueError(1),))
str(ExceptionGroup('a',(ValueError(1),)))
str(ExceptionGroup('a',(ValueError(1),ValueError(1),)))
ExceptionGroup('a',(ValueError(1),)).args
ExceptionGroup('a',(ValueError(1),)).__reduce__()
ExceptionGroup('a',(ValueError(1),)).split(5)
ExceptionGroup('a',(ValueError(1),)).split((ValueError,5))
ExceptionGroup('a',(ValueError(1),)).subgroup(5)
ExceptionGroup('a',(ValueError(1),)).derive(5)
ExceptionGroup('a',(ValueError(1),)).subgroup(ValueError)
ExceptionGroup('a',(ValueError(1),)).subgroup([ValueError])
ExceptionGroup('a',(ValueError(1),)).split()
ExceptionGroup[int]
ValueError(1).__setstate__(5)
ValueError(1).__setstate__({1:2})
ValueError(1).with_traceback(5)
ValueError(1).add_note(5)
setattr(ValueError(1),'__suppress_context__',5)
delattr(ValueError(1),'__suppress_context__')
delattr(ValueError(1),'args')
setattr(ValueError(1),'args',5)
setattr(ValueError(1),'__cause__',5)
setattr(ValueError(1),'__context__',5)
setattr(ValueError(1),'__traceback__',5)
delattr(ValueError(1),'__cause__')
delattr(ValueError(1),'__context__')
delattr(ValueError(1),'__traceback__')
delattr(ValueError(1),'__dict__')
setattr(ValueError(1),'__dict__',1)
ValueError(1).__dict__
repr(ValueError(1))
repr(ValueError(1,2))
repr(ValueError())
str(ValueError((1,2)))
MemoryError(1)
BaseException.__init__()
delattr(UnicodeDecodeError('e',b'abc',0,10,'r'),'object')
UnicodeDecodeError('e',b'abc',0,2,'r').__reduce__()
delattr(UnicodeDecodeError('e',b'abc',0,10,'r'),'start')
delattr(UnicodeDecodeError('e',b'abc',0,10,'r'),'reason')
setattr(UnicodeDecodeError('e',b'abc',0,10,'r'),'reason',4)
str(UnicodeDecodeError.__new__(UnicodeDecodeError))
UnicodeDecodeError.__new__(UnicodeDecodeError).start
UnicodeDecodeError.__new__(UnicodeDecodeError).reason
UnicodeDecodeError.__new__(UnicodeDecodeError).encoding
UnicodeDecodeError.__new__(UnicodeDecodeError).object
StopIteration.__new__(StopIteration,5).value
OSError.__new__(OSError,5).errno
OSError.__new__(OSError,5,6).errno'''.split('\n'): t(s)
def d(s):
    ns={}
    try: exec(s,ns); print(ns.get('r'))
    except BaseException as e: print(s,'!!',type(e).__name__,e)
d("e=UnicodeDecodeError('e',b'abc',0,2,'r'); e.object='x'; r=str(e)")
d("e=UnicodeDecodeError('e',b'abc',0,2,'r'); e.start=100; r=(e.start,str(e))")
d("e=UnicodeDecodeError('e',b'abc',0,2,'r'); e.encoding=5; r=(e.start,str(e))")
d("e=UnicodeDecodeError('e',b'abc',0,2,'r'); del e.encoding; r=(e.start,str(e))")
d("e=StopIteration(5); del e.value; r=e.value")
d("e=OSError(2,3); del e.errno; r=e.errno,str(e)")
d("e=BlockingIOError(2,3); e.characters_written=5;r=e.characters_written; del e.characters_written; r=e.characters_written")
d("e=BlockingIOError(2,3); del e.characters_written; r=e.characters_written")
d("e=BlockingIOError(2,3); e.characters_written=1.5; r=e.characters_written")
d("e=ExceptionGroup('a',[ValueError(1)]); e.message=4; r=e.message")
d("e=ExceptionGroup('a',[ValueError(1)]); e.exceptions=4; r=e.message")
d("e=SyntaxError('a'); e.filename='x'; e.lineno=4; r=str(e)")
d("e=SyntaxError('a'); e.lineno=4; r=str(e)")
d("e=ImportError('a'); e.msg=4; r=str(e)")
d("class M(OSError):\n def __new__(cls,*a): return OSError.__new__(cls,*a)\nr=M(2,'x','y').args,M(2,'x','y').filename")
d("class M(OSError):\n def __init__(self,*a): pass\nr=M(2,'x','y').args,M(2,'x','y').filename,M(2,'x','y').errno")
d("class M(ExceptionGroup):\n pass\nr=M('a',[KeyboardInterrupt()])")
d("class M(BaseExceptionGroup,ValueError):\n pass\nr=M('a',[KeyboardInterrupt()])")
d("class M(BaseExceptionGroup):\n pass\nr=type(M('a',[ValueError()]))")
d("e=ValueError(); e.__notes__=5; e.add_note('x')")
d("e=ValueError('a');e.x=1;r=e.__reduce__()")

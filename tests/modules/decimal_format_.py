# decimal: format specifications, with locales given by hand; flags of exact powers; signs of NaNs; signal dicts of nobody.
from decimal import Decimal as D
import warnings; warnings.simplefilter('ignore')
def t(x,*a):
    try: r=D(x).__format__(*a)
    except BaseException as e: r=type(e).__name__+': '+str(e)
    print(x,a,repr(r))
t('1','=9223372036854775807.1'); t('1','=9223372036854775806.1') ; t('1.234','.1'); t('1','99999999999999999999'); t('1','.99999999999999999999'); t('1','.9223372036854775807')
t('1','99999999999999999999f');t('1234567','_');t('1234567','_.2f');t('1.2345678','.6_f');t('1.2345678','.6,f');t('1.2345678','.,f');t('1.2345678','z.1_f')
for v in ['-1234567.891','0','NaN','-Infinity','-1.5e-30']:
  for s in ['N','n','010.3N','N>10.3','N>10.3n','N>10.3e','N>10.3f','>Nf','10Nf','Nx','020n','+20n','z20.1n','_n',',n','20,.2f','g,','é>20','é^21n','\0>20', '=30,.2','030,.2%', '030_.2','\0', '','00005','<05', 'z','#','0<20,f','0=20,f','=020,f','x=020,f','020_f', '-020,f']:
    t(v,s)
ov=[{'decimal_point':',','grouping':'\x03\x03\x00','thousands_sep':'.'},{'decimal_point':'&','grouping':'\x01\x04\x02\x7f','thousands_sep':'-'},
{'decimal_point':'\xbf','grouping':'\x03\x03\x00','thousands_sep':'\xb4'},{'decimal_point':'','grouping':'\x03','thousands_sep':'.'},
{'decimal_point':',','grouping':'\x03','thousands_sep':''},{'decimal_point':',','grouping':'','thousands_sep':'.'},{'grouping':'\x03','thousands_sep':'.'},{'decimal_point':','},{},{'thousands_sep':'x'},{'grouping':'\x03'},
{'decimal_point':'x','grouping':'\xff\xff\0','thousands_sep':','},{'decimal_point':'x','grouping':'\x7f','thousands_sep':','},{'decimal_point':'x','grouping':'\x02\x7f\x01','thousands_sep':','},{'decimal_point':'x','grouping':'\x02\x01','thousands_sep':','},{'decimal_point':1},{'grouping':[3]},{'decimal_point':None,'thousands_sep':','},{'decimal_point':'\ud800'},{'thousands_sep':'\u4e00','grouping':'\x02'},{'decimal_point':'.\0a'},{'grouping':'\x03'*5+'\x02','thousands_sep':'\''}]
for o in ov:
  for v in ['1234567.891']:
    for s in ['n','+025.1f','%',',','.2_f','=30n','x']:
      t(v,s,o)
t('1','f',1); t('1',1); t('1','=10.10',[])
from decimal import *
import math, struct
c=getcontext()
def show(f):
    c.clear_flags()
    try: r=f()
    except Exception as e: r=type(e).__name__+': '+str(e)
    print(repr(r), [k.__name__ for k,v in c.flags.items() if v])
show(lambda: Decimal(10)**77)
show(lambda: Decimal(10)**5)
show(lambda: Decimal('1e5')**3)
show(lambda: Decimal(10)**28)
show(lambda: Decimal(10)**27)
show(lambda: Decimal(10)**-3)
show(lambda: Decimal(10)**-77)
show(lambda: Decimal('10.0')**3)
show(lambda: Decimal(100)**20)
show(lambda: Decimal(1)**20)
show(lambda: Decimal(1)**Decimal('2.5'))
show(lambda: Decimal('1.00')**3)
show(lambda: Decimal(2)**Decimal('0.5'))
show(lambda: Decimal(10)**Decimal('2.0'))
show(lambda: math.copysign(1,float(Decimal('-nan'))))
show(lambda: format(Decimal('1234567.891'),'n'))
show(lambda: format(Decimal('1234567.891'),'N'))
show(lambda: Decimal('1.5').__format__('020,.3f'))
show(lambda: Decimal('1.5').__format__('x'))
show(lambda: Decimal('1.5').__format__('\x00'))
show(lambda: Decimal('1.5').__format__('<>1000000000000.f'))
show(lambda: Decimal('1.5').__format__('1000000000000000000000'))
show(lambda: Decimal('1.5').__format__('f', {'decimal_point':',','grouping':'\x03','thousands_sep':'.'}) )
show(lambda: Decimal('1234567.5').__format__('n', {'decimal_point':',','grouping':'\x03','thousands_sep':'.'}) )
show(lambda: Decimal('1.5').__format__('n', {'decimal_point':1,'grouping':'\x03','thousands_sep':'.'}) )
show(lambda: c.is_canonical(1))
show(lambda: c.is_canonical('1'))
show(lambda: c.canonical(1))
show(lambda: c.is_canonical(Decimal(1)))
sd = type(c.flags)()
show(lambda: len(sd)); show(lambda: iter(sd)); show(lambda: repr(sd)); show(lambda: sd[InvalidOperation]); show(lambda: sd == c.flags); show(lambda: c.flags == sd); show(lambda: sd.copy())
# Powers of ten whose results are subnormal are exact.
for a,b in [('1e-2','500001'),('10','-1000002'),('1e-1','1000001'),('0.1','1000000'),('1e-2','500000'),('1.0e-2','500001'),('10.00','-1000001'),('1E+3','333333'),('1E+3','333334'),('-1e-1','1000003')]:
    with localcontext(prec=3, Emax=999999, Emin=-999999) as d:
        for s in d.traps: d.traps[s] = False
        d.clear_flags()
        print(a,b,Decimal(a)**Decimal(b),[k.__name__ for k,v in d.flags.items() if v])

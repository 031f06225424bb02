# test: flags=-X dev
# Development mode looks codecs and error handlers up where none is needed.
for f in (lambda:str(b'',encoding='Boom, Shaka'),lambda: str(b'',errors='boom'), lambda:str(b'abc',errors='boom'), lambda:''.encode('boo'), lambda:''.encode(errors='boo'), lambda:'abc'.encode(errors='boo'), lambda:b''.decode('bo'), lambda:b''.decode(errors='bo'), lambda: b'abc'.decode('latin1','foo'), lambda: bytes('','boo'), lambda: bytes('','utf8','boo'), lambda: bytearray('','boo'), lambda: bytearray('abc','utf8','boo'), lambda: 'a'.encode('hex'), lambda: 'é'.encode('ascii','backslashreplace')):
  try: print(repr(f()))
  except LookupError as e: print(e)

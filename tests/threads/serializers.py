# Threads that share picklers, unpicklers, readers, writers and data being written: nothing crashes, and every answer is one of those allowed.
import csv, io, json, pickle, threading, tokenize
import _json, _pickle, _tokenize

bad = []


def run(f, n=4, times=150):
    def work():
        for _ in range(times):
            try:
                f()
            except (RuntimeError, ValueError, EOFError, pickle.UnpicklingError, csv.Error, StopIteration, SyntaxError):
                pass
            except BaseException as e:
                bad.append(repr(e))
                return
    ts = [threading.Thread(target=work) for _ in range(n)]
    for t in ts: t.start()
    for t in ts: t.join()
    print(f.__name__, bad)


class Sink:
    def write(self, b): pass


data = {i: [str(i), {"k": (i, None)}] for i in range(50)}
pickler = _pickle.Pickler(Sink())


def one_pickler():
    pickler.dump(data)
    pickler.memo.copy()
    pickler.clear_memo()
    pickler.fast = 0


raw = io.BytesIO(pickle.dumps(data) * 2000)
unpickler = _pickle.Unpickler(raw)


def one_unpickler():
    unpickler.load()
    unpickler.memo.copy()
    unpickler.memo.clear()


changing = {"l": [], "d": {}}


def changing_data():
    changing["l"].append(len(changing["l"]))
    changing["d"][str(len(changing["d"]))] = [1]
    s = json.dumps(changing)
    json.loads(s)
    pickle.loads(pickle.dumps(changing))
    if len(changing["l"]) > 60:
        changing["l"].clear()
        changing["d"].clear()


def lines():
    while True:
        yield "a,b,\"c\nd\",e\n"


class Lines:
    def __iter__(self): return self
    def __next__(self): return "a,b,\"c\nd\",e\n"


reader = csv.reader(Lines())
writer = csv.writer(Sink())


def one_reader():
    assert next(reader) == ["a", "b", "c\nd", "e"]
    writer.writerow([1, "x,y", None])


class Source:
    def __call__(self): return "x = (1,\n"


count = iter(range(3000))


def readline():
    return "x = 1 # c\n" if next(count, None) is not None else ""


tokens = _tokenize.TokenizerIter(readline, extra_tokens=True)


def one_tokenizer():
    next(tokens)


scanner = json.JSONDecoder().scan_once
encoder = _json.make_encoder(None, str, json.encoder.encode_basestring_ascii, None, ": ", ", ", False, False, True)
text = json.dumps(data)


def one_scanner():
    assert len(scanner(text, 0)[0]) == 50
    assert encoder(data, 0)[0] == text


for f in (one_pickler, one_unpickler, changing_data, one_reader, one_tokenizer, one_scanner):
    run(f)

"""A template engine: compile a template to nested closures, render lists and tables with escaping."""
import re
N = 2000

PAGE = """<h1>{{ title|upper }}</h1>
{% for row in rows %}<tr class="{% if row.odd %}odd{% else %}even{% end %}">
{% for cell in row.cells %}<td>{{ cell }}</td>{% end %}<td>{{ row.name|escape }}</td></tr>
{% end %}<p>{{ footer|escape }}</p>"""


def escape(s):
    return str(s).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


FILTERS = {"upper": lambda s: str(s).upper(), "escape": escape}


def lookup(path):
    head, *rest = path.split(".")

    def get(ctx):
        v = ctx[head]
        for r in rest:
            v = v[r] if isinstance(v, dict) else getattr(v, r)
        return v
    return get


def compile_template(text):
    parts = re.split(r"(\{\{.*?\}\}|\{%.*?%\})", text)
    pos = 0

    def block(stops):
        nonlocal pos
        out = []
        while pos < len(parts):
            p = parts[pos]
            pos += 1
            if p.startswith("{{"):
                expr, *filters = p[2:-2].strip().split("|")
                get, fs = lookup(expr), [FILTERS[f] for f in filters]

                def show(ctx, emit, get=get, fs=fs):
                    v = get(ctx)
                    for f in fs:
                        v = f(v)
                    emit(str(v))
                out.append(show)
            elif p.startswith("{%"):
                words = p[2:-2].split()
                if words[0] in stops:
                    return out, words[0]
                if words[0] == "for":
                    get, body = lookup(words[3]), block(("end",))[0]

                    def loop(ctx, emit, name=words[1], get=get, body=body):
                        inner = dict(ctx)
                        for x in get(ctx):
                            inner[name] = x
                            for node in body:
                                node(inner, emit)
                    out.append(loop)
                elif words[0] == "if":
                    get = lookup(words[1])
                    yes, stop = block(("else", "end"))
                    no = block(("end",))[0] if stop == "else" else []

                    def cond(ctx, emit, get=get, yes=yes, no=no):
                        for node in (yes if get(ctx) else no):
                            node(ctx, emit)
                    out.append(cond)
            elif p:
                out.append(lambda ctx, emit, p=p: emit(p))
        return out, None

    nodes = block(())[0]

    def render(**ctx):
        out = []
        for node in nodes:
            node(ctx, out.append)
        return "".join(out)
    return render


class Row:
    def __init__(self, i):
        self.odd, self.name, self.cells = i % 2, f"row <{i}> & co", range(i, i + 8)


def bench(n):
    rows = [Row(i) for i in range(60)]
    render = compile_template(PAGE)
    total = 0
    for i in range(n):
        html = render(title=f"page {i}", rows=rows, footer="<end> & done")
        total += len(html)
        if i % 20 == 0:
            render = compile_template(PAGE)
    return total, html.count("<td>"), html[-30:]


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)

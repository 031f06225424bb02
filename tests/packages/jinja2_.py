# Templates: inheritance, loops, filters, macros, tests, escaping, errors.
# test: package=jinja2
from jinja2 import Environment, DictLoader, StrictUndefined, TemplateSyntaxError, UndefinedError, select_autoescape
env = Environment(loader=DictLoader({
    "base.html": "<title>{% block title %}base{% endblock %}</title>{% block body %}{% endblock %}",
    "page.html": "{% extends 'base.html' %}{% block title %}{{ super() }}: {{ title|upper }}{% endblock %}{% block body %}<ul>{% for x in items if x.n is odd %}<li class='{{ loop.cycle('a', 'b') }}'>{{ loop.index }}/{{ loop.length }} {{ x.name|e }}</li>{% else %}none{% endfor %}</ul>{% include 'foot.txt' %}{% endblock %}",
    "foot.txt": "{{ now or 'no date' }}",
    "macros": "{% macro field(name, value='', type='text') -%}<input name={{ name }} value='{{ value|default('?') }}' type={{ type }}>{%- endmacro %}",
}), autoescape=select_autoescape(["html"]), trim_blocks=True)
print(env.get_template("page.html").render(title="it's", items=[{"n": i, "name": f"<item {i}>"} for i in range(6)]))
print(env.get_template("page.html").render(title="empty", items=[]))
for src, kw in (("{{ 1 + 2 * 3 }} {{ 'a' ~ 1 }} {{ 7 // 2 }} {{ 2 ** 8 }} {{ not x }}", {}), ("{{ [3,1,2]|sort|join('-') }} {{ 'hello world'|title }} {{ 'abc'|reverse }} {{ 3.14159|round(2) }} {{ [1,2,3]|sum }} {{ 'x'|center(5) }}", {}), ("{% set y = 5 %}{{ y }}{% if y > 3 and y is divisibleby 5 %}yes{% elif y %}no{% endif %}", {}), ("{% import 'macros' as m %}{{ m.field('n', 'v') }}{{ m.field(name='p', type='password') }}", {}), ("{% for k, v in d|dictsort %}{{ k }}={{ v }};{% endfor %}", {"d": {"b": 1, "a": 2}}), ("{% raw %}{{ no }}{% endraw %}{# comment #}", {}), ("{{ f(2, k=3) }} {{ o.attr }} {{ o['item'] }}", {"f": lambda a, k: a * k, "o": type("O", (), {"attr": 1, "__getitem__": lambda s, k: k})()}), ("{% filter upper %}low {{ 1 }}{% endfilter %}{% call(x) m2() %}{{ x }}{% endcall %}" if False else "{% filter upper %}low{% endfilter %}", {}), ("{{ items|groupby('t')|map(attribute='grouper')|list }} {{ items|selectattr('t', 'eq', 1)|list|length }}", {"items": [{"t": 1}, {"t": 2}, {"t": 1}]}), ("{{ '%05.1f'|format(3.14159) }} {{ 'a,b'.split(',') }} {{ range(3)|list|tojson }} {{ {'a': 1}|tojson }}", {})):
    print(env.from_string(src).render(**kw))
for src in ("{% if %}", "{{ a b }}", "{% for x %}", "{% endblock %}", "{{ 'a }}", "{{ x|nofilter }}"):
    try:
        env.from_string(src)
    except TemplateSyntaxError as e:
        print(e.message, e.lineno)
try:
    Environment(undefined=StrictUndefined).from_string("{{ missing.x }}").render()
except UndefinedError as e:
    print(e)

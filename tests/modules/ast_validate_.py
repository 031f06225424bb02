# Trees that a program built itself and compile() rejects.
import ast


def check(name, node, mode="exec"):
    if isinstance(node, ast.expr):
        node = ast.Expr(node)
    if isinstance(node, ast.stmt):
        node = ast.Module([node], [])
    node.lineno = node.col_offset = 0
    ast.fix_missing_locations(node)
    try:
        compile(node, "f", mode)
        print(name, "ok")
    except (ValueError, TypeError, SyntaxError) as e:
        print(name, type(e).__name__, e)


L, S = ast.Name("x", ast.Load()), ast.Name("x", ast.Store())
P, K = ast.Pass(), ast.Constant(3)
none = ast.arguments([], [], None, [], [], None, [])
bad = ast.ExceptHandler(None, "x", [])
good = ast.ExceptHandler(None, "x", [P])
gen = ast.comprehension(S, L, [], 0)


def fun(**kw):
    return ast.FunctionDef("f", ast.arguments(**kw), [P])


def match(p):
    return ast.Match(L, [ast.match_case(p, None, [P])])


for name, node in {
    "boolop 0": ast.BoolOp(ast.And(), []), "boolop 1": ast.BoolOp(ast.Or(), [K]), "boolop none": ast.BoolOp(ast.And(), [K, None]),
    "compare 0": ast.Compare(L, [ast.In()], []), "compare 2": ast.Compare(L, [ast.In()], [K, K]), "compare": ast.Compare(L, [ast.Eq()], [K]),
    "dict": ast.Dict([], [L]), "dict none": ast.Dict([L], [None]), "set": ast.Set([S]), "listcomp": ast.ListComp(L, []),
    "genexp": ast.GeneratorExp(S, [gen]), "dictcomp": ast.DictComp(L, L, [ast.comprehension(L, L, [], 0)]), "lambda": ast.Lambda(none, S),
    "call": ast.Call(L, [], [ast.keyword("k", S)]), "name": S, "named": ast.NamedExpr(ast.Attribute(L, "a", ast.Store()), K),
    "named ok": ast.NamedExpr(S, K), "starred": ast.Starred(S, ast.Load()), "list": ast.List([S], ast.Load()), "yield": ast.Yield(S),
    "try 0": ast.Try([], [], [], [P]), "try none": ast.Try([P], [], [], []), "try else": ast.Try([P], [], [P], [P]),
    "try handler": ast.Try([P], [bad], [], []), "try": ast.Try([P], [good], [], []), "star none": ast.TryStar([P], [], [], []),
    "star else": ast.TryStar([P], [], [P], [P]), "with 0": ast.With([], [P]), "with": ast.With([ast.withitem(K, L)], [P]),
    "raise": ast.Raise(None, K), "import": ast.Import([]), "from": ast.ImportFrom(None, [], 0),
    "from -1": ast.ImportFrom(None, [ast.alias("x", None)], -42), "global": ast.Global([]), "nonlocal": ast.Nonlocal([]),
    "delete": ast.Delete([]), "delete x": ast.Delete([L]), "assign": ast.Assign([], K), "assign x": ast.Assign([L], K), "assign 3": ast.Assign([K], K),
    "augassign": ast.AugAssign(L, ast.Add(), K), "annassign": ast.AnnAssign(ast.Attribute(L, "a", ast.Store()), L, None, 1),
    "if": ast.If(L, [], []), "while": ast.While(S, [P], []), "for": ast.For(L, L, [P], []), "for 0": ast.For(S, L, [], []),
    "class": ast.ClassDef("C", [], [], []), "def": ast.FunctionDef("f", none, []), "def defaults": fun(defaults=[K]),
    "def kw": fun(kw_defaults=[K]), "def kw 2": fun(kwonlyargs=[ast.arg("a")]), "def ann": fun(args=[ast.arg("a", S)]),
    "def ret": ast.FunctionDef("f", none, [P], [], S), "alias": ast.TypeAlias(ast.Constant(1), [], K), "match 0": ast.Match(L, []),
    "value": match(ast.MatchValue(K)), "value ...": match(ast.MatchValue(ast.Constant(...))), "value name": match(ast.MatchValue(L)),
    "value -": match(ast.MatchValue(ast.UnaryOp(ast.USub(), K))), "value +": match(ast.MatchValue(ast.BinOp(K, ast.Add(), ast.Constant(2j)))),
    "singleton": match(ast.MatchSingleton(3)), "star": match(ast.MatchStar("a")), "star ok": match(ast.MatchSequence([ast.MatchStar("a")])),
    "mapping": match(ast.MatchMapping([K], [], None)), "mapping _": match(ast.MatchMapping([], [], "_")),
    "cls": match(ast.MatchClass(K, [], [], [])), "cls kw": match(ast.MatchClass(L, [], ["a"], [])), "as": match(ast.MatchAs(ast.MatchAs(), None)),
    "as _": match(ast.MatchAs(None, "_")), "or": match(ast.MatchOr([ast.MatchAs()])), "none": ast.If(L, [None], []),
    "line": ast.Expr(ast.Constant(1, lineno=5, end_lineno=2, col_offset=0, end_col_offset=1)),
    "columns": ast.Expr(ast.Constant(1, lineno=5, end_lineno=5, col_offset=3, end_col_offset=1)),
}.items():
    check(name, node)
check("eval", ast.Expression(S), "eval")
check("single", ast.Interactive([ast.Expr(S)]), "single")

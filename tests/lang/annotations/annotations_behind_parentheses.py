# CPython's grammar decides for `(target): annotation` when a statement begins with a target in parentheses.
for s in ("(A)[0]:0", "(A).x:0", "(A[0])[1]:0", "(f())[0]:0", "((A))[0]:0", "(A)[0]=0", "(A+1)[0]:0", "(a,b)[0]:1", "(A)(1)[0]:2", "((A)[0]):1", "((A)[0])[1]:1", "(A):1"):
    try:
        compile(s, "f", "exec")
        print(s, "ok")
    except SyntaxError as e:
        print(s, e.msg, e.lineno, e.offset, e.end_offset)

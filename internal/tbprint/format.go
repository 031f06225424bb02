// This file implements the layout: chains of causes, exception groups in their frames, the last lines of an exception.

package tbprint

import (
	"strconv"
	"strings"

	"weft/internal/object"
)

// Options says how to write.
type Options struct {
	// Color adds the terminal colours of CPython's default theme.
	Color bool
	// Source returns the text of a file that is none on disk, such as "<string>"; nil knows none.
	Source func(filename string) (string, bool)
}

// Limits of groups, as in the library's traceback module.
const (
	maxGroupWidth = 15
	maxGroupDepth = 10
)

const (
	causeMessage   = "\nThe above exception was the direct cause of the following exception:\n\n"
	contextMessage = "\nDuring handling of the above exception, another exception occurred:\n\n"
)

// Format returns the text that CPython's sys.excepthook writes for e.
func Format(th *object.Thread, e *object.Exception, opts Options) string {
	p := &printer{th: th, opts: opts, theme: plainTheme, files: map[string][]string{}}
	if opts.Color {
		p.theme = colorTheme
	}
	p.format(p.collect(e))
	return p.out.String()
}

// entry is one exception to be shown.
type entry struct {
	e              *object.Exception
	cause, context *entry
	group          []*entry
	isGroup        bool
}

type printer struct {
	th        *object.Thread
	opts      Options
	theme     theme
	files     map[string][]string
	out       strings.Builder
	depth     int // nesting of groups
	needClose bool
}

// collect follows causes, contexts and groups, each exception once.
func (p *printer) collect(top *object.Exception) *entry {
	seen := map[*object.Exception]bool{top: true}
	mk := func(e *object.Exception) *entry {
		seen[e] = true
		return &entry{e: e}
	}
	first := mk(top)
	for queue := []*entry{first}; len(queue) > 0; {
		n := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		if c := n.e.LoadCause(); c != nil && !seen[c] {
			n.cause = mk(c)
		}
		if c := n.e.LoadContext(); c != nil && !seen[c] {
			n.context = mk(c)
		}
		if object.IsGroup(n.e.Value()) {
			n.isGroup = true
			for _, x := range n.e.Group() {
				n.group = append(n.group, mk(object.AsException(x)))
			}
		}
		if n.cause != nil {
			queue = append(queue, n.cause)
		}
		if n.context != nil {
			queue = append(queue, n.context)
		}
		queue = append(queue, n.group...)
	}
	return first
}

// emit writes text with the margin of the group it stands in.
func (p *printer) emit(text string, margin byte) {
	indent := strings.Repeat("  ", p.depth)
	if p.depth > 0 {
		indent += string(margin) + " "
	}
	for len(text) > 0 {
		i := strings.IndexByte(text, '\n') + 1
		if i == 0 {
			i = len(text)
		}
		p.out.WriteString(indent)
		p.out.WriteString(text[:i])
		text = text[i:]
	}
}

func (p *printer) format(n *entry) {
	type link struct {
		msg string
		n   *entry
	}
	var chain []link
	for n != nil {
		var next *entry
		msg := ""
		if n.cause != nil {
			next, msg = n.cause, causeMessage
		} else if n.context != nil && !n.e.Suppress() {
			next, msg = n.context, contextMessage
		}
		chain = append(chain, link{msg, n})
		n = next
	}
	for i := len(chain) - 1; i >= 0; i-- {
		if chain[i].msg != "" {
			p.emit(chain[i].msg, '|')
		}
		p.one(chain[i].n)
	}
}

func (p *printer) one(n *entry) {
	stack := p.stack(n.e)
	switch {
	case !n.isGroup:
		if stack != "" {
			p.emit("Traceback (most recent call last):\n", '|')
			p.emit(stack, '|')
		}
		p.emit(p.last(n.e), '|')
		return
	case p.depth > maxGroupDepth:
		p.emit("... (max_group_depth is "+strconv.Itoa(maxGroupDepth)+")\n", '|')
		return
	}
	top := p.depth == 0
	if top {
		p.depth++
	}
	if stack != "" {
		margin := byte('|')
		if top {
			margin = '+'
		}
		p.emit("Exception Group Traceback (most recent call last):\n", margin)
		p.emit(stack, '|')
	}
	p.emit(p.last(n.e), '|')
	count := len(n.group)
	shown := min(count, maxGroupWidth+1)
	p.needClose = false
	for i := 0; i < shown; i++ {
		last := i == shown-1
		if last {
			p.needClose = true
		}
		title := strconv.Itoa(i + 1)
		if i >= maxGroupWidth {
			title = "..."
		}
		lead := "  "
		if i == 0 {
			lead = "+-"
		}
		indent := strings.Repeat("  ", p.depth)
		p.out.WriteString(indent + lead + "+---------------- " + title + " ----------------\n")
		p.depth++
		if i < maxGroupWidth {
			p.format(n.group[i])
		} else {
			rest := count - maxGroupWidth
			s := ""
			if rest > 1 {
				s = "s"
			}
			p.emit("and "+strconv.Itoa(rest)+" more exception"+s+"\n", '|')
		}
		if last && p.needClose {
			p.out.WriteString(strings.Repeat("  ", p.depth) + "+------------------------------------\n")
			p.needClose = false
		}
		p.depth--
	}
	if top {
		p.depth = 0
	}
}

// safeString is str(v), or a note that it failed.
func (p *printer) safeString(v object.Value, what, fn string, repr bool) string {
	var s string
	var err error
	if repr {
		s, err = object.ReprString(p.th, v)
	} else {
		s, err = object.ToString(p.th, v)
	}
	if err != nil {
		return "<" + what + " " + fn + "() failed>"
	}
	return s
}

// typeName returns the class as the last line shows it.
func typeName(e *object.Exception) string {
	t := e.Type()
	mod := ""
	m := t.LookupName("__module__")
	if object.IsStr(m) {
		mod = object.AsStr(m).String()
	} else if t.HasFlag(object.TypeHeap) {
		mod = "<unknown>"
	}
	name := t.QualName()
	if mod == "" || mod == "builtins" || mod == "__main__" {
		return name
	}
	return mod + "." + name
}

// last returns the lines below the traceback: type and message, or the place of a syntax error, and the notes.
func (p *printer) last(e *object.Exception) string {
	var b strings.Builder
	if e.Type().IsSubtype(object.SyntaxErrorType) {
		b.WriteString(p.syntaxError(e))
	} else {
		msg := p.safeString(e.Value(), "exception", "str", false)
		msg += p.suggestion(e)
		name := p.theme.typ + typeName(e) + p.theme.reset
		if msg == "" {
			b.WriteString(name + "\n")
		} else {
			b.WriteString(name + ": " + p.theme.message + msg + p.theme.reset + "\n")
		}
	}
	notes, err := object.GetAttrOpt(p.th, e.Value(), object.Intern("__notes__"))
	switch {
	case err != nil:
		b.WriteString("Ignored error getting __notes__: " + p.safeString(object.Exc(err).Value(), "__notes__", "repr", true) + "\n")
	case notes.IsAbsent() || notes.Is(object.None):
	case object.IsList(notes) || object.IsTuple(notes):
		items, _ := object.ToSlice(p.th, notes)
		for _, n := range items {
			b.WriteString(p.safeString(n, "note", "str", false) + "\n")
		}
	default:
		b.WriteString(p.safeString(notes, "__notes__", "repr", true) + "\n")
	}
	return b.String()
}

// theme holds the escape sequences around the parts of a traceback.
type theme struct {
	filename, line, frame, typ, message, highlight, rng, reset string
}

var (
	plainTheme = theme{}
	colorTheme = theme{filename: "\x1b[35m", line: "\x1b[35m", frame: "\x1b[35m", typ: "\x1b[1;35m", message: "\x1b[35m",
		highlight: "\x1b[1;31m", rng: "\x1b[31m", reset: "\x1b[0m"}
)

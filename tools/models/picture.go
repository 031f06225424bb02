package main

// This file implements the picture: a panel for each configuration, in it a bar for each OS thread, in the colours of the Python
// threads that it ran.

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
)

// span is a time during which a Python thread ran: from, to (seconds), on which OS thread.
type span struct {
	from, to float64
	os       int
	thread   int
}

type panel struct {
	name  string
	spans []span
	rows  map[int]int // by OS thread
}

// interrupted is how long a piece of work, some 30 us, takes at least when others ran in between.
const interrupted = 0.4e-3

// readPanel reads what models.py --draw wrote: for each Python thread a list of [from, to, OS thread].
func readPanel(name, path string) (panel, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return panel{}, err
	}
	var threads [][][3]float64
	if err := json.Unmarshal(data, &threads); err != nil {
		return panel{}, err
	}
	p := panel{name: name, rows: map[int]int{}}
	for i, spans := range threads {
		for _, s := range spans {
			x := span{s[0], s[1], int(s[2]), i}
			if x.to-x.from > interrupted {
				continue
			}
			if n := len(p.spans); n > 0 && p.spans[n-1].thread == i && p.spans[n-1].os == x.os && x.from-p.spans[n-1].to < interrupted {
				p.spans[n-1].to = x.to
				continue
			}
			p.spans = append(p.spans, x)
			if _, ok := p.rows[x.os]; !ok {
				p.rows[x.os] = len(p.rows)
			}
		}
	}
	if len(p.spans) == 0 {
		return panel{}, errors.New("no thread ran")
	}
	return p, nil
}

// Threads 0 and 1 compute, 2 and 3 mostly sleep.
var colours = [...]string{"#4C78A8", "#F58518", "#54A24B", "#B279A2"}

const (
	width     = 900
	left      = 130
	rowHeight = 14
	seconds   = 0.2
)

// draw returns the picture as SVG.
func draw(panels []panel) []byte {
	var b strings.Builder
	y := 44
	x := func(t float64) float64 { return left + t/seconds*(width-left-16) }
	for _, p := range panels {
		top := y
		for _, s := range p.spans {
			from, to := max(s.from, 0), min(s.to, seconds)
			if to <= from {
				continue
			}
			fmt.Fprintf(&b, `<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s"/>`+"\n", x(from), top+p.rows[s.os]*rowHeight, max(x(to)-x(from), 0.4), rowHeight-3, colours[s.thread%len(colours)])
		}
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end">%s</text>`+"\n", left-10, top+rowHeight-4, p.name)
		if len(p.rows) > 1 {
			fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end" class="small">%d OS threads</text>`+"\n", left-10, top+2*rowHeight-3, len(p.rows))
		} else {
			fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end" class="small">1 OS thread</text>`+"\n", left-10, top+2*rowHeight-3)
		}
		y += max(len(p.rows), 2)*rowHeight + 12
	}
	var grid strings.Builder
	for ms := 0; ms <= 200; ms += 20 {
		fmt.Fprintf(&grid, `<line x1="%.1f" x2="%.1f" y1="36" y2="%d" stroke="#ddd"/><text x="%.1f" y="%d" text-anchor="middle" class="small">%d ms</text>`+"\n", x(float64(ms)/1000), x(float64(ms)/1000), y-6, x(float64(ms)/1000), y+8, ms)
	}
	var head strings.Builder
	fmt.Fprintf(&head, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n", width, y+18)
	head.WriteString(`<style>text{fill:#222}.small{font-size:10px;fill:#777}</style>` + "\n")
	fmt.Fprintf(&head, `<rect width="%d" height="%d" fill="white"/>`+"\n", width, y+18)
	for i, name := range []string{"computes", "computes too", "mostly sleeps", "mostly sleeps too"} {
		fmt.Fprintf(&head, `<rect x="%d" y="12" width="12" height="12" fill="%s"/><text x="%d" y="22">%s</text>`+"\n", left+i*150, colours[i], left+i*150+18, name)
	}
	return []byte(head.String() + grid.String() + b.String() + "</svg>\n")
}

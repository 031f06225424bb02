// This file implements the stack of blocks (loops, try, with) and what return, break and continue do to leave them.

package compile

import (
	"weft/internal/code"
	"weft/internal/syntax"
)

type blockKind uint8

const (
	blockLoop blockKind = iota
	blockTry            // body of a try with except clauses
	blockFinally
	blockFinallyEnd // the finally body that runs for an exception
	blockWith
	blockAsyncWith
	blockHandler // an except clause
	blockHandlers
	blockHandlersStar
	blockAsyncComp
	blockStopIteration
)

// fblock is one block around the current statement.
type fblock struct {
	kind  blockKind
	guard int32 // the handler outside the block
	pos   syntax.Pos
	// blockLoop: where continue and break go.
	next, exit label
	// blockFinally: the body that leaving must run.
	final []syntax.Stmt
	// blockWith: the register pair with the exit method. blockHandler, blockFinallyEnd: what PUSH_EXC saved.
	reg reg
	// blockHandler: the variable to forget.
	name string
}

func (c *compiler) pushBlock(b fblock) {
	u := c.u
	if len(u.fblocks) >= maxBlocks {
		c.errorAt(b.pos, "too many statically nested blocks")
		// Keep the stack balanced all the same.
	}
	u.fblocks = append(u.fblocks, b)
}

func (c *compiler) popBlock() {
	u := c.u
	u.fblocks = u.fblocks[:len(u.fblocks)-1]
}

// unwindRunsCode tells whether leaving all blocks may change a local.
func (c *compiler) unwindRunsCode() bool {
	for _, b := range c.u.fblocks {
		switch b.kind {
		case blockFinally, blockWith, blockAsyncWith:
			return true
		case blockHandler:
			if b.name != "" {
				return true
			}
		}
	}
	return false
}

// unwind emits what leaving blocks takes, from the inside out: all of them, or those inside the innermost loop. The caller
// emits the jump or return and then calls restore.
func (c *compiler) unwind(p syntax.Pos, toLoop bool) (restore func()) {
	restore, _ = c.unwindLoop(p, toLoop)
	return restore
}

func (c *compiler) unwindLoop(p syntax.Pos, toLoop bool) (restore func(), loop *fblock) {
	u := c.u
	saved, guard := u.fblocks, u.guard
	restore = func() { u.fblocks, u.guard = saved, guard }
	for i := len(saved) - 1; i >= 0; i-- {
		b := &saved[i]
		if b.kind == blockHandlersStar {
			c.errorAt(p, "'break', 'continue' and 'return' cannot appear in an except* block")
			return restore, nil
		}
		if b.kind == blockLoop {
			if toLoop {
				return restore, b
			}
			continue
		}
		// What is pushed from here on must not overwrite saved.
		u.fblocks = saved[:i:i]
		if b.kind != blockHandlers && b.kind != blockAsyncComp {
			u.guard = b.guard
		}
		c.leaveBlock(p, b)
		switch b.kind {
		case blockFinally, blockWith, blockAsyncWith:
			p = syntax.Pos{}
		}
	}
	return restore, nil
}

// leaveBlock emits the exit of one block.
func (c *compiler) leaveBlock(p syntax.Pos, b *fblock) {
	u := c.u
	switch b.kind {
	case blockFinally:
		c.stmts(b.final)
	case blockFinallyEnd:
		u.emit(p, code.POP_EXC, b.reg, 0, 0)
	case blockHandler:
		u.emit(p, code.POP_EXC, b.reg, 0, 0)
		if b.name != "" {
			c.forgetName(p, b.name)
		}
	case blockWith, blockAsyncWith:
		mark := u.top
		w := u.pushN(5)
		u.emit(b.pos, code.MOVE, w, b.reg, 0)
		u.emit(b.pos, code.MOVE, w+1, b.reg+1, 0)
		c.callExit(b.pos, w, b.kind == blockAsyncWith)
		u.top = mark
	}
}

// beforeLeaving is for a statement at p that leaves blocks, as unwindLoop does. Where that runs code of other lines, the line of
// the statement comes before them, and what it returns for the jump or return is no place.
func (c *compiler) beforeLeaving(p syntax.Pos, toLoop bool) syntax.Pos {
	blocks := c.u.fblocks
	for i := len(blocks) - 1; i >= 0; i-- {
		switch blocks[i].kind {
		case blockLoop:
			if toLoop {
				return p
			}
		case blockFinally, blockWith, blockAsyncWith:
			c.u.markLine(p)
			c.u.flushLine()
			return syntax.Pos{}
		}
	}
	return p
}

func (c *compiler) breakStmt(s *syntax.Break) {
	u := c.u
	p := c.beforeLeaving(s.Pos, true)
	restore, loop := c.unwindLoop(s.Pos, true)
	if loop == nil {
		c.errorAt(s.Pos, "'break' outside loop")
	} else {
		u.jump(p, code.JUMP, 0, 0, loop.exit)
	}
	restore()
}

func (c *compiler) continueStmt(s *syntax.Continue) {
	u := c.u
	p := c.beforeLeaving(s.Pos, true)
	restore, loop := c.unwindLoop(s.Pos, true)
	if loop == nil {
		c.errorAt(s.Pos, "'continue' not properly in loop")
	} else {
		u.jump(p, code.JUMP, 0, 0, loop.next)
	}
	restore()
}

// This file implements the module.

// Package uuid is the native module _uuid: version 1 identifiers. What makes them differ is kept for each runtime under a lock.
package uuid

import (
	"encoding/binary"
	"net"
	"sync"

	"weft/internal/object"
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_uuid",
		Methods: []object.Method{
			{Name: "generate_time_safe", Sig: "()", Fn: uuidGenerateTimeSafe},
		},
		Exec: func(th *object.Thread, m *object.Module) error {
			m.Dict().SetName("has_uuid_generate_time_safe", object.SmallInt(1))
			m.Dict().SetName("has_stable_extractable_node", object.SmallInt(0))
			return nil
		},
	}
}

// clock is what identifiers are made of.
type clock struct {
	mu   sync.Mutex
	node [6]byte
	seq  uint16
	last uint64 // time of the last identifier
	made bool
}

type clockKey struct{}

// epoch is the number of 100 ns from 15 October 1582 to 1970.
const epoch = 0x01b21dd213814000

func (c *clock) init(th *object.Thread) {
	var b [8]byte
	th.Rt.ReadRandom(b[:])
	c.seq = binary.BigEndian.Uint16(b[6:]) & 0x3fff
	copy(c.node[:], b[:6])
	c.node[0] |= 1 // a random node looks like a multicast address
	if ifs, err := net.Interfaces(); err == nil {
		for _, i := range ifs {
			if len(i.HardwareAddr) == 6 && i.Flags&net.FlagLoopback == 0 && i.HardwareAddr[0]&3 == 0 {
				copy(c.node[:], i.HardwareAddr)
				break
			}
		}
	}
	c.made = true
}

// next returns an identifier that no other call returned.
func (c *clock) next(th *object.Thread) (id [16]byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.made {
		c.init(th)
	}
	now := uint64(th.Time().UnixNano()/100) + epoch
	switch {
	case now < c.last && c.last-now > 10_000_000: // the clock was set back
		c.seq = (c.seq + 1) & 0x3fff
	case now <= c.last:
		now = c.last + 1
	}
	c.last = now
	binary.BigEndian.PutUint32(id[0:], uint32(now))
	binary.BigEndian.PutUint16(id[4:], uint16(now>>32))
	binary.BigEndian.PutUint16(id[6:], uint16(now>>48)&0x0fff|0x1000)
	binary.BigEndian.PutUint16(id[8:], c.seq|0x8000)
	copy(id[10:], c.node[:])
	return id
}

func uuidGenerateTimeSafe(th *object.Thread, args []object.Value) (object.Value, error) {
	c := th.Rt.State(clockKey{}, func() any { return new(clock) }).(*clock)
	id := c.next(th)
	return object.TupleOf(object.CopyBytes(id[:]), object.SmallInt(-1)), nil
}

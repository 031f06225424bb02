// Package termios is the native module termios: control of terminals (Library Reference, "termios"; POSIX, <termios.h>).
package termios

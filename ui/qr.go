package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"rsc.io/qr"

	"inlet.tech/igloo-setup/ui/words"
)

// The light margin around a QR code, in modules: what ISO/IEC 18004 asks for, and what
// phones read all the same where there is less room.
const (
	fullMargin  = 4
	smallMargin = 2
)

// ground is what a terminal's letters stand on. A QR code brings its own colours, but
// where colours are not wanted it has the terminal's two, and must not be inverted.
type ground uint8

const (
	darkGround ground = iota // so are most, and those that do not say
	lightGround
)

// groundOf is what the terminal says of itself.
func groundOf(background tea.BackgroundColorMsg) ground {
	if background.IsDark() {
		return darkGround
	}
	return lightGround
}

// qrBlock is the address as a QR code, two modules in each cell; words where the room
// is too small for it, or the address too long, and false. Below it should be room for so many
// lines more: the full margin gives way to them.
func (g ground) qrBlock(text words.Text, address string, below int, room area, look theme) (b block, ok bool) {
	noRoom := paragraph(text.NoQR, room.width, look.warn.Render)
	code, err := qr.Encode(address, qr.L)
	if err != nil {
		return noRoom, false
	}
	fits := func(margin, height int) bool {
		size := code.Size + 2*margin
		return size <= room.width && (size+1)/2 <= height
	}
	switch {
	case fits(fullMargin, room.height-below):
		return g.drawn(code, fullMargin, look), true
	case fits(smallMargin, room.height):
		return g.drawn(code, smallMargin, look), true
	default:
		return noRoom, false
	}
}

// drawn is the code with its margin.
func (g ground) drawn(code *qr.Code, margin int, look theme) block {
	var b block
	style := look.code
	if g == lightGround {
		style = look.codeOnLight
	}
	for y := -margin; y < code.Size+margin; y += 2 {
		var row strings.Builder
		for x := -margin; x < code.Size+margin; x++ {
			row.WriteString(g.cell(code.Black(x, y), code.Black(x, y+1)))
		}
		b.lines = append(b.lines, style.Render(row.String()))
	}
	return b
}

// cell draws what the ground is not: light modules on a dark one, dark ones on a light.
func (g ground) cell(upper, lower bool) string {
	if g == lightGround {
		upper, lower = !upper, !lower
	}
	switch {
	case upper && lower:
		return " "
	case upper:
		return "▄"
	case lower:
		return "▀"
	default:
		return "█"
	}
}

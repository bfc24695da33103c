package ui

import (
	"strings"

	"rsc.io/qr"

	"inlet.tech/igloo-setup/ui/words"
)

// quiet is the light margin around a QR code, in modules.
const quiet = 2

// qrBlock is the address as a QR code, two modules in each cell; words where the room
// is too small for it, or the address too long.
func qrBlock(address string, room area, look theme) block {
	code, err := qr.Encode(address, qr.L)
	if err != nil {
		return paragraph(words.NoQR(), room.width, look.warn.Render)
	}
	size := code.Size + 2*quiet
	if size > room.width || (size+1)/2 > room.height {
		return paragraph(words.NoQR(), room.width, look.warn.Render)
	}
	var b block
	for y := -quiet; y < code.Size+quiet; y += 2 {
		var row strings.Builder
		for x := -quiet; x < code.Size+quiet; x++ {
			row.WriteString(cell(code.Black(x, y), code.Black(x, y+1)))
		}
		b.lines = append(b.lines, look.code.Render(row.String()))
	}
	return b
}

// cell draws the light modules: most terminals are dark, also without colour.
func cell(upper, lower bool) string {
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

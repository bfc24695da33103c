//go:build unix

package ptytest

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// The measures of a picture, in pixels. It is meant to be shown at half its size.
const (
	fontSize   = 30 // Go Mono is then 18 wide
	cellWidth  = 18
	cellHeight = 38
	baseline   = 28 // below the top of a cell
	margin     = 40
	corner     = 20 // the radius of the picture's corners
	hairline   = 2
)

// The colours of the terminal that is drawn; the program itself names only the
// sixteen that every terminal has.
var (
	ground = color.RGBA{0x14, 0x18, 0x1f, 0xff}
	ink    = color.RGBA{0xd9, 0xde, 0xe7, 0xff}
	basic  = [...]color.RGBA{
		ansi.Red:    {0xf0, 0x71, 0x78, 0xff},
		ansi.Green:  {0x9c, 0xd0, 0x7a, 0xff},
		ansi.Yellow: {0xe8, 0xc0, 0x6a, 0xff},
		ansi.Cyan:   {0x6a, 0xd0, 0xe0, 0xff},
	}
)

// painter draws a terminal's cells.
type painter struct{ regular, bold font.Face }

// newPainter opens the fonts.
func newPainter() (painter, error) {
	regular, err := face(gomono.TTF)
	bold, errBold := face(gomonobold.TTF)
	return painter{regular, bold}, errors.Join(err, errBold)
}

// face opens one font.
func face(ttf []byte) (font.Face, error) {
	parsed, err := opentype.Parse(ttf)
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(parsed, &opentype.FaceOptions{Size: fontSize, DPI: 72, Hinting: font.HintingNone})
}

// paint draws the whole screen and its cursor. A sign that the font lacks is an
// error, for a hole in the picture would not be noticed.
func (p painter) paint(e emulator) (image.Image, error) {
	canvas := image.NewRGBA(image.Rect(0, 0, 2*margin+e.Width()*cellWidth, 2*margin+e.Height()*cellHeight))
	fill(canvas, rounded(canvas.Bounds()), ground)
	for y := range e.Height() {
		for x := range e.Width() {
			if cell := e.CellAt(x, y); cell != nil && cell.Width > 0 {
				if err := p.cell(canvas, at(x, y, cell.Width), cell); err != nil {
					return nil, fmt.Errorf("row %d, column %d: %w", y+1, x+1, err)
				}
			}
		}
	}
	cursor := at(e.CursorPosition().X, e.CursorPosition().Y, 1)
	cursor.Max.X = cursor.Min.X + 2*hairline
	draw.Draw(canvas, cursor, image.NewUniform(ink), image.Point{}, draw.Src)
	return canvas, nil
}

// at is the place of a cell.
func at(x, y, width int) image.Rectangle {
	from := image.Pt(margin+x*cellWidth, margin+y*cellHeight)
	return image.Rectangle{from, from.Add(image.Pt(width*cellWidth, cellHeight))}
}

// cell draws one cell: its ground, and what stands on it.
func (p painter) cell(canvas draw.Image, box image.Rectangle, cell *uv.Cell) error {
	front, back := colours(cell.Style)
	if back != ground {
		draw.Draw(canvas, box, image.NewUniform(back), image.Point{}, draw.Src)
	}
	sign, length := utf8.DecodeRuneInString(cell.Content)
	switch {
	case sign == ' ' || length == 0:
		return nil
	case length != len(cell.Content):
		return fmt.Errorf("no way to draw the cluster %q", cell.Content)
	case shape(canvas, box, sign, front):
		return nil
	}
	face := p.regular
	if cell.Style.Attrs&uv.AttrBold != 0 {
		face = p.bold
	}
	dot := fixed.P(box.Min.X, box.Min.Y+baseline)
	where, mask, from, _, ok := face.Glyph(dot, sign)
	if !ok {
		return fmt.Errorf("no glyph for %q", sign)
	}
	draw.DrawMask(canvas, where, image.NewUniform(front), image.Point{}, mask, from, draw.Over)
	return nil
}

// colours are those of the sign and of what it stands on.
func colours(style uv.Style) (front, back color.RGBA) {
	front, back = solid(style.Fg, ink), solid(style.Bg, ground)
	if style.Attrs&uv.AttrReverse != 0 {
		front, back = back, front
	}
	if style.Attrs&uv.AttrFaint != 0 {
		front = between(front, back)
	}
	return front, back
}

// solid is a cell's colour as this terminal shows it.
func solid(c color.Color, otherwise color.RGBA) color.RGBA {
	if c == nil {
		return otherwise
	}
	if name, ok := c.(ansi.BasicColor); ok && int(name) < len(basic) && basic[name].A != 0 {
		return basic[name]
	}
	r, g, b, _ := c.RGBA()
	return color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 0xff}
}

// between is a faint front: nearer to it than to the back, to stay readable.
func between(front, back color.RGBA) color.RGBA {
	mix := func(f, b uint8) uint8 { return uint8((int(f)*11 + int(b)*9) / 20) }
	return color.RGBA{mix(front.R, back.R), mix(front.G, back.G), mix(front.B, back.B), 0xff}
}

// shape draws the signs that a font draws badly or not at all: lines, which must
// meet from cell to cell, and the marks of the rail. It reports whether it did.
func shape(canvas draw.Image, box image.Rectangle, sign rune, c color.RGBA) bool {
	middle := image.Pt((box.Min.X+box.Max.X)/2, (box.Min.Y+box.Max.Y)/2)
	line := func(x0, y0, x1, y1 int) {
		draw.Draw(canvas, image.Rect(x0, y0, x1, y1), image.NewUniform(c), image.Point{}, draw.Src)
	}
	across := func(from, to int) { line(from, middle.Y-hairline/2, to, middle.Y+hairline/2) }
	down := func(from, to int) { line(middle.X-hairline/2, from, middle.X+hairline/2, to) }
	switch sign {
	case '─':
		across(box.Min.X, box.Max.X)
	case '│':
		down(box.Min.Y, box.Max.Y)
	case '┃':
		line(middle.X-2*hairline, box.Min.Y, middle.X+hairline, box.Max.Y)
	case '┌':
		across(middle.X-hairline/2, box.Max.X)
		down(middle.Y, box.Max.Y)
	case '└':
		across(middle.X-hairline/2, box.Max.X)
		down(box.Min.Y, middle.Y)
	case '▸':
		polygon(canvas, box, c, -6, -9, 8, 0, -6, 9)
	case '✓':
		polygon(canvas, box, c, -9, 1, -6.5, -1.5, -2.5, 2.5, 6, -9, 9, -6.5, -2, 8.5)
	default:
		return false
	}
	return true
}

// polygon fills an outline, given as x and y from the middle of the box.
func polygon(canvas draw.Image, box image.Rectangle, c color.RGBA, outline ...float32) {
	shape := vector.NewRasterizer(box.Dx(), box.Dy())
	x, y := float32(box.Dx())/2, float32(box.Dy())/2
	shape.MoveTo(x+outline[0], y+outline[1])
	for i := 2; i < len(outline); i += 2 {
		shape.LineTo(x+outline[i], y+outline[i+1])
	}
	shape.ClosePath()
	shape.Draw(canvas, box, image.NewUniform(c), image.Point{})
}

// rounded is the outline of a picture with round corners.
func rounded(box image.Rectangle) *vector.Rasterizer {
	w, h, r := float32(box.Dx()), float32(box.Dy()), float32(corner)
	shape := vector.NewRasterizer(box.Dx(), box.Dy())
	shape.MoveTo(r, 0)
	shape.LineTo(w-r, 0)
	shape.QuadTo(w, 0, w, r)
	shape.LineTo(w, h-r)
	shape.QuadTo(w, h, w-r, h)
	shape.LineTo(r, h)
	shape.QuadTo(0, h, 0, h-r)
	shape.LineTo(0, r)
	shape.QuadTo(0, 0, r, 0)
	shape.ClosePath()
	return shape
}

// fill fills an outline.
func fill(canvas draw.Image, shape *vector.Rasterizer, c color.RGBA) {
	shape.Draw(canvas, canvas.Bounds(), image.NewUniform(c), image.Point{})
}

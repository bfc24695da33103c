package ui_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"rsc.io/qr"

	"inlet.tech/igloo-setup/igloo"
)

// Two links: one as it may be, and one that is as long as links get.
const (
	usualLink = "https://portal.example/locations/8f14e45f"
	longLink  = "https://portal.badstua-brygga.example/customers/oslo-kommune/invitations/" +
		"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9/locations/8f14e45f-ceea-467f-a2b2-0f4b1c2d3e4f"
)

// colours are those of a terminal: its own two, and the two of the sixteen that a QR
// code is drawn in. Where colours are not wanted, it shows its own two in their place.
type colours struct {
	ink, paper, black, brightWhite color.Gray
	unwanted                       bool
}

// terminals are a dark one and a light one, with colours and without, and one whose
// sixteen colours are soft.
func terminals() map[string]colours {
	return map[string]colours{
		"dark":             {color.Gray{0xd0}, color.Gray{0x10}, color.Gray{0}, color.Gray{0xff}, false},
		"light":            {color.Gray{0x20}, color.Gray{0xff}, color.Gray{0}, color.Gray{0xff}, false},
		"soft":             {color.Gray{0x60}, color.Gray{0xf4}, color.Gray{0x30}, color.Gray{0xf4}, false},
		"dark, no colour":  {ink: color.Gray{0xd0}, paper: color.Gray{0x10}, unwanted: true},
		"light, no colour": {ink: color.Gray{0x20}, paper: color.Gray{0xff}, unwanted: true},
	}
}

// of is a cell's colour, or the terminal's own where the cell has none.
func (c colours) of(cell color.Color, own color.Gray) color.Gray {
	switch {
	case c.unwanted:
		return own
	case cell == ansi.Black:
		return c.black
	case cell == ansi.BrightWhite:
		return c.brightWhite
	default:
		return own
	}
}

// The size of a cell on a photograph, in pixels: twice as high as wide, so that a
// module is a square.
const (
	across = 6
	down   = 2 * across
)

// photograph is what a phone sees of the screen. Text is a smear in its cell.
func photograph(w *wizard, width, height int, c colours) *image.Gray {
	screen := uv.NewScreenBuffer(width, height)
	uv.NewStyledString(w.Model().View().Content).Draw(screen, screen.Bounds())
	photo := image.NewGray(image.Rect(0, 0, width*across, height*down))
	fill := func(area image.Rectangle, with color.Gray) {
		draw.Draw(photo, area, image.NewUniform(with), image.Point{}, draw.Src)
	}
	for y := range height {
		for x := range width {
			cell := screen.CellAt(x, y)
			whole := image.Rect(x*across, y*down, (x+1)*across, (y+1)*down)
			ink, paper := c.of(cell.Style.Fg, c.ink), c.of(cell.Style.Bg, c.paper)
			fill(whole, paper)
			upper, lower := whole, whole
			upper.Max.Y, lower.Min.Y = upper.Max.Y-across, lower.Min.Y+across
			switch cell.Content {
			case "█":
				fill(whole, ink)
			case "▀":
				fill(upper, ink)
			case "▄":
				fill(lower, ink)
			case " ", "":
			default:
				fill(whole.Inset(1), ink)
			}
		}
	}
	return photo
}

// withCode is a wizard by hand, at a link, that shows its address as a QR code.
func withCode(t *testing.T, address string, width, height int) *wizard {
	t.Helper()
	link, err := igloo.ParseLink(address)
	if err != nil {
		t.Fatal(err)
	}
	s := linked(t)
	s.link, s.byHand, s.badge = link, true, "BY HAND"
	w := s.start()
	for range 8 { // the checklist and the login
		w.enter()
	}
	w.Resize(width, height)
	w.Press("ctrl+q")
	return w
}

// sizes are the terminals that are large enough for the links.
func sizes() map[string]image.Point {
	return map[string]image.Point{usualLink: {X: 80, Y: 24}, longLink: {X: 120, Y: 40}}
}

func TestTheQRCodeIsWholeAndHasItsMarginOnEveryTerminal(t *testing.T) {
	for link, size := range sizes() {
		want, err := qr.Encode(link, qr.L)
		if err != nil {
			t.Fatal(err)
		}
		w := withCode(t, link, size.X, size.Y)
		left, top, width := corner(w)
		margin := (width - want.Size) / 2
		if least := map[string]int{usualLink: 2, longLink: 4}[link]; margin < least {
			t.Errorf("%s: the margin is %d modules", link, margin)
		}
		for name, c := range terminals() {
			w.Send(tea.BackgroundColorMsg{Color: c.paper})
			photo := photograph(w, size.X, size.Y, c)
			for y := -margin; y < want.Size+margin; y++ {
				for x := -margin; x < want.Size+margin; x++ {
					at := photo.GrayAt((left+margin+x)*across+across/2, top*down+(margin+y)*across+across/2)
					if dark := at.Y < 0x80; dark != want.Black(x, y) {
						t.Fatalf("%s, %s: module %d,%d has the shade %#x\n%s", link, name, x, y, at.Y, w.Frame())
					}
				}
			}
		}
	}
}

// corner is the cell in which the code's margin begins, and how wide it is.
func corner(w *wizard) (x, y, width int) {
	for y, row := range w.Frame().Rows {
		if before, _, ok := strings.Cut(row, "████████"); ok {
			return ansi.StringWidth(before), y, strings.Count(row, "█")
		}
	}
	w.t.Fatalf("no code:\n%s", w.Frame())
	return 0, 0, 0
}

// scan reads the QR code in a picture.
func scan(t *testing.T, picture []byte) (string, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "photo.png")
	if err := os.WriteFile(path, picture, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path).Output()
	return strings.TrimSpace(string(out)), err
}

func TestAPhoneReadsTheQRCode(t *testing.T) {
	for link, size := range sizes() {
		plain, err := qr.Encode(link, qr.L)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := scan(t, plain.PNG()); err != nil || got != link {
			t.Skipf("needs Debian's package zbar-tools, and that it reads a plain code: %q, %v", got, err)
		}
		w := withCode(t, link, size.X, size.Y)
		for name, c := range terminals() {
			w.Send(tea.BackgroundColorMsg{Color: c.paper})
			var picture bytes.Buffer
			if err := png.Encode(&picture, photograph(w, size.X, size.Y, c)); err != nil {
				t.Fatal(err)
			}
			if got, err := scan(t, picture.Bytes()); err != nil || got != link {
				t.Errorf("%s: read %q, %v; want %s", name, got, err, link)
			}
		}
	}
}

func TestWhereTheQRCodeDoesNotFitTheProgramSaysSo(t *testing.T) {
	for link, size := range map[string]image.Point{usualLink: {X: 40, Y: 12}, longLink: {X: 80, Y: 24}} {
		w := withCode(t, link, size.X, size.Y)
		shown := w.Frame().String()
		if !strings.Contains(shown, "no room for a QR code") || strings.ContainsAny(shown, "█▀▄") {
			t.Errorf("a piece of it:\n%s", shown)
		}
		if flat := strings.Join(strings.Fields(shown), ""); !strings.Contains(flat, link[:30]) {
			t.Errorf("the address is missing:\n%s", shown)
		}
		w.Press("ctrl+n")
		if flat := strings.Join(w.Frame().Rows, ""); !strings.Contains(flat, link[:30]) {
			t.Errorf("the address is missing after a no:\n%s", w.Frame())
		}
	}
}
